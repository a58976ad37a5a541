"""Value or silence, never both: asked passage by passage, so that no shape can ask it."""

from collections.abc import Iterator

from paradiplomacy import terms
from paradiplomacy.check.stated import Stated, place, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.terms import PARA, RDF, Object, Quad, URIRef

__all__ = ["EXPECTED_OF_KINDS", "EXPECTED_OF_VALUES", "findings"]

EXPECTED_OF_KINDS: dict[URIRef, tuple[URIRef, ...]] = {
    PARA.Cooperation: (PARA.row,),
    PARA.Failure: (PARA.year,),
    PARA.Instrument: (PARA.signatory,),
    PARA.Programme: (PARA.beginYear,),
    PARA.Reference: (PARA.authorship, PARA.year),
}
"""What a reader expects to be told of whatever a passage says to be of this kind."""


EVERYWHERE = frozenset({PARA.Instrument})
"""Of what it is expected outside passages too: without a party an instrument is none."""

EXPECTED_OF_VALUES: dict[URIRef, URIRef] = {PARA.counterpart: PARA.country}
"""What a reader expects to be told of whatever stands after this property in a passage."""

_ALSO_TOLD_BY: dict[URIRef, tuple[URIRef, ...]] = {PARA.year: (PARA.earliestYear, PARA.latestYear)}


def findings(stated: Stated) -> Iterator[Finding]:
    """Give silences beside a value from their own passage, and expected values without value or silence."""
    told: set[tuple[Object, URIRef]] = set()
    for document, quad in stated.data():
        if advice := (_both if quad[1] == PARA.silentIn else _denied)(stated, quad):
            yield Finding("value-and-silence", Severity.VIOLATION, place(document, quad), advice, *quad[:3])
        for thing, expected, about in _expected(quad):
            if (thing, expected) not in told and (advice := _neither(stated, thing, expected, quad[3])):
                yield Finding("value-or-silence", Severity.VIOLATION, place(document, quad), advice, *about)
            told.add((thing, expected))


def _expected(quad: Quad) -> Iterator[tuple[Object, URIRef, tuple[Object, URIRef, Object | None]]]:
    """Give what a statement makes a reader expect: a thing, a property, and what a finding is about."""
    subject, predicate, value, graph = quad
    in_passage = graph in terms.PAPER
    if in_passage and predicate in EXPECTED_OF_VALUES:
        yield value, EXPECTED_OF_VALUES[predicate], quad[:3]
    if predicate == RDF.type and isinstance(value, URIRef) and (in_passage or value in EVERYWHERE):
        for expected in EXPECTED_OF_KINDS.get(value, ()):
            yield subject, expected, (subject, expected, None)


def _denied(stated: Stated, quad: Quad) -> str:
    thing, predicate, value, passage = quad
    for note in stated.known.subjects(PARA.silentAbout, thing):
        on, where = stated.objects(note, PARA.silentOn), stated.objects(note, PARA.silentIn)
        if predicate in on and passage in where and (predicate, value) != (RDF.type, PARA.Actor):
            advice = f"A silence already recorded ({short(note)}) says that {short(passage)} does not tell this."
            return f"{advice} Take this statement out; if the passage does tell it, that silence is to be withdrawn."
    return ""


def _both(stated: Stated, silence: Quad) -> str:
    note, _, passage, _ = silence
    on = stated.objects(note, PARA.silentOn)
    for thing in stated.objects(note, PARA.silentAbout):
        for _, predicate, value, graph in stated.said_of(thing):
            if graph == passage and predicate in on and (predicate, value) != (RDF.type, PARA.Actor):
                said = f"{short(passage)} does say {short(predicate)} of {short(thing)}: {short(value)}."
                return f"{said} Take out the silence or the value."
    return ""


def _neither(stated: Stated, thing: Object, expected: URIRef, graph: URIRef) -> str:
    notes = stated.subjects(PARA.silentAbout, thing)
    if any(stated.objects(thing, told_by) for told_by in (expected, *_ALSO_TOLD_BY.get(expected, ()))):
        return ""
    if any(expected in stated.objects(note, PARA.silentOn) for note in notes):
        return ""
    source = graph if graph in terms.PAPER else min(stated.subjects(RDF.type, PARA.Paper), default=terms.PAPER["…"])
    return (
        f"{short(thing)} has no {short(expected)}: give it. If the source prints none, write that down, as in:"
        f" silence:new a para:Silence ; para:silentAbout {short(thing)} ; para:silentOn {short(expected)} ;"
        f" para:silentIn {short(source)} . After para:silentIn stands the passage or paper in which you looked."
    )
