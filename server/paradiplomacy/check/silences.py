"""Value or silence, never both: asked passage by passage, so that no shape can ask it."""

from collections.abc import Iterator

from paradiplomacy import terms
from paradiplomacy.check.stated import Stated, place, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.terms import PARA, RDF, Object, Quad, URIRef

__all__ = ["EXPECTED", "findings"]

EXPECTED: tuple[tuple[URIRef, URIRef], ...] = ((PARA.counterpart, PARA.country),)
"""What a reader expects to be told: of whatever stands after the first property in a passage, the second."""


def findings(stated: Stated) -> Iterator[Finding]:
    """Give silences beside a value from their own passage, and expected values without value or silence."""
    silences = _silences(stated)
    yield from _both(stated, silences)
    yield from _neither(stated, {(thing, on) for thing, on, _ in silences.values()})


def _silences(stated: Stated) -> dict[Quad, tuple[Object, Object, Object]]:
    """Give thing, property and document of each silence, under its silentIn statement."""
    about, on = stated.related(PARA.silentAbout), stated.related(PARA.silentOn)
    return {
        quad: (thing, predicate, quad[2])
        for quad in stated.quads()
        if quad[1] == PARA.silentIn
        for thing in about.get(quad[0], ())
        for predicate in on.get(quad[0], ())
    }


def _both(stated: Stated, silences: dict[Quad, tuple[Object, Object, Object]]) -> Iterator[Finding]:
    values: dict[tuple[Object, Object, Object], Object] = {
        (s, p, g): o for s, p, o, g in stated.quads() if (p, o) != (RDF.type, PARA.Actor)
    }
    for document, quad in stated:
        if (silence := silences.get(quad)) and (value := values.get(silence)) is not None:
            thing, predicate, passage = map(short, silence)
            advice = f"{passage} does say {predicate} of {thing}: {short(value)}. Take out the silence or the value."
            yield Finding("value-and-silence", Severity.VIOLATION, place(document, quad), advice, *quad[:3])


def _neither(stated: Stated, silent: set[tuple[Object, Object]]) -> Iterator[Finding]:
    for expected_of, expected in EXPECTED:
        valued = stated.related(expected)
        told = set()
        for document, quad in stated:
            thing = quad[2]
            if quad[1] != expected_of or quad[3] not in terms.PAPER or thing in told:
                continue
            told.add(thing)
            if thing not in valued and (thing, expected) not in silent:
                advice = f"Give {short(thing)} its {short(expected)}, or a para:Silence if the source prints none."
                yield Finding("value-or-silence", Severity.VIOLATION, place(document, quad), advice, *quad[:3])
