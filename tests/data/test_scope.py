"""The default graph speaks for the paper alone: what it does not say is a silence, and background fills none."""

import pytest

from paradiplomacy import terms
from paradiplomacy.infer import noise
from paradiplomacy.infer.statements import follow
from paradiplomacy.sources import Role
from paradiplomacy.terms import PARA, RDF

EXPECTED = [
    ("counterpart", PARA.country),
    ("reference", PARA.authorship),
    ("reference", PARA.year),
]


@pytest.fixture(scope="module")
def things(union):
    """Give the things of which a reader expects a statement, by their role."""
    return {
        "counterpart": set(union.objects(None, PARA.counterpart)),
        "reference": set(union.subjects(RDF.type, PARA.Reference)),
    }


@pytest.mark.parametrize(("role", "expected"), EXPECTED, ids=str)
def test_there_is_a_value_or_a_silence_and_never_both(snapshot, union, things, role, expected):
    """Over the paper's closure: a value that follows is a value, too."""
    valued = {subject for subject, predicate, _ in snapshot.closure("paper") if predicate == expected}
    silences = union.subjects(PARA.silentOn, expected)
    silent = {thing for silence in silences for thing in union.objects(silence, PARA.silentAbout)}
    assert things[role] - valued == things[role] & silent
    assert silent


def test_no_passage_says_what_a_silence_says_it_does_not(stated, union):
    """For every silence: none of the passages in which it is silent gives the value."""
    for silence in union.subjects(RDF.type, PARA.Silence):
        for thing in union.objects(silence, PARA.silentAbout):
            for expected in union.objects(silence, PARA.silentOn):
                for passage in union.objects(silence, PARA.silentIn):
                    assert (thing, expected, None) not in stated.graph(passage)


def test_ten_counterparts_have_no_country_in_the_table(union):
    """Those of rows 4, 7, 10, 11, 15, 18 and 28 to 31; background names none for them in the default graph."""
    silences = union.subjects(PARA.silentOn, PARA.country)
    about = {thing for silence in silences for thing in union.objects(silence, PARA.silentAbout)}
    rows = {
        int(union.value(cooperation, PARA.row))
        for thing in about
        for cooperation in union.subjects(PARA.counterpart, thing)
    }
    assert rows == {4, 7, 10, 11, 15, 18, 28, 29, 30, 31}


def test_the_paper_s_closure_does_not_know_the_background(documents, snapshot):
    """Closed without background and datasets, the paper's files give the very triples of the snapshot."""
    triples = [
        quad[:3] for document in documents if document.source.role.speaks_for_the_paper for quad in document.quads
    ]
    made = follow(triples)
    inferred = frozenset(noise.without(made.inferred))
    assert made.inconsistencies == ()
    assert inferred == frozenset(snapshot.inferred("paper"))
    assert frozenset(triples) | inferred == frozenset(snapshot.closure("paper"))


def test_background_counts_where_all_is_asked(documents, snapshot):
    """What background states is in the closure of everything, and its graphs are none of the paper's."""
    background = [quad for document in documents if document.source.role is Role.BACKGROUND for quad in document.quads]
    everything = frozenset(snapshot.closure("all"))
    assert background
    assert {quad[:3] for quad in background} <= everything
    assert frozenset(snapshot.closure("paper")) < everything
    assert {str(quad[3]) for quad in background}.isdisjoint(snapshot.paper_graphs)


def test_background_says_where_it_comes_from(documents):
    """Each such graph names its source and its licence."""
    for document in documents:
        if document.source.role is Role.BACKGROUND:
            said = {predicate for subject, predicate, *_ in document.quads if subject == document.source.graph}
            assert {terms.DCTERMS.source, terms.DCTERMS.license} <= said
