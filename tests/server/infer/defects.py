"""What the oracles are known to do otherwise: each with its rule, its pattern, and the least graph that shows it."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

from paradiplomacy.infer.rules import LISTED, NAMESPACES, Atom, name

__all__ = ["DEFECTS", "Defect", "Difference"]


@dataclass(frozen=True)
class Difference:
    """A triple (None: a contradiction) that only one side has; ``rules`` are those of our proof, if it is ours."""

    triple: Atom | None
    is_ours: bool
    rules: frozenset[str]
    graph: Collection[Atom]

    def has(self, term: str) -> bool:
        """Whether the graph uses a property or class."""
        return any(term in triple for triple in self.graph)


@dataclass(frozen=True)
class Defect:
    """One defect of one oracle."""

    oracle: str
    rule: str
    what: str
    case: str
    explains: Callable[[Difference], bool]


_XSD = f"<{NAMESPACES['xsd']}"


def _misses(*rules: str, contradiction: bool = False) -> Callable[[Difference], bool]:
    """Our triple or contradiction needs one of the rules."""
    return lambda found: (
        found.is_ours and bool(found.rules & set(rules)) and (found.triple is None or not contradiction)
    )


def _is_reflexive(found: Difference) -> bool:
    return found.is_ours and found.triple is not None and found.triple[0] == found.triple[2]


def _adds(*predicates: str, of: str = "") -> Callable[[Difference], bool]:
    """Their triple has one of the predicates, in a graph that uses a certain term."""
    return lambda found: (
        not found.is_ours
        and found.triple is not None
        and found.triple[1] in predicates
        and (not of or found.has(of) or found.triple[2].startswith(of))
    )


def _has_two_lists(found: Difference) -> bool:
    lists = Counter((subject, predicate) for subject, predicate, _ in found.graph if predicate in LISTED)
    return found.is_ours and max(lists.values(), default=0) > 1


_DOMAIN, _RANGE, _DIFFERENT = name("rdfs:domain"), name("rdfs:range"), name("owl:differentFrom")

DEFECTS = [
    Defect(
        "owlrl",
        "scm-sco",
        "gives no reflexive conclusions about the schema",
        ":C owl:equivalentClass :D",
        _is_reflexive,
    ),
    Defect(
        "owlrl",
        "eq-diff2",
        "does not look into owl:AllDifferent",
        "[] a owl:AllDifferent ; owl:members (:a :b) . :a owl:sameAs :b",
        _misses("eq-diff2", contradiction=True),
    ),
    Defect(
        "owlrl",
        "eq-diff3",
        "does not look into owl:AllDifferent",
        "[] a owl:AllDifferent ; owl:distinctMembers (:a :b) . :a owl:sameAs :b",
        _misses("eq-diff3", contradiction=True),
    ),
    Defect(
        "owlrl",
        "prp-adp",
        "does not look into owl:AllDisjointProperties",
        "[] a owl:AllDisjointProperties ; owl:members (:p :q) . :a :p :b ; :q :b",
        _misses("prp-adp", contradiction=True),
    ),
    Defect(
        "owlrl",
        "prp-key",
        "ignores the last property of a key, so two things that differ in it become one",
        ":C owl:hasKey (:p) . :a a :C ; :p :x . :b a :C ; :p :y",
        lambda found: not found.is_ours and found.has(name("owl:hasKey")),
    ),
    Defect(
        "owlrl",
        "dt-diff",
        "does not know that literals of different values are different",
        ":p a owl:FunctionalProperty . :a :p 1 , 2",
        _misses("dt-diff", contradiction=True),
    ),
    Defect(
        "owlrl",
        "dt-not-type",
        "does not see a literal in a datatype that its value is not in",
        ":p rdfs:range xsd:integer . :a :p 'one'",
        _misses("dt-not-type", contradiction=True),
    ),
    Defect(
        "owlrl",
        "dt-eq",
        "does not join literals of equal value, where rdflib does not rewrite them first",
        "[] owl:hasValue '1'^^xsd:integer ; owl:onProperty :p . :a :p '01'^^xsd:integer",
        _misses("dt-eq"),
    ),
    Defect("sparq-rdf", "scm-cls", "leaves the rule out", ":C a owl:Class", _misses("scm-cls")),
    Defect("sparq-rdf", "scm-op", "leaves the rule out", ":p a owl:ObjectProperty", _misses("scm-op")),
    Defect("sparq-rdf", "scm-dp", "leaves the rule out", ":p a owl:DatatypeProperty", _misses("scm-dp")),
    Defect(
        "sparq-rdf",
        "scm-eqc2",
        "gives no reflexive equivalences",
        ":C owl:equivalentClass :D",
        _is_reflexive,
    ),
    Defect(
        "sparq-rdf",
        "dt-not-type",
        "leaves the rule out",
        ":p rdfs:range xsd:integer . :a :p 'one'",
        _misses("dt-not-type", contradiction=True),
    ),
    Defect(
        "sparq-rdf",
        "dt-diff",
        "compares numbers with numbers only",
        ":p a owl:FunctionalProperty . :a :p 1 , 'one'",
        _misses("dt-diff", contradiction=True),
    ),
    Defect(
        "sparq-rdf",
        "dt-eq",
        "does not join literals of equal value",
        "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue 1.0 . :a :p 1",
        _misses("dt-eq"),
    ),
    Defect(
        "sparq-rdf",
        "eq-diff1",
        "lets a thing be different from itself",
        ":a owl:differentFrom :a",
        _misses("eq-ref", contradiction=True),
    ),
    Defect(
        "sparq-rdf",
        "cls-oo",
        "reads one list of several",
        ":C owl:oneOf (:a :b) , (:c :d) . :a owl:sameAs :c",
        _has_two_lists,
    ),
    Defect(
        "sparq-rdf",
        "eq-diff1",
        "adds that owl:differentFrom is symmetric, which no rule says",
        ":a owl:differentFrom :b",
        _adds(_DIFFERENT),
    ),
    Defect(
        "sparq-rdf",
        "scm-rng1",
        "adds which datatype is part of which",
        ":p rdfs:range xsd:integer",
        _adds(_RANGE, of=_XSD),
    ),
    Defect(
        "sparq-rdf",
        "prp-inv1",
        "adds that the range of a property is the domain of its inverse",
        ":p a owl:InverseFunctionalProperty ; rdfs:range :C . :q owl:inverseOf :p",
        _adds(_DOMAIN, _RANGE, of=name("owl:inverseOf")),
    ),
]
