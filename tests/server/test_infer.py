"""Infer: the closure under OWL 2 RL, terms as they were written, contradictions with those involved."""

import subprocess
import sys

import pytest
import rdflib

from paradiplomacy import infer
from paradiplomacy.infer import noise
from paradiplomacy.terms import OWL, RDF, RDFS, XSD, BNode, Literal, Namespace, URIRef

E = Namespace("http://example.org/")


def test_what_follows_is_inferred_and_what_is_stated_is_not():
    """The two parts do not overlap."""
    stated = {(E.a, RDF.type, E.Cat), (E.Cat, RDFS.subClassOf, E.Animal)}
    closure = infer.close(stated)
    assert closure.asserted == stated
    assert closure.inferred == {(E.a, RDF.type, E.Animal)}
    assert closure.clashes == ()


@pytest.mark.parametrize(
    "literal",
    [
        Literal("01", datatype=XSD.integer, normalize=False),
        Literal("1.0", datatype=XSD.decimal, normalize=False),
        Literal("1.50", datatype=XSD.decimal, normalize=False),
        Literal("NaN", datatype=XSD.double, normalize=False),
        Literal("-INF", datatype=XSD.double, normalize=False),
        Literal("1e0", datatype=XSD.double, normalize=False),
        Literal("Jepang", lang="id"),
        Literal("colour", lang="en-GB"),
        Literal('quotes " and \\ and\nlines\t'),
        Literal("2016-02-29T12:00:00.500Z", datatype=XSD.dateTime, normalize=False),
        Literal("<a>b</a>", datatype=RDF.XMLLiteral),
        Literal("plain"),
        Literal("ą𝔄"),
        Literal("x", datatype=E.ours),
    ],
    ids=lambda literal: literal.n3()[:30].encode("ascii", "replace").decode(),
)
def test_a_literal_comes_back_as_it_went(literal):
    """An inferred triple holds the very term that was stated."""
    closure = infer.close({(E.a, E.p, literal), (E.p, RDFS.subPropertyOf, E.q)})
    [(_, _, value)] = [triple for triple in closure.inferred if triple[1] == E.q]
    assert (str(value), value.datatype, value.language) == (str(literal), literal.datatype, literal.language)


def test_a_blank_node_comes_back_as_it_went():
    """Its label is part of the closure that is hashed."""
    node = BNode("b0123456789abcdef")
    closure = infer.close({(E.a, RDFS.subClassOf, node), (node, RDFS.subClassOf, E.c)})
    assert closure.inferred == {(E.a, RDFS.subClassOf, E.c)}
    one = infer.close({(E.a, E.p, node), (E.p, RDFS.range, E.C)})
    assert one.inferred == {(node, RDF.type, E.C)}


def test_the_reasoner_leaves_our_process_as_it_was():
    """Importing owlrl changes how rdflib reads literals; it is never imported here."""
    program = (
        "import sys, rdflib\n"
        "from paradiplomacy import infer\n"
        "from paradiplomacy.terms import RDF, RDFS, URIRef\n"
        "before = repr(rdflib.term._toPythonMapping), rdflib.NORMALIZE_LITERALS\n"
        "a, b, c = map(URIRef, ('urn:x:a', 'urn:x:b', 'urn:x:c'))\n"
        "assert infer.close({(a, RDF.type, b), (b, RDFS.subClassOf, c)}).inferred\n"
        "assert (repr(rdflib.term._toPythonMapping), rdflib.NORMALIZE_LITERALS) == before\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'owlrl']\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_order_of_what_is_stated_does_not_matter():
    """The closure is a set."""
    stated = [(E[f"c{n}"], RDFS.subClassOf, E[f"c{n + 1}"]) for n in range(6)]
    assert infer.close(stated) == infer.close(reversed(stated))


NOTHING = [
    (E.a, OWL.sameAs, E.a),
    (E.C, OWL.equivalentClass, E.C),
    (E.p, OWL.equivalentProperty, E.p),
    (E.C, RDFS.subClassOf, E.C),
    (E.p, RDFS.subPropertyOf, E.p),
    (E.a, RDF.type, OWL.Thing),
    (E.C, RDFS.subClassOf, OWL.Thing),
    (OWL.Nothing, RDFS.subClassOf, E.C),
    (RDFS.label, RDF.type, OWL.AnnotationProperty),
    (XSD.integer, RDFS.subClassOf, XSD.decimal),
    (Literal("a"), RDF.type, XSD.string),
]
SOMETHING = [
    (E.a, OWL.sameAs, E.b),
    (E.C, OWL.equivalentClass, E.D),
    (E.C, RDFS.subClassOf, E.D),
    (E.p, RDFS.subPropertyOf, E.q),
    (E.a, RDF.type, E.C),
    (E.C, RDFS.subClassOf, OWL.Nothing),
    (E.a, RDFS.label, Literal("a")),
    (URIRef("http://www.w3.org/2004/02/skos/core#broader"), RDF.type, OWL.SymmetricProperty),
]


@pytest.mark.parametrize("triple", NOTHING, ids=lambda triple: " ".join(term.n3() for term in triple)[-70:])
def test_what_says_nothing_is_on_the_list(triple):
    """It holds whatever is stated, or is no RDF."""
    assert noise.says_nothing(triple)


@pytest.mark.parametrize("triple", SOMETHING, ids=lambda triple: " ".join(term.n3() for term in triple)[-70:])
def test_what_says_something_is_not(triple):
    """A near miss of each entry stays."""
    assert not noise.says_nothing(triple)


def test_what_is_stated_stays_even_if_it_says_nothing():
    """The list is about what is inferred: nobody's statement is taken away."""
    assert (E.a, OWL.sameAs, E.a) in infer.close({(E.a, OWL.sameAs, E.a)}).asserted


def test_the_closure_of_the_real_sources_has_no_noise(snapshot):
    """None of what is published is on the list."""
    assert [triple for triple in snapshot.inferred("all") if noise.says_nothing(triple)] == []


@pytest.mark.parametrize(
    ("stated", "culprits"),
    [
        (
            {(E.A, OWL.disjointWith, E.B), (E.x, RDF.type, E.A), (E.x, RDF.type, E.B)},
            {E.x, E.A, E.B},
        ),
        ({(E.p, RDF.type, OWL.IrreflexiveProperty), (E.x, E.p, E.x)}, {E.x, E.p}),
        ({(E.p, RDF.type, OWL.AsymmetricProperty), (E.x, E.p, E.y), (E.y, E.p, E.x)}, {E.x, E.y, E.p}),
        ({(E.x, RDF.type, OWL.Nothing)}, {E.x}),
        ({(E.x, OWL.sameAs, E.y), (E.x, OWL.differentFrom, E.y)}, {E.x, E.y}),
    ],
    ids=["disjoint classes", "irreflexive", "asymmetric", "nothing", "same and different"],
)
def test_a_contradiction_names_those_involved_and_nothing_is_inferred(stated, culprits):
    """From a contradiction anything follows, so nothing of it is published."""
    closure = infer.close(stated)
    assert closure.inferred == frozenset()
    assert closure.clashes
    assert any(set(clash.culprits) == culprits for clash in closure.clashes), closure.clashes
    assert all(str(culprit) in clash.message for clash in closure.clashes for culprit in clash.culprits)


def test_a_near_miss_of_a_contradiction_is_none():
    """Two individuals, one in each of two disjoint classes."""
    assert not infer.close({(E.A, OWL.disjointWith, E.B), (E.x, RDF.type, E.A), (E.y, RDF.type, E.B)}).clashes


def test_a_name_with_punctuation_is_found_among_the_culprits():
    """An IRI may end in a bracket or hold a comma."""
    odd = URIRef("http://example.org/a_(b),c")
    closure = infer.close({(E.A, OWL.disjointWith, E.B), (odd, RDF.type, E.A), (odd, RDF.type, E.B)})
    assert odd in closure.clashes[0].culprits


def test_rdflib_here_still_normalizes_as_it_did():
    """The setting of the child stays in the child."""
    infer.close({(E.a, E.p, E.b)})
    assert rdflib.NORMALIZE_LITERALS is True
