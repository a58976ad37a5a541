"""Every axiom of the ontology does what it says, and no more."""

import pytest
from axioms import ONTOLOGY, PATTERNS, cases

from paradiplomacy.formats import spell
from paradiplomacy.infer.statements import follow
from paradiplomacy.terms import OWL, RDF, RDFS, XSD, BNode

CASES = tuple(cases())
FOLLOWING = tuple(case for case in CASES if case.follows)
CLASHING = tuple(case for case in CASES if not case.follows)

DECLARATIONS = {
    OWL.AllDisjointClasses, OWL.AnnotationProperty, OWL.Class, OWL.DatatypeProperty, OWL.ObjectProperty, OWL.Ontology,
    OWL.SymmetricProperty, OWL.TransitiveProperty,
}  # fmt: skip
NO_AXIOMS = {OWL.versionIRI, OWL.versionInfo, RDFS.label, RDF.first, RDF.rest}
WITH_A_LIST = {OWL.members, OWL.propertyChainAxiom}


@pytest.fixture(scope="module")
def closure():
    """Close the ontology with every near miss, and with every example but those that cannot be true."""
    told = (triple for case in CASES for triple in (*case.near_miss, *(case.example if case.follows else ())))
    return follow([*ONTOLOGY, *told])


@pytest.fixture(scope="module")
def clashes():
    """Add each example that cannot be true to the ontology's closure, and give its clashes."""
    ontology = follow(ONTOLOGY)
    return {case.axiom: follow(case.example, ontology).inconsistencies for case in CLASHING}


@pytest.mark.parametrize("case", FOLLOWING, ids=lambda case: case.axiom)
def test_an_axiom_fires_and_its_near_miss_does_not(closure, case):
    """From the example the conclusion follows; from the near miss it does not."""
    assert case.follows in closure.inferred
    assert case.follows_not not in closure.inferred


@pytest.mark.parametrize("case", CLASHING, ids=lambda case: case.axiom)
def test_what_excludes_each_other_clashes_and_its_near_miss_does_not(closure, clashes, case):
    """One thing of two disjoint kinds is a clash about the thing, both kinds in its proof; two things are none."""
    thing, excluding = case.example[0][0], {triple[index] for triple in case.example for index in (1, 2)} - {RDF.type}
    [clash] = clashes[case.axiom]
    assert spell(thing) in clash.culprits
    assert set(map(spell, excluding)) <= {term for part in clash.proof.parts() for term in part.triple or ()}
    assert closure.inconsistencies == ()


def test_every_example_that_cannot_be_true_is_one_clash(clashes):
    """Nothing clashes that was not meant to."""
    assert sum(map(len, clashes.values())) == len(CLASHING)


def test_no_axiom_is_without_a_case():
    """The ontology has no axiom of a kind for which there is no pattern, so all of it is inside OWL 2 RL.

    Classes and properties in axioms are named (W3C OWL 2 Profiles, section 4.2: no restriction, union or complement
    stands on the right).
    """
    kinds = {str(vocabulary) for vocabulary in (OWL, RDF, RDFS)}
    for subject, predicate, obj in ONTOLOGY:
        if predicate == RDF.type and obj.startswith(str(OWL)):
            assert obj in DECLARATIONS
        elif predicate.startswith(tuple(kinds)) and predicate not in {RDF.type, *NO_AXIOMS}:
            assert predicate in {*PATTERNS, *WITH_A_LIST}
            assert isinstance(obj, BNode) == (predicate in WITH_A_LIST)
            assert not isinstance(subject, BNode) or predicate == OWL.members


def test_datatypes_are_those_that_owl_knows():
    """A range is a datatype of OWL 2's map (W3C OWL 2 Syntax, section 4); dates and years as such are none of it."""
    ranges = {obj for obj in ONTOLOGY.objects(None, RDFS.range) if obj in XSD}
    assert ranges == {XSD.boolean, XSD.decimal, XSD.integer, XSD.string}
