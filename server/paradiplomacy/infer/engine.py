"""Semi-naive evaluation: in each round every rule meets the facts of the last round, until a round brings nothing.

The schema is closed first, by the rules of table 9 alone; then the rules compiled of it run. Where data bring schema,
the new axioms are compiled when the round is over, and it goes on. Four kinds of rules are run in ways of their own:

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

from paradiplomacy.infer.compile import SCHEMA_CLASSES, SCHEMA_PROPERTIES, Problem, compile_schema, fixed_rules
from paradiplomacy.infer.contradictions import contradictions
from paradiplomacy.infer.equality import Equality
from paradiplomacy.infer.literals import belongs, value
from paradiplomacy.infer.plans import Clash, Interner, Kind, Plan, plan
from paradiplomacy.infer.joins import Pattern, Rows, extend, solve, unit
from paradiplomacy.infer.relations import (
    ASSERTED, EQUALITY, NONE, Ints, Mask, Numbers, Relation, objects, pack, subjects,
)  # fmt: skip
from paradiplomacy.infer.rules import SAME_AS, TYPE, Atom, Rule

__all__ = ["Engine", "Progress"]

Progress: TypeAlias = Callable[[int, int], None]
"""Called after each round with its number and how many facts are known."""

Found: TypeAlias = dict[int, list[tuple[Ints, int]]]
Delta: TypeAlias = dict[int, Relation]

_IMPLIED = frozenset(
    "scm-sco scm-spo scm-eqc1 scm-eqc2 scm-eqp1 scm-eqp2 scm-dom1 scm-dom2 scm-rng1 scm-rng2 scm-int scm-uni".split()
)
"""Schema that these give adds no instance: what it says, the axioms that it came from say in steps."""


class Engine:
    """The facts known so far, the rules, and what follows."""

    def __init__(self, base: "Engine | None" = None, progress: Progress | None = None) -> None:
        self.ids = base.ids if base else Interner()
        self.type, self.same = self.ids[TYPE], self.ids[SAME_AS]
        self.relations = {key: relation.copy() for key, relation in base.relations.items()} if base else {}
        self.equality = base.equality.copy() if base else Equality()
        self.program: list[Rule] = list(base.program) if base else []
        self.numbers = dict(base.numbers) if base else {}
        self.plans: list[Plan] = list(base.plans) if base else []
        self.bases = dict(base.bases) if base else {}
        self.clashes: list[Clash] = list(base.clashes) if base else []
        self.problems: list[Problem] = list(base.problems) if base else []
        self.misnamed: list[Problem] = list(base.misnamed) if base else []
        self.round = base.round if base else 0
        self.literals: list[int] = list(base.literals) if base else []
        self.learned = base.learned if base else np.empty(0, np.bool_)
        self.progress = progress
        self.fresh: list[Plan] = []
        self.stale = base is None
        self.incremental = base is not None
        self.brought: dict[int, list[Ints]] = defaultdict(list)
        self.checked = {plan_.number for plan_ in self.plans} if base else set()
        for rule in fixed_rules():
            self._adopt(rule)
        self.schema = {self.ids[term] for term in sorted(SCHEMA_PROPERTIES)}
        self.schema |= {~self.ids[term] for term in sorted(SCHEMA_CLASSES)}
        self.vocabulary = base.vocabulary if base else len(self.ids)
        self._listen()

    # ── What comes in ───────────────────────────────────────────────────────────────────────────────────────────────

    def add(self, triples: Iterable[Atom]) -> None:
        """Take in asserted triples and draw every conclusion."""
        flat = np.fromiter(map(self.ids.__getitem__, chain.from_iterable(triples)), np.int64)
        self._learn(flat)
        subject, predicate, object_ = flat.reshape(-1, 3).T
        given, renamed = self._given(subject, predicate, object_)
        delta = self._store(given, 0)
        if renamed:
            self.round += 1
            delta = self._together(delta, self._store(renamed, self.round))
        self._run(self._unify(delta))
        self.clashes += contradictions(self)

    def _learn(self, ids: Ints) -> None:
        """Take in terms: grow the tables of ids, refuse what is no term, read the values of the new literals."""
        self.equality.grow(len(self.ids))
        new = np.zeros(len(self.ids), np.bool_)
        new[ids] = True
        new[: len(self.learned)] &= ~self.learned
        terms = self.ids.terms
        literals = []
        for id_ in np.flatnonzero(new).tolist():
            term = terms[id_]
            if term[:1] == '"':
                literals.append((id_, term))
            elif term[:1] not in {"<", "_"}:
                raise _no_term(term)
        new[: len(self.learned)] |= self.learned
        self.learned = new
        self.literals += [id_ for id_, _ in literals]
        for id_ in self.equality.learn(literals):
            self.clashes.append(Clash("dt-not-type", None, (), (id_,)))
        if self.incremental and literals:
            self.fresh += [plan_ for plan_ in self.plans if plan_.kind is Kind.VALUES]

    def _given(self, subject: Ints, predicate: Ints, object_: Ints) -> tuple[Found, Found]:
        """The triples by relation, and those of them put in other words whose names have others now.

        What was inferred before becomes asserted.
        """
        found: Found = defaultdict(list)
        renewed: Found = defaultdict(list)
        typed = predicate == self.type
        for key, facts in chain(_by(~object_[typed], subject[typed]), _by(predicate[~typed], pack(subject, object_)[~typed])):
            facts = np.unique(facts)
            relation = self.relations.setdefault(key, Relation())
            if self.equality.merged:
                name = self._name(key)
                other = (self._rename(key, facts) != facts) | (name != key)
                if other.any():
                    relation.past = relation.past or Relation()
                    relation.past.give(facts[other])
                    renewed[name].append((np.unique(self._rename(key, facts[other])), EQUALITY))
                facts = facts[~other]
            known = relation.has(facts)
            relation.give(facts[known])
            found[key].append((facts[~known], ASSERTED))
        return found, renewed

    # ── Rounds ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _run(self, delta: Delta) -> None:
        while True:
            found: Found = defaultdict(list)
            for plan_, position in self._due(delta):
                for key, facts in self._fire(plan_, position, delta):
                    found[key].append((facts, plan_.number))
            self.fresh = []
            self.round += 1
            delta = self._unify(self._store(found, self.round))
            if self.progress:
                self.progress(self.round, sum(map(len, self.relations.values())))
            if not delta:
                if not self.stale:
                    return
                self.stale = False
                self._compile()
                if not self.fresh:
                    return

    def _due(self, delta: Delta) -> Iterator[tuple[Plan, int | None]]:
        """The rules to fire: new ones on all facts, the others on each atom that the last round brought facts for."""
        fresh = {plan_.number for plan_ in self.fresh}
        yield from ((plan_, None) for plan_ in self.fresh)
        for key in list(delta):
            yield from (pair for pair in self.listeners.get(key, ()) if pair[0].number not in fresh)

    def _fire(self, plan_: Plan, position: int | None, delta: Delta) -> Iterator[tuple[int, Ints]]:
        assert plan_.head is not None  # noqa: S101 — what says false is not fired but checked
        key = plan_.head.relation
        if plan_.kind is Kind.VALUES:
            yield key, self._values(plan_)
        elif plan_.kind is Kind.EQUATING:
            yield key, self._links(plan_, position, delta)
        else:
            for rows in self._solutions(plan_.body, position, delta):
                facts = self._conclude(plan_, rows)
                if key == self.same:
                    facts = self._unequal(facts)
                if key in self.relations:
                    facts = facts[~self.relations[key].has(facts)]
                yield key, facts

    def _solutions(self, body: tuple[Pattern, ...], position: int | None, delta: Delta) -> Iterator[Rows]:
        canonical = self.equality.canonical
        if position is None:
            yield from solve(body, self.relations, unit(), canonical)
            return
        rest = body[:position] + body[position + 1 :]
        for rows in extend(unit(), body[position], delta[body[position].relation], canonical):
            yield from solve(rest, self.relations, rows, canonical)

    def _conclude(self, plan_: Plan, rows: Rows) -> Ints:
        assert plan_.head is not None  # noqa: S101 — as above
        subject, object_ = rows.value(plan_.head.subject), rows.value(plan_.head.object)
        assert subject is not None  # noqa: S101 — a head's variables are bound by the body
        if self.equality.forms:
            subject = self.equality.form[subject]
        return np.unique(subject if object_ is None else pack(subject, object_))

    def _values(self, plan_: Plan) -> Ints:
        """dt-type2: the literals whose value is in the datatype's value space."""
        assert plan_.head is not None  # noqa: S101 — as above
        datatype = self.ids.term(~plan_.head.relation)
        fitting = [id_ for id_ in self.literals if (what := value(self.ids.term(id_))) and belongs(what, datatype)]
        return np.unique(self.equality.form[np.array(fitting, np.int64)])

    def _links(self, plan_: Plan, position: int | None, delta: Delta) -> Ints:
        """The pairs to make equal: neighbours among those that agree in the rule's other variables."""
        canonical = self.equality.canonical
        blocks = list(self._solutions(plan_.half, position, delta))
        if position is not None and blocks:
            keys = _distinct(blocks, plan_.agree, canonical)
            blocks = list(solve(plan_.half, self.relations, keys, canonical))
        blocks = [block for block in blocks if block.size]
        if not blocks:
            return NONE
        ends = np.concatenate([block.columns[plan_.differ] for block in blocks])
        groups = [np.concatenate([block.columns[variable] for block in blocks]) for variable in plan_.agree]
        groups = [group if canonical is None else canonical[group] for group in groups]
        order = np.lexsort((ends, *groups))
        agree = np.ones(len(order) - 1, np.bool_)
        for group in groups:
            agree &= group[order][1:] == group[order][:-1]
        ends = ends[order]
        return self._unequal(np.unique(pack(ends[:-1][agree], ends[1:][agree])))

    def _unequal(self, pairs: Ints) -> Ints:
        form = self.equality.form
        return pairs[form[subjects(pairs)] != form[objects(pairs)]]

    # ── Storing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _store(self, found: Found, round_: int) -> Delta:
        """Keep what is new; gives it back as the delta of the next round."""
        for facts, rule in found.pop(self.type, ()):
            for key, members in _by(~objects(facts), subjects(facts)):
                found[key].append((np.unique(members), rule))
        delta: Delta = {}
        for key, parts in found.items():
            self._keep(key, parts, round_, delta)
        return delta

    def _keep(self, key: int, parts: list[tuple[Ints, int]], round_: int, delta: Delta) -> None:
        facts = np.concatenate([facts for facts, _ in parts])
        rules = np.repeat(np.array([rule for _, rule in parts], np.int32), [len(facts) for facts, _ in parts])
        if len(parts) > 1:
            facts, at = np.unique(facts, return_index=True)
            rules = rules[at]
        relation = self.relations.setdefault(key, Relation())
        if len(relation):
            new = ~relation.has(facts)
            facts, rules = facts[new], rules[new]
        if not len(facts):
            return
        relation.add(facts, round_, rules)
        delta[key] = Relation(facts) if key not in delta else Relation(np.union1d(delta[key].facts, facts))
        self.stale |= key in self.schema
        if self.incremental:
            self.brought[key].append(facts)
        self._mirror(key, facts, rules, round_, delta)

    def _mirror(self, key: int, facts: Ints, rules: Numbers, round_: int, delta: Delta) -> None:
        """Copy facts to the relations made of others: rdf:type as a property, and what transitivity did not give."""
        if key < 0 and self.type in self.bases:
            pairs = pack(facts, np.full(len(facts), ~key))
            self._keep(self.type, [(pairs, EQUALITY)], round_, delta)
        elif key >= 0 and key in self.bases and key != self.type:
            base, own = self.bases[key]
            self._keep(base, [(facts[~np.isin(rules, own)], EQUALITY)], round_, delta)

    # ── Equality ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _unify(self, delta: Delta) -> Delta:
        """Make equal what owl:sameAs says, and put all facts in the names that remain."""
        if self.same not in delta:
            return delta
        pairs = delta[self.same].facts
        moved = self.equality.unite(subjects(pairs), objects(pairs))
        if not len(moved):
            return delta
        for id_ in moved[moved < self.vocabulary].tolist():
            axiom = self.ids.term(id_), SAME_AS, self.ids.term(self.equality.representative[id_])
            self.misnamed.append(Problem(axiom, "Two terms of the vocabulary itself are made equal; one is read no more."))
        self._find_unequal_values(moved)
        found = self._rewrite(moved)
        self._drop_rules()
        self.round += 1
        return self._together(delta, self._store(found, self.round))

    def _together(self, delta: Delta, more: Delta) -> Delta:
        """Join two deltas, without what has gone meanwhile."""
        for key, relation in delta.items():
            live = relation.facts[self.relations[key].has(relation.facts)]
            if len(live):
                more[key] = Relation(np.union1d(live, more[key].facts) if key in more else live)
        return more

    def _rewrite(self, moved: Ints) -> Found:
        gone = np.zeros(len(self.ids), np.bool_)
        gone[moved] = True
        found: Found = defaultdict(list)
        copies = {self.type, *(base for base, _ in self.bases.values())}
        for key, relation in list(self.relations.items()):
            facts = relation.facts
            name = self._name(key)
            hit = gone[facts] if key < 0 else gone[subjects(facts)] | gone[objects(facts)]
            if name != key:
                hit[:] = True
            if hit.any():
                if key not in copies:
                    found[name].append((np.unique(self._rename(key, facts[hit])), EQUALITY))
                relation.retire(hit)
        return found

    def _name(self, key: int) -> int:
        representative = self.equality.representative
        return ~int(representative[~key]) if key < 0 else int(representative[key])

    def _rename(self, key: int, facts: Ints) -> Ints:
        representative = self.equality.representative
        if key < 0:
            return representative[facts]
        return pack(representative[subjects(facts)], representative[objects(facts)])

    def _drop_rules(self) -> None:
        """Forget rules that name what has another name now; the axioms in their new words bring them back."""
        representative = self.equality.representative
        self.equality.grow(len(self.ids))
        kept = [plan_ for plan_ in self.plans if all(representative[c] == c for c in plan_.constants)]
        numbers = {plan_.number for plan_ in kept}
        self.fresh = [plan_ for plan_ in self.fresh if plan_.number in numbers]
        self.plans = kept
        self._listen()

    def _find_unequal_values(self, moved: Ints) -> None:
        """dt-diff against sameAs: two literals of different value that were made equal."""
        representative = self.equality.representative
        touched = np.zeros(len(representative), np.bool_)
        touched[representative[moved]] = True
        literals = np.array(self.literals, np.int64)
        first: dict[int, int] = {}
        for id_ in literals[touched[representative[literals]]].tolist():
            what = value(self.ids.term(id_))
            other = first.setdefault(int(representative[id_]), id_) if what else id_
            if value(self.ids.term(other)) != what:
                self.clashes.append(Clash("eq-diff1", None, ((other, self.same, id_),), (other, id_)))

    # ── Rules ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _compile(self) -> None:
        rules, self.problems = compile_schema(self._schema())
        for rule in rules:
            self._adopt(rule)
        self.equality.grow(len(self.ids))
        self._listen()

    def _schema(self) -> Iterator[Atom]:
        """The triples that axioms are made of, without those that add nothing."""
        implied = [number for number, rule in enumerate(self.program) if rule.name in _IMPLIED]
        term = self.ids.term
        for key in sorted(self.schema):
            relation = self.relations.get(key)
            if relation is None:
                continue
            facts = relation.facts[~np.isin(relation.whole().rules, implied)]
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
        plan_ = plan(number, rule, self.ids)
        if plan_.kind is Kind.TRANSITIVE:
            plan_ = self._on_base(plan_)
        if any(pattern.relation == self.type for pattern in plan_.body) and self.type not in self.bases:
            self.bases[self.type] = (self.type, [])
            for key, relation in list(self.relations.items()):
                if key < 0:
                    self._mirror(key, relation.facts, relation.whole().rules, self.round, {})
        self.plans.append(plan_)
        if plan_.head is not None:
            self.fresh.append(plan_)

    def _on_base(self, plan_: Plan) -> Plan:
        """The rule with its first atom on those facts that the rule itself did not give."""
        key = plan_.body[0].relation
        base, own = self.bases.get(key, (self.ids[f"*base {self.ids.term(key)}"], []))
        self.bases[key] = (base, [*own, plan_.number])
        if key in self.relations and not own:
            relation = self.relations[key]
            self._keep(base, [(relation.facts, EQUALITY)], self.round, {})
        return plan_.on(base)

    def _listen(self) -> None:
        self.listeners: dict[int, list[tuple[Plan, int]]] = defaultdict(list)
        for plan_ in self.plans:
            if plan_.head is not None:
                for position, pattern in enumerate(plan_.half or plan_.body):
                    self.listeners[pattern.relation].append((plan_, position))
        self.constraints = [plan_ for plan_ in self.plans if plan_.head is None]


def _by(keys: Ints, facts: Ints) -> Iterator[tuple[int, Ints]]:
    """The facts of each key."""
    order = np.argsort(keys, kind="stable")
    keys, facts = keys[order], facts[order]
    cuts = np.flatnonzero(np.diff(keys)) + 1
    if len(keys):
        yield from zip(keys[np.r_[0, cuts]].tolist(), np.split(facts, cuts), strict=True)


def _distinct(blocks: list[Rows], variables: tuple[str, ...], canonical: Ints | None) -> Rows:
    """The different values of some variables in the blocks."""
    columns = [np.concatenate([block.columns[variable] for block in blocks]) for variable in variables]
    table = np.unique(np.stack([column if canonical is None else canonical[column] for column in columns]), axis=1)
    return Rows(dict(zip(variables, table, strict=True)), table.shape[1])


def _no_term(term: str) -> Exception:
    from paradiplomacy.errors import Refused  # noqa: PLC0415 — the family of errors brings rdflib, which costs time

    return Refused(f"{term!r} is no term in N-Triples syntax.", "Write an IRI in <>, a literal in quotes, or _:name.")
