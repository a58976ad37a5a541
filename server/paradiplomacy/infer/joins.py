"""The join of bindings with the atoms of a rule, over relations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from paradiplomacy.infer.relations import Ints, Mask, Relation, contains, objects, pack, subjects

__all__ = ["Pattern", "Rows", "extend", "solve", "unit"]

_BLOCK = 2_000_000
"""Rows that a join makes at once: bounds memory, and lets Ctrl-C through."""


class Pattern(NamedTuple):
    """An atom over ids: ``relation`` is a property, or ``~c`` for the class c; then there is no object."""

    relation: int
    subject: str | int
    object: str | int | None


@dataclass(slots=True)
class Rows:
    """Bindings: for each variable a column, all of the same length."""

    columns: dict[str, Ints] = field(default_factory=dict)
    size: int = 1

    def value(self, term: str | int | None) -> Ints | None:
        """Give the column of a term; None if it is not bound."""
        if isinstance(term, str) or term is None:
            return self.columns.get(term) if term else None
        return np.full(self.size, term, np.int64)

    def take(self, index: Ints | Mask, size: int) -> "Rows":
        """Take some of the rows, by position or mask."""
        return Rows({variable: column[index] for variable, column in self.columns.items()}, size)

    def bound(self, pattern: Pattern) -> float:
        """Tell which part of the pattern's terms is known."""
        terms = pattern[1:] if pattern.object is not None else pattern[1:2]
        return sum(not isinstance(term, str) or term in self.columns for term in terms) / len(terms)


def unit() -> Rows:
    """Make one row that binds nothing."""
    return Rows()


def solve(
    body: Sequence[Pattern], relations: Mapping[int, Relation], rows: Rows, canonical: Ints | None
) -> Iterator[Rows]:
    """Find all ways to satisfy the body's patterns at once, in blocks; the most tightly bound one is joined first."""
    if not body:
        yield rows
        return
    best = min(body, key=lambda pattern: (-rows.bound(pattern), len(relations.get(pattern.relation, ()))))
    relation = relations.get(best.relation)
    if relation is None:
        return
    rest = list(body)
    rest.remove(best)
    for block in extend(rows, best, relation, canonical):
        if block.size:
            yield from solve(rest, relations, block, canonical)


def extend(rows: Rows, pattern: Pattern, relation: Relation, canonical: Ints | None) -> Iterator[Rows]:
    """Join the rows with one pattern."""
    subject, object_ = (_canonical(rows.value(term), canonical) for term in (pattern.subject, pattern.object))
    if subject is not None and (object_ is not None or pattern.object is None):
        there = np.zeros(rows.size, np.bool_)
        for part in relation.parts:
            if object_ is None:
                there |= contains(part.facts, subject)
            elif canonical is None:
                there |= contains(part.facts, pack(subject, object_))
            else:
                there |= contains(part.inverse(canonical), pack(object_, subject))
        yield rows.take(there, int(there.sum()))
        return
    for part in relation.parts:
        if subject is not None:
            yield from _follow(rows, part.facts, subject, str(pattern.object))
        elif object_ is not None:
            yield from _follow(rows, part.inverse(canonical), object_, str(pattern.subject))
        else:
            yield _enumerate(rows, pattern, part.facts, canonical)


def _canonical(ids: Ints | None, canonical: Ints | None) -> Ints | None:
    return ids if canonical is None or ids is None else canonical[ids]


def _follow(rows: Rows, index: Ints, values: Ints, free: str) -> Iterator[Rows]:
    """Give each row every partner of its value in the sorted index."""
    low = np.searchsorted(index, values << 32)
    counts = np.searchsorted(index, (values + 1) << 32) - low
    ends = np.cumsum(counts)
    start = 0
    while start < rows.size:
        offset = int(ends[start - 1]) if start else 0
        stop = min(max(start + 1, int(np.searchsorted(ends, offset + _BLOCK, side="right"))), rows.size)
        part = slice(start, stop)
        row = np.repeat(np.arange(start, stop), counts[part])
        at = np.repeat(low[part] - (ends[part] - counts[part] - offset), counts[part]) + np.arange(len(row))
        block = rows.take(row, len(row))
        block.columns[free] = objects(index[at])
        yield block
        start = stop


def _enumerate(rows: Rows, pattern: Pattern, facts: Ints, canonical: Ints | None) -> Rows:
    """Give each row every fact."""
    new = {str(pattern.subject): facts} if pattern.object is None else {str(pattern.subject): subjects(facts)}
    if pattern.object is not None and pattern.subject == pattern.object:
        same = subjects(facts) == _canonical(objects(facts), canonical)
        new = {str(pattern.subject): subjects(facts)[same]}
    elif pattern.object is not None:
        new[str(pattern.object)] = objects(facts)
    size = len(next(iter(new.values())))
    block = rows.take(np.repeat(np.arange(rows.size), size), rows.size * size)
    block.columns |= {variable: np.tile(column, rows.size) for variable, column in new.items()}
    return block
