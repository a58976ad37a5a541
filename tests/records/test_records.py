"""Broken records are each refused for just their fault, at its line; unusual ones that are right are accepted.

Each file of broken/ says at its head what is wrong, which check finds it, in which line, and what to write instead
where that can be told.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from paradiplomacy import formats, sources
from paradiplomacy.check import Index
from paradiplomacy.findings import Severity
from paradiplomacy.terms import ID
from paradiplomacy.validation import validate

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").iterdir())
GOOD = sorted((HERE / "good").iterdir())
KNOWN = Index(
    quad for source in sources.discover(sources.root(), Path("no home")) for quad in sources.read(source).quads
)
WARNED = {"said-twice"}
"""Faults that do not keep a record out."""


def report(path):
    """Validate a file beside the graph."""
    return validate(path.read_bytes(), formats.by_extension(path), path.name, KNOWN)


def head(path):
    """Read what a file says of itself."""
    return dict(re.findall(r"^# (check|line|wrong|correction): (.+)$", path.read_text(), re.MULTILINE))


def split_at(text, place):
    """Split a text before the place of a finding."""
    lines = text.splitlines(keepends=True)
    offset = sum(map(len, lines[: place.line - 1])) + place.column - 1
    return text[:offset], text[offset:]


def test_there_are_enough_and_no_two_faults_are_alike():
    """At least sixty broken records and thirty good ones, each with a title of its own."""
    assert len(BROKEN) >= 60
    assert len(GOOD) >= 30
    titles = [path.read_text().partition("\n")[0] for path in (*BROKEN, *GOOD)]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_record_is_refused_for_its_fault_alone(path):
    """One finding: the check, the line, the corrected text."""
    told = head(path)
    found = report(path)
    assert [(finding.check, finding.place.line) for finding in found] == [(told["check"], int(told["line"]))]
    assert [finding.correction for finding in found] == [told.get("correction", "")]
    assert found.conforms == (path.stem in WARNED)


@pytest.mark.parametrize("path", [path for path in BROKEN if "correction" in head(path)], ids=lambda path: path.stem)
def test_the_corrected_text_mends_the_record(path):
    """Written where the finding stands, in the place of what is wrong, it makes the record conform."""
    told, text = head(path), path.read_text()
    [finding] = report(path)
    before, after = split_at(text, finding.place)
    assert after.startswith(told["wrong"])
    prefixes = {kind: f"@prefix {kind}: <{ID}{kind}/> .\n" for kind in re.findall(r"^([a-z-]+):", told["correction"])}
    declared = "".join(line for kind, line in prefixes.items() if f"@prefix {kind}:" not in text)
    assert all(line.strip() in finding.advice for line in declared.splitlines())
    mended = declared + before + told["correction"] + after.removeprefix(told["wrong"])
    assert validate(mended.encode(), formats.by_extension(path), path.name, KNOWN).conforms


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_an_unusual_record_is_accepted(path):
    """What a source may well say, or leave out, is no fault."""
    found = report(path)
    assert [finding for finding in found if finding.severity is Severity.VIOLATION] == []
    assert found.conforms


@pytest.mark.parametrize(
    "path", [path for path in BROKEN if head(path)["check"] == "inconsistency"], ids=lambda p: p.stem
)
def test_a_contradiction_is_told_in_a_plain_sentence_before_its_proof(path):
    """The sentence has no name of a rule, and the proof no list of the ontology."""
    [finding] = report(path)
    rule = re.search(r"\[([a-z0-9-]+)\]", finding.proof)[1]
    assert rule not in finding.advice
    assert re.match(r"\S+ cannot be ", finding.advice)
    assert "rdf:rest" not in finding.proof
    assert "_:" not in finding.proof


def test_no_warning_of_a_library_reaches_a_reader():
    """Beside the report nothing is said."""
    path = HERE / "broken" / "yes-for-true.ttl"
    command = [sys.executable, "-m", "paradiplomacy", "validate", str(path)]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stderr == ""


def test_a_silence_as_it_is_proposed_mends_the_record():
    """What a message writes down for a value that the source does not print can be copied."""
    path = HERE / "broken" / "instrument-without-party.ttl"
    [finding] = report(path)
    proposed = re.search(r"as in: (silence:.*? \.) ", finding.advice)[1]
    declared = "".join(re.findall(r"@prefix \S+ <\S+> \.", finding.advice))
    found = validate(f"{declared}{path.read_text()}{proposed}", formats.by_extension(path), path.name, KNOWN)
    assert list(found) == []
