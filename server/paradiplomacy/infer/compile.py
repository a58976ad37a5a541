"""From schema to rules: each W3C rule is specialised, once for each axiom that its premises about the schema fit.

``prp-dom`` and the axiom ``:p rdfs:domain :C`` make the rule ``?x a :C ← ?x :p ?y``. What comes out is a list of
``Rule``: plain data, which any Datalog evaluator can run. Rules about the schema alone (table 9) stay as they are.
A malformed list or an axiom that OWL 2 RL/RDF has no rule for is named, and nothing is made of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from paradiplomacy.infer.literals import is_literal, value
from paradiplomacy.infer.rules import (
    ANNOTATION_PROPERTIES,
    DATATYPES,
    FIRST,
    LISTED,
    NIL,
    REST,
    RULES,
    SAME_AS,
    TYPE,
    Atom,
    Entry,
    Rule,
    is_variable,
    name,
    shorten,
)  # fmt: skip

__all__ = ["SCHEMA_CLASSES", "SCHEMA_PROPERTIES", "Problem", "compile_schema", "fixed_rules"]

Binding = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """An axiom of which no rule was made, and why."""

    axiom: Atom
    reason: str

    def __str__(self) -> str:
        return f"{' '.join(map(shorten, self.axiom))}: {self.reason}"


_OPEN = {TYPE, SAME_AS, name("owl:differentFrom")}
_NOTHING = name("owl:Nothing")


def _is_schema(premise: Atom) -> bool:
    """Whether a premise speaks of the schema, so that the compiler fits it to an axiom."""
    _, predicate, object_ = premise
    if predicate == TYPE:
        return not is_variable(object_) and object_ != _NOTHING
    return not is_variable(predicate) and "[" not in predicate and predicate not in _OPEN


_TABLE = [
    entry for entry in RULES.values() if not entry.name.startswith(("eq-ref", "eq-sym", "eq-trans", "eq-rep", "dt-"))
]
_AXIOMATIC = [entry for entry in RULES.values() if all(premise[1] == "IS" for premise in entry.premises)]
_WHOLE = [
    entry
    for entry in _TABLE
    if {_is_schema(premise) for premise in entry.premises} in ({True}, {False})
    and not any(premise[1] in {"IS", "LIST"} for premise in entry.premises)
]
_SPECIALISED = [entry for entry in _TABLE if entry not in _WHOLE and entry not in _AXIOMATIC]

_WITHOUT_RULE: dict[str, str] = {
    name(f"owl:{term}"): f"OWL 2 RL has no rule for owl:{term}."
    for term in (
        "hasSelf", "minCardinality", "cardinality", "minQualifiedCardinality", "qualifiedCardinality", "onDataRange",
        "disjointUnionOf", "onDatatype", "withRestrictions", "datatypeComplementOf", "onProperties",
        "ReflexiveProperty",
    )
}  # fmt: skip
_COMPANIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("someValuesFrom", "allValuesFrom", "hasValue", "maxCardinality"), ("onProperty",)),
    "maxQualifiedCardinality": ("onProperty", "onClass"),
    "sourceIndividual": ("assertionProperty", "targetIndividual targetValue"),
    "assertionProperty": ("sourceIndividual",),
}
_NEEDS_MEMBERS = {
    name("owl:AllDisjointClasses"): "members",
    name("owl:AllDisjointProperties"): "members",
    name("owl:AllDifferent"): "members distinctMembers",
}
_NOT_EMPTY = {name("owl:intersectionOf"), name("owl:propertyChainAxiom"), name("owl:hasKey")}
_CARDINALITIES = {name("owl:maxCardinality"), name("owl:maxQualifiedCardinality")}
_CLASSES_WITHOUT_RULE = {name("owl:ReflexiveProperty")}

SCHEMA_PROPERTIES = (
    frozenset(
        {FIRST, REST, *_WITHOUT_RULE, *(name(f"owl:{property_}") for property_ in _COMPANIONS)}
        | {
            premise[1]
            for entry in _TABLE
            for premise in entry.premises
            if _is_schema(premise) and premise[1] not in {TYPE, "IS", "LIST"}
        }
    )
    - _CLASSES_WITHOUT_RULE
)
"""The properties that axioms are made of."""

SCHEMA_CLASSES = frozenset(
    _CLASSES_WITHOUT_RULE
    | {premise[2] for entry in _TABLE for premise in entry.premises if premise[1] == TYPE and _is_schema(premise)}
)
"""The classes whose membership is an axiom, such as owl:TransitiveProperty."""


class Schema:
    """The triples that axioms are made of, indexed, and what is wrong with them."""

    def __init__(self, triples: Iterable[Atom]) -> None:
        self.pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.values: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.members: dict[str, list[str]] = defaultdict(list)
        for subject, predicate, object_ in triples:
            if predicate == TYPE:
                self.members[object_].append(subject)
            self.pairs[predicate].append((subject, object_))
            self.values[predicate, subject].append(object_)

    def fit(self, premises: list[Atom], binding: Binding) -> Iterator[tuple[Binding, tuple[Atom, ...]]]:
        """Every way to bind the variables of the premises to axioms, with these axioms."""
        if not premises:
            yield binding, ()
            return
        subject, predicate, object_ = (binding.get(term, term) for term in premises[0])
        for found in self._candidates(subject, predicate, object_):
            wider = dict(binding)
            if _bind(wider, subject, found[0]) and _bind(wider, object_, found[1]):
                for whole, axioms in self.fit(premises[1:], wider):
                    yield whole, ((found[0], predicate, found[1]), *axioms)

    def _candidates(self, subject: str, predicate: str, object_: str) -> Iterable[tuple[str, str]]:
        if not is_variable(subject):
            return ((subject, found) for found in self.values.get((predicate, subject), ()))
        if predicate == TYPE:
            return ((found, object_) for found in self.members.get(object_, ()))
        return self.pairs.get(predicate, ())

    def read_list(self, cell: str) -> tuple[tuple[str, ...], str]:
        """Read the members of a list, and what is wrong with it (nothing, if it is well-formed)."""
        found: list[str] = []
        seen: set[str] = set()
        while cell != NIL:
            firsts, rests = self.values.get((FIRST, cell), []), self.values.get((REST, cell), [])
            fault = (
                f"comes back to {cell}" if cell in seen
                else f"has no rdf:first at {cell}" if not firsts
                else f"has several rdf:first at {cell}" if len(firsts) > 1
                else f"has no rdf:rest at {cell}" if not rests
                else f"has several rdf:rest at {cell}" if len(rests) > 1
                else ""
            )  # fmt: skip
            if fault:
                return (), fault
            seen.add(cell)
            found += firsts
            [cell] = rests
        return tuple(found), ""


def _bind(binding: dict[str, str], term: str, found: str) -> bool:
    """Bind a variable, or compare; numbers are compared by value."""
    if is_variable(term):
        return binding.setdefault(term, found) == found
    return term == found or (is_literal(term) and is_literal(found) and value(term) == value(found))


def fixed_rules() -> list[Rule]:
    """Make the rules that need no axiom: what is true of itself, table 9, and two that say ``false``."""
    rules = []
    for entry in _AXIOMATIC:
        for premise in entry.premises or (None,):
            for subject, predicate, object_ in entry.conclusions:
                ranged = _RANGES[premise[2]] if premise else (subject,)
                rules += [Rule(entry.name, (term, predicate, object_), ()) for term in ranged]
    rules += [Rule(entry.name, head, entry.premises) for entry in _WHOLE for head in entry.conclusions or (None,)]
    return rules


def compile_schema(triples: Iterable[Atom]) -> tuple[list[Rule], list[Problem]]:
    """Make the rules that the axioms among the triples make, and the axioms that make none."""
    schema = Schema(triples)
    rules = dict.fromkeys(rule for entry in _SPECIALISED for rule in _specialise(entry, schema))
    rules |= dict.fromkeys(_datatype_rules(rules))
    return list(rules), list(dict.fromkeys(_problems(schema)))


def _specialise(entry: Entry, schema: Schema) -> Iterator[Rule]:
    axioms = [premise for premise in entry.premises if _is_schema(premise) and premise[1] != "LIST"]
    lists = [premise for premise in entry.premises if premise[1] == "LIST"]
    body = [premise for premise in entry.premises if not _is_schema(premise)]
    for binding, triples in schema.fit(axioms, {}):
        if not lists:
            yield from _plain(entry, binding, body, triples)
            continue
        members, fault = schema.read_list(binding[lists[0][0]])
        if not fault and (members or axioms[-1][1] not in _NOT_EMPTY):
            yield from _listed(entry, {**binding, lists[0][2]: ""}, body, triples, members)


def _plain(entry: Entry, binding: Binding, body: list[Atom], axioms: tuple[Atom, ...]) -> Iterator[Rule]:
    atoms = tuple(_put(atom, binding) for atom in body)
    for head in entry.conclusions or (None,):
        conclusion = _put(head, binding) if head else None
        if conclusion not in atoms:
            yield Rule(entry.name, conclusion, atoms, axioms)


def _listed(
    entry: Entry, binding: Binding, body: list[Atom], axioms: tuple[Atom, ...], members: tuple[str, ...]
) -> Iterator[Rule]:
    """Make the rules of one axiom with a list; ``[k]`` runs through the list, ``[i]`` makes a rule for each member."""
    [stem] = (term.removesuffix("[]") for term in binding if term.endswith("[]"))
    text = " ".join(" ".join(atom) for atom in (*body, *entry.conclusions))
    if "[j]" in text:
        halves = [atom for atom in body if "[j]" not in atom[0] + atom[1] + atom[2]] or [("?z", SAME_AS, f"{stem}[i]")]
        atoms = [_put(_at(atom, stem, members, "i", k), binding) for k in range(len(members)) for atom in halves]
        if len(atoms) > 1:
            yield Rule(entry.name, None, tuple(atoms), axioms, pairwise=True)
        return
    if "[i]" in text:
        for k in range(len(members)):
            atoms = [_put(_at(atom, stem, members, "i", k), binding) for atom in body]
            for head in entry.conclusions:
                conclusion = _put(_at(head, stem, members, "i", k), binding)
                if conclusion not in atoms:
                    yield Rule(entry.name, conclusion, tuple(atoms), axioms)
        return
    atoms = []
    for atom in body:
        times = range(len(members)) if "[k]" in "".join(atom) else range(1)
        atoms += [_put(_at(atom, stem, members, "k", k), binding) for k in times]
    for head in entry.conclusions:
        conclusion = _put(_at(head, stem, members, "k", 0), binding)
        if conclusion not in atoms:
            yield from _fold(Rule(entry.name, conclusion, tuple(atoms), axioms))


def _at(atom: Atom, stem: str, members: tuple[str, ...], letter: str, k: int) -> Atom:
    """Write the atom at the list's position k (counted from 0): members put in, other indexed variables numbered."""
    places = {f"[{letter}]": k + 1, f"[{letter}+1]": k + 2, "[1]": 1, "[n+1]": len(members) + 1}

    def put(term: str) -> str:
        variable, bracket, place = term.partition("[")
        if not bracket:
            return term
        number = places[bracket + place]
        return members[number - 1] if variable == stem else f"{variable}{number}"

    subject, predicate, object_ = map(put, atom)
    return subject, predicate, object_


def _put(atom: Atom, binding: Binding) -> Atom:
    subject, predicate, object_ = (binding.get(term, term) for term in atom)
    return subject, predicate, object_


def _fold(rule: Rule) -> Iterator[Rule]:
    """Write a chain of more than two properties as joins of two; chains that begin alike share their steps."""
    body = list(rule.body)
    while rule.name == "prp-spo2" and len(body) > 2:  # noqa: PLR2004 — a join of two is what is wanted
        (start, first, _), (_, second, end) = body[:2]
        step = (start, f"*{first} {second}", end)
        yield Rule(rule.name, step, tuple(body[:2]))
        body[:2] = [step]
    yield Rule(rule.name, rule.head, tuple(body), rule.axioms)


_RANGES = {
    name("owl:AnnotationProperty"): ANNOTATION_PROPERTIES,
    name("rdfs:Datatype"): DATATYPES,
}


def _datatype_rules(rules: Iterable[Rule]) -> Iterator[Rule]:
    """dt-type2 for each datatype that a premise asks for."""
    for rule in rules:
        for _, predicate, object_ in rule.body:
            if predicate == TYPE and object_ in DATATYPES:
                yield Rule("dt-type2", ("?lt", TYPE, object_), ())


# ── What no rule was made of ────────────────────────────────────────────────────────────────────────────────────────


def _problems(schema: Schema) -> Iterator[Problem]:
    for property_ in sorted(LISTED):
        for subject, head in schema.pairs.get(property_, ()):
            members, fault = schema.read_list(head)
            if fault:
                yield Problem((subject, property_, head), f"The list {fault}.")
            elif not members and property_ in _NOT_EMPTY:
                yield Problem((subject, property_, head), "The list is empty.")
    for term, reason in _WITHOUT_RULE.items():
        for subject, object_ in schema.pairs.get(term, ()):
            yield Problem((subject, term, object_), reason)
        for subject in schema.members.get(term, ()):
            yield Problem((subject, TYPE, term), reason)
    yield from _incomplete(schema)


def _incomplete(schema: Schema) -> Iterator[Problem]:
    for short, companions in _COMPANIONS.items():
        for subject, object_ in schema.pairs.get(name(f"owl:{short}"), ()):
            for words in companions:
                yield from _lacking(schema, (subject, name(f"owl:{short}"), object_), words)
    for class_, words in _NEEDS_MEMBERS.items():
        for subject in schema.members.get(class_, ()):
            yield from _lacking(schema, (subject, TYPE, class_), words)
    for property_ in sorted(_CARDINALITIES):
        for subject, object_ in schema.pairs.get(property_, ()):
            if value(object_) not in {("real", "0"), ("real", "1")}:
                yield Problem((subject, property_, object_), "OWL 2 RL has rules for at most 0 and at most 1 only.")


def _lacking(schema: Schema, axiom: Atom, words: str) -> Iterator[Problem]:
    if not any(schema.values.get((name(f"owl:{word}"), axiom[0])) for word in words.split()):
        yield Problem(axiom, f"It lacks {' or '.join(f'owl:{word}' for word in words.split())}.")
