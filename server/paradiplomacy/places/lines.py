"""N-Triples and N-Quads, a statement a line."""

import re
from collections.abc import Iterator

from paradiplomacy.places.pieces import Piece, standing

__all__ = ["pieces"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_BEFORE_OBJECT = re.compile(r"[ \t]*(?:<[^>]*>|_:[^\s<]*)?[ \t]*(?:<[^>]*>)?[ \t]*")


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text into its lines."""
    for line in _LINE.finditer(text):
        before = _BEFORE_OBJECT.match(text, line.start(), line.end())
        yield Piece(line[0].encode(), standing(before.end() if before else line.start()))
