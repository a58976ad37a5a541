"""Quads found by subject and by value, without walking through all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from paradiplomacy.terms import Object, Quad, URIRef

__all__ = ["Index"]


class Index:
    """Some quads, indexed once. Iterates over them, so that it stands wherever quads are asked for."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = tuple(quads)
        self.by_subject: dict[Object, list[Quad]] = defaultdict(list)
        self.by_value: dict[Object, list[Quad]] = defaultdict(list)
        for quad in self._quads:
            self.by_subject[quad[0]].append(quad)
            self.by_value[quad[2]].append(quad)

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._quads)

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> "Index":
        """Index some quads, unless they are."""
        return quads if isinstance(quads, cls) else cls(quads)

    def said_of(self, subject: Object) -> list[Quad]:
        """Give the quads with this subject, in their order."""
        return self.by_subject.get(subject, [])

    def objects(self, subject: Object, predicate: URIRef) -> set[Object]:
        """Give the values of a property of one subject."""
        return {quad[2] for quad in self.by_subject.get(subject, ()) if quad[1] == predicate}

    def subjects(self, predicate: URIRef, value: Object) -> set[Object]:
        """Give the subjects of which a property has this value."""
        return {quad[0] for quad in self.by_value.get(value, ()) if quad[1] == predicate}
