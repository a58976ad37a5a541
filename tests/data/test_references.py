"""The references are in the graph part by part as they are printed."""

import re

import pytest

from paradiplomacy import terms
from paradiplomacy.terms import BIBO, DCTERMS, PAPER, PARA, XSD, Literal, Namespace

BASE = Namespace(PAPER["hakiem-susilowati-paradiplomacy/"])
DASH = "\N{EN DASH}"
BETWEEN_PARTS = {"and", "ed", "vol", "no", "pp", "Online", "Available", "Accessed"}
AROUND_A_PART = {
    BIBO.volume: "vol. {},", BIBO.issue: "no. {},", BIBO.pageStart: "pp. {}" + DASH, BIBO.pageEnd: DASH + "{},",
    BIBO.edition: ", {} ed.", BIBO.uri: "<{}>", PARA.accessed: "[Accessed: {}].", PARA.number: "[{}]",
}  # fmt: skip


def as_printed(value):
    """Write a value as the list of references writes it."""
    return f"{value.toPython():%d-%b-%Y}" if value.datatype == XSD.date else str(value)


@pytest.fixture(params=range(1, 16), ids=lambda number: f"reference {number}")
def entry(request, stated, printed):
    """Give the graph of an entry, the reference itself, and the entry's text."""
    passage = f"reference-{request.param:02}"
    reference = terms.thing("reference", f"hakiem-susilowati-{request.param:02}")
    return stated.graph(BASE[passage]), reference, printed[passage].plain


def test_each_part_stands_where_its_kind_is_printed(entry):
    """A volume after "vol.", a page range after "pp.", an address in angle brackets."""
    graph, reference, text = entry
    for predicate, value in graph.predicate_objects(reference):
        if isinstance(value, Literal):
            assert AROUND_A_PART.get(predicate, "{}").format(as_printed(value)) in text, predicate


def parts(graph, thing):
    """Give the literals of a thing, and of what it leads to."""
    for predicate, value in graph.predicate_objects(thing):
        if not isinstance(value, Literal):
            yield from parts(graph, value)
        elif predicate != PARA.position:
            yield as_printed(value)


def test_no_part_is_left_out(entry):
    """Without the parts of the reference its entry is punctuation and the words that stand between parts."""
    graph, reference, text = entry
    for part in sorted(parts(graph, reference), key=len, reverse=True):
        text = text.replace(part, " ")
    assert set(re.findall(r"\w+", text)) <= BETWEEN_PARTS


def test_authors_are_printed_in_the_order_of_their_positions(entry):
    """Position 1 is the first name of the entry."""
    graph, reference, text = entry
    authorships = sorted(
        graph.objects(reference, PARA.authorship), key=lambda one: int(graph.value(one, PARA.position))
    )
    names = [str(graph.value(graph.value(one, PARA.author), PARA.asWritten)) for one in authorships]
    assert [int(graph.value(one, PARA.position)) for one in authorships] == list(range(1, len(names) + 1))
    assert text.startswith(f"[{graph.value(reference, PARA.number)}] " + " and ".join(names))


def test_a_reference_has_a_title_and_is_numbered_as_its_entry(entry):
    """One title, one number."""
    graph, reference, text = entry
    assert len(list(graph.objects(reference, DCTERMS.title))) == 1
    assert text.startswith(f"[{graph.value(reference, PARA.number)}] ")


def test_the_references_are_15_and_each_is_cited(union):
    """Numbered from 1, in the list as in the text."""
    references = set(union.subjects(PARA.number, None))
    assert sorted(int(union.value(reference, PARA.number)) for reference in references) == list(range(1, 16))
    assert set(union.objects(None, PARA.cites)) == references
