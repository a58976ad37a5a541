"""How a rule is run: its atoms over ids, and the kind of rule that it is."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from threading import Lock

from paradiplomacy.infer.joins import Pattern
from paradiplomacy.infer.rules import SAME_AS, TYPE, Atom, Rule, is_variable

__all__ = ["Clash", "Interner", "Kind", "Plan", "pattern", "plan"]


class Interner(dict[str, int]):
    """Terms numbered in the order in which they are first seen; closures on one base share it, threads too."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[str] = []
        self._lock = Lock()

    def __missing__(self, term: str) -> int:
        with self._lock:
            if term not in self:
                self.terms.append(term)
                self[term] = len(self.terms) - 1
            return self[term]

    def term(self, number: int) -> str:
        """Give the term of a number."""
        return self.terms[number]


class Kind(Enum):
    """The ways in which rules are run."""

    PLAIN = auto()
    TRANSITIVE = auto()
    EQUATING = auto()
    VALUES = auto()
    PAIRWISE = auto()


@dataclass(frozen=True, slots=True)
class Clash:
    """A contradiction: the facts that a rule says cannot all be true, and the names in question."""

    name: str
    rule: int | None
    facts: tuple[tuple[int, int, int], ...]
    culprits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A rule over ids.

    For an equating one: ``half`` of its body is enough, ``agree`` are the variables that both halves share, ``differ``
    is the one that is made equal.
    """

    number: int
    rule: Rule
    head: Pattern | None
    body: tuple[Pattern, ...]
    kind: Kind
    constants: tuple[int, ...]
    half: tuple[Pattern, ...] = ()
    agree: tuple[str, ...] = ()
    differ: str = ""

    def on(self, base: int) -> "Plan":
        """Put the first atom on another relation."""
        return replace(self, body=(self.body[0]._replace(relation=base), *self.body[1:]))


def pattern(atom: Atom, ids: Interner) -> Pattern:
    """Put an atom into ids; the members of a class that is named are a relation of their own."""
    subject, predicate, object_ = ((term if is_variable(term) else ids[term]) for term in atom)
    if atom[1] == TYPE and isinstance(object_, int):
        return Pattern(~object_, subject, None)
    assert isinstance(predicate, int)  # noqa: S101 — the compiler leaves no variable there
    return Pattern(predicate, subject, object_)


def plan(number: int, rule: Rule, ids: Interner) -> Plan:
    """How to run a rule."""
    atoms = rule.body if rule.head or rule.pairwise else _unify(rule.body)
    head = pattern(rule.head, ids) if rule.head else None
    body = tuple(pattern(atom, ids) for atom in atoms)
    terms = {term for atom in (*rule.body, *((rule.head,) if rule.head else ())) for term in atom}
    constants = tuple(ids[term] for term in sorted(terms) if not is_variable(term))
    half = _half(rule)
    if half:
        first, second = tuple(pattern(atom, ids) for atom in half), str(rule.head[0] if rule.head else "")
        variables = {term for atom in half for term in atom if is_variable(term)} - {second}
        shared = {term for atom in rule.body if atom not in half for term in atom}
        agree = tuple(sorted(variables & shared)) or tuple(sorted(variables))
        return Plan(number, rule, head, body, Kind.EQUATING, constants, first, agree, second)
    return Plan(number, rule, head, body, _kind(rule), constants)


def _kind(rule: Rule) -> Kind:
    if rule.pairwise:
        return Kind.PAIRWISE
    match rule.head, rule.body:
        case (subject, _, _), () if is_variable(subject):
            return Kind.VALUES
        case (x, p, z), ((x1, p1, y1), (y2, p2, z2)) if (x, p, p, y1, z) == (x1, p1, p2, y2, z2):
            return Kind.PLAIN if p == TYPE else Kind.TRANSITIVE
    return Kind.PLAIN


def _half(rule: Rule) -> tuple[Atom, ...]:
    """Half of the body of a rule that makes two things equal that are alike, empty for any other rule."""
    if not rule.head or rule.head[1] != SAME_AS or not is_variable(rule.head[0]) or not is_variable(rule.head[2]):
        return ()
    one, _, other = rule.head
    half = tuple(atom for atom in rule.body if other not in atom)
    twins = {tuple(other if term == one else term for term in atom) for atom in half if one in atom}
    rest = {atom for atom in rule.body if other in atom}
    return half if one != other and rest and rest == twins else ()


def _unify(body: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """Take sameAs in a body as what it is over ids: one and the same."""
    for x, predicate, y in body:
        if predicate == SAME_AS and is_variable(y):
            rest = [atom for atom in body if atom != (x, predicate, y)]
            return tuple((x if s == y else s, p, x if o == y else o) for s, p, o in rest)
    return body
