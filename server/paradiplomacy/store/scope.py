"""The variable of ``GRAPH``: bound once the pattern inside is evaluated, not before (SPARQL 1.1 Query section 18.6).

Oxigraph binds it before, in the triples. That comes to the same for triples and what is joined to them. It does not for
a subquery, which then counts over all graphs, nor for a pattern that uses the variable otherwise than in its triples.
There the graphs are named one by one.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from paradiplomacy.errors import Refused
from paradiplomacy.store.query import Query, Token, tokenize

__all__ = ["matters", "name_graphs"]

LONGEST = 200_000
"""Characters of the text with its graphs named: as many as a query may have."""


_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


class _Group(NamedTuple):
    """``GRAPH ?variable { pattern }``: where it starts, opens and ends in the text, and the tokens of the pattern."""

    start: int
    opening: int
    end: int
    variable: str
    pattern: tuple[Token, ...]


def matters(query: Query) -> bool:
    """Whether it matters in a query when such a variable is bound; inside SERVICE, that is for others to know."""
    if not query.has("GRAPH") or not _may(query.pieces) or query.has("SERVICE"):
        return False
    return any(map(_differs, _groups(query.tokens)))


def _may(pieces: list[str]) -> bool:
    """Whether it may matter, told without the tokens, which few queries need."""
    inside: list[tuple[str, int]] = []
    depth = 0
    for at, piece in enumerate(pieces):
        if piece in _OPENING:
            depth += 1
            if piece == "{" and pieces[at - 2].upper() == "GRAPH":
                inside.append((pieces[at - 1][1:], depth))
        elif piece in _CLOSING:
            depth -= 1
            while inside and inside[-1][1] > depth:
                inside.pop()
        elif inside and piece[0] in {"?", "$"}:
            if any(name == piece[1:] and depth > level for name, level in inside):
                return True
        elif inside and piece.upper() in {"SELECT", "MINUS"}:
            return True
    return False


def name_graphs(text: str, names: Sequence[str]) -> str:
    """Give a query with each ``GRAPH`` in which it matters as the union of its pattern over these graphs.

    Raises Refused if the text grows too long.
    """
    while group := next(filter(_differs, _groups(tuple(tokenize(text)))), None):
        if len(text) + len(names) * (group.end - group.start) > LONGEST:
            message = f"GRAPH {group.variable} would be asked of {len(names):,} graphs one by one, for what is inside."
            raise Refused(message, "Put GRAPH inside the subquery, or the condition behind the closing brace.")
        text = text[: group.start] + _union(list(_named(text, group, names))) + text[group.end :]
    return text


def _groups(tokens: tuple[Token, ...]) -> Iterator[_Group]:
    """Give the groups, each before those around it."""
    for at in range(len(tokens) - 4, -1, -1):
        if tokens[at].means("GRAPH") and tokens[at + 1].kind == "variable" and tokens[at + 2].text == "{":
            pattern = _block(tokens, at + 2)
            close = tokens[at + 3 + len(pattern)]
            yield _Group(tokens[at].start, tokens[at + 2].start, close.start + 1, tokens[at + 1].text, pattern)


def _block(tokens: tuple[Token, ...], opening: int) -> tuple[Token, ...]:
    """Give the tokens between a brace and the one that closes it, or none if nothing closes it."""
    depth = tokens[opening].depth
    closing = (at for at in range(opening + 1, len(tokens)) if tokens[at].text == "}" and tokens[at].depth == depth)
    return tokens[opening + 1 : next(closing, opening + 1)]


def _differs(group: _Group) -> bool:
    """Whether it matters when the variable is bound."""
    pattern, own = group.pattern, group.variable[1:]
    if not pattern:
        return False
    words = {token.text.upper() for token in pattern if token.kind == "word"}
    return (
        "SELECT" in words
        or any(token.depth > pattern[0].depth for token in pattern if own in _variables((token,)))
        or ("MINUS" in words and _removes_apart(pattern))
    )


def _removes_apart(pattern: tuple[Token, ...]) -> bool:
    """Whether a MINUS shares no variable with what stands around it; the graph's own must then not count as shared."""
    blocks = [_block(pattern, at + 1) for at, token in enumerate(pattern[:-1]) if token.means("MINUS")]
    return any(_variables(block).isdisjoint(_variables(set(pattern).difference(block))) for block in blocks)


def _variables(tokens: Iterable[Token]) -> set[str]:
    return {token.text[1:] for token in tokens if token.kind == "variable"}


def _named(text: str, group: _Group, names: Sequence[str]) -> Iterator[str]:
    """Give the pattern in each graph, its blank nodes under labels of their own (section 4.1.4)."""
    pairs = pairwise(group.pattern)
    labels = [label.start + 1 for mark, label in pairs if mark.text == "_" and label.text[0] == ":"]
    cuts = [group.opening, *labels, group.end]
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    for number, name in enumerate(names):
        yield f"{{ GRAPH <{name}> {f'{number}.'.join(pieces)} VALUES {group.variable} {{ <{name}> }} }}"


def _union(parts: list[str]) -> str:
    """Join patterns in a tree, which is not deep."""
    if len(parts) <= 1:
        return "".join(parts) or "{ FILTER(false) }"
    half = len(parts) // 2
    return f"{{ {_union(parts[:half])} UNION {_union(parts[half:])} }}"
