"""Turtle and TriG, token by token."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, repeat

from rdflib import RDF, XSD, Literal

from paradiplomacy.places.pieces import Claim, Piece, standing
from paradiplomacy.terms import Quad

__all__ = ["TOKEN", "pieces"]

_NAME = r"""(?:\\.|[^\s<>"'\[\](){},;\#\\.^@]|\.(?=[^\s<>"'\[\](){},;\#^@]))+"""
TOKEN = re.compile(
    rf"""
    (?P<space> \s+ | \#[^\r\n]* )
  | (?P<term>
      (?P<string>
          \"\"\" (?: [^"\\]++ | \\. | "(?!"") )*+ \"\"\" | " (?: [^"\\\r\n]++ | \\. )*+ "
        | \'\'\' (?: [^'\\]++ | \\. | '(?!'') )*+ \'\'\' | ' (?: [^'\\\r\n]++ | \\. )*+ ' )
      (?P<kind> \s* @ [A-Za-z][A-Za-z0-9-]* | \s* \^\^ \s* (?: <[^>]*> | {_NAME} ) )?
    | <[^>]*> | {_NAME} )
  | (?P<open> [\[(] )
  | (?P<close> [\])] )
  | (?P<mark> . )
    """,
    re.VERBOSE | re.DOTALL,
)

_WAITING = (".", ")", "]")
_STRING = f"^^<{XSD.string}>"


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text into its tokens.

    A plain string gets its datatype, and around brackets, in lists and after a point a space comes alone, so that
    the parser is done with one object before it sees the next.
    """
    brackets: list[int] = []
    claim = standing(0)
    space, last = "", ""
    for token in TOKEN.finditer(text):
        if token["space"]:
            space += token[0]
            continue
        if brackets or token["open"] or last in _WAITING:
            yield Piece((space or " ").encode(), claim)
            space = ""
        if not token["mark"]:
            claim = _claim(token, brackets)
        plain = token["string"] and not token["kind"]
        yield Piece((space + token[0] + (_STRING if plain else "")).encode(), claim)
        space, last = "", token[0]


def _claim(token: re.Match[str], brackets: list[int]) -> Claim:
    """Say where the statements stand that a token completes, and keep the brackets around it.

    The statement about a list comes with the list's first member: as it opens, if it is a bracket, else
    together with its own statement.
    """
    here = token.start()
    around = brackets[-1] if brackets else here
    if token["open"]:
        brackets.append(here)
        return partial(_stand, here, around, around)
    if token["close"] and brackets:
        own = brackets.pop()
        return partial(_stand, here, own, brackets[-1] if brackets else own)
    if token["string"]:
        return partial(_stand_string, here, around)
    return partial(_stand, here, here, around)


def _stand_string(here: int, around: int, quads: Sequence[Quad]) -> Iterator[int]:
    """Tell the statement of the string itself from that of the list around it, which may come before."""
    return (here if isinstance(quad[2], Literal) or quad[1] == RDF.rest else around for quad in quads)


def _stand(here: int, own: int, around: int, quads: Sequence[Quad]) -> Iterator[int]:
    """Tell the statement of the object itself from that of the list around it, which comes after it.

    The rest of a list stands here.
    """
    offsets = chain([own], repeat(around))
    return (here if quad[1] == RDF.rest else next(offsets) for quad in quads)
