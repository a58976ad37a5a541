"""Mistakes in the clauses of a query: what SELECT names, VALUES lists, and in which order what follows WHERE stands."""

from collections.abc import Iterator

from paradiplomacy.store.grammar import AGGREGATES, ARGUMENTS
from paradiplomacy.store.query import Token
from paradiplomacy.store.reading import Mistake, Tokens, closing

__all__ = ["in_clauses"]

_ORDER = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_RANK = {"GROUP": 0, "HAVING": 1, "ORDER": 2, "LIMIT": 3, "OFFSET": 3, "VALUES": 4}
_ENDS = frozenset({"WHERE", "FROM"})


def in_clauses(tokens: Tokens) -> Iterator[Mistake]:
    """Find mistakes in the clauses of a query and of the queries within it."""
    for at, token in enumerate(tokens):
        if token.means("SELECT"):
            yield from _select(tokens, at)
        elif token.means("VALUES"):
            yield from _values(tokens, at)


def _select(tokens: Tokens, at: int) -> Iterator[Mistake]:
    depth = tokens[at].depth
    end = next((there for there in range(at + 1, len(tokens)) if _ends(tokens[there], depth)), len(tokens))
    yield from _named(tokens[at + 1 : end], depth)
    where = next((there for there in range(end, len(tokens)) if tokens[there].text == "{"), len(tokens))
    after = closing(tokens, where) + 1 if where < len(tokens) else where
    last = next((there for there in range(after, len(tokens)) if tokens[there].depth < depth), len(tokens))
    yield from _modifiers(tokens[after:last], depth)
    yield from _ungrouped(tokens[at + 1 : end], tokens[after:last], depth)


def _ends(token: Token, depth: int) -> bool:
    return token.depth <= depth and (token.text in {"{", "}"} or (token.kind == "word" and token.text.upper() in _ENDS))


def _named(clause: Tokens, depth: int) -> Iterator[Mistake]:
    """Read what SELECT names: variables, and expressions with their names in brackets."""
    for at, token in enumerate(clause):
        if token.depth != depth:
            continue
        if token.text == ",":
            yield Mistake(token.start, "A comma stands between what SELECT names.", "Leave it out.")
        elif token.kind == "word" and token.text.upper() in ARGUMENTS:
            end = closing(clause, at + 1) if at + 1 < len(clause) else at
            call = _spaced(clause[at : end + 1])
            yield Mistake(token.start, "An expression in SELECT stands without brackets.", f"Write ({call} AS ?name).")
        elif token.kind in {"iri", "name", "string", "number"}:
            yield Mistake(token.start, "SELECT names what is no variable.", "Write variables, or (… AS ?name).")
        elif token.text == "(":
            end = closing(clause, at)
            if not any(part.means("AS") and part.depth == depth + 1 for part in clause[at:end]):
                advice = "Put AS and a variable before the bracket, as in (COUNT(?x) AS ?n)."
                place = clause[end].start if end < len(clause) else token.start
                yield Mistake(place, "An expression in SELECT has no name.", advice)


def _spaced(call: Tokens) -> str:
    text = " ".join(part.text for part in call)
    return text.replace(" (", "(").replace("( ", "(").replace(" )", ")").replace(" ,", ",")[:60]


def _modifiers(rest: Tokens, depth: int) -> Iterator[Mistake]:
    """Read what follows the group of WHERE: each has its place (productions 18 to 25)."""
    last = ""
    for token in rest:
        word = token.text.upper() if token.kind == "word" and token.depth == depth else ""
        if word in _RANK:
            if last and _RANK[word] < _RANK[last]:
                yield Mistake(token.start, f"{word} stands after {last}.", f"The order is {', '.join(_ORDER)}.")
                return
            last = word


def _ungrouped(clause: Tokens, rest: Tokens, depth: int) -> Iterator[Mistake]:
    """Find a variable that SELECT names beside groups, and that is none of what they are formed by (section 11.4)."""
    keys = _keys(rest, depth)
    aggregates = [token for token in clause if token.kind == "word" and token.text.upper() in AGGREGATES]
    if keys is None and not aggregates:
        return
    for token in clause:
        if token.depth != depth:
            continue
        if token.text == "*":
            yield Mistake(token.start, "SELECT * cannot stand with groups.", "Name the variables that GROUP BY names.")
        if token.kind == "variable" and token.text[1:] not in (keys or set()):
            advice = f"Write GROUP BY {token.text} after WHERE {{ … }}, or (SAMPLE({token.text}) AS ?name)."
            yield Mistake(token.start, f"{token.text} is neither grouped nor aggregated.", advice)


def _keys(rest: Tokens, depth: int) -> set[str] | None:
    """Name the variables of GROUP BY; None without."""
    start = next((at for at, token in enumerate(rest) if token.means("GROUP") and token.depth == depth), None)
    if start is None:
        return None
    ends = (at for at in range(start + 1, len(rest)) if rest[at].kind == "word" and rest[at].text.upper() in _RANK)
    return {token.text[1:] for token in rest[start : next(ends, len(rest))] if token.kind == "variable"}


def _values(tokens: Tokens, at: int) -> Iterator[Mistake]:
    """Read a list of values: each row in brackets has as many as there are variables (production 65)."""
    if at + 1 >= len(tokens) or tokens[at + 1].text != "(":
        return
    end = closing(tokens, at + 1)
    wanted = end - at - 2
    if end + 1 >= len(tokens) or tokens[end + 1].text != "{":
        return
    depth, last = tokens[end + 1].depth + 1, closing(tokens, end + 1)
    for there in range(end + 2, last):
        if tokens[there].text == "(" and tokens[there].depth == depth:
            given = _count(tokens[there + 1 : closing(tokens, there)])
            if given != wanted:
                message = f"This row has {given} value{'s' * (given != 1)} for {wanted} variable{'s' * (wanted != 1)}."
                yield Mistake(tokens[there].start, message, "Write UNDEF where there is none.")
                return


def _count(row: Tokens) -> int:
    """Count values: a literal with its tag or datatype is one, and so is a number with its sign."""
    parts = [token for token in row if token.kind != "tag" and token.text not in {"^^", "+", "-"}]
    return len(parts) - sum(token.text == "^^" for token in row)
