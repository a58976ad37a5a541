"""SPARQL 1.1 Protocol: how a query is sent, and what comes back."""

import csv
import io
import json
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
import rdflib
from flask.testing import FlaskClient

PARA = "https://w3id.org/paradiplomacy/ontology#"
PASSAGE = "https://w3id.org/paradiplomacy/paper/hakiem-susilowati-paradiplomacy/table-1-row-"
SELECT = f"SELECT ?year {{ ?entry a <{PARA}YearEntry> ; <{PARA}year> ?year }} ORDER BY ?year ?entry"
ASK = f"ASK {{ ?entry <{PARA}year> 1985 }}"
CONSTRUCT = (
    f"CONSTRUCT {{ ?entry <{PARA}year> ?year }} WHERE {{ ?entry <{PARA}year> ?year . ?entry a <{PARA}YearEntry> }}"
)
DESCRIBE = f"DESCRIBE ?c {{ ?c <{PARA}row> 27 }}"
# rdflib warns of what its own parsers of datasets use.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

ENTRIES = 42
FORM = "application/x-www-form-urlencoded"


def value(response) -> int:
    """Read the one number that an answer in JSON gives."""
    [row] = response.json["results"]["bindings"]
    return int(row["n"]["value"])


WAYS = {
    "GET": lambda client, query, **more: client.get("/sparql", query_string={"query": query, **more}),
    "POST of a form": lambda client, query, **more: client.post("/sparql", data={"query": query, **more}),
    "POST of the query": lambda client, query, **more: client.post(
        "/sparql", query_string=more, data=query, content_type="application/sparql-query"
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_query_is_sent_in_three_ways(client: FlaskClient, way):
    """Section 2.1: GET, POST of a form and POST of the query itself ask the same."""
    response = WAYS[way](client, SELECT)
    assert response.status_code == 200
    assert len(response.json["results"]["bindings"]) == ENTRIES


@pytest.mark.parametrize("way", WAYS)
def test_the_request_names_the_default_graph_and_may_do_so_repeatedly(client: FlaskClient, way):
    """Section 2.1.4: default-graph-uri may be given several times, and the default graph is then their union."""
    one, other = (value(WAYS[way](client, COUNT, **{"default-graph-uri": PASSAGE + row})) for row in ("27", "28"))
    both = WAYS[way](client, COUNT, **{"default-graph-uri": [PASSAGE + "27", PASSAGE + "28"]})
    assert 0 < one < value(both) <= one + other


@pytest.mark.parametrize("way", WAYS)
def test_the_request_names_the_named_graphs(client: FlaskClient, way):
    """Section 2.1.4: named-graph-uri says over which graphs GRAPH ranges."""
    one = value(WAYS[way](client, COUNT, **{"default-graph-uri": PASSAGE + "27"}))
    assert value(WAYS[way](client, COUNT_NAMED, **{"named-graph-uri": PASSAGE + "27"})) == one


def test_the_dataset_of_the_request_overrides_that_of_the_query(client: FlaskClient):
    """Section 2.1.4: with a dataset in the request, FROM in the query does not count."""
    query = COUNT.replace("{", f"FROM <{PASSAGE}01> {{", 1)
    direct = client.get("/sparql", query_string={"query": COUNT, "default-graph-uri": PASSAGE + "28"})
    overridden = client.get("/sparql", query_string={"query": query, "default-graph-uri": PASSAGE + "28"})
    plain = client.get("/sparql", query_string={"query": query})
    assert value(overridden) == value(direct) != value(plain)


def of_graph(name):
    """Count the statements of a text in a format of rdflib's."""
    return lambda data: len(rdflib.Dataset().parse(data=data, format=name))


READ = {
    "application/sparql-results+json": lambda data: len(json.loads(data)["results"]["bindings"]),
    "application/sparql-results+xml": lambda data: len(ET.fromstring(data)[1]),  # noqa: S314 — our own answer
    "text/csv; charset=utf-8": lambda data: len([*csv.reader(io.StringIO(data.decode()))]) - 1,
    "text/tab-separated-values; charset=utf-8": lambda data: len(data.splitlines()) - 1,
    "text/turtle; charset=utf-8": of_graph("turtle"),
    "application/n-triples": of_graph("nt"),
    "application/n-quads": of_graph("nquads"),
    "application/rdf+xml": of_graph("xml"),
    "application/ld+json": of_graph("json-ld"),
    "application/trig": of_graph("trig"),
}


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT, None, "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "application/json", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+json", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
        (CONSTRUCT, None, "text/turtle; charset=utf-8"),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "text/turtle", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/n-quads", "application/n-quads"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/trig", "application/trig"),
        (CONSTRUCT, "application/trig;q=0.2, application/ld+json;q=0.9", "application/ld+json"),
    ],
)
def test_the_client_chooses_the_format_by_accept(client: FlaskClient, query, accept, media_type):
    """The answer comes in the offered format that Accept prefers, and holds all of it."""
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.content_type) == (200, media_type)
    assert READ[media_type](response.data) == ENTRIES
    assert "Accept" in response.vary


@pytest.mark.parametrize(
    ("query", "name", "media_type"),
    [
        (SELECT, "json", "application/sparql-results+json"),
        (SELECT, "xml", "application/sparql-results+xml"),
        (SELECT, "csv", "text/csv; charset=utf-8"),
        (SELECT, "tsv", "text/tab-separated-values; charset=utf-8"),
        (CONSTRUCT, "turtle", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "ntriples", "application/n-triples"),
        (CONSTRUCT, "nquads", "application/n-quads"),
        (CONSTRUCT, "rdfxml", "application/rdf+xml"),
        (CONSTRUCT, "jsonld", "application/ld+json"),
        (CONSTRUCT, "trig", "application/trig"),
    ],
)
def test_the_parameter_format_goes_before_accept(client: FlaskClient, query, name, media_type):
    """Whoever cannot set a header field names the format."""
    response = client.get(
        "/sparql", query_string={"query": query, "format": name}, headers={"Accept": "application/pdf"}
    )
    assert (response.status_code, response.content_type) == (200, media_type)
    assert READ[media_type](response.data) == ENTRIES


@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_yes_and_no_come_as_json_and_xml(client: FlaskClient, media_type):
    """ASK is answered with a boolean in the formats that have one."""
    response = client.get("/sparql", query_string={"query": ASK}, headers={"Accept": media_type})
    assert (response.status_code, response.content_type) == (200, media_type)
    assert b"true" in response.data


def test_a_description_is_a_graph(client: FlaskClient):
    """DESCRIBE is answered in the formats of graphs."""
    response = client.get("/sparql", query_string={"query": DESCRIBE})
    graph = rdflib.Graph().parse(data=response.data, format="turtle")
    assert rdflib.Literal(27) in graph.objects(predicate=rdflib.URIRef(PARA + "row"))


@pytest.mark.parametrize(
    ("query", "parameters", "accept", "possible"),
    [
        (ASK, {}, "text/csv", "application/sparql-results+json"),
        (ASK, {}, "text/tab-separated-values", "application/sparql-results+xml"),
        (ASK, {"format": "csv"}, "*/*", "json, xml"),
        (SELECT, {}, "text/turtle", "text/csv"),
        (SELECT, {"format": "turtle"}, "*/*", "json, xml, csv, tsv"),
        (SELECT, {"format": "pdf"}, "*/*", "json, xml, csv, tsv"),
        (SELECT, {}, "application/pdf", "application/sparql-results+json"),
        (SELECT, {}, "*/*;q=0", "application/sparql-results+json"),
        (CONSTRUCT, {}, "text/csv", "text/turtle"),
        (DESCRIBE, {}, "application/sparql-results+json", "application/n-triples"),
    ],
)
def test_what_no_format_can_hold_is_not_acceptable(client: FlaskClient, query, parameters, accept, possible):
    """A format that cannot hold the answer is refused with 406 and the list of those that can."""
    response = client.get("/sparql", query_string={"query": query, **parameters}, headers={"Accept": accept})
    assert response.status_code == 406
    assert possible in response.json["advice"]


REFUSED = {
    "no query": (400, "GET", {"query_string": {"default-graph-uri": PASSAGE + "27"}}),
    "an empty query": (400, "GET", {"query_string": {"query": ""}}),
    "two queries": (400, "GET", {"query_string": {"query": [ASK, ASK]}}),
    "one in the address, one in the form": (400, "POST", {"query_string": {"query": ASK}, "data": {"query": ASK}}),
    "one in the address, one as the body": (
        400,
        "POST",
        {"query_string": {"query": ASK}, "data": ASK, "content_type": "application/sparql-query"},
    ),
    "no SPARQL": (400, "GET", {"query_string": {"query": "Which partners are there?"}}),
    "a prefix that is not declared": (400, "GET", {"query_string": {"query": "SELECT * { ?s nix:p ?o }"}}),
    "bytes that are no UTF-8, in the address": (400, "GET", {"query_string": "query=ASK%20%7B%7D%FF"}),
    "bytes that are no UTF-8, in a form": (400, "POST", {"data": b"query=ASK%20%7B%7D%FF", "content_type": FORM}),
    "raw bytes in a form": (400, "POST", {"data": b"query=\xff", "content_type": FORM}),
    "bytes that are no UTF-8, as the body": (
        400,
        "POST",
        {"data": b"ASK {} # \xff", "content_type": "application/sparql-query"},
    ),
    "an update in a form": (403, "POST", {"data": {"update": "CLEAR ALL"}}),
    "an update beside a query": (403, "POST", {"data": {"update": "CLEAR ALL", "query": ASK}}),
    "an update as the body": (403, "POST", {"data": "CLEAR ALL", "content_type": "application/sparql-update"}),
    "an update as a query": (403, "GET", {"query_string": {"query": "CLEAR ALL"}}),
    "another endpoint": (
        403,
        "GET",
        {"query_string": {"query": "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }"}},
    ),
    "a graph that is not here": (
        403,
        "GET",
        {"query_string": {"query": ASK, "default-graph-uri": "http://localhost:1/"}},
    ),
    "PUT": (405, "PUT", {"data": ASK}),
    "PATCH": (405, "PATCH", {"data": ASK}),
    "DELETE": (405, "DELETE", {}),
    "JSON": (415, "POST", {"json": {"query": ASK}}),
    "text": (415, "POST", {"data": ASK, "content_type": "text/plain"}),
    "no content type": (415, "POST", {"data": ASK}),
    "a form in parts": (415, "POST", {"data": {"query": ASK}, "content_type": "multipart/form-data"}),
    "Latin-1": (415, "POST", {"data": ASK, "content_type": "application/sparql-query; charset=iso-8859-1"}),
    "a query of 900,000 signs": (
        403,
        "POST",
        {"data": "\0" * 900_000, "content_type": "application/sparql-query"},
    ),
    "two megabytes": (413, "POST", {"data": "#" * 2_000_000, "content_type": "application/sparql-query"}),
    "another address": (404, "GET", {"path": "/nowhere"}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_faulty_request_is_told_what_is_wrong(client: FlaskClient, case):
    """Every refusal is a problem document (RFC 9457) with its status, a reason in words, and no innards."""
    status, method, request = REFUSED[case]
    response = client.open(**{"path": "/sparql", "method": method, **request})
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    problem = response.json
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in response.text
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_refused_method_names_those_that_are_allowed(client: FlaskClient):
    """RFC 9110 section 15.5.6: 405 says what is allowed."""
    allowed = {method.strip() for method in client.delete("/sparql").headers["Allow"].split(",")}
    assert allowed == {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_refused_update_says_how_data_enters(client: FlaskClient):
    """An update is answered with the way that contributed data takes."""
    assert "dataset" in client.post("/sparql", data={"update": "CLEAR ALL"}).json["advice"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_syntax_error_has_its_line_and_column(client: FlaskClient, newline):
    """What cannot be read is 400, with the place where reading stopped."""
    query = newline.join(["SELECT ?s {", "  ?s ?p ?o"])
    problem = client.get("/sparql", query_string={"query": query}).json
    assert (problem["status"], problem["line"], problem["column"]) == (400, 2, 11)


def test_every_answer_says_which_snapshot_to_cite(client: FlaskClient, snapshot):
    """RFC 8574: the link cite-as names the snapshot that gave the answer."""
    link = client.get("/sparql", query_string={"query": ASK}).headers["Link"]
    assert link == f'<https://w3id.org/paradiplomacy/snapshot/{snapshot.hash}>; rel="cite-as"'


def test_an_answer_that_is_known_is_not_sent_again(client: FlaskClient):
    """RFC 9110 section 13.1.2: If-None-Match with the tag of the answer gives 304, without a body."""
    first = client.get("/sparql", query_string={"query": SELECT})
    again = client.get("/sparql", query_string={"query": SELECT}, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert not first.headers["ETag"].startswith("W/")


@pytest.mark.parametrize(
    "other",
    [
        {"query": SELECT + " LIMIT 1"},
        {"query": SELECT, "format": "csv"},
        {"query": SELECT, "default-graph-uri": PASSAGE + "27"},
        {"query": SELECT, "named-graph-uri": PASSAGE + "27"},
    ],
    ids=["query", "format", "default graph", "named graphs"],
)
def test_another_answer_has_another_tag(client: FlaskClient, other):
    """Query, format and dataset each have their share in the tag."""
    tag = client.get("/sparql", query_string={"query": SELECT}).headers["ETag"]
    assert client.get("/sparql", query_string=other).headers["ETag"] != tag
    assert client.get("/sparql", query_string=other, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()", "now ( )"])
def test_an_answer_that_changes_by_itself_has_no_tag(client: FlaskClient, call):
    """Two answers to a query that calls the clock or chance differ, so none stands for the other."""
    response = client.get("/sparql", query_string={"query": f"SELECT ({call} AS ?x) {{}}"})
    assert response.status_code == 200
    assert "ETag" not in response.headers


def test_a_faulty_query_is_faulty_whatever_the_client_knows(client: FlaskClient):
    """If-None-Match: * does not turn a query that cannot be read into an answer that is known."""
    response = client.get("/sparql", query_string={"query": "ASK {"}, headers={"If-None-Match": "*"})
    assert response.status_code == 400


def test_head_gives_the_fields_without_the_body(client: FlaskClient):
    """RFC 9110 section 9.3.2: HEAD is GET without its content."""
    got, head = (client.open("/sparql", method=method, query_string={"query": SELECT}) for method in ("GET", "HEAD"))
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.content_length == len(got.data)


def test_a_page_of_another_origin_may_ask_by_any_method_of_ours(client: FlaskClient):
    """Fetch section 3.3: the preflight allows methods and fields that a query needs."""
    response = client.options(
        "/sparql", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    )
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


def test_parameters_without_a_meaning_are_passed_over(client: FlaskClient):
    """Clients add parameters of their own; they do no harm."""
    address = "/sparql?" + urlencode({"query": ASK, "timeout": "10", "output": "x"})
    assert client.get(address).json["boolean"] is True
