"""Refuses what is hostile, or would leave the machine, before an engine sees it."""

from collections.abc import Collection, Iterator

from paradiplomacy.errors import Refused, SyntaxFault
from paradiplomacy.findings import Place
from paradiplomacy.store import mistakes
from paradiplomacy.store.query import Query, Token

__all__ = ["admit", "admit_text"]

LONGEST = 200_000
"""Characters of a query."""

DEEPEST = 64
"""Brackets within brackets. The engine's stack of 2 MB overflows at 200 to 500 levels, by construct; measured."""

MOST_PARTS = 2_000
"""Tokens, lists of values left out. The engine's stack overflows at 1,000 to 5,000 chained parts; measured."""

_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})


def admit(query: Query, services: Collection[str] = ()) -> None:
    """Let a query pass; SERVICE may go to the endpoints that are listed.

    Raises Refused for an update, a federated query or one that is too long, deep or large, and SyntaxFault for a
    text that is no query.
    """
    admit_text(query)
    _refuse_services(query, services)
    if sum(map(query.source.count, "([{")) > DEEPEST:
        deepest = max(token.depth for token in query.tokens)
        if deepest > DEEPEST:
            raise Refused(f"The query is nested {deepest} levels deep.", f"At most {DEEPEST} are read.")
    if len(query.pieces) > MOST_PARTS and (parts := sum(1 for _ in _outside_values(query.tokens))) > MOST_PARTS:
        raise Refused(f"The query has {parts:,} parts.", f"At most {MOST_PARTS:,} are read, VALUES not counted.")


def admit_text(query: Query) -> None:
    """Let a text pass that has a form and is not too long. Raises what ``admit`` raises."""
    if len(query.text) > LONGEST:
        raise Refused(f"The query has {len(query.text):,} characters.", f"At most {LONGEST:,} are read.")
    if query.form is None:
        _refuse_update(query)
        mistake = mistakes.misspelt(query)
        if mistake:
            raise SyntaxFault(mistake.message, mistake.advice, query.place(mistake.start))
        raise SyntaxFault("This is no query.", "It needs SELECT, ASK, CONSTRUCT or DESCRIBE.", Place("query", 1, 1))


def _refuse_services(query: Query, services: Collection[str]) -> None:
    if not query.has("SERVICE"):
        return
    for at, token in enumerate(query.tokens):
        if token.means("SERVICE"):
            silent = query.tokens[at + 1 : at + 2] and query.tokens[at + 1].means("SILENT")
            asked = query.tokens[at + 1 + bool(silent) : at + 2 + bool(silent)]
            if not asked or asked[0].kind not in {"iri", "name"} or query.resolve(asked[0]) not in services:
                listed = f"It may go to {', '.join(sorted(services))}." if services else ""
                advice = listed or "Ask the other endpoint yourself and join the answers."
                raise Refused("SERVICE is not carried out here.", advice)


def _refuse_update(query: Query) -> None:
    if any(token.text.upper() in _UPDATES for token in query.tokens if token.kind == "word"):
        raise Refused(
            "This endpoint is read-only by construction.",
            "Data enters as checked files: see CONTRIBUTING, and try them with: paradiplomacy validate FILE",
        )


def _outside_values(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """Give the tokens that are not between the braces of a VALUES block."""
    floor: int | None = None
    expected = False
    for token in tokens:
        if floor is not None:
            if token.text == "}" and token.depth == floor:
                floor = None
            continue
        if expected and token.text == "{":
            floor, expected = token.depth, False
            continue
        expected = token.means("VALUES") or (expected and token.kind in {"variable", "sign"})
        yield token
