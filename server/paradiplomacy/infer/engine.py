"""Semi-naive evaluation: in each round every rule meets the facts of the last round, until a round brings nothing.

The schema is closed first, by the rules of table 9 alone; then the rules compiled of it run. Where data bring schema,
the new axioms are compiled when the rounds are over, and it goes on. Four kinds of rules are run in ways of their own:

- transitive ones join a fact that transitivity did not give with any other, so that circles are not cubic;
- those that conclude owl:sameAs group what they make equal and link neighbours, so that they are linear;
- ``false`` is looked for once, at the end;
- pairwise ones look for what occurs twice in the members of all their atoms together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeAlias

import numpy as np

from paradiplomacy.infer.compile import Problem, compile_schema, fixed_rules
from paradiplomacy.infer.contradictions import contradictions
from paradiplomacy.infer.facts import Delta, Facts, Found
from paradiplomacy.infer.joins import Pattern, Rows, extend, solve, unit
from paradiplomacy.infer.literals import belongs, value
from paradiplomacy.infer.plans import Clash, Kind, Plan, plan
from paradiplomacy.infer.relations import NONE, Ints, distinct, objects, pack, subjects
from paradiplomacy.infer.rules import TYPE, Atom, Rule

__all__ = ["Engine", "Progress"]

Progress: TypeAlias = Callable[[int, int], None]
"""Called after each round with its number and how many facts are known."""

_IMPLIED = {
    "scm-sco", "scm-spo", "scm-eqc1", "scm-eqc2", "scm-eqp1", "scm-eqp2",
    "scm-dom1", "scm-dom2", "scm-rng1", "scm-rng2", "scm-int", "scm-uni",
}  # fmt: skip
"""Schema that these give adds no instance: what it says, the axioms that it came from say in steps."""


class Engine:
    """The facts known so far, the rules, and what follows."""

    def __init__(self, base: "Engine | None" = None, progress: Progress | None = None) -> None:
        self.facts: Facts = Facts(base.facts if base else None)
        self.progress = progress
        self.program: list[Rule] = list(base.program) if base else []
        self.numbers: dict[Rule, int] = dict(base.numbers) if base else {}
        self.plans: list[Plan] = list(base.plans) if base else []
        self.checked = {plan_.number for plan_ in self.plans}
        self.clashes: list[Clash] = list(base.clashes) if base else []
        self.problems: list[Problem] = list(base.problems) if base else []
        self.fresh: list[Plan] = []
        self.listeners: dict[int, list[tuple[Plan, int]]] = {}
        for rule in fixed_rules():
            self._adopt(rule)
        self._listen()

    def add(self, triples: Iterable[Atom]) -> None:
        """Take in asserted triples and draw every conclusion."""
        ids = np.fromiter(map(self.facts.ids.__getitem__, chain.from_iterable(triples)), np.int64)
        if self.facts.learn(ids) and self.facts.is_addition:
            self.fresh += [plan_ for plan_ in self.plans if plan_.kind is Kind.VALUES]
        self._run(self._unify(self.facts.give(*ids.reshape(-1, 3).T)))
        self.clashes += self.facts.clashes + contradictions(self.facts, self.plans, self.checked)

    # ── Rounds ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _run(self, delta: Delta) -> None:
        while delta or self.fresh:
            found: Found = defaultdict(list)
            for plan_, position in self._due(delta):
                for key, facts in self._fire(plan_, position, delta):
                    found[key].append((facts, plan_.number))
            self.fresh = []
            self.facts.round += 1
            delta = self._unify(self.facts.store(found, self.facts.round))
            if self.progress:
                self.progress(self.facts.round, len(self.facts))
            if not delta and self.facts.stale:
                self._compile()

    def _due(self, delta: Delta) -> Iterator[tuple[Plan, int | None]]:
        """Choose the rules: new ones on all facts, others on each atom that the last round brought facts for."""
        fresh = {plan_.number for plan_ in self.fresh}
        yield from ((plan_, None) for plan_ in self.fresh)
        for key in list(delta):
            yield from (pair for pair in self.listeners.get(key, ()) if pair[0].number not in fresh)

    def _fire(self, plan_: Plan, position: int | None, delta: Delta) -> Iterator[tuple[int, Ints]]:
        assert plan_.head is not None  # noqa: S101 — what says false is not fired but checked
        key = plan_.head.relation
        if plan_.kind is Kind.VALUES:
            yield key, self._values(plan_.head)
        elif plan_.kind is Kind.EQUATING:
            yield key, self._links(plan_, position, delta)
        else:
            relation = self.facts.relations.get(key)
            for rows in self._solutions(plan_.body, position, delta):
                facts = self._conclude(plan_.head, rows)
                if key == self.facts.same:
                    facts = self._unequal(facts)
                yield key, facts if relation is None else facts[~relation.has(facts)]

    def _solutions(self, body: tuple[Pattern, ...], position: int | None, delta: Delta) -> Iterator[Rows]:
        relations, canonical = self.facts.relations, self.facts.equality.canonical
        if position is None:
            yield from solve(body, relations, unit(), canonical)
            return
        rest = body[:position] + body[position + 1 :]
        for rows in extend(unit(), body[position], delta[body[position].relation], canonical):
            yield from solve(rest, relations, rows, canonical)

    def _conclude(self, head: Pattern, rows: Rows) -> Ints:
        subject, object_ = rows.value(head.subject), rows.value(head.object)
        assert subject is not None  # noqa: S101 — a head's variables are bound by the body
        if self.facts.equality.forms:
            subject = self.facts.equality.form[subject]
        return distinct(subject if object_ is None else pack(subject, object_))

    def _values(self, head: Pattern) -> Ints:
        """Find the literals whose value is in the datatype's value space (dt-type2)."""
        datatype, term = self.facts.ids.term(~head.relation), self.facts.ids.term
        fitting = [id_ for id_ in self.facts.literals if (what := value(term(id_))) and belongs(what, datatype)]
        return distinct(self.facts.equality.form[np.array(fitting, np.int64)])

    def _links(self, plan_: Plan, position: int | None, delta: Delta) -> Ints:
        """Find the pairs to make equal: neighbours among those that agree in the rule's other variables."""
        canonical = self.facts.equality.canonical
        blocks = [block for block in self._solutions(plan_.half, position, delta) if block.size]
        if position is not None and blocks:
            keys = _distinct(blocks, plan_.agree, canonical)
            blocks = [block for block in solve(plan_.half, self.facts.relations, keys, canonical) if block.size]
        if not blocks:
            return NONE
        ends = np.concatenate([block.columns[plan_.differ] for block in blocks])
        groups = [_column(blocks, variable, canonical) for variable in plan_.agree]
        order = np.lexsort((ends, *groups))
        agree = np.ones(len(order) - 1, np.bool_)
        for group in groups:
            agree &= group[order][1:] == group[order][:-1]
        ends = ends[order]
        return self._unequal(distinct(pack(ends[:-1][agree], ends[1:][agree])))

    def _unequal(self, pairs: Ints) -> Ints:
        form = self.facts.equality.form
        unequal: Ints = pairs[form[subjects(pairs)] != form[objects(pairs)]]
        return unequal

    def _unify(self, delta: Delta) -> Delta:
        """Make names equal; forget rules that use a name that has another now, its axiom brings the rule back."""
        representative = self.facts.equality.representative
        delta = self.facts.unify(delta)
        now = self.facts.equality.representative
        if now is not representative:
            self.plans = [plan_ for plan_ in self.plans if all(now[id_] == id_ for id_ in plan_.constants)]
            kept = {plan_.number for plan_ in self.plans}
            self.fresh = [plan_ for plan_ in self.fresh if plan_.number in kept]
            self._listen()
        return delta

    # ── Rules ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _compile(self) -> None:
        self.facts.stale = False
        rules, self.problems = compile_schema(self._schema())
        for rule in rules:
            self._adopt(rule)
        self._listen()

    def _schema(self) -> Iterator[Atom]:
        """Give the triples that axioms are made of, without those that add nothing."""
        implied = [number for number, rule in enumerate(self.program) if rule.name in _IMPLIED]
        term = self.facts.ids.term
        for key in sorted(self.facts.schema & self.facts.relations.keys()):
            whole = self.facts.relations[key].whole()
            facts = whole.facts[~np.isin(whole.rules, implied)]
            if key < 0:
                yield from ((term(fact), TYPE, term(~key)) for fact in facts.tolist())
            else:
                for subject, object_ in zip(subjects(facts).tolist(), objects(facts).tolist(), strict=True):
                    yield term(subject), term(key), term(object_)

    def _adopt(self, rule: Rule) -> None:
        """Take a rule into the program, and make ready what it runs on."""
        if rule in self.numbers:
            return
        number = self.numbers[rule] = len(self.program)
        self.program.append(rule)
        plan_ = plan(number, rule, self.facts.ids)
        if plan_.kind is Kind.TRANSITIVE:
            plan_ = plan_.on(self.facts.copy_others(plan_.body[0].relation, number))
        if any(pattern.relation == self.facts.type for pattern in plan_.body):
            self.facts.copy_types()
        self.plans.append(plan_)
        if plan_.head is not None:
            self.fresh.append(plan_)

    def _listen(self) -> None:
        """Note which rules wait for facts of which relation."""
        self.facts.equality.grow(len(self.facts.ids))
        self.listeners = defaultdict(list)
        for plan_ in self.plans:
            if plan_.head is not None:
                for position, pattern in enumerate(plan_.half or plan_.body):
                    self.listeners[pattern.relation].append((plan_, position))


def _column(blocks: list[Rows], variable: str, canonical: Ints | None) -> Ints:
    column = np.concatenate([block.columns[variable] for block in blocks])
    return column if canonical is None else canonical[column]


def _distinct(blocks: list[Rows], variables: tuple[str, ...], canonical: Ints | None) -> Rows:
    """Give the different values of some variables in the blocks."""
    table = np.unique(np.stack([_column(blocks, variable, canonical) for variable in variables]), axis=1)
    return Rows(dict(zip(variables, table, strict=True)), table.shape[1])
