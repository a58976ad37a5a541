"""A record is validated alone, with what it refers to drawn in from the graph."""

from pathlib import Path

import pytest

from paradiplomacy import formats, sources
from paradiplomacy.check import Index
from paradiplomacy.check.neighbours import draw
from paradiplomacy.findings import Severity
from paradiplomacy.validation import validate

HEAD = """@prefix para: <https://w3id.org/paradiplomacy/ontology#> . @prefix id: <https://w3id.org/paradiplomacy/id/> .
@prefix p: <https://w3id.org/paradiplomacy/paper/hakiem-susilowati-paradiplomacy/> .
@prefix actor: <https://w3id.org/paradiplomacy/id/actor/> . @prefix bibo: <http://purl.org/ontology/bibo/> .
@prefix graph: <https://w3id.org/paradiplomacy/graph/> . @prefix dcterms: <http://purl.org/dc/terms/> .
"""
FIRST = HEAD.count("\n") + 1

RECORD = """<https://w3id.org/paradiplomacy/id/cooperation/new> a para:Cooperation ;
  para:recordedIn <https://w3id.org/paradiplomacy/id/register/hakiem-susilowati-table-1> ;
  para:row 32 ;
  para:leadParty actor:yogyakarta ;
  para:counterpart actor:kyoto .
"""

KNOWN = Index(
    quad for source in sources.discover(sources.root(), Path("no home")) for quad in sources.read(source).quads
)


def report(text, format_name="turtle", known=KNOWN):
    """Validate a text, its prefixes before it."""
    return validate((HEAD + text).encode(), formats.by_name(format_name), "new.ttl", known)


def told(found):
    """Tell a finding by its check and its line in the text."""
    return [(finding.check, finding.place.line - FIRST + 1) for finding in found]


def test_a_record_that_refers_to_the_graph_conforms():
    """Register and parties are described in the graph, and need not be in the record."""
    assert report(RECORD).conforms
    assert told(report(RECORD)) == []


def test_without_the_graph_the_same_record_refers_to_nothing():
    """What a record refers to must be in the record or in the graph."""
    ontology = [
        quad
        for source in sources.discover(sources.root(), Path("no home"))
        if source.role is sources.Role.ONTOLOGY
        for quad in sources.read(source).quads
    ]
    found = report(RECORD, known=ontology)
    assert not found.conforms
    assert told(found) == [("nowhere-described", 2), ("nowhere-described", 4), ("nowhere-described", 5)]


@pytest.mark.parametrize(
    ("right", "wrong", "check", "line"),
    [
        ("para:row 32", "para:row 27", "row-is-unique", 3),
        ("para:row 32", 'para:row "20O8"', "row-is-a-number", 3),
        ("actor:kyoto", "id:place\\/japan", "counterpart-is-an-actor", 5),
        ("actor:kyoto", '"Kyoto"', "counterpart-is-an-actor", 5),
        ("actor:kyoto", "actor:kioto", "nowhere-described", 5),
        ("actor:kyoto", "actor:yogyakarta", "no-party-with-itself", 5),
        ("para:row 32", "para:rows 32", "unknown-term", 3),
        ("para:recordedIn", "para:recordedIn p:table-1-row-27 ; para:recordedIn", "register-is-given", 2),
    ],
)
def test_one_fault_is_found_once_at_its_line(right, wrong, check, line):
    """The finding names the broken rule and the line to mend, and nothing else is found."""
    text = RECORD.replace(right, wrong)
    assert text != RECORD
    found = report(text)
    if check == "register-is-given":  # two registers, of which one is none: two faults
        assert {finding.check for finding in found} == {"register-is-given", "register-is-a-register"}
    else:
        assert told(found) == [(check, line)]


def test_a_file_of_many_formats_is_read():
    """N-Triples, RDF/XML and JSON-LD say the same and are told the same, each at a line of its own."""
    bad = RECORD.replace("actor:kyoto", "id:place\\/japan")
    base, graph = "urn:x:", sources.OUTSIDE
    quads = formats.parse((HEAD + bad).encode(), formats.by_name("turtle"), base=base, default_graph=graph, file="x")
    triples = [quad[:3] for quad in quads]
    for name in ("ntriples", "rdfxml", "jsonld", "turtle"):
        form = formats.by_name(name)
        [finding] = validate(formats.write(triples, form), form, "new", KNOWN)
        assert finding.check == "counterpart-is-an-actor"
        assert finding.place.line > 0


def test_an_addition_joins_what_is_known_of_the_same_thing():
    """A second year entry of a known cooperation is right; a second row number is not."""
    cooperation = "<https://w3id.org/paradiplomacy/id/cooperation/yogyakarta-kyoto>"
    entry = "<https://w3id.org/paradiplomacy/id/year-entry/new>"
    assert told(report(f"{cooperation} para:yearEntry {entry} . {entry} a para:YearEntry ; para:year 1999 .")) == []
    assert told(report(f"{cooperation} para:row 99 .")) == [("one-row", 1)]


def test_what_is_known_already_may_be_sent_again():
    """The paper's own file conforms beside the graph that holds it."""
    path = sources.root() / "data" / "paper" / "table-1.trig"
    assert list(validate(path.read_bytes(), formats.by_name("trig"), "table-1.trig", KNOWN)) == []


class TestGraphs:
    """TriG keeps its graphs; a graph of a paper must be a passage that is known."""

    def test_a_known_passage_may_state_more(self):
        """A fact may be added to a passage."""
        assert told(report('p:table-1-row-27 { actor:yamanashi para:asWritten "Yamanashi" . }', "trig")) == []

    def test_an_unknown_passage_is_found(self):
        """A passage that is not described has no facts."""
        found = report('p:tabel-1-row-27 { actor:yamanashi para:asWritten "Yamanashi" . }', "trig")
        assert told(found) == [("unknown-passage", 1)]
        assert "table-1-row-27?" in next(iter(found)).advice

    @pytest.mark.parametrize("name", ["inferred", "all", "description"])
    def test_nothing_is_stated_in_a_derived_graph(self, name):
        """What the build derives cannot be contributed."""
        assert told(report(f'graph:{name} {{ actor:kyoto para:asWritten "K" }}', "trig")) == [("derived-graph", 1)]

    def test_a_value_beside_a_known_silence_is_found(self):
        """A passage of which a silence is noted cannot be given the value."""
        text = "p:table-1-row-10 { actor:medical-peace-foundation para:country id:place\\/japan }"
        assert told(report(text, "trig")) == [("value-and-silence", 1)]


def test_a_warning_does_not_keep_a_record_out():
    """A text conforms unless something is violated."""
    text = """<https://w3id.org/paradiplomacy/id/reference/new> a para:Reference ; para:number 99 ;
  dcterms:title "T"@en ; bibo:pageStart "310" ; bibo:pageEnd "295" ."""
    found = report(text)
    assert [finding.severity for finding in found] == [Severity.WARNING]
    assert found.conforms


@pytest.mark.parametrize("text", [b"<a> <b", b"\xff\xfe", b"@prefix : <x> . :a :b"])
def test_a_text_that_is_not_in_its_format_cannot_be_read(text):
    """The report says so, with file and line, and does not conform."""
    found = validate(text, formats.by_name("turtle"), "new.ttl", KNOWN)
    assert (found.readable, found.conforms) == (False, False)
    [fault] = found
    assert (fault.check, fault.place.file, fault.place.line) == ("cannot-be-read", "new.ttl", 1)


def test_data_does_not_change_the_ontology():
    """A contribution that would make every place an actor is refused, and does not silence the shapes."""
    text = RECORD.replace("actor:kyoto", "id:place\\/japan")
    text += "para:Place <http://www.w3.org/2000/01/rdf-schema#subClassOf> para:Actor .\n"
    assert ("term-described-in-data", 6) in told(report(text))


def test_an_empty_text_conforms():
    """Nothing is stated, so nothing is wrong."""
    assert list(report("")) == []


def test_what_is_drawn_in_does_not_grow_with_the_graph():
    """A record beside a register of a thousand rows more draws in no more than beside the graph as it is."""
    text = RECORD + "".join(
        f"<urn:x:{number}> a para:Cooperation ; para:row {number} ; para:counterpart actor:kyoto ;"
        " para:recordedIn <https://w3id.org/paradiplomacy/id/register/hakiem-susilowati-table-1> .\n"
        for number in range(100, 1100)
    )
    where = {"base": "urn:x:", "default_graph": sources.OUTSIDE, "file": "x"}
    record, more = (
        list(formats.parse((HEAD + part).encode(), formats.by_name("turtle"), **where)) for part in (RECORD, text)
    )
    statements = {quad[:3] for quad in record}
    drawn = set(draw(statements, KNOWN))
    assert drawn
    assert set(draw(statements, Index([*KNOWN, *more]))) - statements == drawn - statements


def test_what_is_known_is_not_reported():
    """A fault of the graph is the graph's: the record alone is judged."""
    broken = [*KNOWN, next(q for q in KNOWN if str(q[1]).endswith("#row"))]
    [fault] = formats.parse(
        (HEAD + "actor:kyoto para:country actor:kyoto .").encode(), formats.by_name("turtle"), base="urn:x:",
        default_graph=sources.OUTSIDE, file="x",
    )  # fmt: skip
    assert told(report(RECORD, known=[*broken, fault])) == []
