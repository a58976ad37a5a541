"""The paper is described passage by passage, and every fact stands in the passage that states it."""

import re

import pytest

from paradiplomacy import terms
from paradiplomacy.sources import OUTSIDE, Role
from paradiplomacy.terms import PAPER, PARA, RDF, Literal, Namespace

BASE = Namespace(PAPER["hakiem-susilowati-paradiplomacy/"])
KINDS = {
    "line": "front-line", "sentence": "sentence", "list item": "list-item", "table": "table-caption",
    "table header": "table-header", "table row": "table-row", "figure": "figure-caption",
    "reference": "reference-entry",
}  # fmt: skip
LOCATORS = {
    "line": "line {}", "table": "table 1, {}", "table header": "table 1, {}", "table row": "table 1, row {}",
    "figure": "figure 1, {}", "reference": "reference {}",
}  # fmt: skip
NOT_PRINTED = {PARA.position, PARA.corresponding, PARA.accessed, PARA.duration, terms.RDFS.label}
"""What is coded, counted or worded by us."""
NUMBER_WORDS = {"1": "one", "3": "three", "4": "four", "7": "seven"}
NAMED = (PARA.Actor, PARA.SubStateActor, PARA.University, PARA.Person, PARA.Place, PARA.Country, PARA.Cooperation)
"""Whose labels are ours, and stand in the readings; a claim or an activity has its gloss where it is stated."""


@pytest.fixture(scope="module")
def passages(union):
    """Give the passages in order."""
    return sorted(union.subjects(RDF.type, PARA.Passage), key=lambda passage: int(union.value(passage, PARA.position)))


@pytest.fixture(scope="module")
def graphs(documents):
    """Give the graphs in which the paper's files state something."""
    return {quad[3] for document in documents if document.source.role is Role.PAPER for quad in document.quads}


def test_the_240_passages_are_numbered_in_one_order(union, passages):
    """From 1 to 240, each with one kind, one locator and one section."""
    assert [int(union.value(passage, PARA.position)) for passage in passages] == list(range(1, 241))
    for predicate in (PARA.position, PARA.passageKind, PARA.locator, PARA.directlyPartOf):
        assert all(len(list(union.objects(passage, predicate))) == 1 for passage in passages)


def test_every_section_leads_up_to_the_paper(union):
    """A section is part of a section or of the paper; nothing hangs in the air, and positions do not repeat."""
    sections = list(union.subjects(RDF.type, PARA.Section))
    paper = BASE.rstrip("/")
    assert all(paper in map(str, union.transitive_objects(section, PARA.directlyPartOf)) for section in sections)
    assert sorted(int(union.value(section, PARA.position)) for section in sections) == list(range(1, len(sections) + 1))


def test_the_passages_are_those_of_the_paper(union, passages, printed):
    """In the paper's order, with its kinds, places and sections."""
    for passage, row in zip(passages, printed.values(), strict=True):
        section = row.section if row.section.isalpha() else f"section-{row.section}"
        assert passage == BASE[row.id]
        assert union.value(passage, PARA.passageKind) == terms.thing("passage-kind", KINDS[row.kind])
        assert str(union.value(passage, PARA.locator)) == LOCATORS.get(row.kind, "{}").format(row.locator)
        assert union.value(passage, PARA.directlyPartOf) == BASE[section]


def test_a_passage_cites_what_its_marks_say(union, passages, printed):
    """Each mark in brackets is a citation, and no citation is without its mark; an entry's own number is no mark."""
    for passage, row in zip(passages, printed.values(), strict=True):
        marks = re.findall(r"\[(\d+)\]", row.text) if row.kind != "reference" else []
        numbers = {str(union.value(reference, PARA.number)) for reference in union.objects(passage, PARA.cites)}
        assert numbers == set(marks), row.id


def test_every_fact_of_the_paper_stands_in_a_described_passage(union, graphs):
    """No fact is outside a graph, and the graph is a passage."""
    assert OUTSIDE not in graphs
    assert {graph for graph in graphs if (graph, RDF.type, PARA.Passage) not in union} == set()
    assert len(graphs) > 50


def test_the_descriptions_hold_no_text_of_the_paper(stated, passages):
    """Where a passage stands and what it cites; its words are in the paper."""
    described = stated.graph(terms.graph("passages"))
    literals = {
        predicate
        for passage in passages
        for predicate, value in described.predicate_objects(passage)
        if isinstance(value, Literal)
    }
    assert literals == {PARA.position, PARA.locator}


def test_what_a_passage_is_said_to_print_stands_in_it(stated, graphs, printed):
    """Names, titles, years, numbers: letter for letter, a number perhaps in words."""
    for graph in graphs:
        text = printed[graph.removeprefix(BASE)].plain
        for _, predicate, value in stated.graph(graph):
            if isinstance(value, Literal) and predicate not in NOT_PRINTED:
                assert str(value) in text or NUMBER_WORDS.get(str(value), str(value)) in text.lower(), (
                    graph,
                    predicate,
                )


def test_what_is_ours_stands_in_the_readings(stated, graphs, union):
    """No reading or silence, no territory of a government, no label of who or where in a passage."""
    ours = {PARA.readingOf, PARA.rationale, PARA.silentOn, PARA.possiblySame, PARA.supports, PARA.governs}
    assert {predicate for graph in graphs for predicate in stated.graph(graph).predicates()} & ours == set()
    named = {subject for kind in NAMED for subject in union.subjects(RDF.type, kind)}
    assert named.isdisjoint(subject for graph in graphs for subject in stated.graph(graph).subjects(terms.RDFS.label))
    assert PARA.asWritten not in set(stated.graph(terms.graph("readings")).predicates())


def test_every_assertion_of_ours_has_its_reading(stated):
    """Of whatever the readings assert more than a label, a reading gives the reason."""
    readings = stated.graph(terms.graph("readings"))
    notes = {
        note
        for kind in (PARA.Reading, PARA.Doubt, PARA.Silence, PARA.Discrepancy)
        for note in readings.subjects(RDF.type, kind)
    }
    asserted = {subject for subject, predicate, _ in readings if predicate != terms.RDFS.label} - notes
    assert asserted - set(readings.objects(None, PARA.about)) == set()


def test_a_file_follows_the_order_of_the_paper(documents, union):
    """Its blocks stand as the passages stand, so that the two can be read side by side."""
    for document in documents:
        if document.source.role is Role.PAPER:
            first = {}
            for quad in document.quads:
                first.setdefault(quad[3], document.places[quad][0].line)
            in_the_paper = sorted(first, key=lambda passage: int(union.value(passage, PARA.position)))
            assert sorted(first, key=first.get) == in_the_paper
