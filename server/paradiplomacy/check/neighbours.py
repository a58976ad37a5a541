"""What a judgement on some statements rests on, drawn from all that is known."""

from collections.abc import Iterable, Iterator

from paradiplomacy.terms import PARA, RDF, RDFS, Object, Triple

__all__ = ["draw"]

_ALWAYS = frozenset({RDFS.subClassOf, PARA.silentAbout, PARA.silentOn, PARA.silentIn})
_NUMBERS = frozenset({PARA.row, PARA.number, PARA.position})
_UPWARDS = frozenset({PARA.directlyWithin, PARA.directlyPartOf})


def draw(statements: Iterable[Triple], known: Iterable[Triple]) -> Iterator[Triple]:
    """Draw the class tree, the silences, what is said of the things in some statements, and what points to them.

    Beside that whatever bears the same number, since numbers may be unique; the larger places and documents around
    all these; and the kind of each.
    """
    statements, known = set(statements), set(known)
    drawn = set(_near(statements, known))
    things = {term for triple in statements | drawn for term in (triple[0], triple[2])}
    around = _around(things, known)
    yield from drawn
    yield from (t for t in known if t[0] in around and (t[1] in _UPWARDS or t[1] == RDF.type))


def _near(statements: set[Triple], known: set[Triple]) -> Iterator[Triple]:
    subjects: set[Object] = {triple[0] for triple in statements}
    numbers = {triple[1:] for triple in statements if triple[1] in _NUMBERS}
    subjects |= {triple[0] for triple in known if triple[1:] in numbers}
    things = subjects | {triple[2] for triple in statements}
    for triple in known:
        if triple[1] in _ALWAYS or triple[0] in things or triple[2] in subjects:
            yield triple


def _around(things: set[Object], known: set[Triple]) -> set[Object]:
    """Give some things, every place in which they lie, and every document of which they are part."""
    above: dict[Object, list[Object]] = {}
    for part, predicate, whole in known:
        if predicate in _UPWARDS:
            above.setdefault(part, []).append(whole)
    found: set[Object] = set()
    waiting: list[Object] = list(things)
    while waiting:
        if (thing := waiting.pop()) not in found:
            found.add(thing)
            waiting.extend(above.get(thing, ()))
    return found
