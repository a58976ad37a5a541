"""The questions of the library get the answers written down beside them, in every engine."""

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from paradiplomacy import formats, library
from paradiplomacy.store import Query

QUESTIONS = library.examples()
ANSWERS = Path(__file__).parent
ENDINGS = {"select": ".tsv", "ask": ".txt", "construct": ".nt"}
FORMATS = {"select": "tsv", "ask": "json", "construct": "ntriples"}

each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)


def written(question):
    """Read the answer as it was written down before the query ran."""
    return (ANSWERS / (question.name + ENDINGS[question.result])).read_text(encoding="utf-8")


def asked(store, question):
    """Ask the store, and give its answer as it would be written down."""
    form = formats.by_name(FORMATS[question.result])
    body = store.answer(Query(question.text, form)).body.decode()
    if question.result == "ask":
        return json.dumps(json.loads(body)["boolean"]) + "\n"
    return ordered(body) if question.result == "construct" else body


def ordered(text):
    """Sort lines whose order means nothing."""
    return "".join(sorted(text.splitlines(keepends=True)))


def test_every_question_has_an_answer_and_every_answer_a_question():
    """An answer bears the name of its question; its ending says which kind it is."""
    questions = {question.name + ENDINGS[question.result] for question in QUESTIONS}
    answers = {path.name for path in ANSWERS.iterdir() if path.suffix in ENDINGS.values()}
    assert answers == questions


@each_question
def test_a_question_gets_its_answer(store, question):
    """Same lines, same order."""
    assert asked(store, question) == written(question)


@pytest.fixture(scope="session")
def dataset(snapshot):
    """Read the snapshot into rdflib: closure and description unnamed, what is asserted in named graphs."""
    dataset = rdflib.Dataset()
    for triple in (*snapshot.closure("paper"), *snapshot.description("paper")):
        dataset.default_graph.add(triple)
    for *triple, graph in snapshot.asserted():
        dataset.graph(graph).add(tuple(triple))
    return dataset


def cell(term):
    """Write one cell of SPARQL 1.1 TSV (section 4) as Oxigraph does: whole decimals keep their datatype."""
    if term is None:
        return ""
    if isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.decimal:
        number = f"{Decimal(term).normalize():f}"
        return number if "." in number else f'"{number}"^^<{rdflib.XSD.decimal}>'
    plain = isinstance(term, rdflib.Literal) and term.datatype in {rdflib.XSD.integer, rdflib.XSD.boolean}
    return str(term) if plain else term.n3()


def tabulated(result):
    """Write bindings as SPARQL 1.1 TSV."""
    rows = [[f"?{variable}" for variable in result.vars], *([cell(term) for term in row] for row in result)]
    return "".join("\t".join(row) + "\n" for row in rows)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns of its own calls
@each_question
def test_another_engine_gives_the_same_answer(dataset, question):
    """A query means the same to rdflib: it leans on no habit of one engine."""
    result = dataset.query(question.text)
    if result.type == "ASK":
        answer = json.dumps(result.askAnswer) + "\n"
    elif result.type == "CONSTRUCT":
        answer = ordered(result.graph.serialize(format="nt"))
    else:
        answer = tabulated(result)
    assert answer == written(question)


@pytest.fixture(scope="session")
def asserted(snapshot):
    """Load what is asserted into a store, each triple in its graph, and once in the default graph if the paper's."""
    store = pyoxigraph.Store()
    for quad in pyoxigraph.parse(snapshot.text("asserted.nq"), pyoxigraph.RdfFormat.N_QUADS):
        store.add(quad)
        if quad.graph_name.value in snapshot.paper_graphs:
            store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    return store


def asked_of_asserted(asserted, question):
    """Ask what is asserted alone, and give its answer as it would be written down."""
    result = asserted.query(question.text)
    if question.result == "ask":
        return json.dumps(bool(result)) + "\n"
    if question.result == "construct":
        return ordered(pyoxigraph.serialize(result, format=pyoxigraph.RdfFormat.N_TRIPLES).decode())
    return result.serialize(format=pyoxigraph.QueryResultsFormat.TSV).decode()


@each_question
def test_inference_is_named_where_it_is_needed_and_only_there(asserted, question):
    """Without the closure a question with ``inference`` loses lines of its answer; any other loses nothing."""
    answer = asked_of_asserted(asserted, question)
    if question.inference:
        assert set(written(question).splitlines()) - set(answer.splitlines())
    else:
        assert answer == written(question)


def shape(question):
    """Give the tokens of a query, with every constant alike and variables by their order."""
    tokens = iter(Query(question.text, formats.by_name("json")).tokens)
    variables = {}
    for token in tokens:
        if token.means("PREFIX"):
            next(tokens), next(tokens)
        elif token.kind == "variable":
            yield variables.setdefault(token.text, len(variables))
        else:
            yield token.text.upper() if token.kind in {"word", "sign"} else "constant"


def test_no_two_questions_are_alike():
    """Two queries that differ in constants and names of variables only would be one with a parameter."""
    shapes = {}
    for question in QUESTIONS:
        shapes.setdefault(tuple(shape(question)), []).append(question.name)
    assert [names for names in shapes.values() if len(names) > 1] == []


@each_question
def test_the_head_keeps_its_word(question):
    """The title is a question, the result is the query's form, and an answer of several lines is ordered."""
    query = Query(question.text, formats.by_name("json"))
    assert question.title.endswith("?")
    assert query.form.name.lower() == question.result
    several = question.result == "select" and written(question).count("\n") > 2
    assert "ORDER BY" in question.text or not several


@each_question
def test_a_query_declares_the_prefixes_that_it_uses_and_no_others(question):
    """Each file runs as it is, anywhere."""
    tokens = Query(question.text, formats.by_name("json")).tokens
    names = [token.text.partition(":")[0] for token in tokens if token.kind == "name"]
    declared = [after.text.partition(":")[0] for token, after in pairwise(tokens) if token.means("PREFIX")]
    assert declared == sorted(set(names))
    assert all(names.count(name) > 1 for name in declared)


KINDS = (
    "table", "cooperation", "instrument", "activity", "place", "human security", "proposition", "figure", "obstacle",
    "method", "reference", "provenance", "silence", "contradiction", "names", "ontology",
)  # fmt: skip
PARTS = {
    "front matter", "abstract", "section 1", "section 2", "section 3.1", "table 1", "section 3.2", "section 3.3",
    "section 4", "list of references", "whole paper",
}  # fmt: skip


@each_question
def test_the_keywords_say_what_kind_of_question_it_is_and_of_which_part_of_the_paper(question):
    """The kind comes first; one about the ontology is of no part."""
    first, *others = question.keywords
    assert first in KINDS
    assert first == "ontology" or PARTS & set(others)


@pytest.mark.parametrize("word", [*KINDS, *sorted(PARTS)])
def test_no_kind_and_no_part_is_without_a_question(word):
    """Each part of the paper is reached, and each kind of question is asked."""
    assert any(word in question.keywords for question in QUESTIONS)


def reads_more_than_kind_and_label(question):
    """Tell whether a query reads a property of ours, so that an answer is found by what is said."""
    tokens = [token.text for token in Query(question.text, formats.by_name("json")).tokens]
    properties = {word for word in tokens if word.startswith("para:") and word[5:6].islower()}
    return bool(properties - {"para:asWritten"})


def test_every_claim_answers_a_question(store):
    """No proposition of the paper is found by its label or its kind alone."""
    every = "SELECT DISTINCT ?claim { ?claim a <https://w3id.org/paradiplomacy/ontology#Claim> }"
    claims = store.answer(Query(every, formats.by_name("tsv"))).body.decode().splitlines()[1:]
    found = "".join(written(question) for question in QUESTIONS if reads_more_than_kind_and_label(question))
    assert claims
    assert [claim for claim in claims if claim not in found] == []


@pytest.mark.parametrize(
    ("kind", "holds", "fewest"),
    [
        ("in all", bool, 80),
        ("that need the closure", lambda question: question.inference, 20),
        ("that return the passage", lambda question: "GRAPH ?passage" in question.text, 15),
        ("that tell what the paper does not say", lambda question: "does not say" in written(question), 8),
        ("that read a note of silence", lambda question: "para:silentOn" in question.text, 12),
        ("that show both sides of a contradiction", lambda question: question.keywords[0] == "contradiction", 4),
        ("that count", lambda question: "COUNT(" in question.text, 12),
        ("that construct", lambda question: question.result == "construct", 2),
        ("with yes or no", lambda question: question.result == "ask", 2),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_library_has_questions_of_every_kind(kind, holds, fewest):
    """What the graph is for, the library shows."""
    assert sum(bool(holds(question)) for question in QUESTIONS) >= fewest, kind
