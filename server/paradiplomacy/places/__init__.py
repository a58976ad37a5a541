"""Which line is which statement, in every format.

The text is handed to the parser of ``formats`` piece by piece: a quad that the parser gives after a piece is
stated there. So the quads are those of ``formats.parse``, term by term, and none is without a place. What
differs between the syntaxes is how a text is cut, and where the object of the statement stands that a piece
completes.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby, islice

from rdflib import URIRef

from paradiplomacy.errors import Refused
from paradiplomacy.findings import Place
from paradiplomacy.formats import Format, Pieces, parse
from paradiplomacy.formats.text import Lines, utf8
from paradiplomacy.places import jsonld, lines, turtle, xml
from paradiplomacy.places.parts import parts
from paradiplomacy.places.pieces import Claim, Piece
from paradiplomacy.terms import Quad

__all__ = ["Places", "locate", "parts"]

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
        places: dict[Quad, dict[Place, None]] = {}
        for quad, place in located:
            places.setdefault(quad, {})[place] = None
        self._places = {quad: tuple(found) for quad, found in places.items()}

    def __getitem__(self, quad: Quad) -> tuple[Place, ...]:
        return self._places[quad]

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def locate(  # noqa: PLR0913 — because these are what a text is read with
    text: bytes | str,
    format: Format,  # noqa: A002 — as in formats
    *,
    base: str,
    default_graph: URIRef,
    file: str,
    most: int = sys.maxsize,
) -> Places:
    """Find the place of each quad that ``formats.parse`` reads from the same text.

    Raises SyntaxFault as ``formats.parse`` does, and Refused for more than ``most`` statements.
    """
    text = utf8(text, file).decode()
    read = partial(parse, format=format, base=base, default_graph=default_graph, file=file)
    # A fault is worded for the text as it was written, not for its pieces.
    if next(islice(read(text), most, None), None):
        raise Refused(f"These are more than {most:,} statements.", "Check fewer at a time.", Place(file))
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
