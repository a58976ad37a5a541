"""What proofs need, as plain text: the rules of a closure, and the round and rule of each fact that is not asserted.

Both are JSON, one array a line: ``[name, head, body, axioms, pairwise]`` for a rule, whose number is that of its line
from 0; ``[round, rule, subject, predicate, object]`` for a fact, sorted. ``Record`` says what the numbers mean.
"""

import json
from collections.abc import Iterable

from paradiplomacy.infer.closure import Closure
from paradiplomacy.infer.record import Record, Row
from paradiplomacy.infer.relations import ASSERTED
from paradiplomacy.infer.rules import Atom, Rule

__all__ = ["pack", "unpack"]


def pack(closure: Closure) -> tuple[bytes, bytes]:
    """Write the rules and the facts of a closure that are not asserted."""
    rules = [(rule.name, rule.head, rule.body, rule.axioms, rule.pairwise) for rule in closure.program]
    facts = [(round_, rule, *triple) for triple, round_, rule in closure.rows() if rule != ASSERTED]
    return _lines(rules), _lines(sorted(facts))


def _lines(values: Iterable[object]) -> bytes:
    return "".join(json.dumps(value) + "\n" for value in values).encode()


def unpack(rules: bytes, facts: bytes, asserted: Iterable[Atom]) -> Record:
    """Read the record of a closure from what ``pack`` wrote and from the triples that are asserted."""
    rows: list[Row] = [(triple, 0, ASSERTED) for triple in asserted]
    for line in facts.splitlines():
        round_, rule, subject, predicate, object_ = json.loads(line)
        rows.append(((subject, predicate, object_), round_, rule))
    return Record.read(rows, [_rule(line) for line in rules.splitlines()])


def _rule(line: bytes) -> Rule:
    name, head, body, axioms, pairwise = json.loads(line)
    return Rule(name, tuple(head) if head else None, tuple(map(tuple, body)), tuple(map(tuple, axioms)), pairwise)
