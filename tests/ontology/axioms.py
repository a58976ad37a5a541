"""Turns each axiom of the ontology into an example that fires and a near miss, so that a new axiom is covered at once.

The near miss lacks a premise of the example, or has one turned round. Each case speaks of things of its own, so that
all cases can be closed together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from rdflib import Graph, Literal
from rdflib.collection import Collection

from paradiplomacy import sources
from paradiplomacy.sources import Role
from paradiplomacy.terms import OWL, PARA, RDF, RDFS, XSD, Object, Triple, URIRef


class Pattern(NamedTuple):
    """An example with what follows from it, and a near miss with what does not follow from it.

    ``S`` and ``O`` are the subject and the object of the axiom, ``N`` is a property that says nothing of its ends,
    any other word is a thing. An empty conclusion is a clash.
    """

    example: str
    follows: str
    near_miss: str
    follows_not: str


PATTERNS: dict[URIRef, tuple[Pattern, ...]] = {
    RDFS.subClassOf: (Pattern("x a S", "x a O", "x a O", "x a S"),),
    RDFS.subPropertyOf: (Pattern("x S y", "x O y", "x O y", "x S y"),),
    RDFS.domain: (Pattern("x S y", "x a O", "y S x", "x a O"),),
    RDFS.range: (Pattern("x S y", "y a O", "y S x", "y a O"),),
    OWL.inverseOf: (
        Pattern("x S y", "y O x", "x S y", "x O y"),
        Pattern("x O y", "y S x", "x O y", "x S y"),
    ),
    OWL.propertyDisjointWith: (Pattern("x S y, x O y", "", "x S y, x O z", ""),),
    OWL.TransitiveProperty: (Pattern("x S y, y S z", "x S z", "x S y, z S y", "x S z"),),
    OWL.SymmetricProperty: (Pattern("x S y", "y S x", "x S y, y S z", "x S z"),),
}
DISJOINT = Pattern("x a S, x a O", "", "x a S, y a O", "")
LITERALS = {
    XSD.integer: Literal("1", datatype=XSD.integer),
    XSD.decimal: Literal("0.5", datatype=XSD.decimal),
    XSD.boolean: Literal("true", datatype=XSD.boolean),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A pattern filled in; no conclusion stands for a clash."""

    axiom: str
    example: tuple[Triple, ...]
    follows: Triple | None
    near_miss: tuple[Triple, ...]
    follows_not: Triple | None


def triples_in(*roles: Role) -> Iterator[Triple]:
    """Read the triples of the real sources that have one of these roles."""
    for source in sources.discover(sources.root(), Path(__file__).parent / "no-home"):
        if source.role in roles:
            yield from (quad[:3] for quad in sources.read(source).quads)


ONTOLOGY = Graph()
for _triple in triples_in(Role.ONTOLOGY):
    ONTOLOGY.add(_triple)


def name(term: Object) -> str:
    """Give a term's short name.

    >>> name(PARA.Actor)
    'Actor'
    """
    return str(term).rpartition("#")[2].rpartition("/")[2]


def cases() -> Iterator[Case]:
    """Give the cases of all axioms; a range that is a datatype is left to a reasoner that knows datatypes."""
    for subject, predicate, obj in sorted(ONTOLOGY):
        rule = obj if predicate == RDF.type else predicate
        if obj not in XSD:
            for pattern in PATTERNS.get(rule, ()):
                yield _case_of_a_triple(pattern, subject, rule, obj)
        if predicate == OWL.propertyChainAxiom:
            yield from _cases_of_a_chain(subject, _members(obj))
        if predicate == OWL.members:
            yield from map(_case_of_a_pair, combinations(_members(obj), 2))


def _case_of_a_triple(pattern: Pattern, subject: Object, rule: Object, obj: Object) -> Case:
    sentence = f"{name(subject)} {name(rule)} {name(obj)}"
    terms = {"S": subject, "O": obj, "N": PARA.about}
    literal = (subject, RDF.type, OWL.DatatypeProperty) in ONTOLOGY
    if literal:
        terms |= {"y": LITERALS.get(ONTOLOGY.value(subject, RDFS.range), Literal("e")), "N": RDFS.comment}
    if rule in {RDFS.domain, RDFS.range} and (literal or _is_at_both_ends(obj, subject)):
        pattern = pattern._replace(near_miss="x N y")
    return _case(pattern, sentence, terms)


def _is_at_both_ends(cls: Object, prop: Object) -> bool:
    """Whether both ends of a property are of a class, so that turning it round is no miss."""
    wider = set(ONTOLOGY.transitive_objects(prop, RDFS.subPropertyOf))
    kinds = (
        {found for each in wider for kind in ONTOLOGY.objects(each, end) for found in _wider(kind)}
        for end in (RDFS.domain, RDFS.range)
    )
    return all(cls in found for found in kinds)


def _wider(cls: Object) -> Iterator[Object]:
    return ONTOLOGY.transitive_objects(cls, RDFS.subClassOf)


def _members(head: Object) -> list[Object]:
    return list(Collection(ONTOLOGY, head))


def _case_of_a_pair(pair: tuple[Object, Object]) -> Case:
    one, other = pair
    return _case(DISJOINT, f"{name(one)} disjoint {name(other)}", {"S": one, "O": other})


def _cases_of_a_chain(subject: Object, links: list[Object]) -> Iterator[Case]:
    """Give the chain, and for each link the chain that lacks it."""
    terms = {"S": subject, **{f"L{number}": link for number, link in enumerate(links)}}
    chain = [f"x{number} L{number} x{number + 1}" for number in range(len(links))]
    follows = f"x0 S x{len(links)}"
    sentence = f"{name(subject)} chain {' '.join(map(name, links))}"
    for missing in range(len(links)):
        lacking = ", ".join(chain[:missing] + chain[missing + 1 :])
        yield _case(
            Pattern(", ".join(chain), follows, lacking, follows), f"{sentence} without {name(links[missing])}", terms
        )


def _case(pattern: Pattern, axiom: str, terms: Mapping[str, Object]) -> Case:
    def triples(part: str, text: str) -> tuple[Triple, ...]:
        statements = (statement.split() for statement in text.split(", ") if statement)
        return tuple(tuple(term(part, word) for word in statement) for statement in statements)

    def term(part: str, word: str) -> Object:
        thing = URIRef(f"urn:case:{axiom}:{pattern.follows}:{part}:{word}".replace(" ", "-"))
        return {"a": RDF.type, **terms}.get(word, thing)

    example, near_miss = triples("example", pattern.example), triples("near-miss", pattern.near_miss)
    return Case(
        axiom,
        example,
        next(iter(triples("example", pattern.follows)), None),
        near_miss,
        next(iter(triples("near-miss", pattern.follows_not)), None),
    )
