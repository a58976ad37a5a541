"""Readers who had only the README, the two pages on patterns and terms, and the endpoint, answered eighty questions.

``first.yaml`` and ``second.yaml`` hold forty questions each, written from the paper alone, with their answers;
``*-answers.yaml`` what fresh readers asked and found, and whether it was right. What failed in the first forty was
mended in names, silences and patterns, and then asked of another reader (``reader: 2``).
"""

from pathlib import Path

import pytest
import yaml

from paradiplomacy import formats
from paradiplomacy.errors import SyntaxFault
from paradiplomacy.store import Query

FOLDER = Path(__file__).parent
PATTERNS = FOLDER.parents[1] / "docs" / "patterns.md"
SETS = {"first": 38, "second": 36}
KINDS = ("table", "event", "proposition", "provenance-or-silence")


def load(name):
    """Read a file of this folder."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def prefixes():
    """Give the prefixes that the page on patterns gives its readers."""
    lines = PATTERNS.read_text(encoding="utf-8").splitlines()
    return "\n".join(dict.fromkeys(line for line in lines if line.startswith("PREFIX ")))


def last_answers(name):
    """Give for each question what its last reader found."""
    return {answer["id"]: answer for answer in load(f"{name}-answers")}


@pytest.mark.parametrize("name", SETS)
def test_there_are_ten_questions_of_each_kind(name):
    """Forty in all, each with its answer and where the paper states it or is silent."""
    questions = load(name)
    assert [sum(question["kind"] == kind for question in questions) for kind in KINDS] == [10] * 4
    assert all(question["answer"] and (question.get("passages") or question.get("silent_in")) for question in questions)


@pytest.mark.parametrize(("name", "needed"), SETS.items())
def test_enough_came_right_at_the_second_try(name, needed):
    """Answer right, passages right, and no more than two queries."""
    came = [a for a in last_answers(name).values() if a["right"] and a["passages_right"] and len(a["tries"]) <= 2]
    assert len(came) >= needed


@pytest.mark.parametrize(("name", "ident"), [(name, ident) for name in SETS for ident in last_answers(name)])
def test_what_a_reader_asked_still_answers(store, name, ident):
    """Of the queries of the last reader of each question one finds something; another may have been misspelt."""
    tries = last_answers(name)[ident]["tries"]
    found = [found_by(store, text if "PREFIX " in text else f"{prefixes()}\n{text}") for text in tries]
    assert any(b'"bindings":[{' in body or b'"boolean":true' in body for body in found)


def found_by(store, text):
    """Ask, and give nothing where the query cannot be read."""
    try:
        return store.answer(Query(text, formats.by_name("json"))).body
    except SyntaxFault:
        return b""
