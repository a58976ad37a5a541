"""Terms of a query that the graph does not hold: they are told, with those that are near, and nothing else is."""

import json
import time
from statistics import median

import pytest

from paradiplomacy import formats
from paradiplomacy.store import Query
from paradiplomacy.store.vocabulary import LONGEST, MOST, NEAREST

ROOT = "https://w3id.org/paradiplomacy/"
PARA, ID = ROOT + "ontology#", ROOT + "id/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
HEAD = (
    f"PREFIX para: <{PARA}> PREFIX actor: <{ID}actor/> PREFIX rdfs: <{RDFS}> "
    "PREFIX cc: <http://creativecommons.org/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
)


def unknown(store, text, head=HEAD):
    """Tell the unknown terms of a query as they are written, each with its nearest."""
    return {
        term.written: term.nearest for term in store.vocabulary.unknown(Query(head + text, formats.by_name("json")))
    }


# Where it stands, how it is misspelt, and what comes first among the nearest.
MISSPELT = {
    "a predicate": ("{ ?s para:counterprt ?o }", "para:counterprt", PARA + "counterpart"),
    "a predicate that is only a part of one": ("{ ?s para:partnr ?o }", "para:partnr", PARA + "withPartner"),
    "a class": ("{ ?s a para:Coperation }", "para:Coperation", PARA + "Cooperation"),
    "a class in small letters": ("{ ?s a para:cooperation }", "para:cooperation", PARA + "Cooperation"),
    "an underscore": ("{ ?s para:year_entry ?o }", "para:year_entry", PARA + "yearEntry"),
    "an individual": ("{ actor:kioto ?p ?o }", "actor:kioto", ID + "actor/kyoto"),
    "an individual of another kind": ("{ actor:japan ?p ?o }", "actor:japan", ID + "place/japan"),
    "a property of another vocabulary": ("{ ?s para:label ?o }", "para:label", RDFS + "label"),
    "in a filter": ("{ ?s ?p ?o FILTER (?p = para:yer) }", "para:yer", PARA + "year"),
    "in a list of values": ("{ VALUES ?p { para:year para:yer } ?s ?p ?o }", "para:yer", PARA + "year"),
    "in a path": ("{ ?s para:yearEntry/para:yer ?o }", "para:yer", PARA + "year"),
    "in an order": ("{ ?s ?p ?o } ORDER BY (?p = para:yer)", "para:yer", PARA + "year"),
    "at the end of a sentence": ("{ ?s a para:Coperation. }", "para:Coperation", PARA + "Cooperation"),
    "a graph": (f"{{ GRAPH <{ROOT}graph/reading> {{ ?s ?p ?o }} }}", f"<{ROOT}graph/reading>", ROOT + "graph/readings"),
    "written out": (f"{{ ?s <{PARA}counterprt> ?o }}", f"<{PARA}counterprt>", PARA + "counterpart"),
    "http for https": ("{ ?s <http://w3id.org/paradiplomacy/ontology#year> ?o }",
                       "<http://w3id.org/paradiplomacy/ontology#year>", PARA + "year"),
    "a slash for a hash": (f"{{ ?s <{ROOT}ontology/year> ?o }}", f"<{ROOT}ontology/year>", PARA + "year"),
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "written", "nearest"), MISSPELT.values(), ids=MISSPELT)
def test_a_misspelt_term_is_told_with_the_nearest(store, pattern, written, nearest):
    """Wherever a term is looked for, the one that was meant comes first."""
    found = unknown(store, f"SELECT * {pattern}")
    assert list(found) == [written]
    assert found[written][0] == nearest
    assert len(found[written]) <= NEAREST


@pytest.mark.parametrize(
    "declared",
    [
        "http://w3id.org/paradiplomacy/ontology#",
        "https://w3id.org/paradiplomacy/ontology",
        "https://w3id.org/paradiplomacy/ontology/",
        "https://www.w3id.org/paradiplomacy/ontology#",
        "https://w3id.org/Paradiplomacy/ontology#",
        "https://w3id.org/paradiplomcy/ontology#",
    ],
)
def test_a_prefix_of_a_wrong_namespace_is_told_once(store, declared):
    """Scheme, end or a letter is wrong: not each term is told, but the namespace."""
    found = unknown(
        store, "SELECT * { ?s para:year ?o ; para:row ?r ; a para:Cooperation }", f"PREFIX para: <{declared}> "
    )
    assert found == {f"<{declared}>": (PARA,)}


def test_a_term_of_a_namespace_that_the_graph_does_not_use_has_no_suggestion(store):
    """It is told to be absent, and that is all that can be said."""
    text = "SELECT * { ?s cc:name ?n ; <urn:isbn:1> ?o ; <tag:example> ?t }"
    assert unknown(store, text) == {"cc:name": (), "<urn:isbn:1>": (), "<tag:example>": ()}


def test_a_term_that_is_like_none_has_no_suggestion(store):
    """Nothing is better than something far off."""
    assert unknown(store, "SELECT * { ?s para:zzzzzzzz ?o }") == {"para:zzzzzzzz": ()}


NOT_TOLD = {
    "what is there": "SELECT * { ?s para:year ?o ; a para:YearEntry }",
    "what only background states":
        f"SELECT * {{ ?s para:twinnedWith ?o GRAPH <{ROOT}graph/background/twin-cities> {{}} }}",
    "a derived graph": f"SELECT * {{ GRAPH <{ROOT}graph/inferred> {{ ?s ?p ?o }} }}",
    "a prefix without use": "PREFIX x: <http://x.example/> SELECT * { ?s ?p ?o }",
    "a base": "BASE <http://x.example/> SELECT * { ?s ?p ?o }",
    "a template": "CONSTRUCT { ?s cc:name ?o ; cc:license [ a cc:Work ] } WHERE { ?s rdfs:label ?o }",
    "a datatype": "SELECT * { ?s ?p ?o FILTER (?o > '2000'^^xsd:gYear) }",
    "a function": "SELECT * { ?s ?p ?o FILTER (xsd:double(?o) > 1) }",
    "what is bound": "SELECT (<urn:x:y> AS ?x) { ?s ?p ?o BIND (cc:name AS ?y) }",
    "what a string says": "SELECT * { ?s ?p ' para:yer ' } # para:yer",
    "a term before a full stop": "SELECT * { ?s a para:Cooperation.}",
}  # fmt: skip


@pytest.mark.parametrize("text", NOT_TOLD.values(), ids=NOT_TOLD)
def test_what_need_not_be_there_is_not_told(store, text):
    """Only what a pattern, a filter or a list of values looks for."""
    assert unknown(store, text) == {}


def test_a_term_of_a_template_is_told_where_a_pattern_looks_for_it(store):
    """The template makes it, the pattern looks for it."""
    assert unknown(store, "CONSTRUCT { ?s cc:name ?o } { ?s cc:name ?o }") == {"cc:name": ()}
    assert unknown(store, "CONSTRUCT WHERE { ?s cc:name ?o }") == {"cc:name": ()}


def test_no_question_of_the_library_looks_for_what_is_not_there(store, library):
    """Each of its terms is in the graph, or made by a template."""
    assert {example.name: unknown(store, example.text, "") for example in library} == {e.name: {} for e in library}


@pytest.fixture(scope="module")
def library():
    """Read the query library."""
    from paradiplomacy.library import examples  # noqa: PLC0415 — needed in one place

    return examples()


def test_only_the_first_few_are_told(store):
    """Whoever looks for a thousand terms hears of some, in the order of the text."""
    text = "SELECT * { VALUES ?x { " + " ".join(f"para:x{n}" for n in range(1000)) + " } }"
    assert list(unknown(store, text)) == [f"para:x{n}" for n in range(MOST)]


def test_the_answer_carries_them_and_stays_what_it_is(store):
    """The body is the standard's, whether its terms are known or not."""
    one, other = (
        store.answer(Query(HEAD + f"SELECT * {{ actor:kyoto {term} ?o }}", formats.by_name("json")))
        for term in ("para:counterprt", "para:twinnedWith")
    )
    assert one.body == other.body
    assert json.loads(one.body)["results"]["bindings"] == []
    assert [term.iri for term in one.unknown] == [PARA + "counterprt"]
    assert other.unknown == ()


def took(act):
    """Measure how long an act takes, as the median of some."""
    times = []
    for _ in range(9):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return median(times)


def test_known_terms_cost_next_to_nothing(store):
    """Beside reading its tokens, a query whose terms are all there costs less than a tenth more."""
    text = HEAD + "SELECT * { ?s para:year ?o ; a para:YearEntry . actor:kyoto ?p ?s }"
    query = Query(text, formats.by_name("json"))
    assert query.iris
    assert took(lambda: store.vocabulary.unknown(query)) < took(lambda: Query(text, formats.by_name("json")).iris) / 10


HOSTILE = {
    "names near to everything":
        "SELECT * { VALUES ?x { " + " ".join(f"para:cooperationcounterpart{n}" for n in range(1900)) + " } }",
    "long names": "SELECT * { VALUES ?x { " + " ".join(f"para:{'partner' * 100}{n}" for n in range(250)) + " } }",
    "long namespaces": f"SELECT * {{ ?s <http://w3id.org/{'paradiplomacy/' * 10000}x> ?o }}",
    "many prefixes": "".join(f"PREFIX p{n}: <https://w3id.org/paradiplomacy/ontologi{n}#> " for n in range(400))
    + "SELECT * {" + "".join(f"?s p{n}:year ?o . " for n in range(200)) + "}",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_takes_about_as_long_as_its_own_reading(store, text):
    """What is compared is bounded: terms, their length, and the suggestions."""
    query = Query(HEAD + text, formats.by_name("json"))
    reading = took(lambda: Query(HEAD + text, formats.by_name("json")).iris)
    assert took(lambda: store.vocabulary.unknown(query)) < 3 * reading
    assert all(len(near) <= LONGEST for term in store.vocabulary.unknown(query) for near in term.nearest)
