"""Moving among the tokens of a query, to find what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from paradiplomacy.store.query import Token

__all__ = ["NOTHING", "Mistake", "Tokens", "closing", "touches"]

Tokens = Sequence[Token]

NOTHING = Token("", "", -1, 0)
"""What stands before the first token and after the last."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, from which character of the text on, and what would be right."""

    start: int
    message: str
    advice: str


def touches(token: Token, after: Token) -> bool:
    """Whether nothing stands between two tokens."""
    return token.start + len(token.text) == after.start


def closing(tokens: Tokens, at: int) -> int:
    """Find the bracket that closes the one at this place, or the end of the tokens."""
    depth = tokens[at].depth
    inside = (there for there in range(at + 1, len(tokens)) if tokens[there].depth <= depth)
    return next((there for there in inside if tokens[there].text in {")", "]", "}"}), len(tokens))
