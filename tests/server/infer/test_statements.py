"""Statements into a reasoner and out of it: terms as they were written, contradictions with those involved."""

import subprocess
import sys

import pytest
import rdflib

from paradiplomacy import formats
from paradiplomacy.infer import noise
from paradiplomacy.infer.statements import REASONERS, follow, spelt, unspelt
from paradiplomacy.terms import OWL, RDF, RDFS, XSD, BNode, Literal, Namespace, URIRef

E = Namespace("http://example.org/")


@pytest.fixture(params=REASONERS)
def infer(request):
    """Give what a reasoner infers that says something; both are to agree."""

    def inferred(triples):
        made = follow(triples, reasoner=request.param)
        assert not made.inconsistencies
        return set(noise.without(made.inferred))

    return inferred


@pytest.fixture(params=REASONERS)
def refute(request):
    """Give the inconsistencies that a reasoner finds; nothing may then be inferred."""

    def refuted(triples):
        made = follow(triples, reasoner=request.param)
        assert not made.inconsistencies or not made.inferred
        return made.inconsistencies

    return refuted


def test_what_follows_is_inferred_and_what_is_stated_is_not(infer):
    """The two parts do not overlap."""
    stated = {(E.a, RDF.type, E.Cat), (E.Cat, RDFS.subClassOf, E.Animal)}
    assert infer(stated) == {(E.a, RDF.type, E.Animal)}


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
def test_a_literal_comes_back_as_it_went(infer, literal):
    """An inferred triple holds the very term that was stated."""
    stated = {(E.a, E.p, literal), (E.p, RDFS.subPropertyOf, E.q)}
    [(_, _, value)] = [triple for triple in infer(stated) if triple[1] == E.q]
    assert (str(value), value.datatype, value.language) == (str(literal), literal.datatype, literal.language)


def test_a_blank_node_comes_back_as_it_went(infer):
    """Its label is part of the closure that is hashed."""
    node = BNode("b0123456789abcdef")
    stated = {(E.a, RDFS.subClassOf, node), (node, RDFS.subClassOf, E.c)}
    assert infer(stated) == {(E.a, RDFS.subClassOf, E.c)}
    assert infer({(E.a, E.p, node), (E.p, RDFS.range, E.C)}) == {(node, RDF.type, E.C)}


@pytest.mark.parametrize("reasoner", REASONERS)
def test_the_reasoner_leaves_our_process_as_it_was(reasoner):
    """Importing owlrl changes how rdflib reads literals; it is never imported here."""
    program = (
        "import sys, rdflib\n"
        "from paradiplomacy.infer.statements import follow\n"
        "from paradiplomacy.terms import RDF, RDFS, URIRef\n"
        "before = repr(rdflib.term._toPythonMapping), rdflib.NORMALIZE_LITERALS\n"
        "a, b, c = map(URIRef, ('urn:x:a', 'urn:x:b', 'urn:x:c'))\n"
        f"assert follow({{(a, RDF.type, b), (b, RDFS.subClassOf, c)}}, reasoner={reasoner!r}).inferred\n"
        "assert (repr(rdflib.term._toPythonMapping), rdflib.NORMALIZE_LITERALS) == before\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'owlrl']\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_order_of_what_is_stated_does_not_matter(infer):
    """The closure is a set."""
    stated = [(E[f"c{n}"], RDFS.subClassOf, E[f"c{n + 1}"]) for n in range(6)]
    assert infer(stated) == infer(reversed(stated))


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
def test_a_contradiction_names_those_involved_and_nothing_is_inferred(refute, stated, culprits):
    """From a contradiction anything follows, so nothing of it is published; classes and properties need no name."""
    named = [{*clash.culprits} for clash in refute(stated)]
    classes = {E.A, E.B, E.p}
    assert {f"<{culprit}>" for culprit in culprits - classes} in [
        found - {f"<{one}>" for one in classes} for found in named
    ]


def test_a_contradiction_that_the_engine_finds_has_rule_and_proof():
    """The proof ends in what is stated."""
    stated = {(E.A, OWL.disjointWith, E.B), (E.x, RDF.type, E.A), (E.x, RDF.type, E.B)}
    [clash] = follow(stated).inconsistencies
    assert clash.rule == "cax-dw"
    assert set(clash.proof.assertions()) == set(map(spelt, stated))


def test_a_near_miss_of_a_contradiction_is_none(refute):
    """Two individuals, one in each of two disjoint classes."""
    assert not refute({(E.A, OWL.disjointWith, E.B), (E.x, RDF.type, E.A), (E.y, RDF.type, E.B)})


def test_a_name_with_punctuation_is_found_among_the_culprits(refute):
    """An IRI may end in a bracket or hold a comma."""
    odd = URIRef("http://example.org/a_(b),c")
    [clash, *_] = refute({(E.A, OWL.disjointWith, E.B), (odd, RDF.type, E.A), (odd, RDF.type, E.B)})
    assert f"<{odd}>" in clash.culprits


def test_what_is_added_to_a_closure_gives_the_closure_of_all():
    """The terms of both are known."""
    one = {(E.a, E.p, Literal("01", datatype=XSD.integer, normalize=False)), (E.p, RDFS.subPropertyOf, E.q)}
    more = {(E.q, RDFS.subPropertyOf, E.r), (E.b, E.p, Literal("x", lang="en"))}
    added = follow(more, follow(one))
    assert added.inferred == follow(one | more).inferred
    assert (E.b, E.r, Literal("x", lang="en")) in added.inferred


@pytest.mark.parametrize("term", [E.a, BNode("b1"), Literal('a "b"\n', lang="en"), Literal("01", datatype=XSD.integer)])
def test_a_term_is_read_from_what_is_spelt(term):
    """Spelling loses nothing."""
    assert unspelt(formats.spell(term)) == term


def test_rdflib_here_still_normalizes_as_it_did(infer):
    """The setting of the child stays in the child."""
    infer({(E.a, E.p, E.b)})
    assert rdflib.NORMALIZE_LITERALS is True
