"""What a judgement on some statements rests on, drawn from all that is known."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from paradiplomacy.check.index import Lookup
from paradiplomacy.terms import PARA, RDF, RDFS, SKOS, Object, Triple, URIRef

__all__ = ["draw"]

_UPWARDS = frozenset({RDF.type, RDFS.subClassOf, PARA.directlyPartOf})

_CIRCULAR = frozenset({SKOS.broader, PARA.directlyWithin, PARA.follows, PARA.partOfEvent, PARA.unitOf})
"""What must not lead back to where it began: asked of whatever is far up only if it does."""

_POINTERS = frozenset(
    {
        PARA.authorship, PARA.cites, PARA.hasItem, PARA.hasReading, PARA.inProgramme, PARA.inWhole, PARA.reports,
        PARA.stage, PARA.yearEntry,
    }
)  # fmt: skip
"""What is asked of a thing from the other side."""

_MEMBERS = frozenset({PARA.authorship, PARA.explainedBy, PARA.hasItem, PARA.hasReading, PARA.stage})
"""What is judged together with the other things that stand after it."""

_WHOLES = frozenset({PARA.concerns, PARA.inProgramme, PARA.inWhole, PARA.obstacleTo})
"""What is judged together with the other things before it."""

_UNIQUE: dict[URIRef, URIRef | None] = {
    PARA.row: PARA.recordedIn,
    PARA.position: PARA.directlyPartOf,
    PARA.number: None,
    SKOS.prefLabel: SKOS.inScheme,
}
"""Numbers and names that are unique, and the property that names within what."""


def draw(statements: Iterable[Triple], known: Lookup) -> Iterator[Triple]:
    """Draw what is said of the things in some statements, and of what is counted with them in one whole.

    Beside that what points to them, the kind of each thing in what was drawn, the larger documents and classes around
    all these, and the larger places and the like where these stand in a circle.
    """
    own = set(statements)
    drawn = set(_near(own, known))
    yield from drawn
    circles = {predicate: _circle({triple[0] for triple in own}, predicate, known) for predicate in _CIRCULAR}
    waiting = [term for triple in own | drawn for term in (triple[0], triple[2])]
    found: set[Object] = set()
    while waiting:
        if (thing := waiting.pop()) in found:
            continue
        found.add(thing)
        for _, predicate, value, _ in known.said_of(thing):
            if predicate in _UPWARDS or thing in circles.get(predicate, ()):
                waiting.append(value)
                yield thing, predicate, value  # type: ignore[misc]  # because what something is said of is a subject


def _circle(things: Iterable[Object], predicate: URIRef, known: Lookup) -> set[Object]:
    """Give what, from some things on, leads back to itself by a property, or leads to what does."""
    above: dict[Object, Collection[Object]] = {}
    waiting = list(things)
    while waiting:
        if (thing := waiting.pop()) not in above:
            above[thing] = known.objects(thing, predicate)
            waiting.extend(above[thing])
    sorter = TopologicalSorter(above)
    with suppress(CycleError):
        sorter.prepare()
    while ready := sorter.get_ready():
        sorter.done(*ready)
        for thing in ready:
            del above[thing]
    return set(above)


def _near(statements: set[Triple], known: Lookup) -> Iterator[Triple]:
    subjects: set[Object] = {triple[0] for triple in statements}
    subjects.update(_twins(statements, known), _fellows(statements, known))
    for thing in subjects.union(triple[2] for triple in statements):
        yield from (quad[:3] for quad in known.said_of(thing))
    for thing in subjects:
        for pointer in _POINTERS:
            yield from ((subject, pointer, thing) for subject in known.subjects(pointer, thing))  # type: ignore[misc]  # because what points is a subject


def _fellows(statements: set[Triple], known: Lookup) -> Iterator[Object]:
    """Give what is known to be counted together with the things in some statements."""
    for thing in {subject for subject, _, _ in statements}:
        for members in _MEMBERS:
            yield from known.objects(thing, members)
        for whole in _WHOLES:
            yield from known.subjects(whole, thing)
    for _, predicate, value in statements:
        if predicate in _WHOLES:
            yield from known.subjects(predicate, value)


def _twins(statements: set[Triple], known: Lookup) -> Iterator[Object]:
    """Give what is known to bear a number or name of the statements.

    Within one whole the first two of each kind tell enough, by the order of their IRIs: a shape names the first.
    """
    unique = [triple for triple in statements if triple[1] in _UNIQUE]
    borne = {(p, o, whole) for s, p, o in unique for whole in _wholes(s, _UNIQUE[p], known)}
    for predicate, value, whole in borne:
        within = _UNIQUE[predicate]
        told: Counter[frozenset[Object]] = Counter()
        for other in sorted(known.subjects(predicate, value), key=str):  # rdflib compares terms more slowly
            if within is None or whole in known.objects(other, within):
                kinds = frozenset(known.objects(other, RDF.type))
                told[kinds] += 1
                if within is None or told[kinds] <= 2:  # noqa: PLR2004 — because one of the two may be the bearer itself
                    yield other


def _wholes(thing: Object, within: URIRef | None, known: Lookup) -> Collection[Object | None]:
    return known.objects(thing, within) if within else [None]
