"""Finding proofs: backward from a triple, through rules that give it, to facts that were there before it.

A rule's premises must be known from an earlier round than what follows from them (or be asserted), so no proof goes
in a circle, and the record of facts, rounds and rules is all that is needed. Equal names are equal from the round of
the sameAs facts that link them; eq-sym, eq-trans, eq-rep-* and dt-eq make the steps between them explicit.
"""

import time
from collections.abc import Iterator

import numpy as np

from paradiplomacy.infer.equal import Names, Step
from paradiplomacy.infer.joins import Pattern, Rows, solve
from paradiplomacy.infer.literals import is_literal, value
from paradiplomacy.infer.plans import Clash, Plan
from paradiplomacy.infer.proof import ASSERTION, Gap, Proof
from paradiplomacy.infer.record import Fact, Record
from paradiplomacy.infer.relations import ASSERTED, Ints, pack
from paradiplomacy.infer.rules import FIRST, LISTED, NIL, REST, SAME_AS, TYPE, Atom, is_variable, name

__all__ = ["Prover"]

_OPTIONS = 32
"""Ways to satisfy one rule that are looked at, those with the earliest premises first."""

_KEPT = 200_000
"""Proofs kept for the next question."""

_NEVER = 2**31 - 1

_CONCLUDED = (TYPE, SAME_AS, name("rdfs:subClassOf"))
"""The properties that rules about lists conclude."""


class Prover:
    """Finds proofs in a record; keeps what it found."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.names = Names(record)
        self.proofs: dict[Fact, Proof | None] = {}
        self.options: dict[Fact, list[Step]] = {}
        self.deadline = float("inf")
        self.hurried = False
        self.shown: dict[int, str] = {}

    def prove(self, triple: Atom, seconds: float = 1.0) -> Iterator[Proof]:
        """Find the proofs of a triple by different last steps, the smallest first; none if it does not follow.

        When the time is over, each triple's recorded rule is followed instead of looking for the smallest proof.
        """
        fact = self.record.fact(triple)
        if fact is None:
            return
        self._begin(seconds)
        proofs = [proof for step in self._ways(fact, at_last=True) if (proof := self._prove_step(step))]
        # A proof that comes through the triple itself holds one of it that does not: that is the one meant.
        straight = [next(part for part in proof.parts() if part.triple == triple) for proof in proofs]
        different = {(proof.rule, *(part.triple for part in proof.premises)): proof for proof in straight}
        yield from sorted(different.values(), key=lambda proof: proof.size)

    def refute(self, clash: Clash, seconds: float = 1.0) -> Proof | None:
        """Find the proof of a contradiction."""
        self._begin(seconds)
        axioms: tuple[Fact | Step, ...] = ()
        facts: tuple[Fact | Step, ...] = self._original(clash)
        if clash.rule is not None:
            axioms = self._axioms(clash.rule, _NEVER) or ()
        elif not facts:
            facts = self._uses(clash.culprits[0])
        return self._prove_step(Step(clash.name, None, axioms, facts))

    def culprits(self, clash: Clash) -> tuple[int, ...]:
        """Give what a contradiction is about, for eq-diff1 the two names that the user called different."""
        if clash.name != "eq-diff1":
            return clash.culprits
        (left, _, right), _ = self._original(clash)
        return tuple(dict.fromkeys((left, right)))

    def _original(self, clash: Clash) -> tuple[Fact, ...]:
        """Give the facts of a contradiction, for eq-diff1 in the words of the user."""
        if clash.name != "eq-diff1":
            return clash.facts
        left, _, right = clash.facts[0]
        different = self.record.ids[name("owl:differentFrom")]
        if clash.rule is not None:
            left, right = self.names.different(left, different)
        return (left, self.record.same, right), (left, different, right)

    def _uses(self, literal: int) -> tuple[Fact, ...]:
        """Find the first asserted triple that has the literal."""
        for key, relation in self.record.parts.items():
            if key >= 0:
                at = np.flatnonzero(((relation.facts & 0xFFFFFFFF) == literal) & (relation.rules == ASSERTED))[:1]
                if len(at):
                    return (self.record.unpack(key, int(relation.facts[at[0]])),)
        return ()

    # ── The search ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, seconds: float) -> None:
        if self.hurried or len(self.proofs) > _KEPT:
            self.proofs, self.options = {}, {}
        self.hurried, self.deadline = False, time.monotonic() + seconds

    def _prove_step(self, step: Step) -> Proof | None:
        for need in step.needs():
            self._settle(need)
        return self._build(step)

    def _settle(self, goal: Fact) -> None:
        """Find the smallest proof of a fact, and of all that it needs before."""
        stack = [goal]
        while stack:
            fact = stack[-1]
            if fact in self.proofs:
                stack.pop()
                continue
            if not self.hurried and time.monotonic() > self.deadline:
                self.hurried, self.options = True, {}
                stack = [fact := goal]
            if fact not in self.options:
                self.options[fact] = self._ways(fact)
            steps = self.options[fact]
            open_ = [need for step in steps for need in step.needs() if need not in self.proofs]
            if open_:
                stack += open_
                continue
            best = min(steps, key=self._size, default=None)
            self.proofs[fact] = self._build(best) if best else None
            stack.pop()

    def _size(self, step: Step) -> float:
        proofs = [self.proofs[need] for need in step.needs()]
        return sum(proof.size if proof else float("inf") for proof in proofs) + step.own_size()

    def _build(self, step: Step) -> Proof | None:
        """Make the step a proof; None if one of its premises has none."""
        parts = [
            [self._build(part) if isinstance(part, Step) else self.proofs[part] for part in group]
            for group in (step.axioms, step.premises)
        ]
        axioms, premises = ([part for part in group if part] for group in parts)
        if len(axioms) + len(premises) < len(step.axioms) + len(step.premises):
            return None
        size = 1 + sum(part.size for part in (*axioms, *premises))
        triple = self.record.triple(step.fact) if step.fact else None
        return Proof(triple, step.rule, tuple(axioms), tuple(premises), size)

    def _ways(self, fact: Fact, *, at_last: bool = False) -> list[Step]:
        """Find the last steps by which a fact can be proved: from facts before it, or at last from any."""
        subject, predicate, object_ = fact
        known = self.record.find(fact)
        if known and known[1] == ASSERTED:
            return [Step(ASSERTION, fact)]
        if known and known[1] >= 0:
            limits = [known[0]]
            if at_last and not self.hurried:
                limits = [known[0], _NEVER] if self.record.equality.forms else [_NEVER]
            return list(dict.fromkeys(step for limit in limits for step in self._by_rules(fact, limit, known[1])))
        limit = known[0] if known else _NEVER
        if predicate == self.record.same and (steps := self.names.equal(subject, object_, limit)):
            return steps
        if self._is_different_value(fact):
            return [Step("dt-diff", fact)]
        return self.names.renamed(fact, limit)[: 1 if self.hurried else _OPTIONS]

    def _is_different_value(self, fact: Fact) -> bool:
        subject, predicate, object_ = self.record.triple(fact)
        if predicate != name("owl:differentFrom") or not (is_literal(subject) and is_literal(object_)):
            return False
        return value(subject) != value(object_)

    # ── By rules ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _by_rules(self, fact: Fact, limit: int, recorded: int) -> Iterator[Step]:
        key, _ = self.record.locate(fact)
        numbers = [*self.record.heads.get(key, ())]
        if key < 0:
            numbers += self.record.heads.get(self.record.type, ())
        for number in [recorded] if self.hurried else numbers:
            plan = self.record.plans[number]
            rows = _bind(plan.head, fact)
            bodies = list(self._solutions(plan, rows, limit)) if rows else []
            # Most rules that could give the fact have no body that is there, so the axioms are looked for last.
            axioms = self._axioms(number, limit) if bodies else None
            if axioms is not None:
                yield from (Step(self.record.program[number].name, fact, axioms, facts) for facts in bodies)

    def _solutions(self, plan: Plan, rows: Rows, limit: int) -> Iterator[tuple[Fact | Step, ...]]:
        """Find the bodies of a rule that were there before the limit, the earliest of a block first."""
        if self.record.equality.canonical is None and all(rows.bound(pattern) == 1 for pattern in plan.body):
            known = tuple(_ground(pattern, rows, 0, self.record.type) for pattern in plan.body)
            if all(self._is_before(fact, limit) for fact in known):
                yield known
            return
        left = 1 if self.hurried else _OPTIONS
        for block in solve(plan.body, self.record.relations, rows, self.record.equality.canonical):
            ages = np.zeros(block.size, np.int64)
            for pattern in plan.body:
                ages += self._ages(pattern, block, limit)
            for row in np.argsort(ages, kind="stable")[:left].tolist():
                if ages[row] < _NEVER:
                    left -= 1
                    facts = [_ground(pattern, block, row, self.record.type) for pattern in plan.body]
                    yield tuple(self._in_form(fact, limit) for fact in facts)
            if left <= 0:
                return

    def _ages(self, pattern: Pattern, block: Rows, limit: int) -> Ints:
        """Find the round of each row's fact, if it is before the limit; else never."""
        subject, object_ = block.value(pattern.subject), block.value(pattern.object)
        assert subject is not None  # noqa: S101 — solved rows bind every variable
        facts = subject if object_ is None else pack(subject, object_)
        relation = self.record.parts[pattern.relation]
        at = np.minimum(np.searchsorted(relation.facts, facts), len(relation.facts) - 1)
        ages = np.where(relation.rules[at] == ASSERTED, 0, relation.rounds[at]).astype(np.int64)
        ages[(ages >= limit) | (relation.facts[at] != facts)] = _NEVER
        for row in np.flatnonzero(ages == _NEVER).tolist() if self.record.equality.forms else ():
            other = self.names.other_form(_ground(pattern, block, row, self.record.type), limit)
            ages[row] = _NEVER if other is None else other[0]
        return ages

    def _in_form(self, fact: Fact, limit: int) -> Fact | Step:
        """Give the fact, made of one with another form of its literal if that is what was there before the limit."""
        other = None if self._is_before(fact, limit) else self.names.other_form(fact, limit)
        if other is None:
            return fact
        _, source = other
        same = Step("dt-eq", (source[2], self.record.same, fact[2]))
        return Step("eq-rep-o", fact, (), (same, source))

    def _axioms(self, number: int, limit: int) -> tuple[Fact, ...] | None:
        """Find the triples of the axiom that a rule was made of, its list too; None if they were not there yet."""
        axioms = [self.record.fact(axiom) for axiom in self.record.program[number].axioms]
        facts = [fact for fact in axioms if fact and self._is_before(fact, limit)]
        if len(facts) < len(axioms):
            return None
        listed = {self.record.ids[term] for term in LISTED}
        lists = [fact for fact in facts if fact[1] in listed]
        if not lists:
            return tuple(facts)
        told = {id_ for fact in facts for id_ in fact} | {self.record.ids[term] for term in _CONCLUDED}
        members = set(self.record.plans[number].constants) - told
        cells = [cell for fact in lists for cell in self._list(fact[2], members, limit)]
        return (*facts, *cells) if members <= {fact[2] for fact in cells} else None

    def _is_before(self, fact: Fact, limit: int) -> bool:
        known = self.record.find(fact)
        return known is not None and (known[1] == ASSERTED or known[0] < limit)

    def _list(self, cell: int, words: set[int], limit: int) -> Iterator[Fact]:
        """Find the triples of a list; of several words for a member those of the rule."""
        first, rest, nil = (self.record.ids[term] for term in (FIRST, REST, NIL))
        seen: set[int] = set()
        while cell != nil and cell not in seen:
            seen.add(cell)
            members = [fact for fact in self.names.values(cell, first) if self._is_before(fact, limit)]
            yield from sorted(members, key=lambda fact: fact[2] not in words)[:1]
            after = [fact for fact in self.names.values(cell, rest) if self._is_before(fact, limit)][:1]
            yield from after
            cell = after[0][2] if after else nil

    # ── What is missing ─────────────────────────────────────────────────────────────────────────────────────────────

    def missing(self, triple: Atom) -> list[Gap]:
        """For a triple that does not follow: the rules that could give it, with what each of them lacks."""
        record = self.record
        known = [record.fact((term, term, term)) for term in triple]
        ids = [fact[0] if fact else stranger for fact, stranger in zip(known, record.strangers, strict=True)]
        fact = ids[0], ids[1], ids[2]
        self.shown = dict(zip(ids, triple, strict=True))
        key, _ = record.locate(fact)
        numbers = [*record.heads.get(key, ()), *(record.heads.get(record.type, ()) if key < 0 else ())]
        gaps = []
        for number in numbers:
            rows = _bind(record.plans[number].head, fact)
            if rows and record.plans[number].body:
                gaps.append(self._gap(number, rows))
        return sorted(dict.fromkeys(gaps), key=lambda gap: len(gap.lacking))

    def _gap(self, number: int, rows: Rows) -> Gap:
        """Satisfy as many premises as one row can, the rest is lacking."""
        plan, rule = self.record.plans[number], self.record.program[number]
        present: list[Pattern] = []
        lacking: list[Pattern] = []
        for pattern in sorted(plan.body, key=lambda pattern: -rows.bound(pattern)):
            found = next(solve([pattern], self.record.relations, rows, self.record.equality.canonical), None)
            if found is None or not found.size:
                lacking.append(pattern)
            else:
                rows = found.take(np.arange(1), 1)
                present.append(pattern)
        return Gap(rule.name, rule.axioms, self._atoms(present, rows), self._atoms(lacking, rows))

    def _atoms(self, patterns: list[Pattern], rows: Rows) -> tuple[Atom, ...]:
        def show(term: str | int) -> str:
            if isinstance(term, str) and term not in rows.columns:
                return term
            id_ = int(rows.columns[term][0]) if isinstance(term, str) else term
            return self.shown.get(id_) or self.record.ids.term(id_)

        return tuple(
            (show(subject), show(self.record.type), show(~key)) if object_ is None
            else (show(subject), show(key), show(object_))
            for key, subject, object_ in patterns
        )  # fmt: skip


def _bind(head: Pattern | None, fact: Fact) -> Rows | None:
    """Bind the variables of a head as the fact has them; None if they do not fit."""
    if head is None:
        return None
    rows = Rows()
    for term, id_ in zip(head[1:], (fact[0], fact[2]), strict=True):
        if isinstance(term, str) and is_variable(term):
            if rows.columns.setdefault(term, np.array([id_]))[0] != id_:
                return None
        elif term is not None and term != id_:
            return None
    return rows


def _ground(pattern: Pattern, rows: Rows, row: int, type_: int) -> Fact:
    def get(term: str | int) -> int:
        return int(rows.columns[term][row]) if isinstance(term, str) else term

    if pattern.object is None:
        return get(pattern.subject), type_, ~pattern.relation
    return get(pattern.subject), pattern.relation, get(pattern.object)
