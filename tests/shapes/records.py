"""What the tests of all shapes share: a small known graph, and a record that is spoilt in one place at a time."""

from functools import cache
from pathlib import Path

import pytest

from paradiplomacy import formats, sources, validation
from paradiplomacy.check.index import Index
from paradiplomacy.check.neighbours import draw
from paradiplomacy.sources import Role

PREFIXES = " ".join(
    f"@prefix {prefix}: <{namespace}> ."
    for prefix, namespace in {
        "bibo": "http://purl.org/ontology/bibo/",
        "dcterms": "http://purl.org/dc/terms/",
        "graph": "https://w3id.org/paradiplomacy/graph/",
        "para": "https://w3id.org/paradiplomacy/ontology#",
        "p": "https://w3id.org/paradiplomacy/paper/roads-and-pacts/",
        "paper": "https://w3id.org/paradiplomacy/paper/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }.items()
) + " ".join(
    f"@prefix {kind}: <https://w3id.org/paradiplomacy/id/{kind}/> ."
    for kind in (
        "activity", "activity-kind", "actor", "aspect", "authorship", "breakdown", "claim", "cooperation",
        "cooperation-form", "discrepancy", "expectation", "failure", "field", "freedom", "frequency", "generality",
        "group", "hedge", "instrument", "instrument-kind", "item", "level", "means", "method", "modality", "obstacle",
        "passage-kind", "person", "place", "polarity", "programme", "quantifier", "reading", "reading-kind",
        "reference", "register", "scheme", "silence", "stage", "status", "status-kind", "study", "subject", "topic",
        "unit", "unstated-reason", "verdict", "voice", "year-entry",
    )
)  # fmt: skip

NEIGHBOURS = """
graph:passages {
  p:section-1 a para:Section ; para:position 1 ; rdfs:label "Roads"@en ; para:directlyPartOf paper:roads-and-pacts .
  p:section-1.0 a para:Section ; para:position 1 ; rdfs:label "New"@en ; para:directlyPartOf p:section-1 .
  p:s-1 a para:Passage ; para:position 1 ; para:passageKind passage-kind:sentence ; para:locator "sentence 1" ;
    para:directlyPartOf p:section-1 ; para:cites reference:roads-1 .
  p:s-2 a para:Passage ; para:position 2 ; para:passageKind passage-kind:sentence ; para:locator "sentence 2" ;
    para:directlyPartOf p:section-1 ; para:cites reference:roads-2 .
}
p:s-1 {
  paper:roads-and-pacts a para:Paper ; dcterms:title "Roads and Pacts"@en .
  place:norland a para:Country ; rdfs:label "Norland"@en .
  place:dunmere a para:Place ; rdfs:label "Dunmere"@en ; para:directlyWithin place:norland .
  actor:dunmere a para:SubStateActor ; rdfs:label "Dunmere"@en ; para:country place:norland .
  actor:velm a para:SubStateActor ; para:asWritten "Velm Shire" ; para:country place:norland .
  actor:guild a para:Organisation ; para:asWritten "Guild of Roads" .
  actor:weir a para:Actor ; para:asWritten "Weir" .
  person:y a para:Person ; para:asWritten "A. Y." .
  register:pacts a para:Register ; dcterms:title "Pacts"@en .
  cooperation:dunmere-oxbow a para:Cooperation ; para:recordedIn register:pacts ; para:row 3 ;
    para:leadParty actor:dunmere ; para:counterpart actor:guild ; para:yearEntry year-entry:dunmere-oxbow-1970 .
  year-entry:dunmere-oxbow-1970 a para:YearEntry ; para:year 1970 .
  reference:roads-1 a para:Reference ; para:number 1 ; dcterms:title "On Roads"@en .
  instrument:letter a para:Instrument ; para:signatory actor:dunmere , actor:velm .
  instrument:later a para:Instrument ; para:signatory actor:dunmere , actor:velm ; para:follows instrument:pact .
  claim:keep-roads a para:Norm ; rdfs:label "roads are to be kept"@en ; para:voice voice:own ;
    para:modality modality:should ; para:polarity polarity:positive ; para:generality generality:general ;
    para:agent actor:dunmere ; para:content topic:human-security .
  claim:known-list a para:Enumeration ; rdfs:label "there are two"@en ; para:voice voice:own ;
    para:modality modality:asserted ; para:polarity polarity:positive ; para:generality generality:general ;
    para:about topic:human-security ; para:hasItem item:known-1 , item:known-2 .
  item:known-1 a para:EnumerationItem ; para:position 1 ; para:names actor:dunmere .
  item:known-2 a para:EnumerationItem ; para:position 2 ; para:names actor:velm .
  claim:half a para:Figure ; rdfs:label "six in ten"@en ; para:voice voice:own ; para:modality modality:asserted ;
    para:polarity polarity:positive ; para:generality generality:general ; para:counts topic:human-security ;
    para:value 60 ; para:unit unit:percent ; para:inWhole breakdown:roads .
  breakdown:roads a para:Breakdown ; para:wholeIs register:pacts .
  topic:dam a para:Topic ; skos:inScheme scheme:weirs ; skos:prefLabel "big dam"@en ; skos:definition "A dam."@en .
  programme:known a para:Programme ; para:asWritten "Roads" ; para:programmeOf cooperation:dunmere-oxbow .
  activity:known a para:Activity ; para:inProgramme programme:known ; para:activityKind activity-kind:training .
  activity:around a para:Activity ; para:inProgramme programme:known ; para:activityKind activity-kind:training ;
    para:partOfEvent activity:three-go .
  obstacle:sand a para:Obstacle ; para:asWritten "sand" ; para:position 1 ; para:hampers topic:human-security ;
    para:obstacleTo actor:dunmere .
}
graph:readings {
  silence:country-of-guild a para:Silence ; para:silentAbout actor:guild ; para:silentOn para:country ;
    para:silentIn p:s-1 .
}
"""


@cache
def known():
    """Give what a record may refer to: the ontology, its schemes, and a few invented things."""
    root = sources.root()
    ontology = [
        quad
        for source in sources.discover(root, Path("no home"))
        if source.role is Role.ONTOLOGY
        for quad in sources.read(source).quads
    ]
    return (*ontology, *formats.parse((PREFIXES + NEIGHBOURS).encode(), formats.by_name("trig"), base="urn:x:known",
                                      default_graph=sources.OUTSIDE, file="known.trig"))  # fmt: skip


def validate(record, format_name="turtle"):
    """Validate a record; its first line, after the quotes that open it, is line 2."""
    text = (PREFIXES + record).encode()
    return validation.validate(text, formats.by_name(format_name), "new.ttl", known())


def triples(record):
    """Give what the shapes see of a record: its statements and what is drawn in from what is known."""
    quads = formats.parse((PREFIXES + record).encode(), formats.by_name("turtle"), base="urn:x:record",
                          default_graph=sources.OUTSIDE, file="new.ttl")  # fmt: skip
    own = {quad[:3] for quad in quads}
    return own.union(draw(own, Index(known())))


def spoil(good, right, wrong):
    """Replace the one place where a record is right."""
    assert good.count(right) == 1, f"{right!r} must stand once in the good record"
    return good.replace(right, wrong)


def spoilt(cases):
    """Run a test for each case: title, what is right, what is wrong, check that finds it, line."""
    return pytest.mark.parametrize(
        ("right", "wrong", "check", "line"), [case[1:] for case in cases], ids=[case[0] for case in cases]
    )
