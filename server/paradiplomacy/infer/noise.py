"""The stated list of inferred triples that say nothing, and are therefore not published.

They hold of every graph whatever (W3C OWL 2 Profiles, tables 4, 5, 6, 8 and 9), or are no RDF.
"""

from collections.abc import Iterable, Iterator

from paradiplomacy.terms import OWL, RDF, RDFS, XSD, Literal, Triple, URIRef

REFLEXIVE = frozenset({OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty, RDFS.subClassOf, RDFS.subPropertyOf})
"""``x p x`` by eq-ref, scm-cls, scm-op and scm-dp."""

UNIVERSAL = frozenset({OWL.Thing, RDFS.Resource})
"""``x p c`` with a predicate of TO_CLASSES, of everything; ``owl:Nothing rdfs:subClassOf x`` likewise."""

TO_CLASSES = frozenset({RDF.type, RDFS.subClassOf, RDFS.domain, RDFS.range})
"""What leads to a class: by cls-thing, scm-cls, scm-dom1 and scm-rng1 to owl:Thing too."""

VOCABULARIES = (str(OWL), str(RDF), str(RDFS), str(XSD))
"""Axioms that the rules give about the vocabularies of RDF, RDFS, OWL and datatypes: cls-thing, prp-ap, dt-type1."""


def says_nothing(triple: Triple) -> bool:
    """Whether an inferred triple is on the list.

    >>> says_nothing((OWL.Nothing, RDFS.subClassOf, URIRef("http://example.org/Any")))
    True
    """
    subject, predicate, obj = triple
    return (
        isinstance(subject, Literal)
        or (predicate in REFLEXIVE and subject == obj)
        or (predicate in TO_CLASSES and obj in UNIVERSAL)
        or (predicate == RDFS.subClassOf and subject == OWL.Nothing)
        or (isinstance(subject, URIRef) and str(subject).startswith(VOCABULARIES))
    )


def without(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Give the triples that say something."""
    return (triple for triple in triples if not says_nothing(triple))
