"""Files go into the engine and come out as sorted N-Triples as text, to the same bytes as through rdflib's terms."""

from pathlib import Path

import pyoxigraph
import pytest
from cases import CASES
from graphs import PREFIXES
from hypothesis import HealthCheck, given, settings
from strategies import graphs
from test_closing_terms import ODD

from paradiplomacy import formats
from paradiplomacy.errors import SyntaxFault
from paradiplomacy.infer import close, files
from paradiplomacy.infer.statements import follow
from paradiplomacy.terms import URIRef

NTRIPLES = formats.by_name("ntriples")


def agree(folder: Path, text: str) -> None:
    """Ask that the closure of a text in Turtle and what is new in it are the same, both ways."""
    file = folder / "graph.ttl"
    file.write_text(f"{PREFIXES}{text} ." if text.strip() else "", encoding="utf-8")
    stated = frozenset(quad[:3] for quad in files.place([file]))
    closure, made = close(files.read([file])), follow(stated)
    assert [clash.rule for clash in closure.inconsistencies] == [clash.rule for clash in made.inconsistencies]
    if not closure.inconsistencies:
        assert "".join(closure.lines()).encode() == formats.write(made.inferred | stated, NTRIPLES)
        assert "".join(closure.lines(only_new=True)).encode() == formats.write(made.inferred, NTRIPLES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_what_a_rule_needs_and_what_it_misses_give_the_same(case, tmp_path):
    """For each rule of the W3C's tables, blank nodes and lists too."""
    agree(tmp_path, case.given)
    agree(tmp_path, case.missed)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(graphs())
def test_any_graph_gives_the_same(tmp_path_factory, text):
    """Over every construct."""
    agree(tmp_path_factory.getbasetemp(), text)


def test_odd_terms_come_back_as_they_were(tmp_path):
    """What is written in canonical N-Triples comes out byte for byte, sorted; only a language tag folds its case."""
    lines = [f"<http://x/s> <http://x/p> {term} .\n" for term in ODD if is_read(term)]
    (tmp_path / "odd.nt").write_bytes("".join(lines).encode())
    came = list(close(files.read([tmp_path / "odd.nt"])).lines())
    own = [line for line in "".join(came).splitlines(keepends=True) if line.startswith("<http://x/s> <http://x/p> ")]
    assert len(own) >= 60
    assert own == sorted({canonical(line) for line in lines})


def is_read(term):
    """Whether N-Triples has the term; what has no scheme is no IRI there."""
    try:
        return bool(list(pyoxigraph.parse(f"<x:s> <x:p> {term} .", pyoxigraph.RdfFormat.N_TRIPLES)))
    except SyntaxError:
        return False


def canonical(line):
    """Spell a line's triple by rdflib's terms."""
    quads = formats.parse(line, NTRIPLES, base="urn:x:b", default_graph=URIRef("urn:x:g"), file="line")
    return formats.write([quad[:3] for quad in quads], NTRIPLES).decode()


def test_what_is_sorted_is_sorted_as_text(tmp_path):
    """Labels and names that begin one another stand as their lines do."""
    terms = ["_:a", "_:a-1", "_:a1", "_:ab", "<x:a>", "<x:a!b>", "<x:ab>", "<x:a->"]
    objects = [*terms, '"a"', '"a"@en', '"a "', '"a\\""', '"a"^^<x:a>', '"a!"']
    lines = [f"{s} <x:p> {o} .\n" for s in terms for o in objects]
    (tmp_path / "names.nt").write_text("".join(lines))
    came = "".join(close(files.read([tmp_path / "names.nt"])).lines()).splitlines(keepends=True)
    assert came == sorted(came)
    assert {*lines} <= {*came}


@pytest.mark.parametrize(
    ("text", "line"),
    [("<x:a> <x:b> <x:c> .\n<x:a> <x:b> .\n", 2), ("<x:a> <x:b> <<( <x:a> <x:b> <x:c> )>> .\n", 1)],
    ids=["no object", "a triple as a term"],
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path, text, line):
    """As when it is read for the graph."""
    (tmp_path / "odd.nt").write_text(text)
    with pytest.raises(SyntaxFault) as caught:
        close(files.read([tmp_path / "odd.nt"]))
    assert caught.value.place.line == line
