"""Relations as sorted integer arrays.

A relation holds the facts of one property as pairs, packed into one integer each (subject in the upper 32 bits), or
the members of one class as plain integers. Beside each fact stand the round that brought it and the rule that gave it.
A relation is kept in parts, the later ones smaller, which are merged as they grow: thousands of small rounds then
cost no more than their facts.

Literals with the same data value stay apart, so that each is published as it was written, but they join: whatever is
looked up is looked up by its canonical form (``canonical`` maps ids to ids, None where every literal has one form).
"""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ASSERTED", "EQUALITY", "NONE", "NOTHING", "Ints", "Mask", "Numbers", "Part", "Relation",
    "contains", "distinct", "first_of_each", "objects", "pack", "subjects",
]  # fmt: skip

Ints: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.int32]
Mask: TypeAlias = NDArray[np.bool_]

ASSERTED, EQUALITY = -1, -2
"""Instead of a rule's number: given by the user; or another fact with equal names put in."""

NONE: Ints = np.empty(0, np.int64)
"""No facts."""
_LOW = (1 << 32) - 1
_SMALL = 4096
"""Parts up to this size are merged at once."""
_RATIO = 8
"""How many times larger than the part behind it a part must be to stay as it is."""


def pack(subject: Ints, object_: Ints) -> Ints:
    """Make single integers of pairs, which sort by subject, then object."""
    return subject << 32 | object_


def subjects(pairs: Ints) -> Ints:
    """Take the subjects of packed pairs."""
    return pairs >> 32


def objects(pairs: Ints) -> Ints:
    """Take the objects of packed pairs."""
    return pairs & _LOW


def distinct(values: Ints) -> Ints:
    """Sort values, each once; quick where they are in order already."""
    ordered = np.sort(values, kind="stable")
    return ordered[_firsts(ordered)]


def first_of_each(values: Ints) -> Ints:
    """Find the places of the distinct values in their order, of equal ones the first."""
    order = np.argsort(values, kind="stable")
    return order[_firsts(values[order])]


def _firsts(ordered: Ints) -> Mask:
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return first


def contains(ordered: Ints, values: Ints) -> Mask:
    """Tell for each value whether it is among the ordered ones."""
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    found: Mask = ordered[np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)] == values
    return found


class Part:
    """Sorted facts with their rounds and rules; never changed."""

    __slots__ = ("_inverse", "facts", "rounds", "rules")

    def __init__(self, facts: Ints, rounds: Numbers, rules: Numbers) -> None:
        self.facts = facts
        self.rounds = rounds
        self.rules = rules
        self._inverse: Ints | None = None

    def __len__(self) -> int:
        return len(self.facts)

    def inverse(self, canonical: Ints | None) -> Ints:
        """Exchange object and subject of the pairs, sorted; the object in its canonical form."""
        if self._inverse is None:
            object_ = objects(self.facts)
            self._inverse = np.sort(pack(object_ if canonical is None else canonical[object_], subjects(self.facts)))
        return self._inverse

    def merge(self, other: "Part") -> "Part":
        """Make one part of two."""
        facts = np.concatenate((self.facts, other.facts))
        order = np.argsort(facts, kind="stable")
        rounds = np.concatenate((self.rounds, other.rounds))[order]
        merged = Part(facts[order], rounds, np.concatenate((self.rules, other.rules))[order])
        theirs = other._inverse  # noqa: SLF001 — one of our own
        if self._inverse is not None and theirs is not None:
            merged._inverse = np.sort(np.concatenate((self._inverse, theirs)), kind="stable")
        return merged

    def select(self, which: Mask) -> "Part":
        """Take some of the facts."""
        return Part(self.facts[which], self.rounds[which], self.rules[which])

    def find(self, fact: int) -> tuple[int, int] | None:
        """Look up round and rule of a fact; None if it is not there."""
        at = int(np.searchsorted(self.facts, fact))
        if at == len(self.facts) or self.facts[at] != fact:
            return None
        return int(self.rounds[at]), int(self.rules[at])


NOTHING = Part(NONE, np.empty(0, np.int32), np.empty(0, np.int32))


class Relation:
    """The facts of one property or class; ``past`` holds those whose names have become others by sameAs."""

    __slots__ = ("parts", "past")

    def __init__(self, facts: Ints = NONE, round_: int = 0, rule: int = ASSERTED) -> None:
        self.parts: list[Part] = []
        self.past: Relation | None = None
        if len(facts):
            self.add(facts, round_, np.full(len(facts), rule, np.int32))

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    @classmethod
    def of(cls, part: Part) -> "Relation":
        """Make a relation of one part."""
        relation = cls()
        relation.parts = [part] if len(part) else []
        return relation

    def copy(self) -> "Relation":
        """Make a relation that can change without changing this one; the arrays are shared."""
        twin = Relation()
        twin.parts = list(self.parts)
        twin.past = self.past.copy() if self.past else None
        return twin

    def whole(self) -> Part:
        """All facts in one part."""
        while len(self.parts) > 1:
            self.parts[-2:] = [self.parts[-2].merge(self.parts[-1])]
        return self.parts[0] if self.parts else NOTHING

    @property
    def facts(self) -> Ints:
        """All facts, sorted."""
        return self.whole().facts

    def add(self, facts: Ints, round_: int, rules: Numbers) -> None:
        """Add sorted facts that are not yet there."""
        if not len(facts):
            return
        self.parts.append(Part(facts, np.full(len(facts), round_, np.int32), rules))
        while len(self.parts) > 1 and len(self.parts[-2]) < max(_SMALL, _RATIO * len(self.parts[-1])):
            self.parts[-2:] = [self.parts[-2].merge(self.parts[-1])]

    def has(self, facts: Ints) -> Mask:
        """Tell for each fact whether it is there."""
        found = np.zeros(len(facts), np.bool_)
        for part in self.parts:
            found |= contains(part.facts, facts)
        return found

    def give(self, facts: Ints) -> None:
        """Say of sorted facts that the user gave them; those that are not there are added."""
        if not len(facts):
            return
        kept = self.whole().select(~contains(facts, self.facts))
        self.parts = [kept] if len(kept) else []
        self.add(facts, 0, np.full(len(facts), ASSERTED, np.int32))

    def retire(self, gone: Mask) -> None:
        """Move facts (a mask over all of them) to the past."""
        whole = self.whole()
        self.past = self.past or Relation()
        left = whole.select(gone & ~self.past.has(whole.facts))
        if len(left):
            self.past.parts.append(left)
        kept = whole.select(~gone)
        self.parts = [kept] if len(kept) else []

    def ever(self) -> Part:
        """All facts, those of the past too."""
        if not self.past:
            return self.whole()
        whole, past = self.whole(), self.past.whole()
        return whole.merge(past.select(~contains(whole.facts, past.facts)))

    def given(self) -> Iterator[Ints]:
        """Give the facts that the user gave."""
        for relation in (self, self.past):
            for part in relation.parts if relation else ():
                yield part.facts[part.rules == ASSERTED]
