"""owl:sameAs by union-find: of all the names of a thing one stands for it, and facts are kept in its words only.

The rules eq-sym, eq-trans and eq-rep-* then need no work: equal names have one id, and the other names are put in
when the closure is read. The name that was seen first stands for the rest, so the vocabulary's own terms do.
"""

from dataclasses import dataclass, field

import numpy as np

from paradiplomacy.infer.literals import ILL_TYPED, Value, value
from paradiplomacy.infer.relations import NONE, Ints, Mask

__all__ = ["Classes", "Equality", "components"]


@dataclass(frozen=True, slots=True)
class Classes:
    """The sets of more than one name: names ``members[start[i] : start[i] + size[i]]`` stand with the name i."""

    start: Ints
    size: Ints
    members: Ints

    def spread(self, ids: Ints) -> tuple[Ints, Ints]:
        """Every name of each id, and beside it the position of the id."""
        sizes = self.size[ids]
        row = np.repeat(np.arange(len(ids)), sizes)
        at = np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return self.members[self.start[ids[row]] + at], row


@dataclass(slots=True)
class Equality:
    """Which names are equal, and which literals have the same data value.

    ``representative`` maps each id to the id that stands for it. ``form`` maps each literal to the literal with the
    same value that was seen first: that is no reason to write one for the other, only to join them.
    """

    representative: Ints = field(default_factory=lambda: NONE)
    form: Ints = field(default_factory=lambda: NONE)
    merged: bool = False
    forms: bool = False
    first: dict[Value, int] = field(default_factory=dict)

    def copy(self) -> "Equality":
        """Make an equality that can grow without changing this one."""
        return Equality(self.representative, self.form, self.merged, self.forms, dict(self.first))

    @property
    def canonical(self) -> Ints | None:
        """What to look an id up by; None where that is always the id itself."""
        return self.form if self.forms else None

    def grow(self, size: int) -> None:
        """Make room for more ids, each equal to itself alone."""
        more = np.arange(len(self.representative), size)
        if len(more):
            self.representative = np.concatenate((self.representative, more))
            self.form = np.concatenate((self.form, more))

    def learn(self, literals: list[tuple[int, str]]) -> list[int]:
        """Take in new literals by their data values; gives back the ill-typed ones."""
        ill, twins = [], []
        for id_, literal in literals:
            what = value(literal)
            if what == ILL_TYPED:
                ill.append(id_)
            elif what is not None and (known := self.first.setdefault(what, id_)) != id_:
                twins.append((id_, known))
        if twins:
            new, known_ = np.array(twins, np.int64).T
            self.form, self.representative, self.forms = self.form.copy(), self.representative.copy(), True
            self.form[new] = known_
            joined = self._is_joined(known_)
            self.representative[new[joined]] = self.representative[known_[joined]]
        return ill

    def _is_joined(self, ids: Ints) -> Mask:
        counts = np.bincount(self.representative, minlength=len(self.representative))
        joined: Mask = counts[self.representative[ids]] > 1
        return joined

    def unite(self, left: Ints, right: Ints) -> Ints:
        """Make pairs of names equal; gives back the ids that another one now stands for."""
        if self.forms:
            left, right = self._with_all_forms(left, right)
        before = self.representative
        nodes, ends = np.unique(np.concatenate((before[left], before[right])), return_inverse=True)
        label = components(ends[: len(left)], ends[len(left) :], len(nodes))
        moved: Ints = nodes[label != np.arange(len(nodes))]
        if len(moved):
            step = np.arange(len(before))
            step[nodes] = nodes[label]
            self.representative, self.merged = step[before], True
        return moved

    def _with_all_forms(self, left: Ints, right: Ints) -> tuple[Ints, Ints]:
        """Let a literal that is made equal to something take its other forms with it."""
        touched = np.zeros(len(self.form), np.bool_)
        touched[self.form[np.concatenate((left, right))]] = True
        others = np.flatnonzero(touched[self.form] & (self.form != np.arange(len(self.form))))
        return np.concatenate((left, others)), np.concatenate((right, self.form[others]))

    def classes(self) -> Classes:
        """Gather the sets of equal names, ready to be spread."""
        size = len(self.representative)
        members = np.argsort(self.representative, kind="stable")
        counts = np.bincount(self.representative, minlength=size)
        starts = np.cumsum(counts) - counts
        return Classes(starts[self.representative], counts[self.representative], members)


def components(left: Ints, right: Ints, size: int) -> Ints:
    """For each node of a graph the smallest node that is connected with it."""
    label = np.arange(size)
    while True:
        one, other = label[left], label[right]
        if np.array_equal(one, other):
            return label
        least = np.minimum(one, other)
        np.minimum.at(label, one, least)
        np.minimum.at(label, other, least)
        while not np.array_equal(jump := label[label], label):
            label = jump
