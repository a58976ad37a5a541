"""What proofs are found in: every fact with its round and rule, and the rules.

A record is taken from a closure, or read from plain rows as a snapshot stores them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

import numpy as np

from paradiplomacy.infer.engine import Engine
from paradiplomacy.infer.equality import Equality
from paradiplomacy.infer.plans import Interner, plan
from paradiplomacy.infer.relations import NOTHING, Ints, Part, Relation, objects, pack, subjects
from paradiplomacy.infer.rules import SAME_AS, TYPE, Atom, Rule

__all__ = ["Fact", "Record", "Row"]

Fact: TypeAlias = tuple[int, int, int]
"""A triple of ids."""

Row: TypeAlias = tuple[Atom, int, int]
"""A triple, its round, and its rule: a place in the program, -1 if asserted, -2 if made by putting equal for equal."""


class Record:
    """Facts with rounds and rules, never changed."""

    def __init__(self, ids: Interner, parts: dict[int, Part], program: Sequence[Rule], equality: Equality) -> None:
        self.ids = ids
        self.program = program
        self.equality = equality
        self.type, self.same = ids[TYPE], ids[SAME_AS]
        self.strangers = [ids[f"*stranger {place}"] for place in range(3)]
        self.plans = [plan(number, unfolded, ids) for number, unfolded in enumerate(_unfold(program))]
        self.parts = parts
        if any(pattern.relation == self.type for plan_ in self.plans for pattern in plan_.body):
            self.parts = parts | {self.type: _types(parts)}
        self.relations = {key: Relation.of(part) for key, part in self.parts.items()}
        equality.grow(len(ids))
        self.classes = equality.classes()
        self.heads: dict[int, list[int]] = defaultdict(list)
        for plan_, rule in zip(self.plans, program, strict=True):
            if plan_.head is not None and rule.head and not rule.head[1].startswith("*"):
                self.heads[plan_.head.relation].append(plan_.number)

    @classmethod
    def of(cls, engine: Engine) -> "Record":
        """Make the record of an engine's facts."""
        facts = engine.facts
        parts = {
            key: relation.ever()
            for key, relation in facts.relations.items()
            if not facts.is_copy(key) and not (key >= 0 and facts.ids.term(key).startswith("*"))
        }
        return cls(facts.ids, parts, tuple(engine.program), facts.equality.copy())

    @classmethod
    def read(cls, rows: Iterable[Row], program: Sequence[Rule]) -> "Record":
        """Make the record that ``rows`` of another one were taken from."""
        ids = Interner()
        table = [(*map(ids.__getitem__, triple), round_, rule) for triple, round_, rule in rows]
        columns = np.array(table, np.int64).reshape(-1, 5)
        equality = Equality()
        equality.grow(len(ids))
        equality.learn([(id_, term) for id_, term in enumerate(ids.terms) if term.startswith('"')])
        parts = dict(_parts(columns, ids[TYPE]))
        record = cls(ids, parts, tuple(program), equality)
        same = parts.get(ids[SAME_AS], NOTHING).facts
        equality.unite(subjects(same), objects(same))
        record.classes = equality.classes()
        return record

    def rows(self) -> Iterator[Row]:
        """Every fact as plain data: what a snapshot stores."""
        term = self.ids.term
        for key, part in self.parts.items():
            if key == self.type:
                continue
            numbers = zip(part.rounds.tolist(), part.rules.tolist(), strict=True)
            for fact, (round_, rule) in zip(part.facts.tolist(), numbers, strict=True):
                subject, predicate, object_ = self.unpack(key, fact)
                yield (term(subject), term(predicate), term(object_)), round_, rule

    def unpack(self, key: int, fact: int) -> Fact:
        """Put the fact of a relation into a triple of ids."""
        return (fact, self.type, ~key) if key < 0 else (fact >> 32, key, fact & 0xFFFFFFFF)

    def locate(self, fact: Fact) -> tuple[int, int]:
        """Find the relation of a triple of ids, and the fact in it."""
        subject, predicate, object_ = fact
        return (~object_, subject) if predicate == self.type else (predicate, subject << 32 | object_)

    def find(self, fact: Fact) -> tuple[int, int] | None:
        """Round and rule of a fact; None if it is not there in these words."""
        key, packed = self.locate(fact)
        return self.parts.get(key, NOTHING).find(packed)

    def fact(self, triple: Atom) -> Fact | None:
        """Put a triple into ids; None if it has a term that is not known."""
        found = [self.ids.get(term) for term in triple]
        if any(id_ is not None and id_ >= len(self.equality.form) for id_ in found):
            return None  # a name that another closure brought
        subject, predicate, object_ = found
        return None if subject is None or predicate is None or object_ is None else (subject, predicate, object_)

    def triple(self, fact: Fact) -> Atom:
        """Put a triple of ids into terms."""
        subject, predicate, object_ = map(self.ids.term, fact)
        return subject, predicate, object_

    def names(self, id_: int) -> list[int]:
        """Every name of the thing, and every form of the literal."""
        form = self.equality.form[id_]
        found = self.classes.spread(np.array([form]))[0]
        if self.equality.forms:
            found = np.flatnonzero(np.isin(self.equality.form, self.equality.form[found]))
        return [int(name) for name in found]


def _parts(columns: Ints, type_: int) -> Iterator[tuple[int, Part]]:
    subject, predicate, object_, rounds, rules = columns.T
    typed = predicate == type_
    keys = np.where(typed, ~object_, predicate)
    facts = np.where(typed, subject, pack(subject, object_))
    order = np.lexsort((facts, keys))
    cuts = np.flatnonzero(np.diff(keys[order])) + 1
    for at in np.split(order, cuts) if len(order) else ():
        yield int(keys[at[0]]), Part(facts[at], rounds[at].astype(np.int32), rules[at].astype(np.int32))


def _types(parts: dict[int, Part]) -> Part:
    """Gather the members of all classes as pairs, for rules about rdf:type itself."""
    whole = NOTHING
    for key, part in parts.items():
        if key < 0:
            whole = whole.merge(Part(pack(part.facts, np.full(len(part), ~key)), part.rounds, part.rules))
    return whole


def _unfold(program: Sequence[Rule]) -> Iterator[Rule]:
    """Write the rules with the steps of long chains put back in."""
    steps: dict[str, tuple[Atom, ...]] = {}
    for rule in program:
        body = tuple(chain.from_iterable(steps.get(atom[1], (atom,)) for atom in rule.body))
        if rule.head and rule.head[1].startswith("*"):
            steps[rule.head[1]] = body
        yield Rule(rule.name, rule.head, body, rule.axioms, rule.pairwise)
