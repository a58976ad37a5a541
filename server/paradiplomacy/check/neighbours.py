"""What a judgement on some statements rests on, drawn from all that is known."""

from collections.abc import Iterable, Iterator

from paradiplomacy.check.index import Index
from paradiplomacy.terms import PARA, RDF, RDFS, SKOS, Object, Triple, URIRef

__all__ = ["draw"]

_UPWARDS = frozenset(
    {
        RDFS.subClassOf, SKOS.broader, PARA.directlyPartOf, PARA.directlyWithin, PARA.follows, PARA.partOfEvent,
        PARA.unitOf,
    }
)  # fmt: skip

_POINTERS = frozenset(
    {
        PARA.authorship, PARA.cites, PARA.hasItem, PARA.hasReading, PARA.inProgramme, PARA.inWhole, PARA.reports,
        PARA.stage, PARA.yearEntry,
    }
)  # fmt: skip
"""What is asked of a thing from the other side."""

_MEMBERS = frozenset({PARA.authorship, PARA.explainedBy, PARA.hasItem, PARA.hasReading, PARA.stage})
"""What is judged together with the other things that stand after it."""

_WHOLES = frozenset({PARA.inProgramme, PARA.inWhole, PARA.obstacleTo})
"""What is judged together with the other things before it."""

_NUMBERS: dict[URIRef, URIRef | None] = {
    PARA.row: PARA.recordedIn,
    PARA.position: PARA.directlyPartOf,
    PARA.number: None,
}
"""Numbers that are unique, and the property that names within what."""


def draw(statements: Iterable[Triple], known: Index) -> Iterator[Triple]:
    """Draw what is said of the things in some statements, and of what is counted with them in one whole.

    Beside that what points to them, the kind of each thing in what was drawn, and the larger places, documents,
    classes and the like around all these.
    """
    drawn = set(_near(set(statements), known))
    yield from drawn
    waiting = [term for triple in {*statements, *drawn} for term in (triple[0], triple[2])]
    found: set[Object] = set()
    while waiting:
        if (thing := waiting.pop()) in found:
            continue
        found.add(thing)
        for _, predicate, value, _ in known.said_of(thing):
            if predicate in _UPWARDS or predicate == RDF.type:
                waiting.append(value)
                yield thing, predicate, value  # type: ignore[misc]  # because what something is said of is a subject


def _near(statements: set[Triple], known: Index) -> Iterator[Triple]:
    subjects: set[Object] = {triple[0] for triple in statements}
    subjects.update(_twins(statements, known), _fellows(statements, known))
    for thing in subjects.union(triple[2] for triple in statements):
        yield from (quad[:3] for quad in known.said_of(thing))
    for thing in subjects:
        for pointer in _POINTERS:
            yield from ((subject, pointer, thing) for subject in known.subjects(pointer, thing))  # type: ignore[misc]  # because what points is a subject


def _fellows(statements: set[Triple], known: Index) -> Iterator[Object]:
    """Give what is known to be counted together with the things in some statements."""
    for thing in {subject for subject, _, _ in statements}:
        for members in _MEMBERS:
            yield from known.objects(thing, members)
        for whole in _WHOLES:
            yield from known.subjects(whole, thing)
    for _, predicate, value in statements:
        if predicate in _WHOLES:
            yield from known.subjects(predicate, value)


def _twins(statements: set[Triple], known: Index) -> Iterator[Object]:
    """Give what is known to bear a number of the statements, in the same register or document."""
    wholes: dict[tuple[Object, URIRef | None], Object] = {(s, p): o for s, p, o in statements}
    for subject, predicate, value in statements:
        if predicate in _NUMBERS:
            within = _NUMBERS[predicate]
            whole = wholes.get((subject, within))
            for other in known.subjects(predicate, value):
                if within is None or whole in known.objects(other, within):
                    yield other
