"""A text as its author sees it: characters, in lines, from 1."""

import re
from bisect import bisect_right

from paradiplomacy.errors import SyntaxFault
from paradiplomacy.findings import Place

__all__ = ["Lines", "byte_place", "utf8"]

_BREAK = re.compile(r"\r\n?|\n")
_MARK = b"\xef\xbb\xbf"


class Lines:
    """The lines of a text; a line ends with a line feed, a carriage return, or the two together."""

    def __init__(self, text: str, file: str) -> None:
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        self._file = file

    def place(self, offset: int) -> Place:
        r"""Give the place of the character at an offset from 0.

        >>> print(Lines("ab\ncd", "file").place(4))
        file:2:2
        """
        line = bisect_right(self._starts, offset)
        return Place(self._file, line, offset - self._starts[line - 1] + 1)


def byte_place(text: bytes, offset: int, file: str) -> Place:
    """Give the place of the byte at an offset from 0."""
    before = text[:offset].decode("utf-8", "replace")
    return Lines(before, file).place(len(before))


def utf8(text: bytes | str, file: str) -> bytes:
    """Give the bytes of a text without its byte order mark.

    Raises SyntaxFault at the first byte that is no UTF-8.
    """
    octets = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    octets = octets.removeprefix(_MARK)
    try:
        octets.decode()
    except UnicodeDecodeError as fault:
        place = byte_place(octets, fault.start, file)
        raise SyntaxFault("Here is a byte that is no UTF-8.", "Save the text as UTF-8.", place) from None
    return octets
