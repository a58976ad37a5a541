"""What may not enter the graph is found, once, where it stands, with what to do about it."""

from pathlib import Path

import pytest

from paradiplomacy import formats, sources, terms
from paradiplomacy.check import check, quality, silences
from paradiplomacy.check.stated import Stated
from paradiplomacy.places import locate
from paradiplomacy.sources import OUTSIDE, Document, Role, Source

HEAD = """@prefix actor: <https://w3id.org/paradiplomacy/id/actor/> .
@prefix graph: <https://w3id.org/paradiplomacy/graph/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix para: <https://w3id.org/paradiplomacy/ontology#> .
@prefix p: <https://w3id.org/paradiplomacy/paper/roads/> . @prefix paper: <https://w3id.org/paradiplomacy/paper/> .
@prefix place: <https://w3id.org/paradiplomacy/id/place/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix cooperation: <https://w3id.org/paradiplomacy/id/cooperation/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix register: <https://w3id.org/paradiplomacy/id/register/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix silence: <https://w3id.org/paradiplomacy/id/silence/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix topic: <https://w3id.org/paradiplomacy/id/topic/> .
@prefix scheme: <https://w3id.org/paradiplomacy/id/scheme/> .
@prefix passage-kind: <https://w3id.org/paradiplomacy/id/passage-kind/> .
"""
FIRST = HEAD.count("\n") + 1

PASSAGES = """paper:roads a para:Paper ; dcterms:title "Roads" .
p:section-1 a para:Section ; para:position 1 ; rdfs:label "Roads"@en ; para:directlyPartOf paper:roads .
p:s-1 a para:Passage ; para:position 1 ; para:passageKind passage-kind:sentence ; para:locator "1" ;
  para:directlyPartOf p:section-1 .
p:s-2 a para:Passage ; para:position 2 ; para:passageKind passage-kind:sentence ; para:locator "2" ;
  para:directlyPartOf p:section-1 .
"""

SECTION = """p:s-1 {
  place:norland a para:Country ; rdfs:label "Norland"@en .
  actor:dunmere a para:SubStateActor ; para:asWritten "Dunmere" ; para:country place:norland .
  actor:velm a para:Actor ; para:asWritten "Velm" ; para:country place:norland .
  register:pacts a para:Register ; dcterms:title "Pacts"@en .
}
p:s-2 {
  cooperation:dunmere-velm a para:Cooperation ; para:recordedIn register:pacts ; para:row 1 ;
    para:leadParty actor:dunmere ;
    para:counterpart actor:velm .
}
"""


def document(text, role, graph=None):
    """Read a text as a source of this role."""
    form = formats.by_name("trig")
    source = Source(Path(role.value), role.value, role, graph or terms.graph("dataset", "x"))
    places = locate(HEAD + text, form, base="urn:x:", default_graph=source.graph, file=source.name)
    return Document(source, places)


def ontology():
    """Read the real ontology and its schemes."""
    found = sources.discover(sources.root(), Path("no home"))
    return [sources.read(source) for source in found if source.role is Role.ONTOLOGY]


ONTOLOGY = ontology()


def findings(section=SECTION, readings="", dataset=""):
    """Check a small graph: the ontology, passages, a section, readings, and a contributed dataset."""
    return check(
        [
            *ONTOLOGY,
            document(PASSAGES, Role.PASSAGES, terms.graph("passages")),
            document(section, Role.PAPER, OUTSIDE),
            document(readings, Role.READINGS, OUTSIDE),
            document(dataset, Role.DATASET),
        ]
    )


def spoil(right, wrong):
    """Replace the one place where the section is right."""
    assert SECTION.count(right) == 1
    return SECTION.replace(right, wrong)


def told(found):
    """Tell a finding by its check and its line in the text."""
    return [(finding.check, finding.place.line - FIRST + 1) for finding in found]


def test_a_good_graph_has_no_finding():
    """Nothing is found in a graph that is as it should be."""
    assert findings() == []


def test_our_own_sources_have_no_finding():
    """What this project publishes conforms to what it asks of others, without even a warning."""
    documents = [sources.read(source) for source in sources.discover(sources.root(), Path("no home"))]
    assert len(documents) > len(ONTOLOGY)
    assert check(documents) == []


@pytest.mark.parametrize(
    ("right", "wrong", "name", "line"),
    [
        ("p:s-1 {", "p:s-3 {", "unknown-passage", 2),
        ("p:s-1 {", "graph:readings {", "no-passage", 2),
        ("p:s-1 {", "graph:inferred {", "derived-graph", 2),
        ("para:row 1", "para:rwo 1", "unknown-term", 8),
        ("a para:SubStateActor", "a para:SubStateActr", "unknown-term", 3),
        ("actor:velm .\n}", "actor:vel .\n}", "nowhere-described", 10),
        ("a para:Actor ; ", "", "thing-without-a-kind", 4),
        ("actor:velm .\n}", '[ a para:Actor ; rdfs:label "V"@en ; para:country place:norland ] .\n}',
         "blank-node", 10),
        ("para:row 1", "para:Register 1 ; para:row 1", "class-as-property", 8),
        ("a para:Register", "a para:Register , para:records", "property-as-class", 5),
        ("place:norland a", "place:norland para:row 1 . place:norland para:yearEntry actor:velm . place:norland a",
         "subject-of-wrong-kind", 2),
        ("para:row 1", 'para:row 1 ; para:hasInstrument "pact"', "literal-for-a-thing", 8),
        ("para:row 1", "para:row 1 ; para:framework actor:velm", "value-of-wrong-kind", 8),
        ("para:row 1", "para:row 1 ; para:position actor:velm", "thing-for-a-literal", 8),
        ("para:row 1", 'para:row 1 ; para:position "1"', "value-of-wrong-kind", 8),
        ("; para:country place:norland .\n  register", ".\n  register", "value-or-silence", 10),
        ("actor:velm .\n}", "place:norland .\n}", "counterpart-is-an-actor", 10),
        ("place:norland a para:Country", "para:row rdfs:range xsd:string . place:norland a para:Country",
         "term-described-in-data", 2),
    ],
)  # fmt: skip
def test_one_fault_is_found_once_at_its_line(right, wrong, name, line):
    """One fault gives one finding, and what rests on it is not told as well."""
    assert told(findings(spoil(right, wrong))) == [(name, line)]


def test_statements_outside_any_passage_are_found():
    """A file of the paper states facts in passages only, readings in the graph of readings only."""
    loose = 'place:x a para:Place ; rdfs:label "X"@en .'
    for found in (findings(SECTION + loose), findings(readings=loose)):
        assert {finding.check for finding in found} == {"outside-any-passage"}
        assert len(found) == 2
    assert told(findings(readings='p:s-1 { place:norland para:asWritten "N." }')) == [("no-reading", 1)]


@pytest.mark.parametrize(
    ("right", "wrong", "meant"),
    [
        ("para:row 1", "para:rows 1", "para:row"),
        ("p:s-2 {", "p:s-22 {", "paper:roads/s-2"),
        ("actor:velm .\n}", "actor:velmm .\n}", "actor:velm"),
        ("a para:SubStateActor", "a para:SubstateActor", "para:SubStateActor"),
        ("p:s-2 {", "p:s-02 {", "paper:roads/s-2"),
    ],
)
def test_advice_names_what_may_be_meant(right, wrong, meant):
    """A misspelt term, passage or thing is answered with the nearest one there is."""
    [finding] = findings(spoil(right, wrong))
    assert f"Did you mean {meant}?" in finding.advice


@pytest.mark.parametrize(
    ("right", "wrong", "advice"),
    [
        ("para:row 1", "para:row 1 ; para:register register:pacts", "A para:Register stands after para:recordedIn."),
        ("para:row 1", "para:row 1 ; para:hedgedBy 1", "docs/ontology.md lists the properties."),
        ("para:row 1", "para:row 1 ; para:Register register:pacts", "para:recordedIn says this already"),
        ("a para:Register", "a para:Register , para:recordedIn", "as in: register:pacts a para:Register."),
        ("a para:Actor ; ", "", "as in: actor:velm a para:Actor."),
        ("actor:velm .\n}", "actor:velm-and-dunmere .\n}", "There are actor:dunmere, actor:velm."),
        ("para:row 1", 'para:row 1 ; para:hasInstrument "A Pact"', "as in: instrument:a-pact a para:Instrument"),
    ],
)
def test_advice_names_what_fits_the_place(right, wrong, advice):
    """A property is offered for a property, a class for a class, by the prefix for the thing."""
    [finding] = findings(spoil(right, wrong))
    assert advice in finding.advice
    assert "Did you mean" not in finding.advice


def test_advice_cannot_be_forged():
    """A foreign name breaks no line, steers no terminal and fills no page."""
    name = "Velm\\nnew.ttl:1: \\u001B[31mviolation" + "x" * 10_000
    [finding] = findings(
        dataset=f"""topic:a a para:Topic ; skos:inScheme scheme:x ; skos:prefLabel "{name}"@en ;
  skos:definition "A."@en . topic:b a para:Topic ; skos:inScheme scheme:x ; skos:prefLabel "{name}"@en ;
  skos:definition "B."@en . scheme:x a skos:ConceptScheme ; skos:prefLabel "x"@en ."""
    )
    assert finding.advice.isprintable()
    assert len(finding.advice) < 1000


def test_advice_names_nothing_that_is_far_off():
    """A name that resembles none gets no suggestion."""
    [finding] = findings(spoil("actor:velm .\n}", "actor:someone-else .\n}"))
    assert "Did you mean" not in finding.advice


def test_a_wrong_statement_in_two_passages_is_found_in_both():
    """Each passage that states it has to be mended."""
    again = SECTION.replace(
        "  register:pacts a", "  cooperation:dunmere-velm para:counterpart place:norland .\n  register:pacts a"
    )
    found = findings(again.replace("actor:velm .\n}", "place:norland .\n}"))
    assert told(found) == [("counterpart-is-an-actor", 5), ("counterpart-is-an-actor", 11)]


class TestSilences:
    """What the paper does not say is noted, and never stands beside a value from the same passage."""

    SILENCE = """graph:readings {
  silence:x a para:Silence ; para:silentAbout actor:velm ; para:silentOn para:country ;
    para:silentIn p:s-1 .
}"""

    def test_a_silence_replaces_a_value(self):
        """An unknown country with a silence is right."""
        unknown = spoil("; para:country place:norland .\n  register", ".\n  register")
        assert findings(unknown, self.SILENCE) == []

    def test_a_silence_beside_a_value_is_found(self):
        """A passage that states the value is not silent on it."""
        assert told(findings(SECTION, self.SILENCE)) == [("value-and-silence", 3)]

    def test_a_silence_of_another_passage_is_right(self):
        """A passage may be silent on what another one states."""
        assert findings(SECTION, self.SILENCE.replace("p:s-1", "p:s-2")) == []

    def test_a_silence_on_the_kind_stands_beside_the_plainest_kind(self):
        """That something is an actor says no more than that it is a party."""
        silence = self.SILENCE.replace("para:country", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")
        assert findings(SECTION, silence) == []
        assert told(findings(spoil("a para:Actor ;", "a para:University ;"), silence)) == [("value-and-silence", 3)]

    @pytest.mark.parametrize("kind", ["Cooperation", "Failure", "Instrument", "Programme", "Reference"])
    def test_a_kind_of_thing_has_a_value_or_a_silence(self, kind):
        """What is expected of a kind of thing is stated, or noted as not said, where a passage names one."""
        stated = Stated([*ONTOLOGY, document(f"p:s-1 {{ actor:x a para:{kind} . }}", Role.PAPER, OUTSIDE)])
        expected = silences.EXPECTED_OF_KINDS[terms.PARA[kind]]
        found = list(silences.findings(stated))
        assert told(found) == [("value-or-silence", 1)] * len(expected)
        assert [finding.path for finding in found] == list(expected)

        notes = "".join(
            f"silence:{n} a para:Silence ; para:silentAbout actor:x ; para:silentOn para:{term.rpartition('#')[2]} ; "
            "para:silentIn p:s-1 . "
            for n, term in enumerate(expected)
        )
        silent = document(f"graph:readings {{ {notes} }}", Role.READINGS, OUTSIDE)
        assert list(silences.findings(Stated([*stated.documents, silent]))) == []

    def test_bounds_stand_for_a_year(self):
        """Of what is dated in bounds no year is expected."""
        failed = document("p:s-1 { actor:x a para:Failure ; para:latestYear 1999 . }", Role.PAPER, OUTSIDE)
        assert list(silences.findings(Stated([*ONTOLOGY, failed]))) == []

    def test_no_silence_is_asked_of_a_dataset(self):
        """What a foreign register leaves out, be it the numbers of its rows, is not for us to note."""
        dataset = "cooperation:b a para:Cooperation ; para:recordedIn register:b ; para:leadParty actor:velm ;"
        dataset += ' para:counterpart actor:b . actor:b a para:Actor ; rdfs:label "B"@en .'
        dataset += ' register:b a para:Register ; dcterms:title "B"@en .'
        assert findings(dataset=dataset) == []

    def test_what_is_expected_is_data(self):
        """The list of expected values names properties of the ontology."""
        pairs = list(silences.EXPECTED_OF_VALUES.items())
        pairs += [(kind, term) for kind, terms in silences.EXPECTED_OF_KINDS.items() for term in terms]
        stated = Stated(ONTOLOGY)
        assert all(stated.is_term(term) for pair in pairs for term in pair)


class TestPassages:
    """A passage has facts in its graph, or a reason why it states nothing: never both, never neither."""

    MORE = """p:s-3 a para:Passage ; para:position 3 ; para:passageKind passage-kind:sentence ; para:locator "3" ;
  para:directlyPartOf p:section-1 .
"""
    REASON = "p:s-3 para:statesNothing <https://w3id.org/paradiplomacy/id/unstated-reason/bare-heading> .\n"

    def found(self, passages, section=SECTION):
        """Check the good graph with other passages."""
        described = document(PASSAGES + passages, Role.PASSAGES, terms.graph("passages"))
        return told(check([*ONTOLOGY, described, document(section, Role.PAPER, OUTSIDE)]))

    def test_a_reason_replaces_facts(self):
        """A passage that states nothing is right if it is said why."""
        assert self.found(self.MORE + self.REASON) == []

    def test_neither_is_found(self):
        """A passage without facts and reason is told where it is described."""
        assert self.found(self.MORE) == [("facts-or-reason", PASSAGES.count("\n") + 1)]

    def test_both_are_found(self):
        """A reason for nothing is told where the graph has facts."""
        facts = SECTION + 'p:s-3 { place:x a para:Place ; para:asWritten "X" . }'
        assert self.found(self.MORE + self.REASON, facts) == [("facts-and-reason", PASSAGES.count("\n") + 3)]

    def test_it_is_asked_of_our_own_papers(self):
        """Who contributes the description of a passage need not yet say what it states."""
        assert findings(dataset=self.MORE) == []


class TestQuality:
    """Every term of the ontology says what it means, when to use it, and shows it in use."""

    TERM = """para:toll a owl:Class ;
  rdfs:label "toll"@en ;
  skos:definition "A fee for a road."@en ;
  skos:scopeNote "Not for a bridge."@en ;
  skos:example "x a para:toll ."@en .
"""

    @pytest.mark.parametrize("asked", quality.ASKED, ids=lambda term: term.rpartition("#")[2])
    @pytest.mark.parametrize("instead", ["", '""@en', '"Maut"@de', '"toll"'])
    def test_a_term_that_says_less_is_found(self, asked, instead):
        """Each is missing if it is absent, empty, or not in English."""
        lines = self.TERM.splitlines()
        [number] = [i for i, line in enumerate(lines) if asked.rpartition("#")[2] in line]
        stop = lines[number][-1]
        name = lines[number].split()[0]
        lines[number] = f"  {name} {instead} {stop}" if instead else f"  a owl:Class {stop}"
        found = quality.findings(Stated([document("\n".join(lines), Role.ONTOLOGY)]))
        assert told(found) == [(quality.ASKED[asked][0], 1)]

    def test_a_term_that_says_all_is_not_found(self):
        """A term with all four is described."""
        assert list(quality.findings(Stated([document(self.TERM, Role.ONTOLOGY)]))) == []


def test_findings_are_sorted_by_place():
    """A person reads them from the top of the first file to the end of the last."""
    text = spoil("para:row 1", "para:row 0").replace('"Norland"@en', '""@en')
    found = findings(text, dataset="place:y a para:Place .")
    assert [finding.place for finding in found] == sorted(finding.place for finding in found)
    assert len(found) == 3
