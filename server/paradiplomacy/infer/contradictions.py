"""Where the rules say ``false``: looked for once everything else is known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from paradiplomacy.infer.literals import belongs, value
from paradiplomacy.infer.plans import Clash, Kind, Plan
from paradiplomacy.infer.joins import Pattern, extend, solve, unit
from paradiplomacy.infer.relations import Ints, Relation, contains, objects, pack, subjects
from paradiplomacy.infer.rules import DATATYPES, SAME_AS, Atom, is_variable, name

if TYPE_CHECKING:
    from paradiplomacy.infer.engine import Engine

__all__ = ["MANY", "contradictions"]

MANY = 100
"""How many contradictions of one rule and axiom are told; the first one is reason enough."""


def contradictions(engine: Engine) -> list[Clash]:
    """The contradictions among the engine's facts; in an addition, those that it brought."""
    new = {key: _live(engine.relations[key], parts) for key, parts in engine.brought.items()}
    found: list[Clash] = []
    for plan in engine.constraints:
        delta = new if plan.number in engine.checked else None
        search = _pairwise if plan.kind is Kind.PAIRWISE else _plain
        found += islice(dict.fromkeys(islice(search(engine, plan, delta), MANY * len(plan.body))), MANY)
    return found + list(_outside(engine, new if engine.incremental else None))


def _live(relation: Relation, parts: list[Ints]) -> Relation:
    facts = np.unique(np.concatenate(parts))
    return Relation(facts[relation.has(facts)])


def _plain(engine: Engine, plan: Plan, delta: dict[int, Relation] | None) -> Iterator[Clash]:
    canonical = engine.equality.canonical
    if delta is None:
        blocks = solve(plan.body, engine.relations, unit(), canonical)
    else:
        blocks = chain.from_iterable(
            solve(plan.body[:at] + plan.body[at + 1 :], engine.relations, rows, canonical)
            for at, pattern in enumerate(plan.body)
            if pattern.relation in delta
            for rows in extend(unit(), pattern, delta[pattern.relation], canonical)
        )
    for rows in blocks:
        for row in range(min(rows.size, MANY)):
            yield _clash(engine, plan, {variable: int(column[row]) for variable, column in rows.columns.items()})


def _clash(engine: Engine, plan: Plan, binding: dict[str, int]) -> Clash:
    rule = engine.program[plan.number]
    for subject, predicate, object_ in rule.body:
        if predicate == SAME_AS and is_variable(object_):
            binding.setdefault(object_, binding.get(subject, -1))
    facts = tuple(_ground(engine, atom, binding) for atom in rule.body)
    return Clash(rule.name, plan.number, facts, _culprits(facts, engine))


def _ground(engine: Engine, atom: Atom, binding: dict[str, int]) -> tuple[int, int, int]:
    subject, predicate, object_ = (binding[term] if is_variable(term) else engine.ids[term] for term in atom)
    return subject, predicate, object_


def _culprits(facts: tuple[tuple[int, int, int], ...], engine: Engine) -> tuple[int, ...]:
    things = chain.from_iterable((s,) if p == engine.type else (s, o) for s, p, o in facts)
    return tuple(dict.fromkeys(things))


def _pairwise(engine: Engine, plan: Plan, delta: dict[int, Relation] | None) -> Iterator[Clash]:
    if delta is not None and not any(pattern.relation in delta for pattern in plan.body):
        return
    members = [_members(engine, pattern, delta and _candidates(plan, delta)) for pattern in plan.body]
    facts = np.concatenate(members)
    atoms = np.repeat(np.arange(len(members)), [len(part) for part in members])
    order = np.argsort(facts, kind="stable")
    for at in np.flatnonzero(np.diff(facts[order]) == 0)[:MANY].tolist():
        fact = int(facts[order[at]])
        pair = [plan.body[atoms[order[at + step]]] for step in (0, 1)]
        yield _clash_of_two(engine, plan, fact, pair, [int(atoms[order[at + step]]) for step in (0, 1)])


def _candidates(plan: Plan, delta: dict[int, Relation]) -> Ints:
    return np.unique(
        np.concatenate([delta[pattern.relation].facts for pattern in plan.body if pattern.relation in delta])
    )


def _members(engine: Engine, pattern: Pattern, among: Ints | None) -> Ints:
    """What the atom holds of; two literals of one value count as one."""
    if pattern.relation == engine.same:
        return engine.equality.representative[[pattern.object]]
    facts = engine.relations.get(pattern.relation, Relation()).facts
    if among is not None:
        facts = among[contains(facts, among)]
    if pattern.object is not None and engine.equality.forms:
        facts = np.unique(pack(subjects(facts), engine.equality.form[objects(facts)]))
    return facts


def _clash_of_two(engine: Engine, plan: Plan, fact: int, pair: list[Pattern], at: list[int]) -> Clash:
    rule = engine.program[plan.number]
    if pair[0].relation == engine.same:
        names = engine.ids[rule.body[at[0]][2]], engine.ids[rule.body[at[1]][2]]
        return Clash(rule.name, plan.number, ((names[0], engine.same, names[1]),), tuple(dict.fromkeys(names)))
    facts = []
    for pattern in pair:
        if pattern.object is None:
            facts.append((fact, engine.type, ~pattern.relation))
        else:
            facts.append((fact >> 32, pattern.relation, fact & 0xFFFFFFFF))
    return Clash(rule.name, plan.number, tuple(facts), _culprits(tuple(facts), engine))


def _outside(engine: Engine, new: dict[int, Relation] | None) -> Iterator[Clash]:
    """dt-not-type: a literal in a datatype that its value is not in."""
    for datatype in (*DATATYPES, name("owl:real"), name("owl:rational")):
        key = ~engine.ids[datatype]
        relation = (engine.relations if new is None else new).get(key)
        literals = np.array(engine.literals, np.int64)
        for id_ in literals[relation.has(literals)].tolist() if relation else ():
            what = value(engine.ids.term(id_))
            if what is not None and not belongs(what, datatype):
                yield Clash("dt-not-type", None, ((id_, engine.type, ~key),), (id_,))

