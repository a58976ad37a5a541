"""Triples of ids as columns, to be written in the order of their texts without a text for each while they are sorted.

Terms in canonical N-Triples end in ``>``, in a character that their next one sorts before, or at the end of the
triple, so lines sort as the triples of their terms do.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from paradiplomacy.infer.relations import Ints, pack

__all__ = ["Table"]

_BLOCK = 50_000
"""Lines that are made at once."""


class Table:
    """Subjects, predicates and objects, by their places among some terms."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = terms
        self.columns: list[list[Ints]] = [[], [], []]

    def add(self, *triples: Ints | int) -> None:
        """Add triples by their columns; a number stands for a column that holds nothing else."""
        for column, part in zip(self.columns, np.broadcast_arrays(*triples), strict=True):
            column.append(part.astype(np.uint32))

    def lines(self) -> Iterator[str]:
        """Write the triples as N-Triples, sorted, some thousand lines at a time."""
        if not self.columns[0]:
            return
        subject, predicate, object_ = map(np.concatenate, self.columns)
        rank = self._ranks(np.unique(np.concatenate([np.unique(column) for column in (subject, predicate, object_)])))
        order = np.argsort(pack(rank[predicate], rank[object_]), kind="stable")
        order = order[np.argsort(rank[subject][order], kind="stable")]
        for start in range(0, len(order), _BLOCK):
            block = order[start : start + _BLOCK]
            words = (map(self.terms.__getitem__, column[block].tolist()) for column in (subject, predicate, object_))
            yield "".join(map("%s %s %s .\n".__mod__, zip(*words, strict=True)))

    def _ranks(self, used: Ints) -> Ints:
        """Rank the terms in use by their texts."""
        rank = np.zeros(len(self.terms), np.int64)
        rank[sorted(used.tolist(), key=self.terms.__getitem__)] = np.arange(len(used))
        return rank
