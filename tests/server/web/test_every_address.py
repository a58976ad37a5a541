"""Every address: its methods, what a page of another origin may do, and that OpenAPI tells all of it and no more."""

import re

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from paradiplomacy.web import create_app
from paradiplomacy.web.openapi import MEDIA_TYPE

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"
SELECT = "SELECT * { ?s ?p ?o } LIMIT 1"
RECORD = "<urn:x:a> <urn:x:b> <urn:x:c> ."
PAPER = "hakiem-susilowati-paradiplomacy"
READINGS = "https://w3id.org/paradiplomacy/graph/readings"
UNKNOWN = {"Accept": "application/pdf"}
HTML = {"Accept": BROWSER}

GRAPHS = ("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld")
BINDINGS = ("json", "xml", "csv", "tsv")


def each(path, **query):
    """Ask for a graph in each format."""
    return [(path, {"query_string": {**query, "format": name}}) for name in GRAPHS]


# How each described status of each operation is brought about, at which address; for 200, every described media type.
CALLS = {
    ("/sparql", "get", "200"): [
        *[("/sparql", {"query_string": {"query": SELECT, "format": name}}) for name in BINDINGS],
        *each("/sparql", query=CONSTRUCT),
        *each("/sparql"),
    ],
    ("/sparql", "get", "303"): [("/sparql", {"headers": HTML})],
    ("/sparql", "get", "304"): [("/sparql", {}), ("/sparql", {"query_string": {"query": SELECT}})],
    ("/sparql", "get", "400"): [("/sparql?query=x", {}), ("/sparql?query=x", {"headers": HTML})],
    ("/sparql", "get", "403"): [("/sparql?query=CLEAR%20ALL", {}), ("/sparql?query=CLEAR%20ALL", {"headers": HTML})],
    ("/sparql", "get", "406"): [
        ("/sparql?query=ASK%20%7B%7D", {"headers": UNKNOWN}),
        ("/sparql", {"headers": UNKNOWN}),
    ],
    ("/sparql", "post", "200"): [
        *[("/sparql", {"data": {"query": SELECT, "format": name}}) for name in BINDINGS],
        *[("/sparql", {"data": {"query": CONSTRUCT, "format": name}}) for name in GRAPHS],
        ("/sparql", {"data": SELECT, "content_type": "application/sparql-query"}),
    ],
    ("/sparql", "post", "400"): [("/sparql", {"data": {"query": "x"}})],
    ("/sparql", "post", "403"): [("/sparql", {"data": {"update": "CLEAR ALL"}})],
    ("/sparql", "post", "406"): [("/sparql", {"data": {"query": SELECT}, "headers": UNKNOWN})],
    ("/sparql", "post", "413"): [("/sparql", {"data": "#" * 2_000_000, "content_type": "application/sparql-query"})],
    ("/sparql", "post", "415"): [("/sparql", {"json": {}})],
    ("/.well-known/void", "get", "200"): each("/.well-known/void"),
    ("/.well-known/void", "get", "303"): [("/.well-known/void", {"headers": HTML})],
    ("/.well-known/void", "get", "304"): [("/.well-known/void", {})],
    ("/.well-known/void", "get", "406"): [("/.well-known/void", {"headers": UNKNOWN})],
    ("/openapi.json", "get", "200"): [("/openapi.json", {})],
    ("/rdf-graph-store", "get", "200"): each("/rdf-graph-store", graph=READINGS),
    ("/rdf-graph-store", "get", "304"): [("/rdf-graph-store", {"query_string": {"graph": READINGS}})],
    ("/rdf-graph-store", "get", "400"): [("/rdf-graph-store", {}), ("/rdf-graph-store", {"headers": HTML})],
    ("/rdf-graph-store", "get", "404"): [("/rdf-graph-store?graph=urn:x:y", {})],
    ("/rdf-graph-store", "get", "406"): [("/rdf-graph-store?default", {"headers": UNKNOWN})],
    ("/graph/{name}", "get", "200"): each("/graph/background/twin-cities"),
    ("/graph/{name}", "get", "303"): [("/graph/readings", {"headers": HTML})],
    ("/graph/{name}", "get", "304"): [("/graph/readings", {})],
    ("/graph/{name}", "get", "404"): [("/graph/nowhere", {}), ("/graph/nowhere", {"headers": HTML})],
    ("/graph/{name}", "get", "406"): [("/graph/readings", {"headers": UNKNOWN})],
    ("/paper/{paper}/{passage}", "get", "200"): each(f"/paper/{PAPER}/table-1-row-02"),
    ("/paper/{paper}/{passage}", "get", "303"): [(f"/paper/{PAPER}/table-1-row-02", {"headers": HTML})],
    ("/paper/{paper}/{passage}", "get", "304"): [(f"/paper/{PAPER}/table-1-row-02", {})],
    ("/paper/{paper}/{passage}", "get", "404"): [(f"/paper/{PAPER}/nowhere", {}), ("/paper/x/y", {})],
    ("/paper/{paper}/{passage}", "get", "406"): [(f"/paper/{PAPER}/table-1-row-02", {"headers": UNKNOWN})],
    ("/explain", "get", "200"): [
        ("/explain?s=actor:kyoto&p=a&o=para:Actor", {"query_string": None, "headers": {"Accept": accept}})
        for accept in ("text/html", "application/json", "text/turtle")
    ],
    ("/explain", "get", "400"): [("/explain?s=x&p=y&o=z", {}), ("/explain?s=x", {"headers": HTML})],
    ("/explain", "get", "406"): [("/explain?s=actor:kyoto&p=a&o=para:Actor", {"headers": UNKNOWN})],
    ("/validate", "get", "200"): [("/validate", {})],
    ("/validate", "post", "200"): [
        *[
            (f"/validate?format={name}", {"data": RECORD, "content_type": "text/turtle"})
            for name in ("json", "text", "sarif", "junit", *GRAPHS)
        ],
        ("/validate", {"data": {"text": RECORD, "format": "turtle"}}),
    ],
    ("/validate", "post", "400"): [("/validate", {"data": {"format": "turtle"}})],
    ("/validate", "post", "406"): [("/validate?format=pdf", {"data": RECORD, "content_type": "text/turtle"})],
    ("/validate", "post", "413"): [("/validate", {"data": "#" * 2_000_000, "content_type": "text/turtle"})],
    ("/validate", "post", "415"): [("/validate", {"data": RECORD, "content_type": "text/plain"})],
    ("/validate", "post", "422"): [
        ("/validate", {"data": "<", "content_type": "text/turtle"}),
        ("/validate", {"data": {"text": "<", "format": "turtle"}}),
    ],
    ("/healthz", "get", "200"): [("/healthz", {})],
    ("/readyz", "get", "200"): [("/readyz", {})],
    ("/metrics", "get", "200"): [("/metrics", {})],
    ("/", "get", "200"): [("/", {})],
    ("/paper", "get", "200"): [("/paper", {}), ("/paper?kind=Definition", {})],
    ("/questions", "get", "200"): [("/questions", {})],
    ("/query", "get", "200"): [("/query", {}), ("/query?query=ASK%20%7B%7D", {})],
    ("/query", "get", "400"): [("/query?query=x", {})],
    ("/query", "get", "403"): [("/query?query=CLEAR%20ALL", {})],
    ("/query", "get", "404"): [("/query?example=nowhere", {}), ("/query?example=nowhere", {"headers": HTML})],
    ("/static/{filename}", "get", "200"): [("/static/style.css", {}), ("/static/mark.svg", {})],
    ("/static/{filename}", "get", "304"): [("/static/style.css", {})],
    ("/static/{filename}", "get", "404"): [("/static/nowhere", {})],
}


def routes(app: Flask) -> dict[str, set[str]]:
    """List the addresses of an application as OpenAPI writes them, each with its methods."""
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        found.setdefault(path, set()).update(method.lower() for method in rule.methods or ())
    return found


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> dict:
    """Get the description of all addresses."""
    return client.get("/openapi.json").json


def resolved(document: dict, node: dict) -> dict:
    """Follow a reference within the document."""
    for part in node["$ref"].removeprefix("#/").split("/") if "$ref" in node else ():
        document = document[part]
    return document if "$ref" in node else node


def tag(client: FlaskClient, address: str, how: dict) -> str:
    """Get the tag of an answer."""
    with client.get(address, **how) as response:
        return response.headers["ETag"]


def test_the_description_is_valid_openapi(document):
    """OpenAPI 3.1: the document conforms to the schema of the specification."""
    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"].startswith("3.1.")


def test_every_address_and_method_is_described_and_none_more(client: FlaskClient, document):
    """What the application answers to is in openapi.yaml: a new route needs an entry there and calls in CALLS here."""
    described = {path: set(methods) for path, methods in document["paths"].items()}
    assert described == routes(client.application)


def test_every_described_status_is_brought_about(document):
    """Each operation and status has its calls in the table CALLS above; the table has no others."""
    described = {
        (path, method, status)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        for status in operation["responses"]
        if method in {"get", "post"} and status != "default"
    }
    assert described == set(CALLS)


@pytest.mark.parametrize(("path", "method", "status"), CALLS, ids=lambda part: part)
def test_each_operation_answers_as_described(client: FlaskClient, document, path, method, status):
    """Status, media types and fields are those of the description: all of them for 200, one of them for an error."""
    described = resolved(document, document["paths"][path][method]["responses"][status])
    types = set()
    for address, how in CALLS[path, method, status]:
        known = {"headers": {"If-None-Match": tag(client, address, how)}} if status == "304" else {}
        with client.open(address, method=method.upper(), **how, **known) as response:
            assert response.status_code == int(status), response.text
            if described.get("content"):
                types.add(response.mimetype)
            if response.mimetype == "application/problem+json":
                problem = document["components"]["schemas"]["Problem"]
                assert set(problem["required"]) <= response.json.keys() <= problem["properties"].keys()
    expected = set(described.get("content", ()))
    assert types == expected if status == "200" else types <= expected
    assert bool(types) == bool(expected)


def test_what_is_described_stands_under_the_prefix(home):
    """The address of the server is where the application is mounted."""
    client = create_app(home).test_client()
    assert client.get("/openapi.json", base_url="http://localhost/graph/").json["servers"] == [{"url": "/graph"}]


@pytest.mark.parametrize("path", ["/", "/sparql", "/.well-known/void"])
def test_the_description_can_be_found(client: FlaskClient, path):
    """RFC 8631: the link service-desc leads to it, of its media type."""
    links = ", ".join(client.get(path).headers.getlist("Link"))
    assert f'</openapi.json>; rel="service-desc"; type="{MEDIA_TYPE}"' in links
    assert client.get("/openapi.json").mimetype == MEDIA_TYPE


# ── Methods and origins, for whatever address there is ──


def addresses() -> list[str]:
    """Name one address of each path."""
    return sorted({calls[0][0] for (_, _, status), calls in CALLS.items() if status == "200"})


@pytest.mark.parametrize("address", addresses())
def test_head_gives_the_fields_of_get_without_content(client: FlaskClient, address):
    """RFC 9110 section 9.3.2."""
    with client.get(address) as got, client.head(address) as head:
        assert (head.status_code, head.data) == (got.status_code, b"")
        assert {*head.headers} == {*got.headers}
        same = ("Content-Type", "Content-Length", "ETag", "Vary", "Link")
        assert [head.headers.get(name) for name in same] == [got.headers.get(name) for name in same]


@pytest.mark.parametrize("address", addresses())
def test_options_tells_what_is_allowed_to_every_origin(client: FlaskClient, document, address):
    """RFC 9110 section 9.3.7 and Fetch section 3.3: Allow names the methods, and the preflight allows the same."""
    [path] = {path for (path, _, _), calls in CALLS.items() if address in (call[0] for call in calls)}
    preflight = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    response = client.options(address, headers=preflight)
    methods = {method.upper() for method in document["paths"][path]}
    for field in ("Allow", "Access-Control-Allow-Methods"):
        assert {method.strip() for method in response.headers[field].split(",")} == methods
    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("address", "method"),
    [
        (address, method)
        for address in addresses()
        for method in ("PUT", "PATCH", "DELETE", "POST", "TRACE")
        if method != "POST" or address.partition("?")[0] not in {"/sparql", "/validate"}
    ],
)
def test_no_address_is_written_to(client: FlaskClient, address, method):
    """RFC 9110 section 15.5.6: 405 with the methods there are; a writing one is told the way in."""
    response = client.open(address, method=method)
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert {"GET", "HEAD", "OPTIONS"} <= {part.strip() for part in response.headers["Allow"].split(",")}
    assert ("advice" in response.json) is (method != "TRACE")


@pytest.fixture
def faulty(home) -> FlaskClient:
    """Open a client of an application with one more address, at which things go wrong."""
    app = create_app(home)

    @app.get("/fault/<int:status>")
    def fault(status: int) -> None:
        if status == 500:
            raise RuntimeError
        abort(status)

    return app.test_client()


@pytest.mark.parametrize("status", [400, 403, 404, 405, 406, 408, 413, 415, 422, 429, 500, 503, 504])
@pytest.mark.parametrize("accept", ["*/*", BROWSER])
def test_a_page_of_another_origin_may_read_every_error(faulty: FlaskClient, status, accept):
    """Fetch section 3.3: whatever goes wrong, the answer says that any origin may read it, and what went wrong."""
    response = faulty.get(f"/fault/{status}", headers={"Origin": "https://example.org", "Accept": accept})
    assert response.status_code == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    assert response.mimetype == ("text/html" if accept == BROWSER else "application/problem+json")


def test_without_a_snapshot_every_error_is_readable_too(own: FlaskClient):
    """503 while nothing is built: pages, queries, descriptions and graphs alike."""
    for address in ("/", "/sparql", "/sparql?query=ASK%20%7B%7D", "/.well-known/void", "/rdf-graph-store?default"):
        response = own.get(address)
        assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (503, "*")
    assert own.get("/openapi.json").status_code == 200
