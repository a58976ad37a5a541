"""Which line is which statement, in every format.

The text is handed to the parser of ``formats`` piece by piece: a quad that the parser gives after a piece is
stated there. So the quads are those of ``formats.parse``, term by term, and none is without a place. What
differs between the syntaxes is how a text is cut, and where the object of the statement stands that a piece
completes.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby

from rdflib import BNode, URIRef

from paradiplomacy.findings import Place
from paradiplomacy.formats import Format, Pieces, parse
from paradiplomacy.formats.text import Lines
from paradiplomacy.places import jsonld, lines, turtle, xml
from paradiplomacy.places.pieces import Claim, Piece
from paradiplomacy.terms import Object, Quad

__all__ = ["Places", "locate"]

_CUTS = {
    "turtle": turtle.pieces,
    "trig": turtle.pieces,
    "ntriples": lines.pieces,
    "nquads": lines.pieces,
    "rdfxml": xml.pieces,
    "jsonld": jsonld.pieces,
}


class Places(Mapping[Quad, tuple[Place, ...]]):
    """The quads of a text in its order, each with its places: one, or more if it is stated more than once.

    The place of a quad is that of its object: where the object begins, or the bracket that opens it.
    """

    def __init__(self, located: Iterable[tuple[Quad, Place]]) -> None:
        self._exact: dict[Quad, dict[Place, None]] = defaultdict(dict)
        self._blank: dict[tuple[Object | None, ...], dict[Place, None]] = defaultdict(dict)
        for quad, place in located:
            self._exact[quad][place] = None
            if any(isinstance(term, BNode) for term in quad):
                self._blank[_without_blank_nodes(quad)][place] = None

    def __getitem__(self, quad: Quad) -> tuple[Place, ...]:
        if quad not in self._exact:
            raise KeyError(quad)
        return tuple(self._exact[quad])

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._exact)

    def __len__(self) -> int:
        return len(self._exact)

    def of(self, quad: Quad) -> tuple[Place, ...]:
        """Give the places of a quad; none if the text does not state it.

        Each reading of a text gives a blank node another label. A quad with a blank node that is not known by
        its label has the places of all quads that are like it but for their blank nodes.
        """
        if quad in self._exact:
            return self[quad]
        pattern = _without_blank_nodes(quad)
        return tuple(self._blank[pattern]) if pattern in self._blank else ()


def locate(text: str, format: Format, *, base: str, default_graph: URIRef, file: str) -> Places:  # noqa: A002 — as in formats
    """Find the place of each quad that ``formats.parse`` reads from the same text.

    Raises SyntaxFault as ``formats.parse`` does, and Refused for JSON-LD that is nested too deep.
    """
    text = text.removeprefix("\ufeff")
    read = partial(parse, format=format, base=base, default_graph=default_graph, file=file)
    deque(read(text), maxlen=0)  # a fault is worded for the text as it was written, not for its pieces
    place = Lines(text, file).place
    return Places((quad, place(offset)) for quad, offset in _offsets(text, _CUTS[format.name](text), read))


def _offsets(
    text: str, pieces: Iterable[Piece], read: Callable[[Pieces], Iterator[Quad]]
) -> Iterator[tuple[Quad, int]]:
    """Ask the claim of each piece for the offsets of the quads that came with it."""
    claims: list[Claim] = []
    reader = Pieces(text.encode(), _handed_over(pieces, claims))
    for number, quads in groupby(read(reader), lambda _: reader.number):
        together = list(quads)
        yield from zip(together, claims[number - 1](together), strict=True)


def _handed_over(pieces: Iterable[Piece], claims: list[Claim]) -> Iterator[bytes]:
    for piece in pieces:
        claims.append(piece.claim)
        yield piece.octets


def _without_blank_nodes(quad: Quad) -> tuple[Object | None, ...]:
    return tuple(None if isinstance(term, BNode) else term for term in quad)
