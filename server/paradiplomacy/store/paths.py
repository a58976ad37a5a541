"""Paths of length zero: from any term to itself, and be it in no graph (SPARQL 1.1 Query section 9.3).

Oxigraph finds those of the terms of the graph alone. From and to another term no longer path leads, so the pattern is
the term itself. A query with GRAPH is left as it is: what one graph lacks another may have.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from paradiplomacy.store.query import Edit, Query, Token

__all__ = ["shorten"]

_NAMES = frozenset({"iri", "name"})
_ENDS = frozenset({"iri", "name", "variable"})


class _Pattern(NamedTuple):
    """A triple pattern of which the whole predicate is ``path*`` or ``path?``."""

    subject: Token
    object: Token


def shorten(query: Query, absent: Callable[[str], bool]) -> Iterator[Edit]:
    """Give what stands instead of each such pattern with a term that is absent, told which IRIs are."""
    if not _may_be(query.pieces) or query.has("GRAPH"):
        return
    for pattern in _patterns(query.tokens):
        ends = [end for end in pattern if end.kind in _NAMES]
        names = {query.resolve(end) for end in ends}
        if len(names) == 1 and absent(*names):
            [variable] = [end.text for end in pattern if end.kind == "variable"] or [""]
            instead = f"VALUES {variable} {{ {ends[0].text} }}" if variable else "{ }"
            yield pattern.subject.start, pattern.object.start + len(pattern.object.text), instead


def _may_be(pieces: list[str]) -> bool:
    """Whether a path may be there, told without the tokens."""
    if "*" not in pieces and "?" not in pieces:
        return False
    pairs = pairwise(pieces)
    return any(sign in {"*", "?"} and (":" in path or path[0] in {"<", ")", "a"}) for path, sign in pairs)


def _patterns(tokens: tuple[Token, ...]) -> Iterator[_Pattern]:
    for at in range(3, len(tokens) - 2):
        if tokens[at].kind == "sign" and tokens[at].text in {"*", "?"} and tokens[at + 2].text in {".", "}"}:
            subject = _path(tokens, at) - 1
            ends = tokens[subject], tokens[at + 1]
            if tokens[subject - 1].text in {"{", ".", "}"} and all(end.kind in _ENDS for end in ends):
                yield _Pattern(*ends)


def _path(tokens: tuple[Token, ...], end: int) -> int:
    """Find where the one path starts that ends before a position: a name, or what stands in brackets."""
    start = end - 1
    if tokens[start].text == ")":
        depth = tokens[start].depth
        while start > 1 and not (tokens[start].text == "(" and tokens[start].depth == depth):
            start -= 1
    return start - (tokens[start - 1].text == "^")
