"""A text as its author sees it: characters, in lines, from 1."""

import re
from bisect import bisect_right

from paradiplomacy.errors import SyntaxFault
from paradiplomacy.findings import Place

__all__ = ["Lines", "byte_place", "utf8"]

_BREAK = re.compile(r"\r\n?|\n")
_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_ADVICE = "Save the text as UTF-8."


class Lines:
    """The lines of a text; a line ends with a line feed, a carriage return, or the two together."""

    def __init__(self, text: str, file: str) -> None:
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        self._text = text
        self._file = file

    def __getitem__(self, line: int) -> str:
        """Give the text of a line, counted from 1, without its end; nothing for a line that is not there."""
        start, end = [*self._starts[line - 1 : line + 1], len(self._text), len(self._text)][:2]
        return self._text[start:end].rstrip("\r\n")

    def place(self, offset: int) -> Place:
        r"""Give the place of the character at an offset from 0.

        >>> print(Lines("ab\ncd", "file").place(4))
        file:2:2
        """
        line = bisect_right(self._starts, offset)
        return Place(self._file, line, offset - self._starts[line - 1] + 1)

    def offset(self, place: Place) -> int:
        """Give the offset of a place that has line and column, and -1 of another, or of one that is not there."""
        known = place.column and place.line <= len(self._starts)
        return self._starts[place.line - 1] + place.column - 1 if known else -1


def byte_place(text: bytes, offset: int, file: str) -> Place:
    """Give the place of the byte at an offset from 0."""
    before = text[:offset].decode("utf-8", "replace")
    return Lines(before, file).place(len(before))


def utf8(text: bytes | str, file: str) -> bytes:
    """Give the bytes of a text without its byte order mark.

    Raises SyntaxFault at the first byte that is no UTF-8, and for a text of other width.
    """
    octets = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if octets.startswith(_WIDE_MARKS) or 0 in octets[:2]:
        width = 32 if octets.startswith(b"\0\0") or octets[2:4] == b"\0\0" else 16
        raise SyntaxFault(f"This is UTF-{width}.", _ADVICE, Place(file, 1, 1))
    octets = octets.removeprefix(_MARK)
    try:
        octets.decode()
    except UnicodeDecodeError as fault:
        place = byte_place(octets, fault.start, file)
        raise SyntaxFault("Here is a byte that is no UTF-8.", _ADVICE, place) from None
    return octets
