"""The questions of the library get the answers written down beside them, in every engine."""

import json
from itertools import pairwise
from pathlib import Path

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


def asked(store, question, default_graphs=(), named_graphs=()):
    """Ask the store, and give its answer as it would be written down."""
    form = formats.by_name(FORMATS[question.result])
    body = store.answer(Query(question.text, form, default_graphs, named_graphs)).body.decode()
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
    for triple in (*snapshot.closure("paper"), *snapshot.description()):
        dataset.default_graph.add(triple)
    for *triple, graph in snapshot.asserted():
        dataset.graph(graph).add(tuple(triple))
    return dataset


def cell(term):
    """Write one cell of SPARQL 1.1 TSV (section 4)."""
    if isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.integer:
        return str(term)
    return "" if term is None else term.n3()


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


@each_question
def test_inference_is_named_where_it_is_needed_and_only_there(store, snapshot, question):
    """Without the closure a question with ``inference`` loses lines of its answer; any other loses nothing."""
    graphs = tuple(sorted(name for name in snapshot.counts if name.startswith("https://")))
    asserted = asked(store, question, tuple(sorted(snapshot.paper_graphs)), graphs)
    if question.inference:
        assert set(written(question).splitlines()) - set(asserted.splitlines())
    else:
        assert asserted == written(question)


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


@pytest.mark.parametrize(
    ("kind", "holds", "fewest"),
    [
        ("in all", bool, 24),
        ("that need the closure", lambda question: question.inference, 7),
        ("that return the passage", lambda question: "GRAPH ?passage" in question.text, 6),
        ("that tell silence from no", lambda question: "para:silentOn" in question.text, 3),
        ("that count", lambda question: "COUNT(" in question.text, 5),
        ("that construct", lambda question: question.result == "construct", 1),
        ("with yes or no", lambda question: question.result == "ask", 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_library_has_questions_of_every_kind(kind, holds, fewest):
    """What the graph is for, the library shows."""
    assert sum(bool(holds(question)) for question in QUESTIONS) >= fewest, kind
