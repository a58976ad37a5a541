"""The ontology keeps to OWL 2 RL, and what does not is found at its axiom's line (OWL 2 Profiles section 4.2)."""

from pathlib import Path

import pytest

from paradiplomacy import formats, sources, terms
from paradiplomacy.check import profile
from paradiplomacy.check.stated import Stated
from paradiplomacy.places import locate
from paradiplomacy.sources import Document, Role, Source

HEAD = """@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <urn:x:> .
"""

ALLOWED = [
    ":A rdfs:subClassOf :B .",
    ":A rdfs:subClassOf [ owl:intersectionOf ( :B [ owl:complementOf :C ] ) ] .",
    "[ owl:unionOf ( :A [ owl:intersectionOf ( :B :C ) ] ) ] rdfs:subClassOf :D .",
    "[ owl:oneOf ( :a :b ) ] rdfs:subClassOf :D .",
    "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] rdfs:subClassOf :D .",
    "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :D .",
    "[ a owl:Restriction ; owl:onProperty :d ; owl:someValuesFrom xsd:integer ] rdfs:subClassOf :D .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ] .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :b ] .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxQualifiedCardinality 0 ; owl:onClass :B ] .",
    ":A owl:equivalentClass [ owl:intersectionOf ( :B [ owl:onProperty :p ; owl:hasValue :b ] ) ] .",
    ":A owl:intersectionOf ( :B :C ) .",
    "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .",
    ":p rdfs:domain :A ; rdfs:range :B ; a owl:TransitiveProperty , owl:IrreflexiveProperty .",
    ":d rdfs:range xsd:dateTime .",
    ":A owl:hasKey ( :p :d ) .",
    ":p owl:propertyChainAxiom ( :q :r ) ; owl:propertyDisjointWith :s .",
]

REFUSED = [
    ":A rdfs:subClassOf owl:Thing .",
    ":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ] .",
    ":A rdfs:subClassOf [ owl:oneOf ( :b :c ) ] .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:minCardinality 1 ] .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:cardinality 1 ] .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 2 ] .",
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasSelf true ] .",
    ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxQualifiedCardinality 1 ; owl:onClass [ owl:complementOf :B ] ] .",
    ":A rdfs:subClassOf [ owl:intersectionOf ( :B [ owl:unionOf ( :C :D ) ] ) ] .",
    "[ owl:complementOf :A ] rdfs:subClassOf :B .",
    "[ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ] rdfs:subClassOf :D .",
    '[ owl:onProperty :d ; owl:someValuesFrom [ owl:oneOf ( "a" "b" ) ] ] rdfs:subClassOf :D .',
    ":A owl:equivalentClass [ owl:unionOf ( :B :C ) ] .",
    ":A owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom :B ] .",
    ":A owl:unionOf ( :B :C ) .",
    ":A owl:disjointUnionOf ( :B :C ) .",
    ":p a owl:ReflexiveProperty .",
    ":p rdfs:domain [ owl:unionOf ( :A :B ) ] .",
    ":d rdfs:range xsd:gYear .",
    ":d rdfs:range xsd:date .",
    ":d rdfs:range owl:rational .",
    ":d rdfs:range [ owl:onDatatype xsd:integer ; owl:withRestrictions ( [ xsd:minInclusive 1 ] ) ] .",
    "[] a owl:AllDisjointClasses ; owl:members ( :A [ owl:complementOf :B ] ) .",
    ":a a [ owl:unionOf ( :A :B ) ] .",
]


def findings(axiom, role=Role.ONTOLOGY):
    """Read a source of one axiom, which stands in line 4, and give what the profile says."""
    text, form, graph = HEAD + axiom, formats.by_name("turtle"), terms.graph("ontology")
    source = Source(Path("new.ttl"), "new.ttl", role, graph)
    document = Document(source, locate(text, form, base="urn:x:", default_graph=graph, file="new.ttl"))
    return list(profile.findings(Stated((document,))))


@pytest.mark.parametrize("axiom", ALLOWED)
def test_what_the_profile_allows_is_no_finding(axiom):
    """Each construct may stand in the positions that section 4.2.3 gives it."""
    assert findings(axiom) == []


@pytest.mark.parametrize("axiom", REFUSED)
def test_what_the_profile_does_not_allow_is_found_once_at_its_line(axiom):
    """Each construct in another position is one finding, at the axiom."""
    [finding] = findings(axiom)
    assert (finding.check, finding.place.line) == ("profile-rl", 4)


@pytest.mark.parametrize("role", [Role.ALIGNMENT, Role.BACKGROUND, Role.DATASET])
def test_alignments_and_contributed_schemas_are_held_to_it_too(role):
    """An axiom is judged wherever it stands."""
    for axiom in REFUSED:
        assert [finding.place.line for finding in findings(axiom, role)] == [4]
    for axiom in ALLOWED:
        assert findings(axiom, role) == []


def test_a_list_that_bites_its_tail_ends():
    """A circular list is read once around."""
    assert findings(":A owl:intersectionOf _:l . _:l rdf:first :B ; rdf:rest _:l .") == []


def test_our_ontology_is_in_the_profile():
    """Nothing in the ontology and its alignments is outside OWL 2 RL."""
    found = [source for source in sources.discover(sources.root(), Path("no home")) if source.role is Role.ONTOLOGY]
    documents = [sources.read(source) for source in found]
    assert sum(len(document.quads) for document in documents) > 100
    assert list(profile.findings(Stated(documents))) == []
