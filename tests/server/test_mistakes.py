"""The common mistakes in a query: each is told at its place, with what is wrong and what would be right."""

import time

import pytest

from paradiplomacy import formats, library, sources
from paradiplomacy.errors import SyntaxFault
from paradiplomacy.store import Query, mistakes

PARA = "https://w3id.org/paradiplomacy/ontology#"
HEAD = f"PREFIX para: <{PARA}>\n"
SUITES = sources.root().parent / "shared" / "conformance"

# What is wrong, the query after its first line, which declares para:, the place, what is said, what is advised.
MISTAKES = {
    # Signs that are missing, or too many.
    "no full stop": ("SELECT * {\n  ?s para:row ?o\n  ?o para:year ?y\n}", (4, 3), "complete before '?o'", "full stop"),
    "no closing brace": ("SELECT * {\n  ?s para:year ?o", (3, 18), "The { of line 2, column 10", "Write }"),
    "no opening brace": ("SELECT * WHERE\n  ?s para:year ?o }", (2, 10), "WHERE is not followed by {", "WHERE { … }"),
    "a brace too many": ("SELECT * { ?s para:year ?o } }", (2, 30), "closes no bracket", "Leave it out"),
    "no closing bracket": ("SELECT * { ?s ?p ?o FILTER (?o > 3 }", (2, 36), "The ( of line 2, column 28", "Write )"),
    "two full stops": ("SELECT * { ?s para:year ?o .. }", (2, 29), "Two full stops", "Leave one out"),
    "a comma in SELECT": ("SELECT ?s, ?o { ?s para:year ?o }", (2, 10), "A comma", "Leave it out"),
    "UNION without groups": ("SELECT * { ?s a ?o UNION ?s ?p ?o }", (2, 20), "two groups", "{ … } UNION { … }"),
    "a string not closed": ('SELECT * { ?s ?p "Mesir }', (2, 18), "string", 'Close it with "'),
    "a long string not closed": ("SELECT * { ?s ?p '''Mesir' }", (2, 18), "string", "Close it with '''"),
    "quotation marks of a word processor": ("SELECT * { ?s ?p “Mesir” }", (2, 18), "quotation mark", 'Write "'),
    "an IRI not closed": ("SELECT * { ?s <https://example.org/p ?o }", (2, 15), "IRI", "Close it with >"),
    "a blank in an IRI": ("SELECT * { ?s <https://example.org/a b> ?o }", (2, 15), "IRI", "no blanks"),
    "an address without brackets": ("SELECT * { ?s https://example.org/p ?o }", (2, 15), "address", "<https://…>"),
    # Words.
    "SELECT misspelt": ("SELCT * { ?s para:year ?o }", (2, 1), "'SELCT'", "SELECT"),
    "WHERE misspelt": ("SELECT * WERE { ?s para:year ?o }", (2, 10), "'WERE'", "WHERE"),
    "FILTER misspelt": ("SELECT * { ?s ?p ?o . FILTR (?o > 3) }", (2, 23), "'FILTR'", "FILTER"),
    "OPTIONAL misspelt": ("SELECT * { ?s ?p ?o OPTINAL { ?s a ?t } }", (2, 21), "'OPTINAL'", "OPTIONAL"),
    "ORDER misspelt": ("SELECT * { ?s ?p ?o } ODER BY ?o", (2, 23), "'ODER'", "ORDER"),
    "a function misspelt": ("SELECT * { ?s ?p ?o FILTER (CONTANS(?o, 'a')) }", (2, 29), "'CONTANS'", "CONTAINS"),
    "a function that there is not": ("SELECT * { ?s ?p ?o FILTER (xyz(?o)) }", (2, 29), "no function xyz", "17.4"),
    "ORDER without BY": ("SELECT * { ?s ?p ?o } ORDER ?o", (2, 23), "BY", "ORDER BY"),
    "GROUP without BY": ("SELECT ?s { ?s ?p ?o } GROUP ?s", (2, 24), "BY", "GROUP BY"),
    "a variable without its mark": ("SELECT s { ?s ?p ?o }", (2, 8), "'s'", "?s"),
    "a property without its prefix": ("SELECT * { ?s row ?o }", (2, 15), "'row'", "?row"),
    "a property that is called as a function is": ("SELECT * { ?s year ?o }", (2, 15), "YEAR is a function", "?year"),
    # Prefixes.
    "a prefix of ours": ("SELECT * { actor:kyoto ?p ?o }", (2, 12), "'actor'",
                         "PREFIX actor: <https://w3id.org/paradiplomacy/id/actor/>"),
    "a prefix of a passage": ("SELECT * { GRAPH p:title { ?s ?p ?o } }", (2, 18), "'p'",
                              "PREFIX p: <https://w3id.org/paradiplomacy/paper/hakiem-susilowati-paradiplomacy/>"),
    "a prefix that is well known": ("SELECT * { ?s schema:name ?o }", (2, 15), "'schema'",
                                    "PREFIX schema: <https://schema.org/>"),
    "a prefix almost as declared": ("SELECT * { ?s pra:year ?o }", (2, 15), "'pra'", "Did you mean para:"),
    "a prefix almost as usual": ("SELECT * { ?s dctrms:title ?o }", (2, 15), "'dctrms'",
                                 "PREFIX dcterms: <http://purl.org/dc/terms/>"),
    "a prefix that nobody knows": ("SELECT * { ?s nix:p ?o }", (2, 15), "'nix'", "PREFIX nix: <…>"),
    "a declaration without a colon": ("PREFIX x <urn:x:> SELECT * { ?s ?p ?o }", (2, 1), "a colon", "PREFIX para:"),
    "a declaration as in Turtle": ("@prefix x: <urn:x:> .\nSELECT * { ?s ?p ?o }", (2, 1), "Turtle", "PREFIX"),
    # Triples.
    "no object": ("SELECT * { ?s para:year }", (2, 12), "'?s' is not complete", "an object"),
    "no predicate": ("SELECT * { ?s ?o . }", (2, 12), "'?s' is not complete", "a predicate"),
    "no object after a semicolon": ("SELECT * { ?s para:row ?o ; ?p }", (2, 29), "'?p' is not complete", "an object"),
    "a datatype after one arrow": ("SELECT * { ?s ?p '3'^para:x }", (2, 21), "^", "^^"),
    # Expressions.
    "an expression without a name": ("SELECT (COUNT(?s)) { ?s ?p ?o }", (2, 18), "no name", "AS"),
    "an expression without brackets": ("SELECT COUNT(?s) AS ?n { ?s ?p ?o }", (2, 8), "brackets",
                                       "(COUNT(?s) AS ?name)"),
    "a name that is no variable": ("SELECT (COUNT(?s) AS n) { ?s ?p ?o }", (2, 19), "variable", "AS ?n"),
    "a variable that is not grouped": ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", (2, 8), "?s is neither",
                                       "GROUP BY ?s"),
    "another that is not grouped": ("SELECT ?s ?p (SUM(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s", (2, 11), "?p is neither",
                                    "SAMPLE(?p)"),
    "a star with groups": ("SELECT * { ?s ?p ?o } GROUP BY ?s", (2, 8), "SELECT *", "Name the variables"),
    "a name that is taken": ("SELECT (1 AS ?s) { ?s ?p ?o }", (2, 14), "?s has a value", "?s2"),
    "a variable bound again": ("SELECT * { ?s ?p ?o BIND (1 AS ?o) }", (2, 32), "?o has a value", "?o2"),
    "two signs of equality": ("SELECT * { ?s ?p ?o FILTER (?o == 3) }", (2, 32), "==", "Write =."),
    "AND": ("SELECT * { ?s ?p ?o FILTER (?o > 3 AND ?o < 9) }", (2, 36), "AND", "&&"),
    "OR": ("SELECT * { ?s ?p ?o FILTER (?o < 3 or ?o > 9) }", (2, 36), "or", "||"),
    "FILTER without brackets": ("SELECT * { ?s ?p ?o FILTER ?o > 3 }", (2, 21), "brackets", "FILTER (?x > 3)"),
    "HAVING without brackets": ("SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING COUNT(?o) > 1", (2, 36), "brackets",
                                "HAVING"),
    "an aggregate in FILTER": ("SELECT ?s { ?s ?p ?o FILTER (COUNT(?o) > 1) }", (2, 22), "COUNT", "HAVING"),
    "too few arguments": ("SELECT * { ?s ?p ?o FILTER (CONTAINS(?o)) }", (2, 29), "takes 2 arguments, not 1", "commas"),
    "too many arguments": ("SELECT * { ?s ?p ?o FILTER (STR(?o, ?s) = 'a') }", (2, 29), "takes 1 argument, not 2",
                           "commas"),
    # What stands around the patterns.
    "ORDER after LIMIT": ("SELECT * { ?s ?p ?o } LIMIT 3 ORDER BY ?o", (2, 31), "ORDER stands after LIMIT",
                          "GROUP, HAVING"),
    "a limit below zero": ("SELECT * { ?s ?p ?o } LIMIT -1", (2, 23), "whole number", "LIMIT 10"),
    "a limit in words": ("SELECT * { ?s ?p ?o } OFFSET ten", (2, 23), "whole number", "OFFSET 10"),
    "too few values": ("SELECT * { VALUES (?a ?b) { (1 2) (1) } }", (2, 35), "1 value for 2 variables", "UNDEF"),
    "ASK with variables": ("ASK ?s { ?s ?p ?o }", (2, 1), "ASK", "SELECT"),
    "CONSTRUCT without a template": ("CONSTRUCT ?s WHERE { ?s ?p ?o }", (2, 1), "template", "CONSTRUCT {"),
    "FROM as in SQL": ("SELECT ?name FROM partners WHERE { ?s ?p ?name }", (2, 14), "FROM", "IRI of a graph"),
    "no query at all": ("Which partners are there?", (1, 1), "no query", "SELECT"),
}  # fmt: skip


@pytest.mark.parametrize(("query", "place", "said", "advice"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_at_its_place_with_what_would_be_right(store, query, place, said, advice):
    """Line and column, what is wrong, and what to write instead."""
    form = formats.by_name("ntriples" if query.startswith("CONSTRUCT") else "json")
    with pytest.raises(SyntaxFault) as caught:
        store.answer(Query(HEAD + query, form))
    fault = caught.value
    assert said in fault.message
    assert advice in fault.advice
    assert (fault.place.line, fault.place.column) == place
    assert len(str(fault)) < 400


def readable():
    """List the queries that can be read: the library, and those that the W3C's suites evaluate."""
    suites = [*SUITES.glob("sparql1*/**/*.rq")]
    texts = [example.text for example in library.examples()]
    for path in suites:
        with path.open(encoding="utf-8", newline="") as file:
            texts.append(file.read())
    return texts


def can_be_read(store, text):
    """Whether the engine takes a query."""
    try:
        store.answer(Query(text, formats.by_name("json")))
    except SyntaxFault:
        return False
    except Exception:  # noqa: BLE001 — because whatever else is wrong, it could be read
        return True
    return True


def test_a_query_that_can_be_read_has_no_mistake(store):
    """The rules say nothing of any query of the library, nor of the W3C's suites where they are at hand."""
    known = store.vocabulary.prefixes
    told = {
        text: mistake for text in readable() if (mistake := mistakes.find(Query(text, formats.by_name("json")), known))
    }
    assert [text for text in told if can_be_read(store, text)] == []


HOSTILE = {
    "strange words": "SELECT * { " + "qwertz " * 1900 + "}",
    "prefixes": "SELECT * { " + "".join(f"qw{n}:ertz " for n in range(1900)) + "}",
    "brackets": "SELECT * { " + "( " * 60 + ") " * 900 + "}",
    "selects": "SELECT " + "(COUNT(?x)) " * 190 + "{ ?s ?p ?o ",
    "subqueries": "SELECT * " + "{ SELECT ?x (COUNT(?y) AS ?n) " * 60 + "{ ?x ?y",
    "values": "SELECT * { VALUES (?a ?b) { " + "(1 2) " * 30_000 + "(1) } }",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_mistakes_are_found_in_time_that_grows_as_the_text_does(text):
    """Finding them in a hostile text takes no more than some fifty times as long as reading its tokens."""
    query, began = Query(text, formats.by_name("json")), time.perf_counter()
    assert query.tokens
    reading = time.perf_counter() - began
    began = time.perf_counter()
    assert mistakes.find(query, {"para": PARA})
    assert time.perf_counter() - began < 50 * reading
