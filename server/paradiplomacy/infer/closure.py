"""What inference gives: the closure of a graph, why each triple is in it, and what contradicts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

import numpy as np

from paradiplomacy.infer.compile import Problem
from paradiplomacy.infer.engine import Engine, Progress
from paradiplomacy.infer.equality import Classes
from paradiplomacy.infer.proof import Gap, Proof
from paradiplomacy.infer.record import Record, Row
from paradiplomacy.infer.relations import ASSERTED, Ints, Mask, Relation, contains, objects, pack, subjects
from paradiplomacy.infer.rules import Atom, Rule
from paradiplomacy.infer.search import Prover
from paradiplomacy.infer.table import Table

__all__ = ["Closure", "Inconsistency", "close"]

_BLOCK = 500_000
"""Triples that are put into words at once: bounds memory."""


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Statements that cannot all be true: the rule that says so, the things in question, and the proof."""

    rule: str
    culprits: tuple[str, ...]
    proof: Proof | None


def close(triples: Iterable[Atom], base: "Closure | None" = None, *, progress: Progress | None = None) -> "Closure":
    """Close the triples under OWL 2 RL/RDF (W3C OWL 2 Profiles, section 4.3).

    Terms are in N-Triples syntax and come back as they were given. With ``base``, the triples are added to what it
    holds, schema too, and the result is that of closing all at once; ``base`` stays as it is. ``progress`` is called
    after each round with its number and the number of facts. Raises ``Refused`` for a term that is none.

    >>> from paradiplomacy.infer.rules import name
    >>> axiom = ("<knows>", name("rdfs:domain"), "<Person>")
    >>> ("<ann>", name("rdf:type"), "<Person>") in close([axiom, ("<ann>", "<knows>", "<bob>")])
    True
    """
    engine = Engine(base.engine if base else None, progress)
    engine.add(triples)
    return Closure(engine)


class Closure:
    """A graph and all that follows from it.

    What eq-ref gives (each name is the same as itself) is left out, and so are triples that differ from another only
    in the form of a literal.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def asserted(self) -> Iterator[Atom]:
        """The triples that were given, each once."""
        for key, relation in self._published():
            for facts in relation.given():
                yield from self._decode(key, facts)

    @property
    def inferred(self) -> Iterator[Atom]:
        """The triples that only inference gives, each once."""
        for key, facts in self._conclusions():
            yield from self._decode(key, facts)

    def __iter__(self) -> Iterator[Atom]:
        yield from self.asserted
        yield from self.inferred

    def lines(self, *, only_new: bool = False) -> Iterator[str]:
        """Give the triples as N-Triples, sorted as texts, some thousand lines at a time."""
        table = Table(self.engine.facts.ids.terms)
        for key, relation in self._published():
            for facts in relation.given() if not only_new else ():
                table.add(*self._columns(key, facts))
        for key, facts in self._conclusions():
            table.add(*self._columns(key, facts))
        return table.lines()

    def _columns(self, key: int, facts: Ints) -> tuple[Ints, int | Ints, int | Ints]:
        if key < 0:
            return facts, self.engine.facts.type, ~key
        return subjects(facts), key, objects(facts)

    def __len__(self) -> int:
        given = sum(len(facts) for _, relation in self._published() for facts in relation.given())
        return given + sum(len(facts) for _, facts in self._conclusions())

    def __contains__(self, triple: Atom) -> bool:
        fact = self.record.fact(triple)
        if fact is None or self._literal[fact[0]] or not triple[1].startswith("<"):
            return False
        known = self.record.find(fact)
        if fact[1] == self.engine.facts.same and fact[0] == fact[2]:
            return known is not None and known[1] == ASSERTED
        return known is not None or self.engine.facts.knows(*self.record.locate(fact))

    @property
    def program(self) -> tuple[Rule, ...]:
        """The rules, in the order of their numbers."""
        return tuple(self.engine.program)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The axioms of which no rule could be made."""
        return (*self.engine.problems, *self.engine.facts.misnamed)

    @cached_property
    def inconsistencies(self) -> tuple[Inconsistency, ...]:
        """The contradictions, at most a hundred for each axiom."""
        term = self.engine.facts.ids.term
        return tuple(
            Inconsistency(clash.name, tuple(map(term, self.prover.culprits(clash))), self.prover.refute(clash))
            for clash in self.engine.clashes
        )

    @cached_property
    def record(self) -> Record:
        """Every fact with round and rule."""
        return Record.of(self.engine)

    @cached_property
    def prover(self) -> Prover:
        """What finds proofs in this closure."""
        return Prover(self.record)

    def rows(self) -> Iterator[Row]:
        """Triples with round and rule, from which ``Record.read`` makes what proofs need.

        An inferred triple that is not among them follows from one that is by putting equal for equal.
        """
        return self.record.rows()

    def prove(self, triple: Atom, seconds: float = 1.0) -> Iterator[Proof]:
        """Find the proofs of a triple, the smallest first; see ``Prover.prove``."""
        return self.prover.prove(triple, seconds)

    def missing(self, triple: Atom) -> list[Gap]:
        """For a triple that does not follow, the rules that could give it and what they lack."""
        return self.prover.missing(triple)

    # ── Reading the relations ───────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _literal(self) -> Mask:
        mask = np.zeros(len(self.engine.facts.equality.representative), np.bool_)
        mask[self.engine.facts.literals] = True
        return mask

    def _published(self) -> Iterator[tuple[int, Relation]]:
        """Give the relations of properties that RDF has: no auxiliary ones, no copies, no blank nodes as properties."""
        for key, relation in self.engine.facts.relations.items():
            if key < 0 or (key != self.engine.facts.type and self.engine.facts.ids.term(key).startswith("<")):
                yield key, relation

    def _conclusions(self) -> Iterator[tuple[int, Ints]]:
        if not self.engine.facts.equality.merged:
            for key, relation in self._published():
                facts = relation.facts[relation.whole().rules != ASSERTED]
                yield key, self._sayable(key, facts)
            return
        given = dict(self._published())
        for key, facts in self._spread():
            relation = given.get(key, Relation())
            left = facts
            for known in relation.given():
                left = left[~contains(known, left)]
            yield key, self._sayable(key, left)

    def _sayable(self, key: int, facts: Ints) -> Ints:
        """Without literals as subjects, and without what eq-ref gives."""
        facts = facts[~self._literal[facts if key < 0 else subjects(facts)]]
        if key == self.engine.facts.same:
            facts = facts[subjects(facts) != objects(facts)]
        return facts

    def _spread(self) -> Iterator[tuple[int, Ints]]:
        """Put all facts in all their words, some at a time."""
        classes = self.engine.facts.equality.classes()
        types = [
            name
            for name in classes.spread(np.array([self.engine.facts.type]))[0].tolist()
            if name != self.engine.facts.type
        ]
        for key, relation in list(self.engine.facts.relations.items()):
            if key == self.engine.facts.type:
                continue
            names = classes.spread(np.array([~key if key < 0 else key]))[0].tolist()
            for facts in _blocks(relation.facts, classes, key):
                if key >= 0:
                    yield from ((name, facts) for name in names if self.engine.facts.ids.term(name).startswith("<"))
                    continue
                for name in names:
                    yield ~name, facts
                    yield from ((type_, pack(facts, np.full(len(facts), name))) for type_ in types)

    def _decode(self, key: int, facts: Ints) -> Iterator[Atom]:
        term = self.engine.facts.ids.terms.__getitem__
        for start in range(0, len(facts), _BLOCK):
            block = facts[start : start + _BLOCK]
            if key < 0:
                yield from zip(map(term, block.tolist()), repeat(term(self.engine.facts.type)), repeat(term(~key)))
            else:
                ends = map(term, objects(block).tolist())
                yield from zip(map(term, subjects(block).tolist()), repeat(term(key)), ends)


def _blocks(facts: Ints, classes: Classes, key: int) -> Iterator[Ints]:
    """Spread a relation's facts over all names, so many at a time as make a block."""
    counts = classes.size[facts] if key < 0 else classes.size[subjects(facts)] * classes.size[objects(facts)]
    cuts = np.flatnonzero(np.diff(np.cumsum(counts) // _BLOCK)) + 1
    for part in np.split(facts, cuts):
        if key < 0:
            yield classes.spread(part)[0]
        else:
            start, row = classes.spread(subjects(part))
            end, again = classes.spread(objects(part)[row])
            yield pack(start[again], end)
