"""Relations as sorted integer arrays, and the join of bindings with an atom.

A relation holds the facts of one property as pairs, packed into one integer each (subject in the upper 32 bits), or
the members of one class as plain integers. Beside each fact stand the round that brought it and the rule that gave it.

Literals with the same data value stay apart, so that each is published as it was written, but they join: whatever is
looked up is looked up by its canonical form (``canonical`` maps ids to ids, None where every literal has one form).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ASSERTED", "EQUALITY", "NONE", "Ints", "Pattern", "Relation", "Rows", "contains", "objects", "pack", "solve",
    "subjects", "unit",
]  # fmt: skip

Ints: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.int32]

ASSERTED, EQUALITY = -1, -2
"""Instead of a rule's number: given by the user; or another fact with equal names put in."""

NONE: Ints = np.empty(0, np.int64)
_LOW = (1 << 32) - 1
_BLOCK = 2_000_000
"""Rows that a join makes at once: bounds memory, and lets Ctrl-C through."""


class Pattern(NamedTuple):
    """An atom over ids: ``relation`` is a property, or ``~c`` for the class c; then there is no object."""

    relation: int
    subject: str | int
    object: str | int | None


def pack(subject: Ints, object_: Ints) -> Ints:
    """Pairs as single integers that sort by subject, then object."""
    return subject << 32 | object_


def subjects(pairs: Ints) -> Ints:
    """The subjects of packed pairs."""
    return pairs >> 32


def objects(pairs: Ints) -> Ints:
    """The objects of packed pairs."""
    return pairs & _LOW


def contains(ordered: Ints, values: Ints) -> NDArray[np.bool_]:
    """For each value whether it is among the ordered ones."""
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    return ordered[np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)] == values


def _canonical(ids: Ints, canonical: Ints | None) -> Ints:
    return ids if canonical is None else canonical[ids]


class Relation:
    """The facts of one property or class, sorted; ``past`` holds those whose names have become others by sameAs."""

    __slots__ = ("_inverse", "facts", "past", "rounds", "rules")

    def __init__(self, facts: Ints = NONE, round_: int = 0, rule: int = ASSERTED) -> None:
        self.facts = facts
        self.rounds: Numbers = np.full(len(facts), round_, np.int32)
        self.rules: Numbers = np.full(len(facts), rule, np.int32)
        self.past: Relation | None = None
        self._inverse: Ints | None = None

    def __len__(self) -> int:
        return len(self.facts)

    def copy(self) -> "Relation":
        """A relation that can change without changing this one; the arrays are shared until then."""
        twin = Relation(self.facts)
        twin.rounds, twin.rules, twin._inverse = self.rounds, self.rules, self._inverse
        twin.past = self.past.copy() if self.past else None
        return twin

    def inverse(self, canonical: Ints | None) -> Ints:
        """The pairs with object and subject exchanged, sorted; the object in its canonical form."""
        if self._inverse is None:
            self._inverse = np.sort(_flip(self.facts, canonical))
        return self._inverse

    def add(self, facts: Ints, round_: int | Numbers, rules: Numbers, canonical: Ints | None) -> None:
        """Add sorted facts that are not yet there."""
        if not len(facts):
            return
        at = np.searchsorted(self.facts, facts)
        self.facts = np.insert(self.facts, at, facts)
        self.rounds = np.insert(self.rounds, at, round_)
        self.rules = np.insert(self.rules, at, rules)
        if self._inverse is not None:
            flipped = np.sort(_flip(facts, canonical)) if len(facts) * 8 < len(self.facts) else None
            merged = None if flipped is None else np.insert(self._inverse, np.searchsorted(self._inverse, flipped), flipped)
            self._inverse = merged

    def give(self, facts: Ints) -> None:
        """Say of sorted facts that the user gave them; those that are not there are added."""
        if not len(facts):
            return
        self.add(new := facts[~contains(self.facts, facts)], 0, np.full(len(new), ASSERTED, np.int32), None)
        at = np.searchsorted(self.facts, facts)
        self.rounds, self.rules = self.rounds.copy(), self.rules.copy()
        self.rounds[at], self.rules[at] = 0, ASSERTED

    def retire(self, gone: NDArray[np.bool_]) -> None:
        """Move facts to the past."""
        self.past = self.past or Relation()
        new = gone & ~contains(self.past.facts, self.facts)
        self.past.add(self.facts[new], self.rounds[new], self.rules[new], None)
        self.facts, self.rounds, self.rules = self.facts[~gone], self.rounds[~gone], self.rules[~gone]
        self._inverse = None

    def whole(self) -> "Relation":
        """The relation with its past."""
        if not self.past or not len(self.past):
            return self
        all_ = Relation(self.facts)
        all_.rounds, all_.rules = self.rounds, self.rules
        new = ~contains(self.facts, self.past.facts)
        all_.add(self.past.facts[new], self.past.rounds[new], self.past.rules[new], None)
        return all_

    def find(self, fact: int) -> tuple[int, int] | None:
        """Round and rule of a fact, None if it is not there."""
        at = int(np.searchsorted(self.facts, fact))
        if at == len(self.facts) or self.facts[at] != fact:
            return None
        return int(self.rounds[at]), int(self.rules[at])


def _flip(pairs: Ints, canonical: Ints | None) -> Ints:
    return pack(_canonical(objects(pairs), canonical), subjects(pairs))


@dataclass(slots=True)
class Rows:
    """Bindings: for each variable a column, all of the same length."""

    columns: dict[str, Ints] = field(default_factory=dict)
    size: int = 1

    def value(self, term: str | int | None) -> Ints | None:
        """The column of a term; None if it is not bound."""
        if isinstance(term, str) or term is None:
            return self.columns.get(term) if term else None
        return np.full(self.size, term, np.int64)

    def take(self, index: Ints | NDArray[np.bool_], size: int) -> "Rows":
        """Some of the rows, by position or mask."""
        return Rows({variable: column[index] for variable, column in self.columns.items()}, size)

    def bound(self, pattern: Pattern) -> float:
        """Which part of the pattern's terms is known."""
        terms = pattern[1:] if pattern.object is not None else pattern[1:2]
        return sum(not isinstance(term, str) or term in self.columns for term in terms) / len(terms)


def unit() -> Rows:
    """One row that binds nothing."""
    return Rows()


def solve(
    body: Sequence[Pattern], relations: Mapping[int, Relation], rows: Rows, canonical: Ints | None
) -> Iterator[Rows]:
    """All ways to satisfy the body's patterns at once, in blocks; the most tightly bound pattern is joined first."""
    if not body:
        yield rows
        return
    best = min(body, key=lambda pattern: (-rows.bound(pattern), len(relations.get(pattern.relation, ()))))
    relation = relations.get(best.relation)
    if relation is None or not len(relation):
        return
    rest = list(body)
    rest.remove(best)
    for block in extend(rows, best, relation, canonical):
        if block.size:
            yield from solve(rest, relations, block, canonical)


def extend(rows: Rows, pattern: Pattern, relation: Relation, canonical: Ints | None) -> Iterator[Rows]:
    """Join the rows with one pattern."""
    subject, object_ = rows.value(pattern.subject), rows.value(pattern.object)
    if subject is not None and (object_ is not None or pattern.object is None):
        yield _restrict(rows, subject, object_, relation, canonical)
    elif subject is not None:
        yield from _follow(rows, relation.facts, _canonical(subject, canonical), str(pattern.object))
    elif object_ is not None:
        inverse = relation.inverse(canonical)
        yield from _follow(rows, inverse, _canonical(object_, canonical), str(pattern.subject))
    else:
        yield _enumerate(rows, pattern, relation, canonical)


def _restrict(
    rows: Rows, subject: Ints, object_: Ints | None, relation: Relation, canonical: Ints | None
) -> Rows:
    subject = _canonical(subject, canonical)
    if object_ is None:
        there = contains(relation.facts, subject)
    elif canonical is None:
        there = contains(relation.facts, pack(subject, object_))
    else:
        there = contains(relation.inverse(canonical), pack(canonical[object_], subject))
    return rows.take(there, int(there.sum()))


def _follow(rows: Rows, index: Ints, values: Ints, free: str) -> Iterator[Rows]:
    """The rows, each with every partner of its value in the sorted index."""
    low = np.searchsorted(index, values << 32)
    counts = np.searchsorted(index, (values + 1) << 32) - low
    ends = np.cumsum(counts)
    start = 0
    while start < rows.size:
        offset = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, offset + _BLOCK, side="right")))
        part = slice(start, stop)
        row = np.repeat(np.arange(start, min(stop, rows.size)), counts[part])
        at = np.repeat(low[part] - (ends[part] - counts[part] - offset), counts[part]) + np.arange(len(row))
        block = rows.take(row, len(row))
        block.columns[free] = objects(index[at])
        yield block
        start = stop


def _enumerate(rows: Rows, pattern: Pattern, relation: Relation, canonical: Ints | None) -> Rows:
    """The rows, each with every fact."""
    facts = relation.facts
    first, second = (facts, None) if pattern.object is None else (subjects(facts), objects(facts))
    if second is not None and pattern.subject == pattern.object:
        first = first[first == _canonical(second, canonical)]
        second = None
    if rows.size == 1:
        block = Rows({variable: np.repeat(column, len(first)) for variable, column in rows.columns.items()}, len(first))
        new = [first, second]
    else:
        block = rows.take(np.repeat(np.arange(rows.size), len(first)), rows.size * len(first))
        new = [np.tile(column, rows.size) if column is not None else None for column in (first, second)]
    for term, column in zip((pattern.subject, pattern.object), new, strict=True):
        if column is not None:
            block.columns[str(term)] = column
    return block
