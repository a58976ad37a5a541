"""What is known: relations that grow round by round, kept in one name for each thing.

New facts come in as ``Found``, by relation and rule; what of them was not known is stored with its round and comes
back as ``Delta``, which the next round starts from. When owl:sameAs makes names equal, the facts are put in the names
that remain, and go through the same door.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias

import numpy as np

from paradiplomacy.infer.compile import SCHEMA_CLASSES, SCHEMA_PROPERTIES, Problem
from paradiplomacy.infer.equality import Equality
from paradiplomacy.infer.literals import value
from paradiplomacy.infer.plans import Clash, Interner
from paradiplomacy.infer.relations import (
    ASSERTED,
    EQUALITY,
    Ints,
    Mask,
    Numbers,
    Relation,
    distinct,
    first_of_each,
    objects,
    pack,
    subjects,
)  # fmt: skip
from paradiplomacy.infer.rules import SAME_AS, TYPE

__all__ = ["Delta", "Facts", "Found"]

Found: TypeAlias = dict[int, list[tuple[Ints, int]]]
"""For each relation sorted facts, and the rule that gave them."""

Delta: TypeAlias = dict[int, Relation]
"""For each relation the facts that are new."""


class Facts:
    """The facts known so far.

    ``copies`` are relations made of others: for a property that a transitive rule is about, the relation of what that
    rule (those rules) did not give; for rdf:type, where rules ask for it as a property, the members of all classes.
    ``stale`` says that schema came in since it was last compiled, ``brought`` what an addition brought so far.
    """

    def __init__(self, base: "Facts | None" = None) -> None:
        self.ids: Interner = base.ids if base else Interner()
        self.type, self.same = self.ids[TYPE], self.ids[SAME_AS]
        self.schema = {self.ids[term] for term in sorted(SCHEMA_PROPERTIES)}
        self.schema |= {~self.ids[term] for term in sorted(SCHEMA_CLASSES)}
        self.vocabulary: int = base.vocabulary if base else len(self.ids)
        self.relations: dict[int, Relation] = {}
        self.equality: Equality = base.equality.copy() if base else Equality()
        self.copies: dict[int, tuple[int, list[int]]] = dict(base.copies) if base else {}
        self.literals: list[int] = list(base.literals) if base else []
        self.clashes: list[Clash] = []
        self.misnamed: list[Problem] = list(base.misnamed) if base else []
        self.round: int = base.round if base else 0
        self.is_addition = base is not None
        self.stale = base is None
        self.brought: dict[int, list[Ints]] = defaultdict(list)
        self._learned: Mask = base._learned if base else np.empty(0, np.bool_)  # noqa: SLF001 — one of our own
        if base:
            self.relations = {key: relation.copy() for key, relation in base.relations.items()}

    def __len__(self) -> int:
        return sum(map(len, self.relations.values()))

    def is_copy(self, key: int) -> bool:
        """Tell whether a relation repeats what others hold."""
        return key == self.type or key in {copy for copy, _ in self.copies.values()}

    def knows(self, key: int, fact: int) -> bool:
        """Tell whether a fact, in whatever names, is known."""
        name, facts = self._name(key), self._rename(key, np.array([fact], np.int64))
        if name == self.type:
            name, facts = ~int(objects(facts)[0]), subjects(facts)
        return name in self.relations and bool(self.relations[name].has(facts)[0])

    # ── What comes in ───────────────────────────────────────────────────────────────────────────────────────────────

    def learn(self, ids: Ints) -> bool:
        """Take in terms: refuse what is no term, read the values of new literals; tell whether there were any."""
        self.equality.grow(len(self.ids))
        known = self._learned
        self._learned = np.zeros(len(self.ids), np.bool_)
        self._learned[ids] = True
        new = self._learned.copy()
        new[: len(known)] &= ~known
        self._learned[: len(known)] |= known
        terms = self.ids.terms
        literals = [(id_, terms[id_]) for id_ in np.flatnonzero(new).tolist() if _is_literal(terms[id_])]
        self.literals += [id_ for id_, _ in literals]
        self.clashes += [Clash("dt-not-type", None, (), (id_,)) for id_ in self.equality.learn(literals)]
        return bool(literals)

    def give(self, subject: Ints, predicate: Ints, object_: Ints) -> Delta:
        """Take in asserted triples; what was inferred before becomes asserted.

        Those with names that have others now are kept as they are, beside the same facts in the names that remain.
        """
        given: Found = defaultdict(list)
        renamed: Found = defaultdict(list)
        is_type = predicate == self.type
        classes = _by(~object_[is_type], subject[is_type])
        properties = _by(predicate[~is_type], pack(subject, object_)[~is_type])
        for key, facts in chain(classes, properties):
            relation = self.relations.setdefault(key, Relation())
            live = self._keep_renamed(key, distinct(facts), relation, renamed)
            known = relation.has(live)
            relation.give(live[known])
            given[key].append((live[~known], ASSERTED))
        delta = self.store(given, 0)
        if renamed:
            self.round += 1
            delta = self._together(delta, self.store(renamed, self.round))
        return delta

    def _keep_renamed(self, key: int, facts: Ints, relation: Relation, renamed: Found) -> Ints:
        """Keep the facts whose names have others now among the past; give back the rest."""
        if not self.equality.merged:
            return facts
        name = self._name(key)
        other = (self._rename(key, facts) != facts) | (name != key)
        if other.any():
            relation.past = relation.past or Relation()
            relation.past.give(facts[other])
            renamed[name].append((distinct(self._rename(key, facts[other])), EQUALITY))
        live: Ints = facts[~other]
        return live

    # ── Storing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def store(self, found: Found, round_: int) -> Delta:
        """Keep what is new; it comes back as the delta of the next round."""
        for facts, rule in found.pop(self.type, ()):
            for key, members in _by(~objects(facts), subjects(facts)):
                found[key].append((distinct(members), rule))
        delta: Delta = {}
        for key, parts in found.items():
            facts = np.concatenate([facts for facts, _ in parts])
            rules = np.repeat(np.array([rule for _, rule in parts], np.int32), [len(facts) for facts, _ in parts])
            if len(parts) > 1:
                at = first_of_each(facts)
                facts, rules = facts[at], rules[at]
            self._keep(key, facts, rules, round_, delta)
        return delta

    def _keep(self, key: int, facts: Ints, rules: Numbers, round_: int, delta: Delta) -> None:
        relation = self.relations.setdefault(key, Relation())
        new = ~relation.has(facts)
        facts, rules = facts[new], rules[new]
        if not len(facts):
            return
        relation.add(facts, round_, rules)
        delta[key] = (
            Relation(facts) if key not in delta else Relation(distinct(np.concatenate((delta[key].facts, facts))))
        )
        self.stale |= key in self.schema
        if self.is_addition:
            self.brought[key].append(facts)
        self._copy(key, facts, rules, round_, delta)

    def _copy(self, key: int, facts: Ints, rules: Numbers, round_: int, delta: Delta) -> None:
        """Repeat facts in the relations that are made of theirs."""
        if key < 0 and self.type in self.copies:
            self._keep(self.type, pack(facts, np.full(len(facts), ~key)), rules, round_, delta)
        elif key >= 0 and key in self.copies and key != self.type:
            copy, own = self.copies[key]
            others = ~np.isin(rules, own)
            self._keep(copy, facts[others], rules[others], round_, delta)

    def copy_types(self) -> None:
        """Keep a relation for rdf:type as a property from now on."""
        if self.type in self.copies:
            return
        self.copies[self.type] = (self.type, [])
        for key, relation in list(self.relations.items()):
            if key < 0:
                self._copy(key, relation.facts, relation.whole().rules, self.round, {})

    def copy_others(self, key: int, rule: int) -> int:
        """Keep a relation for what a property has that a rule (or one before) did not give, from now on."""
        copy, own = self.copies.get(key, (self.ids[f"*base {self.ids.term(key)}"], []))
        self.copies[key] = (copy, [*own, rule])
        if key in self.relations and not own:
            whole = self.relations[key].whole()
            self._keep(copy, whole.facts, whole.rules, self.round, {})
        return copy

    # ── Equality ────────────────────────────────────────────────────────────────────────────────────────────────────

    def unify(self, delta: Delta) -> Delta:
        """Make equal what owl:sameAs says in the delta, and put all facts in the names that remain."""
        while self.same in delta:
            pairs = delta[self.same].facts
            moved = self.equality.unite(subjects(pairs), objects(pairs))
            if not len(moved):
                break
            self._note_vocabulary(moved)
            self._find_unequal_values(moved)
            found = self._rewrite(moved)
            self.round += 1
            delta = self._together(delta, self.store(found, self.round))
        return delta

    def _note_vocabulary(self, moved: Ints) -> None:
        for id_ in moved[moved < self.vocabulary].tolist():
            axiom = self.ids.term(id_), SAME_AS, self.ids.term(self.equality.representative[id_])
            self.misnamed.append(Problem(axiom, "It makes two terms of the vocabulary itself equal; one is not read."))

    def _together(self, delta: Delta, more: Delta) -> Delta:
        """Join two deltas, without what has gone meanwhile."""
        for key, relation in delta.items():
            live = relation.facts[self.relations[key].has(relation.facts)]
            if len(live):
                more[key] = Relation(distinct(np.concatenate((live, more[key].facts))) if key in more else live)
        return more

    def _rewrite(self, moved: Ints) -> Found:
        gone = np.zeros(len(self.equality.representative), np.bool_)
        gone[moved] = True
        found: Found = defaultdict(list)
        for key, relation in list(self.relations.items()):
            facts = relation.facts
            name = self._name(key)
            hit = gone[facts] if key < 0 else gone[subjects(facts)] | gone[objects(facts)]
            hit |= name != key
            if hit.any():
                if not self.is_copy(key):
                    found[name].append((distinct(self._rename(key, facts[hit])), EQUALITY))
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

    def _find_unequal_values(self, moved: Ints) -> None:
        """Find literals of different values that were made equal (dt-diff with eq-diff1)."""
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


def _by(keys: Ints, facts: Ints) -> Iterator[tuple[int, Ints]]:
    """Sort the facts by their keys."""
    order = np.argsort(keys, kind="stable")
    keys, facts = keys[order], facts[order]
    cuts = np.flatnonzero(np.diff(keys)) + 1
    if len(keys):
        yield from zip(keys[np.r_[0, cuts]].tolist(), np.split(facts, cuts), strict=True)


def _is_literal(term: str) -> bool:
    if term[:1] in {"<", "_"}:
        return False
    if term[:1] != '"':
        from paradiplomacy.errors import Refused  # noqa: PLC0415 — because it brings rdflib, which costs time

        advice = "Write an IRI in <>, a literal in quotes, or a blank node as _:name."
        raise Refused(f"{term!r} is no term in N-Triples syntax.", advice)
    return True
