"""Random small graphs over every construct of OWL 2 RL."""

from hypothesis import strategies as st

__all__ = ["graphs"]

_SLOTS = {
    "i": ["a", "b", "c", "d", "e"],
    "C": ["C", "D", "E", "F"],
    "p": ["p", "q", "r"],
    "d": ["u", "v"],
    "n": ['"1"^^xsd:integer', '"01"^^xsd:integer', '"2"^^xsd:integer', '"1"', '"x"@en', '"1.0"^^xsd:decimal'],
}

_FACTS = ["i a C", "i p i", "i p i", "i p i", "i d n", "i d n"]
_EQUALITY = ["i owl:sameAs i", "i owl:differentFrom i", "p owl:sameAs p", "C owl:sameAs C"]
_RESTRICTIONS = [
    "owl:onProperty p ; owl:someValuesFrom C",
    "owl:onProperty p ; owl:someValuesFrom owl:Thing",
    "owl:onProperty p ; owl:allValuesFrom C",
    "owl:onProperty p ; owl:hasValue i",
    "owl:onProperty d ; owl:hasValue n",
    "owl:onProperty p ; owl:maxCardinality 1",
    "owl:onProperty p ; owl:maxCardinality 0",
    "owl:onProperty p ; owl:onClass C ; owl:maxQualifiedCardinality 1",
    "owl:onProperty p ; owl:onClass owl:Thing ; owl:maxQualifiedCardinality 1",
    "owl:onProperty p ; owl:onClass C ; owl:maxQualifiedCardinality 0",
]
_AXIOMS = [
    "p rdfs:domain C", "p rdfs:range C", "d rdfs:domain C", "d rdfs:range xsd:integer",
    "C rdfs:subClassOf C", "C owl:equivalentClass C", "C owl:disjointWith C", "C owl:complementOf C",
    "p rdfs:subPropertyOf p", "p owl:equivalentProperty p", "p owl:inverseOf p", "p owl:propertyDisjointWith p",
    "p a owl:FunctionalProperty", "p a owl:InverseFunctionalProperty", "p a owl:SymmetricProperty",
    "p a owl:TransitiveProperty", "p a owl:AsymmetricProperty", "p a owl:IrreflexiveProperty",
    "d a owl:FunctionalProperty", "C a owl:Class", "p a owl:ObjectProperty", "d a owl:DatatypeProperty",
    "C owl:intersectionOf (C C)", "C owl:unionOf (C C)", "C owl:oneOf (i i)", "C owl:intersectionOf (C C C)",
    "p owl:propertyChainAxiom (p p)", "p owl:propertyChainAxiom (p p p)", "C owl:hasKey (d)", "C owl:hasKey (p d)",
    *(f"X owl:equivalentClass C ; {restriction}" for restriction in _RESTRICTIONS),
    "X a owl:AllDisjointClasses ; owl:members (C C C)", "X a owl:AllDisjointProperties ; owl:members (p p p)",
    "X a owl:AllDifferent ; owl:members (i i i)", "X a owl:AllDifferent ; owl:distinctMembers (i i)",
    "X owl:sourceIndividual i ; owl:assertionProperty p ; owl:targetIndividual i",
    "X owl:sourceIndividual i ; owl:assertionProperty d ; owl:targetValue n",
]  # fmt: skip


def _statement(template: str) -> st.SearchStrategy[str]:
    """Fill every slot of the template."""
    words = [
        st.sampled_from(_SLOTS[word]).map(lambda filled, slot=word: filled if slot == "n" else f":{filled}")
        if (word := part.strip("();")) in _SLOTS
        else st.just(word)
        for part in template.split()
    ]
    frame = [(part[: len(part) - len(part.lstrip("("))], part[len(part.rstrip(")")) :]) for part in template.split()]
    return st.tuples(*words).map(
        lambda filled: " ".join(
            before + ("[]" if word == "X" else word) + after
            for (before, after), word in zip(frame, (w or ";" for w in filled), strict=True)
        )
    )


def graphs(*, equality: bool = True, size: int = 14) -> st.SearchStrategy[str]:
    """Graphs in Turtle, some facts to each axiom."""
    axioms = st.lists(st.sampled_from(_AXIOMS).flatmap(_statement), min_size=1, max_size=size // 2)
    facts = st.lists(
        st.sampled_from(_FACTS + (_EQUALITY if equality else [])).flatmap(_statement), min_size=2, max_size=size
    )
    return st.tuples(axioms, facts).map(lambda parts: " .\n".join([*parts[0], *parts[1]]))
