"""The store: which graphs a query sees, what is refused, and how an answer is written."""

import json
import subprocess
import sys
import time

import pytest

from paradiplomacy import formats, library
from paradiplomacy import store as stores
from paradiplomacy.errors import NotAcceptable, Refused, SyntaxFault
from paradiplomacy.store import Form, Query
from paradiplomacy.store.datasets import Graphs

ROOT = "https://w3id.org/paradiplomacy/"
PAPER = ROOT + "paper/hakiem-susilowati-paradiplomacy/"
GRAPH = ROOT + "graph/"
PREFIXES = (
    f"PREFIX para: <{ROOT}ontology#> PREFIX graph: <{GRAPH}> PREFIX p: <{PAPER}> "
    f"PREFIX actor: <{ROOT}id/actor/> PREFIX place: <{ROOT}id/place/>\n"
)
ROW_2 = PAPER + "table-1-row-02"
MESIR = "?place para:asWritten 'Mesir'"
INFERRED = "actor:kyoto para:cooperatesWith ?partner"
TWINNED = "?a para:twinnedWith ?b"
DERIVED = {GRAPH + name for name in ("all", "inferred", "description")}


def query(text, name="json", **dataset):
    """Make a query with the usual prefixes."""
    return Query(PREFIXES + text, formats.by_name(name), **dataset)


def rows(store, text, **dataset):
    """Ask, and give the bindings as plain values."""
    found = json.loads(store.answer(query(text, **dataset)).body)["results"]["bindings"]
    return [tuple(cell["value"] for cell in row.values()) for row in found]


def true(store, pattern, *, dataset="", **request):
    """Whether a pattern has a match."""
    return json.loads(store.answer(query(f"ASK {dataset} {{ {pattern} }}", **request)).body)["boolean"]


@pytest.fixture(scope="session")
def store_of_all(snapshot):
    """Connect to the snapshot of the real sources, everything being the default graph."""
    return stores.connect(snapshot, "all")


class TestTheDefaultGraph:
    """Closure and description, and nothing of the background."""

    @pytest.mark.parametrize(
        ("pattern", "paper", "everything"),
        [
            (MESIR, True, True),
            (INFERRED, True, True),
            ("?d <http://rdfs.org/ns/void#triples> ?n", True, True),
            (TWINNED, False, True),
        ],
        ids=["what a passage states", "what is inferred", "the description", "the background"],
    )
    def test_it_holds_what_its_scope_says(self, store, store_of_all, pattern, paper, everything):
        """The scope is the paper, or all."""
        assert true(store, pattern) is paper
        assert true(store_of_all, pattern) is everything

    def test_it_is_the_closure_and_the_description(self, store, snapshot):
        """Triple by triple."""
        [(count,)] = rows(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert int(count) == len({*snapshot.closure("paper"), *snapshot.description("paper")})


class TestGraph:
    """GRAPH ?g ranges over what is asserted; a derived graph joins when it is named."""

    def test_it_ranges_over_the_asserted_graphs_only(self, store, snapshot):
        """Passages, readings, ontology, background."""
        named = {graph for (graph,) in rows(store, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
        assert named == snapshot.graphs
        assert not named & DERIVED

    def test_it_does_not_change_with_the_scope(self, store_of_all, snapshot):
        """``--scope all`` changes the default graph and nothing else."""
        named = {graph for (graph,) in rows(store_of_all, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
        assert named == snapshot.graphs

    def test_a_fact_is_in_the_graph_of_its_passage(self, store):
        """And in no other."""
        assert rows(store, f"SELECT ?g {{ GRAPH ?g {{ {MESIR} }} }}") == [(ROW_2,)]

    def test_what_is_inferred_is_in_no_asserted_graph(self, store):
        """It has no passage."""
        assert not true(store, f"GRAPH ?g {{ {INFERRED} }}")

    @pytest.mark.parametrize(
        "text",
        [
            f"SELECT ?g {{ GRAPH ?g {{ {INFERRED} }} FILTER (?g = graph:inferred) }}",
            f"SELECT ?g {{ VALUES ?g {{ graph:inferred }} GRAPH ?g {{ {INFERRED} }} }}",
            f"SELECT ?g {{ VALUES ?g {{ <{GRAPH}inferred> }} GRAPH ?g {{ {INFERRED} }} }}",
            f"BASE <{GRAPH}x> SELECT ?g {{ BIND (<inferred> AS ?g) GRAPH <inferred> {{ {INFERRED} }} }}",
            f"PREFIX g: <{GRAPH}inf> SELECT ?g {{ BIND (g:erred AS ?g) GRAPH g:erred {{ {INFERRED} }} }}",
            f"SELECT ?g {{ VALUES ?g {{ <{GRAPH}\\u0069nferred> }} GRAPH ?g {{ {INFERRED} }} }}",
        ],
        ids=["in a filter", "in VALUES", "in full", "relative to BASE", "by a prefix", "with an escape"],
    )
    def test_a_derived_graph_joins_when_its_name_stands_in_the_query(self, store, text):
        """However the name is written."""
        assert {graph for (graph,) in rows(store, text)} == {GRAPH + "inferred"}

    @pytest.mark.parametrize(
        "text", [f"'{GRAPH}inferred'", f"# <{GRAPH}inferred>\n 1"], ids=["in a string", "in a comment"]
    )
    def test_a_name_that_is_none_lets_nothing_join(self, store, text):
        """Only an IRI of the query names a graph."""
        assert not true(store, f"GRAPH ?g {{ {INFERRED} }} BIND ({text} AS ?x)")

    def test_each_derived_graph_holds_its_own(self, store, snapshot):
        """Its own triples, and no others."""
        for name, triples in (
            ("inferred", set(snapshot.inferred("paper"))),
            ("description", set(snapshot.description("paper"))),
            ("all", {*snapshot.closure("all"), *snapshot.description("all")}),
        ):
            [(count,)] = rows(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH graph:{name} {{ ?s ?p ?o }} }}")
            assert int(count) == len(triples), name


class TestFrom:
    """FROM follows the standard (SPARQL 1.1 Query section 13.2), but for one graph."""

    def test_all_is_the_default_graph_and_the_asserted_graphs_stay(self, store):
        """The deviation: provenance is asked in the same query."""
        assert true(store, f"{TWINNED} GRAPH p:table-1-row-02 {{ {MESIR} }}", dataset="FROM graph:all")
        assert not true(store, f"GRAPH ?g {{ {INFERRED} }}", dataset="FROM graph:all")

    def test_with_from_named_all_follows_the_standard(self, store):
        """Then only the graphs that are named are there."""
        dataset = "FROM graph:all FROM NAMED p:table-1-row-01"
        assert true(store, TWINNED, dataset=dataset)
        assert not true(store, f"GRAPH ?g {{ {MESIR} }}", dataset=dataset)

    @pytest.mark.parametrize(
        ("dataset", "pattern", "holds"),
        [
            ("FROM p:table-1-row-02", MESIR, True),
            ("FROM p:table-1-row-01", MESIR, False),
            ("FROM p:table-1-row-02", f"GRAPH ?g {{ {MESIR} }}", False),
            ("FROM NAMED p:table-1-row-02", f"GRAPH ?g {{ {MESIR} }}", True),
            ("FROM NAMED p:table-1-row-02", MESIR, False),
            ("FROM p:table-1-row-01 FROM p:table-1-row-02", f"{MESIR} . ?x para:asWritten 'Jepang'", True),
            ("FROM p:table-1-row-01 FROM NAMED p:table-1-row-02", f"GRAPH ?g {{ {MESIR} }}", True),
            ("FROM graph:inferred", INFERRED, True),
            ("FROM graph:inferred", MESIR, False),
            ("from\nnamed p:table-1-row-02", f"GRAPH ?g {{ {MESIR} }}", True),
        ],
    )
    def test_any_other_graph_follows_the_standard(self, store, dataset, pattern, holds):
        """The default graph is the merge of what FROM names, the named graphs are what FROM NAMED names."""
        assert true(store, pattern, dataset=dataset) is holds

    def test_the_graphs_of_the_request_override_those_of_the_text(self, store):
        """SPARQL 1.1 Protocol section 2.1.4."""
        assert true(store, MESIR, dataset="FROM p:table-1-row-01", default_graphs=(ROW_2,))
        assert not true(store, MESIR, dataset="FROM p:table-1-row-02", default_graphs=(PAPER + "table-1-row-01",))
        assert true(store, f"GRAPH ?g {{ {MESIR} }}", dataset="FROM p:table-1-row-01", named_graphs=(ROW_2,))

    def test_all_in_the_request_is_all_in_the_text(self, store):
        """The deviation holds there too."""
        assert true(store, f"{TWINNED} GRAPH ?g {{ {MESIR} }}", default_graphs=(GRAPH + "all",))

    @pytest.mark.parametrize(
        "graph",
        ["http://example.org/elsewhere", GRAPH + "asserted", "asserted.nq", "inferred.nt", "file:///etc/passwd", ""],
    )
    def test_a_graph_that_the_snapshot_has_not_is_refused(self, store, graph):
        """Nothing is fetched; the advice tells how to list those there are."""
        for asked in (query(f"ASK FROM <{graph}> {{}}"), query("ASK {}", default_graphs=(graph,))):
            with pytest.raises(Refused) as caught:
                store.answer(asked)
            assert "GRAPH ?g" in caught.value.advice


def chained(operator, count):
    """Chain so many parts by an operator."""
    return f"SELECT * {{ ?s ?p ?o FILTER ({operator.join(['?o = 1'] * count)}) }}"


HOSTILE = {
    "SERVICE": "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
    "service, silent and in small letters": "SELECT * { service silent <http://example.org/sparql> { ?s ?p ?o } }",
    "SERVICE by an escape": "SELECT * { \\u0053ERVICE <http://example.org/sparql> { ?s ?p ?o } }",
    "SERVICE after a comment": "SELECT * { #\nSERVICE#\n<http://example.org/sparql> { ?s ?p ?o } }",
    "INSERT": "INSERT DATA { <urn:x:a> <urn:x:b> <urn:x:c> }",
    "DELETE": "DELETE WHERE { ?s ?p ?o }",
    "LOAD": "LOAD <http://example.org/data>",
    "CLEAR": "CLEAR ALL",
    "WITH": "WITH <urn:x:g> DELETE { ?s ?p ?o } INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "groups 300 deep": "SELECT * " + "{" * 300 + "}" * 300,
    "brackets 300 deep": "SELECT * { BIND (" + "(" * 300 + "1" + ")" * 300 + " AS ?x) }",
    "lists 300 deep": "SELECT * { ?s ?p " + "(" * 300 + "1" + ")" * 300 + " }",
    "blank nodes 300 deep": "SELECT * { ?s ?p " + "[ ?p " * 300 + "1" + "]" * 300 + " }",
    "paths 300 deep": "SELECT * { ?s " + "(" * 300 + "<urn:x:p>" + ")*" * 300 + " ?o }",
    "OPTIONAL 300 deep": "SELECT * { " + "OPTIONAL { ?s ?p ?o " * 300 + "}" * 301,
    "5,000 UNION": "SELECT * { " + " UNION ".join(["{}"] * 5_000) + " }",
    "5,000 ||": chained(" || ", 5_000),
    "5,000 &&": chained(" && ", 5_000),
    "5,000 +": "SELECT (" + "+".join(["1"] * 5_000) + " AS ?n) {}",
    "5,000 !": "SELECT * { FILTER (" + "!" * 5_000 + "true) }",
    "5,000 steps of a path": "SELECT * { ?s " + "/".join(["<urn:x:p>"] * 5_000) + " ?o }",
    "5,000 ^ in a path": "SELECT * { ?s " + "^" * 5_000 + "<urn:x:p> ?o }",
    "too long": "SELECT * { ?s ?p '" + "a" * 200_000 + "' }",
}


class TestWhatIsHostile:
    """It is refused before an engine sees it, and the process lives."""

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_it_is_refused_with_a_reason(self, store, text):
        """Refused, or told to be no query; never carried out."""
        with pytest.raises((Refused, SyntaxFault)) as caught:
            store.answer(Query(text, formats.by_name("json")))
        assert caught.value.message
        assert len(str(caught.value)) < 600

    def test_the_process_lives_through_all_of_it(self, home):
        """One process takes them one after the other and then answers."""
        program = (
            "import json, sys\n"
            "from pathlib import Path\n"
            "from paradiplomacy import formats, snapshot, store\n"
            "from paradiplomacy.errors import ParadiplomacyError\n"
            "asked = store.connect(snapshot.latest(Path(sys.argv[1])))\n"
            "for text in json.load(sys.stdin):\n"
            "    try: asked.answer(store.Query(text, formats.by_name('json')))\n"
            "    except ParadiplomacyError: pass\n"
            "print(asked.answer(store.Query('ASK {}', formats.by_name('json'))).body.decode())\n"
        )
        command = [sys.executable, "-c", program, str(home)]
        sent = json.dumps([*HOSTILE.values()])
        done = subprocess.run(command, input=sent, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, '{"head":{},"boolean":true}\n'), done.stderr

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT * { ?s ?p 'SERVICE <http://example.org/> {' }",
            'SELECT * { ?s ?p """ "SERVICE" \n INSERT DATA """ }',
            "SELECT * { ?s ?p ?o } # SERVICE <http://example.org/>",
            "SELECT * { ?s <http://example.org/SERVICE#FROM> ?SERVICE }",
            "PREFIX FROM: <http://example.org/> SELECT * { ?s FROM:NAMED ?FROM . ?FROM FROM:SERVICE $SERVICE }",
            "SELECT * { ?s ?p 'it\\'s FROM <http://example.org/>' }",
            'SELECT * { ?s ?p """FROM \\""" NAMED""" }',
            "SELECT * { ?s ?p 'a'@service . FILTER (?o < 1 && ?o > 2) }",
            "SELECT * { VALUES ?x { " + "1 " * 10_000 + "} }",
            "SELECT * { VALUES (?x ?y) { " + "(1 2) " * 5_000 + "} }",
            "SELECT * " + "{" * 60 + "}" * 60,
        ],
        ids=[
            "keywords in a string",
            "keywords in a long string",
            "keywords in a comment",
            "keywords in an IRI",
            "keywords in prefixed names",
            "an escaped quotation mark",
            "an escaped mark in a long string",
            "keywords in a language tag",
            "10,000 values",
            "5,000 rows of values",
            "60 levels",
        ],
    )
    def test_its_likeness_is_answered(self, store, text):
        """A word is a keyword only where the grammar has one, and long lists of values are usual."""
        assert store.answer(Query(text, formats.by_name("json"))).body

    def test_a_query_may_be_as_large_as_the_bounds_say(self, store):
        """400 chained parts are nothing hostile."""
        assert store.answer(Query(chained(" || ", 400), formats.by_name("json"))).body


class TestASyntaxError:
    """It is told with line and column of the text as it was sent."""

    @pytest.mark.parametrize(
        ("text", "line", "column"),
        [
            ("SELECT * {\n  ?s ?p\n}", 2, 3),
            ("SELECT *\nFROM <https://w3id.org/paradiplomacy/graph/all>\n{ ?s ?p ?o \n ) }", 4, 2),
            ("SELECT * { ?s nope:p ?o }", 1, None),
            ("hello", 1, 1),
            ("", 1, 1),
            ("# nothing but a comment", 1, 1),
        ],
        ids=["nothing after a predicate", "after a FROM clause", "an unknown prefix", "no query", "empty", "a comment"],
    )
    def test_line_and_column_are_told(self, store, text, line, column):
        """Counted from 1."""
        with pytest.raises(SyntaxFault) as caught:
            store.answer(Query(text, formats.by_name("json")))
        assert caught.value.place.line == line
        assert column is None or caught.value.place.column == column

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT", "SELECT * {", "SELECT * FROM", "SELECT * FROM NAMED", "SELECT ?x ?x", "ASK FROM ?g {}", "PREFIX",
            "PREFIX a:", "BASE", "ASK FROM <http://e.org/ space> {}", "ASK { ] }", "ASK } {", "ASK { ?s ?p 'open }",
            "\x00", "ASK { ?s ?p \\uD800 }", "ASK { ?s ?p '\\uDFFF' }", "ASK { ?s ?p '\\U00110000' }",
            "ASK { ?s ?p '\ud800' }", "SELECT (1 AS ?x) (2 AS ?x) {}", "ASK {} ASK {}", "ASK FROM a:b {}",
        ],
    )  # fmt: skip
    def test_whatever_is_wrong_is_told_as_one_of_ours(self, store, text):
        """Half a query, a query and a half, or none."""
        with pytest.raises((SyntaxFault, Refused)) as caught:
            store.answer(Query(text, formats.by_name("json")))
        assert caught.value.message


class TestAnAnswer:
    """It is in the format that was asked for, and names its snapshot."""

    @pytest.mark.parametrize(
        ("text", "name", "begins"),
        [
            ("SELECT ?x { VALUES ?x { 'a' } }", "json", b'{"head"'),
            ("SELECT ?x { VALUES ?x { 'a' } }", "xml", b"<?xml"),
            ("SELECT ?x { VALUES ?x { 'a' } }", "csv", b"x\r\na"),
            ("SELECT ?x { VALUES ?x { 'a' } }", "tsv", b'?x\n"a"'),
            ("ASK {}", "json", b'{"head":{},"boolean":true}'),
            ("ASK {}", "xml", b"<?xml"),
            ("CONSTRUCT { <urn:x:a> <urn:x:b> 'c' } {}", "ntriples", b'<urn:x:a> <urn:x:b> "c" .'),
            ("CONSTRUCT { <urn:x:a> <urn:x:b> 'c' } {}", "turtle", b"@prefix"),
            ("CONSTRUCT { <urn:x:a> <urn:x:b> 'c' } {}", "trig", b"@prefix"),
            ("CONSTRUCT { <urn:x:a> <urn:x:b> 'c' } {}", "nquads", b'<urn:x:a> <urn:x:b> "c" .'),
            ("CONSTRUCT { <urn:x:a> <urn:x:b> 'c' } {}", "rdfxml", b"<?xml"),
            ("CONSTRUCT { <urn:x:a> <urn:x:b> 'c' } {}", "jsonld", b"["),
            ("DESCRIBE place:egypt", "turtle", b"@prefix"),
        ],
    )
    def test_each_format_is_itself(self, store, snapshot, text, name, begins):
        """The bytes begin as the format does."""
        answer = store.answer(query(text, name))
        assert answer.body.startswith(begins)
        assert (answer.snapshot, answer.format.name) == (snapshot.hash, name)

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("SELECT * {}", "turtle"),
            ("ASK {}", "csv"),
            ("ASK {}", "tsv"),
            ("ASK {}", "ntriples"),
            ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "json"),
            ("DESCRIBE place:egypt", "csv"),
        ],
    )
    def test_a_format_that_cannot_hold_it_is_not_acceptable(self, store, text, name):
        """The message names the format, the advice others."""
        with pytest.raises(NotAcceptable) as caught:
            store.answer(query(text, name))
        assert name in caught.value.message
        assert caught.value.advice

    @pytest.mark.parametrize("form", list(Form))
    def test_the_form_is_read_off_the_text(self, form):
        """Whatever stands before it."""
        head = "# SELECT\nBASE <http://e.org/ASK> PREFIX SELECT: <http://e.org/>\n"
        text = f"{head}{form.value.lower()} {{ SELECT * {{}} }}"
        assert Query(text, formats.by_name("json")).form is form


def test_a_triple_that_two_graphs_state_stands_once_in_their_merge(store, snapshot):
    """Several FROM clauses give the merge of their graphs (SPARQL 1.1 Query section 13.2.1), not a bag of both."""
    named = [f"{PAPER}table-1-row-{row}" for row in ("01", "27")]
    stated = [{quad[:3] for quad in snapshot.asserted() if str(quad[3]) == graph} for graph in named]
    clauses = " ".join(f"FROM <{graph}>" for graph in named)
    [(found,)] = rows(store, f"SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}")
    assert stated[0] & stated[1]
    assert int(found) == len(stated[0] | stated[1])


LONG = {
    "dots after a letter": "a.",
    "a name of dots": "a:.",
    "quotation marks escaped": "'\\",
    "long strings begun": '"""a',
    "apostrophes": "'''a' ",
    "IRIs begun": "<a",
    "tags": "@a-",
    "hyphens": "a-",
    "percent signs": "a:%4",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
def test_the_tokens_of_a_text_are_read_in_time_that_grows_as_it_does(piece):
    """Sixteen times the text takes about sixteen times as long, not 256 times: nothing is read again and again."""

    def took(length):
        text, began = piece * (length // len(piece)), time.perf_counter()
        assert Query(text, formats.by_name("json")).tokens
        return time.perf_counter() - began

    short, long = (min(took(length) for _ in range(3)) for length in (2_000, 32_000))
    assert long < 80 * short


@pytest.mark.parametrize("text", [*(question.text for question in library.examples()), *LONG.values()])
def test_a_text_is_read_alike_with_and_without_kinds_and_places(text):
    """Its pieces are the texts of its tokens, and what looks like a name or an IRI is one."""
    asked = Query(text, formats.by_name("json"))
    assert asked.pieces == [token.text for token in asked.tokens]
    assert asked.iris == {asked.resolve(token) for token in asked.tokens if token.kind in {"iri", "name"}}


@pytest.mark.parametrize("clause", ["", f"FROM NAMED <{ROW_2}>", f"FROM <{GRAPH}all>"], ids=["usual", "one", "all"])
def test_a_query_without_graph_gets_no_named_graphs(snapshot, clause):
    """It cannot reach them, and joins faster without them."""
    graphs = Graphs(snapshot, "paper")
    without, within = (query(f"SELECT * {clause} {{ {where} }}") for where in ("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"))
    assert not graphs.dataset(without).named
    assert graphs.dataset(within).named
    assert graphs.dataset(without).default == graphs.dataset(within).default
