"""The product holds what the paper says, and none of its sentences."""

import re

import pytest

from paradiplomacy import sources

ROOT = sources.root()
FOLDERS = ("data", "docs", "ontology", "queries", "server", "shapes", "tests")
IN_A_ROW = 9
TEXTS = sorted(
    path
    for path in (*ROOT.glob("*.*"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*")))
    if path.is_file() and path.suffix in {".cff", ".html", ".js", ".md", ".py", ".rq", ".tsv", ".ttl", ".trig", ".txt"}
)


def runs(text):
    """Give each run of so many words, whatever stands between them."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[start : start + IN_A_ROW]) for start in range(len(words) - IN_A_ROW + 1)}


@pytest.fixture(scope="module")
def body(printed):
    """Give the runs of words of the paper's sentences and list items; titles are in the list of references."""
    return {run for row in printed.values() if row.kind in {"sentence", "list item"} for run in runs(row.plain)}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_has_nine_words_in_a_row_from_the_paper(body, path):
    """What the paper itself quotes, and only that, may be quoted, with para:quotation."""
    text = re.sub(r'para:quotation\s+"[^"]*"', "", path.read_text(encoding="utf-8"))
    assert runs(text) & body == set()


def test_a_sentence_of_the_paper_would_be_found(body, printed):
    """In capitals and with other punctuation too."""
    sentence = max((row.plain for row in printed.values() if row.kind == "sentence"), key=len)
    assert runs("label: " + sentence.upper().replace(" ", " , ")) & body
