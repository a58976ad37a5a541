"""Which statement a validation result is about, and where it stands."""

from collections.abc import Iterator

from paradiplomacy.check import paths
from paradiplomacy.check.index import Index
from paradiplomacy.check.results import Result
from paradiplomacy.check.stated import Stated
from paradiplomacy.findings import Place
from paradiplomacy.terms import RDF, Triple, URIRef

__all__ = ["places"]


def places(result: Result, stated: Stated, said: Index) -> Iterator[tuple[URIRef | None, Place]]:
    """Where to mend, and of which property: the statement; the last value, if they are too many; else the kind."""
    path = result.path if isinstance(result.path, URIRef) else None
    if result.value is not None and result.path is not None:
        if statement := _of_value(result, said):
            yield from ((statement[1], place) for place in stated.places(statement))
        return
    own = [quad[:3] for quad in said.said_of(result.focus)]
    for triple in own:
        if result.value is not None and triple[2] == result.value:
            yield from ((triple[1], place) for place in stated.places(triple))
            return
    ends = paths.walk(result.path, result.focus, said).values() if result.path is not None else ()
    several = [triple for triple in own if triple in ends]
    kinds = [triple for triple in own if triple[1] == RDF.type]
    for triple in [*several[-1:], *kinds, *own]:
        yield from ((path, place) for place in stated.places(triple)[:1])
        return


def _of_value(result: Result, said: Index) -> Triple | None:
    if result.path is None or result.value is None:
        return None
    return paths.walk(result.path, result.focus, said).get(result.value)
