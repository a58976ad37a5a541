"""RDF files of any kind as one graph to reason over."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from paradiplomacy import formats
from paradiplomacy.errors import NotFound
from paradiplomacy.findings import Place
from paradiplomacy.infer.rules import Atom
from paradiplomacy.places import locate
from paradiplomacy.terms import BNode, Object, Quad, Triple, URIRef

__all__ = ["place", "read", "statements"]

BASE = "file:///"
GRAPH = URIRef("urn:x-graph:default")


@dataclass
class _Labels:
    """Keeps the blank nodes of different files apart, and names those without a label by their order."""

    text: bytes
    taken: set[str]
    own: dict[BNode, BNode] = field(default_factory=dict)

    def rename(self, quad: Quad) -> Quad:
        """Give blank nodes their labels in the graph: their own, if they have one and no other file has it."""
        s, p, o, g = quad
        return self._name(s), p, self._name(o), g  # type: ignore[return-value]  # because a subject stays one

    def spell(self, term: Object) -> str:
        """Spell a term, a blank node by its label in the graph."""
        return formats.spell(self._name(term))

    def _name(self, term: Object) -> Object:
        if not isinstance(term, BNode):
            return term
        if term not in self.own:
            wish = str(term) if f"_:{term}".encode() in self.text else "anonymous-1"
            self.own[term] = BNode(self._free(wish))
        return self.own[term]

    def _free(self, wish: str) -> str:
        stem, number = wish.removesuffix("-1"), 1
        while wish in self.taken:
            number += 1
            wish = f"{stem}-{number}"
        self.taken.add(wish)
        return wish


def read(paths: Sequence[Path]) -> Iterator[Atom]:
    """Read the triples of files, each in the format that its extension tells, in their order, as the engine takes them.

    The same files always give the same labels of blank nodes. Raises NotFound for a file that cannot be read or has no
    known extension, SyntaxFault with file and line, NotAcceptable for a name that N-Triples cannot hold.
    """
    taken: set[str] = set()
    for path in paths:
        labels = _Labels(_text(path), taken)
        form = formats.by_extension(path)
        yield from formats.parse_spelt(labels.text, form, base=BASE, file=str(path), spell=labels.spell)


def statements(atoms: Iterable[Atom]) -> Iterator[Triple]:
    """Read triples that are spelt as rdflib's terms."""
    text = "".join(map("%s %s %s .\n".__mod__, atoms))
    quads = formats.parse(text, formats.by_name("ntriples"), base=BASE, default_graph=GRAPH, file="statements")
    return (quad[:3] for quad in quads)


def place(paths: Sequence[Path]) -> dict[Quad, tuple[Place, ...]]:
    """Find where the statements of files stand, told as ``read`` tells them."""
    taken: set[str] = set()
    places: dict[Quad, tuple[Place, ...]] = {}
    for path in paths:
        labels = _Labels(_text(path), taken)
        form = formats.by_extension(path)
        found = locate(labels.text, form, base=BASE, default_graph=GRAPH, file=str(path))
        for quad, where in found.items():
            named = labels.rename(quad)
            places[named] = (*places.get(named, ()), *where)
    return places


def _text(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}.", "Name a file that is there.") from error
