"""RDF files of any kind as one graph to reason over."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paradiplomacy import formats
from paradiplomacy.errors import NotFound
from paradiplomacy.findings import Place
from paradiplomacy.places import locate
from paradiplomacy.terms import BNode, Object, Quad, URIRef

__all__ = ["place", "read"]

BASE = "file:///"
GRAPH = URIRef("urn:x-graph:default")


@dataclass
class _Labels:
    """Keeps the blank nodes of different files apart, and names those without a label by their order."""

    taken: set[str]
    own: dict[BNode, BNode]

    def name(self, term: Object, text: bytes) -> Object:
        """Give a blank node its label in the graph: its own, if it has one and no other file has it."""
        if not isinstance(term, BNode):
            return term
        if term not in self.own:
            wish = str(term) if f"_:{term}".encode() in text else "anonymous-1"
            self.own[term] = BNode(self._free(wish))
        return self.own[term]

    def _free(self, wish: str) -> str:
        stem, number = wish.removesuffix("-1"), 1
        while wish in self.taken:
            number += 1
            wish = f"{stem}-{number}"
        self.taken.add(wish)
        return wish


def read(paths: Sequence[Path]) -> list[Quad]:
    """Read the statements of files, each in the format that its extension tells, in their order.

    The same files always give the same labels of blank nodes. Raises NotFound for a file that cannot be read or has no
    known extension, SyntaxFault with file and line.
    """
    taken: set[str] = set()
    quads: list[Quad] = []
    for path in paths:
        text, labels = _text(path), _Labels(taken, {})
        form = formats.by_extension(path)
        for s, p, o, g in formats.parse(text, form, base=BASE, default_graph=GRAPH, file=str(path)):
            quads.append((labels.name(s, text), p, labels.name(o, text), g))  # type: ignore[arg-type]  # a subject stays one
    return quads


def place(paths: Sequence[Path]) -> dict[Quad, tuple[Place, ...]]:
    """Find where the statements of files stand, but for those with blank nodes, whose labels are the reader's own."""
    places: dict[Quad, tuple[Place, ...]] = {}
    for path in paths:
        found = locate(_text(path), formats.by_extension(path), base=BASE, default_graph=GRAPH, file=str(path))
        for quad, where in found.items():
            if not any(isinstance(term, BNode) for term in quad):
                places[quad] = (*places.get(quad, ()), *where)
    return places


def _text(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}.", "Name a file that is there.") from error
