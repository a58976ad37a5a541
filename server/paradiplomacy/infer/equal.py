"""Proofs through equality: which steps lead from one name of a thing to another."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from paradiplomacy.infer.record import Fact, Record
from paradiplomacy.infer.relations import ASSERTED, NOTHING, Ints, Part, contains

__all__ = ["Names", "Step"]


@dataclass(frozen=True, slots=True)
class Step:
    """One application of a rule; what it rests on are facts that have proofs of their own, or steps."""

    rule: str
    fact: Fact | None
    axioms: tuple["Fact | Step", ...] = ()
    premises: tuple["Fact | Step", ...] = ()

    def needs(self) -> Iterator[Fact]:
        """Give the facts that must be proved first."""
        for part in (*self.axioms, *self.premises):
            if isinstance(part, Step):
                yield from part.needs()
            else:
                yield part

    def own_size(self) -> int:
        """How many nodes the step itself adds to a proof."""
        return 1 + sum(part.own_size() for part in (*self.axioms, *self.premises) if isinstance(part, Step))


class Names:
    """The names of things in a record, and how they are linked."""

    def __init__(self, record: Record) -> None:
        self.record = record
        links = record.parts.get(record.same, NOTHING)
        self.links = Part(links.facts, links.rounds, links.rules)

    # ── Why two names are equal ─────────────────────────────────────────────────────────────────────────────────────

    def equal(self, one: int, other: int, limit: int) -> list[Step]:
        """Find the step that makes two names equal, as known before the limit; none if they are not."""
        if one == other:
            return self._itself(one, limit)
        path = self._path(one, other, limit)
        if not path:
            return []
        step = self._join(path, limit)
        return [step] if isinstance(step, Step) else []

    def _itself(self, one: int, limit: int) -> list[Step]:
        """eq-ref, by any fact that has the name."""
        for key, relation in self.record.parts.items():
            before = (relation.rules == ASSERTED) | (relation.rounds < limit)
            if key in {one, ~one}:
                at = np.flatnonzero(before)[:1]
            else:
                facts = relation.facts
                at = np.flatnonzero(
                    before & ((facts == one) if key < 0 else (facts >> 32 == one) | (facts & 0xFFFFFFFF == one))
                )[:1]
            if len(at):
                fact = self.record.unpack(key, int(relation.facts[at[0]]))
                return [Step("eq-ref", (one, self.record.same, one), (), (fact,))]
        return []

    def _path(self, start: int, end: int, limit: int) -> list[int]:
        """Find the names on the shortest way from one to the other, both included."""
        came = {start: start}
        ring = [start]
        while ring and end not in came:
            following = []
            for name in ring:
                for neighbour in self._neighbours(name, limit):
                    if neighbour not in came:
                        came[neighbour] = name
                        following.append(neighbour)
            ring = following
        if end not in came:
            return []
        path = [end]
        while path[-1] != start:
            path.append(came[path[-1]])
        return path[::-1]

    def _neighbours(self, name: int, limit: int) -> list[int]:
        found: list[int] = []
        for index in (self.links.facts, self.links.inverse(None)):
            low, high = np.searchsorted(index, [name << 32, (name + 1) << 32])
            others = index[low:high] & 0xFFFFFFFF
            found += [other for other in others.tolist() if self._linked(name, other, limit)]
        form = self.record.equality.form
        if self.record.equality.forms and name < len(form):
            found += np.flatnonzero(form == form[name]).tolist()
        return found

    def _linked(self, one: int, other: int, limit: int) -> Fact | None:
        """Find the sameAs fact between two names, in the direction in which it is there."""
        for fact in ((one, self.record.same, other), (other, self.record.same, one)):
            known = self.record.find(fact)
            if known and (known[1] == ASSERTED or known[0] < limit):
                return fact
        return None

    def _join(self, path: list[int], limit: int) -> Fact | Step:
        """Join the steps along a path, as a balanced tree of eq-trans."""
        one, other = path[0], path[-1]
        fact = one, self.record.same, other
        if len(path) > 2:  # noqa: PLR2004 — two ends and something between
            middle = len(path) // 2
            return Step("eq-trans", fact, (), (self._join(path[: middle + 1], limit), self._join(path[middle:], limit)))
        link = self._linked(one, other, limit)
        if link is None:
            return Step("dt-eq", fact)
        return fact if link == fact else Step("eq-sym", fact, (), (link,))

    # ── The same fact in other words ────────────────────────────────────────────────────────────────────────────────

    def renamed(self, fact: Fact, limit: int) -> list[Step]:
        """Find the steps that make a fact of facts known before the limit, by putting equal for equal."""
        steps = []
        for _, _, source in sorted(self._sources(fact, limit)):
            step = self._replace(source, fact, limit)
            if isinstance(step, Step):
                steps.append(step)
        return steps

    def _sources(self, fact: Fact, limit: int) -> Iterator[tuple[int, int, Fact]]:
        """Facts that differ in words only: how many of the words, by their round."""
        subject, predicate, object_ = fact
        for predicate_ in self.record.names(predicate):
            if predicate_ == self.record.type:
                for class_ in self.record.names(object_):
                    members = np.array(self.record.names(subject), np.int64)
                    yield from self._known(fact, ~class_, np.sort(members), limit)
            else:
                ends = np.array(self.record.names(object_), np.int64)
                for name in self.record.names(subject):
                    yield from self._known(fact, predicate_, np.sort(name << 32 | ends), limit)

    def _known(self, fact: Fact, key: int, candidates: Ints, limit: int) -> Iterator[tuple[int, int, Fact]]:
        relation = self.record.parts.get(key, NOTHING)
        for candidate in candidates[contains(relation.facts, candidates)].tolist():
            source = self.record.unpack(key, candidate)
            known = relation.find(candidate)
            if known and source != fact and (known[1] == ASSERTED or known[0] < limit):
                form = self.record.equality.form
                differing = sum(a != b and form[a] != form[b] for a, b in zip(source, fact, strict=True))
                yield differing, known[0], source

    def _replace(self, source: Fact, fact: Fact, limit: int) -> Fact | Step | None:
        """eq-rep-s, eq-rep-p, eq-rep-o, as far as the words differ."""
        step: Fact | Step = source
        now = list(source)
        for place, rule in ((0, "eq-rep-s"), (1, "eq-rep-p"), (2, "eq-rep-o")):
            if now[place] == fact[place]:
                continue
            path = self._path(now[place], fact[place], limit)
            if not path:
                return None
            equality = self._join(path, limit)
            now[place] = fact[place]
            step = Step(rule, (now[0], now[1], now[2]), (), (equality, step))
        return step

    def other_form(self, fact: Fact, limit: int) -> tuple[int, Fact] | None:
        """Find the earliest fact before the limit that differs in the form of a literal only."""
        subject, predicate, object_ = fact
        form = self.record.equality.form
        relation = self.record.parts.get(predicate, NOTHING)
        if predicate == self.record.type:
            return None
        forms = np.flatnonzero(form == form[object_])
        candidates = np.sort(form[subject] << 32 | forms)
        found = [
            (0 if known[1] == ASSERTED else known[0], self.record.unpack(predicate, candidate))
            for candidate in candidates[contains(relation.facts, candidates)].tolist()
            if (known := relation.find(candidate)) and (known[1] == ASSERTED or known[0] < limit)
        ]
        return min(found, default=None)

    def different(self, name: int, predicate: int) -> tuple[int, int]:
        """Two names of one thing that are said to be different, in the words first used."""
        relation = self.record.parts.get(predicate, NOTHING)
        names = self.record.names(name)
        within = np.isin(relation.facts >> 32, names) & np.isin(relation.facts & 0xFFFFFFFF, names)
        at = np.flatnonzero(within)
        best = at[np.argmin(relation.rounds[at])] if len(at) else None
        return (
            (name, name) if best is None else (int(relation.facts[best]) >> 32, int(relation.facts[best]) & 0xFFFFFFFF)
        )

    def values(self, subject: int, predicate: int) -> list[Fact]:
        """Find the facts about a subject with a predicate."""
        facts = self.record.parts.get(predicate, NOTHING).facts
        low, high = np.searchsorted(facts, [subject << 32, (subject + 1) << 32])
        return [self.record.unpack(predicate, fact) for fact in facts[low:high].tolist()]
