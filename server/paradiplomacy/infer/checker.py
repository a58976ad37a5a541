"""Checks proofs against the W3C's rules and the asserted triples, and nothing else.

It shares no code with the compiler, the engine or the search: each step is matched with the text of its rule in
``rules.py``, premise by premise. What two literals are worth it asks ``literals.py``.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from paradiplomacy.infer.literals import ILL_TYPED, belongs, is_literal, value
from paradiplomacy.infer.proof import ASSERTION, Proof
from paradiplomacy.infer.rules import (
    ANNOTATION_PROPERTIES,
    DATATYPES,
    FIRST,
    NIL,
    REST,
    RULES,
    Atom,
    Entry,
    is_variable,
    name,
)  # fmt: skip

__all__ = ["faults"]

_BUILT_IN = {"IS", "IN", "NOT-IN", "SAME", "OTHER"}
_CARDINALITIES = {name("owl:maxCardinality"), name("owl:maxQualifiedCardinality")}
_RANGES = {name("owl:AnnotationProperty"): ANNOTATION_PROPERTIES, name("rdfs:Datatype"): DATATYPES}


def faults(proof: Proof, asserted: Collection[Atom]) -> list[str]:
    """Tell what is wrong with a proof; an empty list says that it holds."""
    return [fault for part in proof.parts() if (fault := _fault(part, asserted))]


def _fault(part: Proof, asserted: Collection[Atom]) -> str:
    facts = [premise.triple for premise in (*part.axioms, *part.premises)]
    if part.rule == ASSERTION:
        return "" if part.triple in asserted and not facts else f"{part.triple} is not asserted"
    if part.rule not in RULES or None in facts:
        return f"there is no rule {part.rule}"
    known = [fact for fact in facts if fact]
    if part.triple is None and part.rule == "dt-not-type" and _is_ill_typed(known):
        return ""
    holds = any(True for _ in _applications(RULES[part.rule], known, part.triple))
    return "" if holds else f"{part.rule} does not give {part.triple} from {known}"


def _is_ill_typed(facts: list[Atom]) -> bool:
    """Whether a triple has a literal that its own datatype refuses."""
    return any(is_literal(fact[2]) and value(fact[2]) == ILL_TYPED for fact in facts)


def _applications(entry: Entry, facts: list[Atom], conclusion: Atom | None) -> Iterator[dict[str, str]]:
    """Find the ways in which a rule gives the conclusion from the facts."""
    index: dict[str, list[Atom]] = defaultdict(list)
    for fact in facts:
        index[fact[1]].append(fact)
    for listed in _lists(entry, index):
        for places in _places(entry, len(listed.members)):
            body = [atom for premise in entry.premises for atom in listed.expand(premise, places)]
            if conclusion is None:
                starts = [listed.start] if not entry.conclusions else []
            else:
                heads = [head for pattern in entry.conclusions for head in listed.expand(pattern, places)]
                starts = [found for head in heads if (found := _match(head, conclusion, listed.start)) is not None]
            for start in starts:
                yield from _satisfy(body, index, start)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list among the facts: what its name is bound to, the variable of its members, and these."""

    start: dict[str, str]
    stem: str = ""
    members: tuple[str, ...] = ()

    def expand(self, pattern: Atom, places: dict[str, int]) -> Iterator[Atom]:
        """Write the pattern for every k, its indexed variables numbered, members put in."""
        if pattern[1] == "LIST":
            return
        last = len(self.members) if "[k]" in "".join(pattern) else 1
        for k in range(1, last + 1):
            numbers = {"[1]": 1, "[n+1]": len(self.members) + 1, "[k]": k, "[k+1]": k + 1, **places}
            subject, predicate, object_ = (self._number(term, numbers) for term in pattern)
            yield subject, predicate, object_

    def _number(self, term: str, numbers: dict[str, int]) -> str:
        variable, bracket, place = term.partition("[")
        if not bracket or not is_variable(term):
            return term
        number = numbers[bracket + place]
        return self.members[number - 1] if variable == self.stem else f"{variable}#{number}"


def _lists(entry: Entry, index: dict[str, list[Atom]]) -> Iterator[_Listed]:
    """Each list among the facts; for a rule without a list an empty one."""
    premise = next((premise for premise in entry.premises if premise[1] == "LIST"), None)
    if premise is None:
        yield _Listed({})
        return
    first = {fact[0]: fact[2] for fact in index[FIRST]}
    rest = {fact[0]: fact[2] for fact in index[REST]}
    for head in sorted(set(first) - set(rest.values())) or [NIL]:
        members: list[str] = []
        cell = head
        while cell in first and cell in rest and len(members) < len(first):
            members.append(first[cell])
            cell = rest[cell]
        if cell == NIL:
            yield _Listed({premise[0]: head}, premise[2].removesuffix("[]"), tuple(members))


def _places(entry: Entry, length: int) -> Iterator[dict[str, int]]:
    """Give the values of i and j, i before j, in a list of a length."""
    text = str(entry)
    if "[j]" in text:
        yield from ({"[i]": i, "[j]": j} for j in range(2, length + 1) for i in range(1, j))
    elif "[i]" in text:
        yield from ({"[i]": i} for i in range(1, length + 1))
    else:
        yield {}


def _satisfy(body: list[Atom], index: dict[str, list[Atom]], binding: dict[str, str]) -> Iterator[dict[str, str]]:
    if not body:
        yield binding
        return
    subject, predicate, object_ = (binding.get(term, term) for term in body[0])
    if predicate in _BUILT_IN:
        if _TESTS[predicate](subject, object_):
            yield from _satisfy(body[1:], index, binding)
        return
    candidates = index.get(predicate, []) if not is_variable(predicate) else [f for fs in index.values() for f in fs]
    for fact in candidates:
        wider = _match((subject, predicate, object_), fact, binding)
        if wider is not None:
            yield from _satisfy(body[1:], index, wider)


def _match(pattern: Atom, fact: Atom, binding: dict[str, str]) -> dict[str, str] | None:
    """Find the binding that makes the pattern the fact; a number in a rule is compared by value."""
    wider = dict(binding)
    for term, found in zip(pattern, fact, strict=True):
        if is_variable(term):
            if wider.setdefault(term, found) != found:
                return None
        elif term != found and not (pattern[1] in _CARDINALITIES and value(term) == value(found)):
            return None
    return wider


def _same(one: str, other: str) -> bool:
    return value(one) is not None and value(one) != ILL_TYPED and value(one) == value(other)


def _different(one: str, other: str) -> bool:
    values = value(one), value(other)
    return None not in values and ILL_TYPED not in values and values[0] != values[1]


def _in(literal: str, datatype: str) -> bool:
    found = value(literal) if is_literal(literal) else None
    return found is not None and belongs(found, datatype)


_TESTS: dict[str, Callable[[str, str], bool]] = {
    "IS": lambda term, kind: term in _RANGES[kind],
    "IN": _in,
    "NOT-IN": lambda literal, datatype: (
        is_literal(literal) and value(literal) is not None and not _in(literal, datatype)
    ),
    "SAME": lambda one, other: is_literal(one) and is_literal(other) and _same(one, other),
    "OTHER": lambda one, other: is_literal(one) and is_literal(other) and _different(one, other),
}
