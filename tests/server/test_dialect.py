"""The language of queries: SPARQL 1.1, also where the engine speaks another."""

import json

import pytest

from paradiplomacy import formats
from paradiplomacy.errors import Refused, SyntaxFault
from paradiplomacy.store import Query

TAGGED = 'VALUES (?key ?word) { (1 "satu"@id) (1 "dua"@id) (2 "tiga"@id) }'
JOINED = "SELECT (GROUP_CONCAT({}) AS ?all) {{ {} }}"


def values(store, text, **dataset):
    """Ask, and give the terms of the answer's rows, each with its language or datatype."""
    rows = json.loads(store.answer(Query(text, formats.by_name("json"), **dataset)).body)["results"]["bindings"]
    return [
        [(cell["value"], cell.get("xml:lang") or cell.get("datatype", "")) for cell in row.values()] for row in rows
    ]


def true(store, text):
    """Ask whether."""
    return json.loads(store.answer(Query(f"ASK {text}", formats.by_name("json"))).body)["boolean"]


@pytest.mark.parametrize(
    ("pattern", "holds"),
    [
        ("{ FILTER(TRUE) }", True),
        ("{ FILTER(True && !FALSE) }", True),
        ("{ FILTER(fAlSe) }", False),
        ("{ FILTER('TRUE' = 'true') }", False),
        ("{ FILTER(<TRUE> = <true>) }", False),
        ("{ BIND('x' AS ?TRUE) FILTER(BOUND(?TRUE) && !BOUND(?true)) }", True),
    ],
)
def test_keywords_are_read_in_any_case(store, pattern, holds):
    """Section 19.8, note 1: true and false are keywords; what only looks like them is not."""
    assert true(store, pattern) is holds


@pytest.mark.parametrize(
    ("inner", "expected"),
    [("?word", "satu dua tiga"), ("DISTINCT ?word ; SEPARATOR = ')'", "satu)dua)tiga"), ("(?word)", "satu dua tiga")],
)
def test_what_group_concat_gives_is_a_simple_literal(store, inner, expected):
    """Section 18.5.1.7, whatever the languages of its parts."""
    assert values(store, JOINED.format(inner, TAGGED)) == [[(expected, "")]]


def test_group_concat_stands_wherever_an_aggregate_does(store):
    """Section 19.8, production 127: in HAVING and ORDER BY too, and one inside the text of a string is none."""
    text = (
        f"SELECT ?key {{ {TAGGED} }} GROUP BY ?key HAVING (group_concat(?word) != 'GROUP_CONCAT(')"
        " ORDER BY DESC(Group_Concat(?word))"
    )
    assert [key for [(key, _)] in values(store, text)] == ["2", "1"]


@pytest.mark.parametrize(
    "pattern",
    [
        "{ BIND(<http://e.org/f>(1) AS ?x) FILTER(!BOUND(?x)) }",
        "{ BIND(COALESCE(<http://e.org/f>(1), <http://e.org/g>(2), 3) AS ?x) FILTER(?x = 3) }",
        "{ FILTER(<http://e.org/f>() || true) }",
        "{ FILTER NOT EXISTS { FILTER(<http://e.org/f>('a', 'b')) } }",
        "{ BIND(<http://www.w3.org/2001/XMLSchema#integer>('1') AS ?x) FILTER(?x = 1 || <http://e.org/f>(?x)) }",
    ],
)
def test_an_unknown_function_has_no_value(store, pattern):
    """Section 17.6: its call is an error in an expression; the functions that are known keep theirs."""
    assert true(store, pattern)


@pytest.mark.parametrize(
    "expression", ["?x<?a&&?b>?y", "(?x<?a&&?b>?y)", "IF(?x <1,2> ?y, 1, 2)"], ids=["bare", "in brackets", "in a call"]
)
def test_the_longest_token_counts(store, expression):
    """Section 19.8, note 3: two operators without a space between make an IRI, and there it is none."""
    with pytest.raises(SyntaxFault, match="is an IRI"):
        true(store, f"{{ FILTER({expression}) }}")


@pytest.mark.parametrize(
    "pattern",
    [
        "{ ?x<http://e.org/a,b&&c>?y }",
        "{ ?s ?p (?x <http://e.org/a,b> 'c' <http://e.org/a&&b>) }",
        "{ FILTER(?x IN (1, <http://e.org/a,b>)) }",
        "{ FILTER(1 < 2 && 3 > 2) FILTER EXISTS { ?x<http://e.org/a,b>?y } }",
    ],
)
def test_an_iri_after_a_term_is_read_where_it_may_stand(store, pattern):
    """In triples and lists, with a comma or an ampersand inside."""
    assert true(store, pattern) is False


def test_relative_iris_are_those_of_the_graph(store):
    """Section 4.1.1.2: the service gives the base; a BASE in the text is relative to it, and to the one before."""
    own = '"https://w3id.org/paradiplomacy/a/b"'
    assert true(store, f"{{ FILTER(STR(<a/b>) = {own}) }}")
    text = f"BASE <a/> PREFIX p: <b> BASE <c/> SELECT ?x {{ BIND(STR(p:) AS ?x) FILTER(?x = {own}) }}"
    assert len(values(store, text)) == 1


def test_each_base_counts_from_there_on(store):
    """Section 4.1.1: also for the graphs that the text names."""
    bases = "BASE <http://e.org/x/> BASE <https://w3id.org/paradiplomacy/x> BASE <graph/y>"
    text = f"{bases} SELECT ?s FROM <all> {{ ?s ?p 1985 }}"  # noqa: S608 — SPARQL
    assert values(store, text)


ROW = "https://w3id.org/paradiplomacy/paper/hakiem-susilowati-paradiplomacy/table-1-row-0"
TWO = {"named_graphs": (ROW + "1", ROW + "2")}


def counts(store, pattern, **dataset):
    """Count the solutions of a pattern."""
    [[(number, _)]] = values(store, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", **dataset)
    return int(number)


@pytest.mark.parametrize("iri", ["http://[", "http://e.org:port/"])
def test_an_iri_that_is_none_is_a_fault_at_its_place(store, iri):
    """At either end of a path too."""
    with pytest.raises(SyntaxFault, match="cannot be read") as fault:
        true(store, f"{{\n <{iri}> a* ?x }}")
    assert fault.value.place.line == 2


class TestTheVariableOfGraph:
    """Section 18.6: it is bound once the pattern inside is evaluated in each graph."""

    def test_a_subquery_is_asked_of_each_graph(self, store):
        """What it counts are the triples of one graph."""
        inside = "SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }"
        outside = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        assert sorted(values(store, inside)) == sorted(values(store, outside))
        assert len(values(store, inside)) > 100

    @pytest.mark.parametrize(
        ("pattern", "number"),
        [
            ("GRAPH ?g { FILTER(BOUND(?g)) }", 0),
            ("GRAPH ?g { } FILTER(BOUND(?g))", 2),
            ("GRAPH ?g { BIND(COALESCE(?g, 0) AS ?x) } FILTER(?x = 0 && ?g != ?x)", 2),
            (f"GRAPH ?g {{ VALUES (?g ?x) {{ (UNDEF 1) (<{ROW}1> 2) }} }} FILTER(BOUND(?g))", 3),
            ("GRAPH ?g { {} MINUS { ?a ?b ?c } }", 2),
            ("GRAPH $g { { SELECT ?g { VALUES ?g { 1 } } } }", 0),
            ("GRAPH ?g { { SELECT * { _:a ?p _:b } LIMIT 1 } GRAPH ?h { { SELECT * { _:c ?q _:d } LIMIT 1 } } }", 4),
        ],
    )
    def test_it_is_not_bound_inside(self, store, pattern, number):
        """In filters, binds, values, minus and subqueries, in two graphs and in one inside the other."""
        assert counts(store, pattern, **TWO) == number

    def test_a_fault_is_told_where_it_was_written(self, store):
        """The text of the query counts, not what became of it."""
        with pytest.raises(SyntaxFault) as fault:
            values(store, "SELECT * {\n GRAPH ?g { { SELECT * { ?s ?p ?o } } } }\n LIMIT x")
        assert fault.value.place.line == 3

    def test_what_would_grow_too_long_is_refused(self, store):
        """Cheaply, and with a way out."""
        text = "SELECT * { " + "GRAPH ?g { { SELECT * { ?s ?p ?o } } } " * 100 + "}"
        with pytest.raises(Refused, match="one by one"):
            values(store, text)


NOWHERE = "https://e.org/nowhere"


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("<N> <p>* ?x", 1),
        ("?x <p>? <N> .", 1),
        ("?x ^<p>* <N> . FILTER(?x = <N>)", 1),
        ("<N> (<p>|!a)* ?x", 1),
        ("<N> (<p>/(<q>|^a))? ?x . ?x a ?class", 0),
        ("<N> <p>* <N>", 1),
        ("<N> <p>? <M>", 0),
        ("<N> <p>+ ?x", 0),
        ("?s ?p 1985 . <N> a? ?x", "?s ?p 1985"),
        ("VALUES ?x { <N> <M> } FILTER EXISTS { <N> <p>* ?x }", 1),
        ("{ SELECT ?x { <N> <p>* ?x } }", 1),
        ("?place a? para:Place", "{ ?place a para:Place } UNION { BIND(para:Place AS ?place) }"),
        ("_:b ?p 1985 . <N> <p>* ?x . _:b ?q ?y", "_:b ?p 1985 . _:b ?q ?y"),
    ],
)
def test_a_path_of_length_zero_leads_to_itself(store, pattern, number):
    """Section 9.3: from any term to itself, and to it if there is no way further."""
    prefix = "PREFIX para: <https://w3id.org/paradiplomacy/ontology#> "

    def count(pattern):
        text = pattern.replace("<N>", f"<{NOWHERE}>").replace("<M>", f"<{NOWHERE}-else>")
        [[(found, _)]] = values(store, f"{prefix}SELECT (COUNT(*) AS ?n) {{ {text} }}")
        return int(found)

    assert count(pattern) == (count(number) if isinstance(number, str) else number)
