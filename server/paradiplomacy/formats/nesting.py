"""What must hold before a parser reads a text: nothing in it is nested deeper than the parser's stack bears."""

# ruff: noqa: A002 — a format is called a format here

import re

from paradiplomacy.errors import SyntaxFault
from paradiplomacy.formats.media import Format
from paradiplomacy.formats.text import byte_place

__all__ = ["DEEPEST", "check_nesting"]

DEEPEST = 100

_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+"|(?P<open>[{\[])|(?P<close>[}\]])', re.DOTALL)
_TRIPLE_TERMS = re.compile(
    rb"""
    \"\"\" (?: [^"\\]++ | \\. | "(?!"") )*+ \"\"\" | " (?: [^"\\\r\n]++ | \\. )*+ "
    | ''' (?: [^'\\]++ | \\. | '(?!'') )*+ ''' | ' (?: [^'\\\r\n]++ | \\. )*+ '
    | <[^<>"{}|^`\\\s]*> | \#[^\r\n]* | (?P<open> <<\( )
    """,
    re.VERBOSE | re.DOTALL,
)


def check_nesting(text: bytes, format: Format, file: str) -> None:
    """Check that JSON-LD has at most 100 brackets around anything, and that no other text has a triple term.

    The parser descends into both without end. Triple terms (RDF 1.2) are not read at any depth. RDF/XML is checked by
    ``markup``. Raises SyntaxFault.
    """
    if format.name == "jsonld":
        _check_brackets(text, file)
    elif format.name != "rdfxml" and b"<<(" in text:
        for token in _TRIPLE_TERMS.finditer(text):
            if token["open"]:
                place = byte_place(text, token.start(), file)
                raise SyntaxFault("RDF 1.2 is not read: no triple terms.", "Name the statement with an IRI.", place)


def _check_brackets(text: bytes, file: str) -> None:
    depth = 0
    for token in _BRACKETS.finditer(text):
        depth += bool(token["open"]) - bool(token["close"])
        if depth > DEEPEST:
            place = byte_place(text, token.start(), file)
            raise SyntaxFault(f"The text is nested deeper than {DEEPEST} brackets.", "Write it flatter.", place)
