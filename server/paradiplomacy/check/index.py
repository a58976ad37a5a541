"""Quads found by what is asked, without walking through all of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Protocol

from paradiplomacy.terms import RDF, Object, Quad, Triple, URIRef

__all__ = ["Index", "Lookup", "split"]


class Lookup(Protocol):
    """Whatever can be asked what is said of a thing."""

    def said_of(self, subject: Object) -> list[Quad]:
        """Give the quads with this subject."""

    def objects(self, subject: Object, predicate: URIRef) -> Collection[Object]:
        """Give the values of a property of one subject, each once."""

    def subjects(self, predicate: URIRef, value: Object) -> Collection[Object]:
        """Give the subjects of which a property has this value, each once."""


class Index:
    """Some quads, indexed once. Iterates over them, so that it stands wherever quads are asked for."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = tuple(quads)
        self._said: dict[Object, list[Quad]] = {}
        self._objects: dict[tuple[Object, URIRef], dict[Object, None]] = {}
        self._subjects: dict[tuple[URIRef, Object], dict[Object, None]] = {}
        for quad in self._quads:
            subject, predicate, value, _ = quad
            self._said.setdefault(subject, []).append(quad)
            self._objects.setdefault((subject, predicate), {})[value] = None
            self._subjects.setdefault((predicate, value), {})[subject] = None

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._quads)

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> "Index":
        """Index some quads, unless they are."""
        return quads if isinstance(quads, cls) else cls(quads)

    @classmethod
    def of_triples(cls, triples: Iterable[Triple]) -> "Index":
        """Index some triples, as if they stood in one graph."""
        return cls((*triple, RDF.nil) for triple in triples)

    @property
    def described(self) -> Collection[Object]:
        """Everything of which something is said."""
        return self._said.keys()

    @cached_property
    def folders(self) -> Mapping[str, Collection[str]]:
        """The names of all that is described, by what stands before them in its IRI."""
        found: dict[str, list[str]] = {}
        for thing in self._said:
            folder, name = split(thing)
            found.setdefault(folder, []).append(name)
        return found

    def said_of(self, subject: Object) -> list[Quad]:
        """Give the quads with this subject, in their order."""
        return self._said.get(subject, [])

    def objects(self, subject: Object, predicate: URIRef) -> Collection[Object]:
        """Give the values of a property of one subject, each once, in their order."""
        return self._objects.get((subject, predicate), {}).keys()

    def value(self, subject: Object, predicate: URIRef) -> Object | None:
        """Give the first value of a property of one subject, if it has one."""
        return next(iter(self.objects(subject, predicate)), None)

    def members(self, node: Object) -> Iterator[Object]:
        """Give the members of a list (RDF Schema 1.1 section 5.2), as far as it is one."""
        passed: set[Object | None] = {None, RDF.nil}
        rest: Object | None = node
        while rest not in passed and rest is not None:
            passed.add(rest)
            yield from self.objects(rest, RDF.first)
            rest = self.value(rest, RDF.rest)

    def subjects(self, predicate: URIRef, value: Object) -> Collection[Object]:
        """Give the subjects of which a property has this value, each once, in their order."""
        return self._subjects.get((predicate, value), {}).keys()


def split(term: Object) -> tuple[str, str]:
    """Split an IRI before its last name.

    >>> split(URIRef("https://example.org/actor/kyoto"))
    ('https://example.org/actor/', 'kyoto')
    """
    head, mark, name = str(term).rpartition("#" if "#" in term else "/")
    return head + mark, name
