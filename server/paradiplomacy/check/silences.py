"""Value or silence, never both: asked passage by passage, so that no shape can ask it."""

from collections.abc import Iterator

from paradiplomacy import terms
from paradiplomacy.check.stated import Stated, place, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.terms import PARA, RDF, Object, Quad, URIRef

__all__ = ["EXPECTED", "findings"]

EXPECTED: dict[URIRef, URIRef] = {PARA.counterpart: PARA.country}
"""What a reader expects to be told: of whatever stands after the first property in a passage, the second."""


def findings(stated: Stated) -> Iterator[Finding]:
    """Give silences beside a value from their own passage, and expected values without value or silence."""
    told = set()
    for document, quad in stated.data():
        _, predicate, value, _ = quad
        if predicate == PARA.silentIn:
            check, advice = "value-and-silence", _both(stated, quad)
        elif _is_expected_of(quad) and value not in told:
            told.add(value)
            check, advice = "value-or-silence", _neither(stated, value, EXPECTED[predicate])
        else:
            check, advice = "value-and-silence", _denied(stated, quad)
        if advice:
            yield Finding(check, Severity.VIOLATION, place(document, quad), advice, *quad[:3])


def _is_expected_of(quad: Quad) -> bool:
    return quad[1] in EXPECTED and quad[3] in terms.PAPER


def _denied(stated: Stated, quad: Quad) -> str:
    thing, predicate, value, passage = quad
    for note in stated.known.subjects(PARA.silentAbout, thing):
        on, where = stated.objects(note, PARA.silentOn), stated.objects(note, PARA.silentIn)
        if predicate in on and passage in where and (predicate, value) != (RDF.type, PARA.Actor):
            return f"{short(note)} says that {short(passage)} is silent on this. Take out the silence or the value."
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


def _neither(stated: Stated, thing: Object, expected: URIRef) -> str:
    notes = stated.subjects(PARA.silentAbout, thing)
    if stated.objects(thing, expected) or any(expected in stated.objects(note, PARA.silentOn) for note in notes):
        return ""
    return f"Give {short(thing)} its {short(expected)}, or a para:Silence if the source prints none."
