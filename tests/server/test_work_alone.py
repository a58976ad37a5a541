"""Work of a command in a process of its own: it ends within its limits, whatever it is."""

import subprocess
import sys
import time

import pytest

from paradiplomacy.errors import OutOfTime, Refused, Unavailable
from paradiplomacy.isolation import Limits, do_alone

CONSTRAINT = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:message "never" ; sh:select '''
  SELECT $this WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r .
                       FILTER(CONCAT(STR(?c), STR(?f), STR(?i), STR(?o), STR(?r)) = "x") }''' ] .
"""
BACKTRACKING = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:text ; sh:pattern "^(a+)+$" ] .
"""
CYCLE = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
ex:S a sh:NodeShape ; sh:targetNode ex:a ;
  sh:property [ sh:path [ sh:zeroOrMorePath [ sh:oneOrMorePath [ sh:alternativePath ( ex:p ex:next ) ] ] ] ;
    sh:maxCount 1 ; sh:message "too many" ] .
"""
DATA = (
    "@prefix ex: <http://example.org/> .\n"
    + "".join(f"ex:a ex:p {number} .\n" for number in range(60))
    + f'ex:a ex:text "{"a" * 40}!" ; ex:next ex:b . ex:b ex:next ex:a .\n'
)


def _raise() -> bytes:
    raise Refused("No.", "Do otherwise.")


def test_the_result_is_that_of_the_work():
    """Any size of it comes whole."""
    assert do_alone(lambda: b"x" * 3_000_000, Limits()) == b"x" * 3_000_000
    assert do_alone(lambda: b"", Limits()) == b""


def test_an_error_of_the_family_comes_as_it_was_raised():
    """Message and advice are those of the work."""
    with pytest.raises(Refused, match=r"No\. Do otherwise\."):
        do_alone(_raise, Limits())


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (lambda: bytes(time.sleep(60) or 0), OutOfTime),
        (lambda: b"x" * 2_000_000_000, Unavailable),
        (lambda: sys.exit(3), Unavailable),
    ],
    ids=["it does not end", "it takes too much memory", "its process ends"],
)
def test_work_that_oversteps_its_limits_is_ended(work, error):
    """What ends is the process of the work, and who asked is told why."""
    with pytest.raises(error):
        do_alone(work, Limits(seconds=0.5, memory=100_000_000))


@pytest.mark.parametrize(
    "shapes", [CONSTRAINT, BACKTRACKING, CYCLE, "nested"], ids=["constraint", "pattern", "path", "nesting"]
)
def test_shapes_without_end_are_answered_within_the_limit(shapes, tmp_path):
    """`validate --shapes` gives a report, or says that it took too long: never a traceback, and never nothing."""
    if shapes == "nested":
        begin = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix ex: <http://example.org/> .\n"
        links = "".join(f"ex:S{n} a sh:NodeShape ; sh:node ex:S{n + 1} .\n" for n in range(3000))
        shapes = f"{begin}ex:S0 sh:targetNode ex:a .\n{links}ex:S3000 a sh:NodeShape ; sh:class ex:C .\n"
    (tmp_path / "shapes.ttl").write_text(shapes, encoding="utf-8")
    (tmp_path / "data.ttl").write_text(DATA, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "paradiplomacy",
        "validate",
        "data.ttl",
        "--shapes",
        "shapes.ttl",
        "--seconds",
        "2",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in {0, 1, 2}
    assert done.stdout or done.stderr.startswith("paradiplomacy: ")
    assert "Traceback" not in done.stderr
    if shapes == CONSTRAINT:
        assert "longer than 2 s" in done.stderr
