"""Where the rules say ``false``: looked for once everything else is known."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

import numpy as np

from paradiplomacy.infer.facts import Delta, Facts
from paradiplomacy.infer.joins import Pattern, Rows, extend, solve, unit
from paradiplomacy.infer.literals import belongs, value
from paradiplomacy.infer.plans import Clash, Kind, Plan
from paradiplomacy.infer.relations import Ints, Relation, contains, distinct, objects, pack, subjects
from paradiplomacy.infer.rules import DATATYPES, SAME_AS, Atom, is_variable, name

__all__ = ["contradictions"]

_MANY = 100
"""How many contradictions of one rule and axiom are told; the first one is reason enough."""

_REFUSING = (*DATATYPES, name("owl:real"), name("owl:rational"))

Ids = tuple[int, int, int]


def contradictions(facts: Facts, plans: Iterable[Plan], checked: set[int]) -> list[Clash]:
    """Find the contradictions among the facts; for rules that were checked before, those that an addition brought."""
    new = {key: _live(facts.relations[key], parts) for key, parts in facts.brought.items()}
    found: list[Clash] = []
    for plan in plans:
        if plan.head is None:
            search = _pairwise if plan.kind is Kind.PAIRWISE else _plain
            clashes = search(facts, plan, new if plan.number in checked else None)
            found += islice(dict.fromkeys(islice(clashes, _MANY * len(plan.body))), _MANY)
    return [*found, *_outside(facts, new if facts.is_addition else facts.relations)]


def _live(relation: Relation, parts: list[Ints]) -> Relation:
    brought = distinct(np.concatenate(parts))
    return Relation(brought[relation.has(brought)])


# ── Rules whose whole body must hold ────────────────────────────────────────────────────────────────────────────────


def _plain(facts: Facts, plan: Plan, new: Delta | None) -> Iterator[Clash]:
    for rows in _solutions(facts, plan, new):
        for row in range(min(rows.size, _MANY)):
            binding = {variable: int(column[row]) for variable, column in rows.columns.items()}
            for subject, predicate, object_ in plan.rule.body:
                if predicate == SAME_AS and is_variable(object_):
                    binding.setdefault(object_, binding.get(subject, -1))
            yield _clash(facts, plan, tuple(_ground(facts, atom, binding) for atom in plan.rule.body))


def _solutions(facts: Facts, plan: Plan, new: Delta | None) -> Iterator[Rows]:
    canonical = facts.equality.canonical
    if new is None:
        yield from solve(plan.body, facts.relations, unit(), canonical)
        return
    for at, pattern in enumerate(plan.body):
        if pattern.relation in new:
            rest = plan.body[:at] + plan.body[at + 1 :]
            for rows in extend(unit(), pattern, new[pattern.relation], canonical):
                yield from solve(rest, facts.relations, rows, canonical)


def _ground(facts: Facts, atom: Atom, binding: dict[str, int]) -> Ids:
    subject, predicate, object_ = (binding[term] if is_variable(term) else facts.ids[term] for term in atom)
    return subject, predicate, object_


def _clash(facts: Facts, plan: Plan, triples: tuple[Ids, ...]) -> Clash:
    """Name as culprits what the triples are about: their terms, without properties and classes."""
    things = chain.from_iterable((s,) if p == facts.type else (s, o) for s, p, o in triples)
    return Clash(plan.rule.name, plan.number, triples, tuple(dict.fromkeys(things)))


# ── Rules of whose body two atoms are enough ────────────────────────────────────────────────────────────────────────


def _pairwise(facts: Facts, plan: Plan, new: Delta | None) -> Iterator[Clash]:
    touched = [new[pattern.relation].facts for pattern in plan.body if pattern.relation in new] if new else []
    if new is not None and not touched:
        return
    among = distinct(np.concatenate(touched)) if touched else None
    members = [_members(facts, pattern, among) for pattern in plan.body]
    every = np.concatenate(members)
    atoms = np.repeat(np.arange(len(members)), [len(part) for part in members])
    order = np.argsort(every, kind="stable")
    for at in np.flatnonzero(np.diff(every[order]) == 0)[:_MANY].tolist():
        one, other = atoms[order[at : at + 2]].tolist()
        yield _clash(facts, plan, _two(facts, plan, int(every[order[at]]), one, other))


def _members(facts: Facts, pattern: Pattern, among: Ints | None) -> Ints:
    """Find what the atom holds of; two literals of one value count as one."""
    if pattern.relation == facts.same:
        names: Ints = facts.equality.representative[np.array([pattern.object], np.int64)]
        return names
    found = facts.relations.get(pattern.relation, Relation()).facts
    if among is not None:
        found = among[contains(found, among)]
    if pattern.object is not None and facts.equality.forms:
        found = distinct(pack(subjects(found), facts.equality.form[objects(found)]))
    return found


def _two(facts: Facts, plan: Plan, fact: int, one: int, other: int) -> tuple[Ids, ...]:
    """Say what the two atoms say of the fact; of two equal things, that they are equal."""
    patterns = [plan.body[one], plan.body[other]]
    if patterns[0].relation == facts.same:
        left, right = (facts.ids[plan.rule.body[at][2]] for at in (one, other))
        return ((left, facts.same, right),)
    return tuple(
        (fact, facts.type, ~pattern.relation) if pattern.object is None
        else (fact >> 32, pattern.relation, fact & 0xFFFFFFFF)
        for pattern in patterns
    )  # fmt: skip


# ── Datatypes ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _outside(facts: Facts, relations: Delta) -> Iterator[Clash]:
    """Find literals in a datatype that their value is not in (dt-not-type)."""
    literals = np.array(facts.literals, np.int64)
    for datatype in _REFUSING:
        key = ~facts.ids[datatype]
        members = literals[relations[key].has(literals)] if key in relations else literals[:0]
        for id_ in members.tolist():
            what = value(facts.ids.term(id_))
            if what is not None and not belongs(what, datatype):
                yield Clash("dt-not-type", None, ((id_, facts.type, ~key),), (id_,))
