"""A piece of a text, and where the statements stand that it completes."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from paradiplomacy.terms import Quad

__all__ = ["Claim", "Piece", "standing"]

# Given the quads that came with a piece, in their order: the offset of each one's object in the text.
Claim: TypeAlias = Callable[[Sequence[Quad]], Iterator[int]]


class Piece(NamedTuple):
    """Some octets for the parser, never none, and the claim of the quads that it gives for them."""

    octets: bytes
    claim: Claim


def standing(offset: int) -> Claim:
    """Give the claim by which every quad stands at the same offset."""
    return lambda quads: iter([offset] * len(quads))
