"""SPARQL 1.1 Graph Store HTTP Protocol: what can be read is read, what would write is refused."""

from email import message_from_string
from urllib.parse import parse_qs, urlsplit

import pytest
import rdflib
from conventions import BROWSER, TRIPLES
from flask.testing import FlaskClient
from rdflib import Namespace
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from paradiplomacy import sources

ROOT = "https://w3id.org/paradiplomacy/"
ROW_2 = ROOT + "paper/hakiem-susilowati-paradiplomacy/table-1-row-02"
STORE = "/rdf-graph-store"
# rdflib warns of what its own parsers of datasets use.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")


def read(data: bytes, parser: str = "nt") -> set:
    """Read the triples of an answer, literals as they were written."""
    graph = rdflib.Dataset(default_union=True).parse(data=data, format=parser)
    return {(s, p, o) for s, p, o, _ in graph.quads()}


@pytest.mark.parametrize("way", ["Accept", "format"])
@pytest.mark.parametrize("name", TRIPLES)
def test_a_graph_comes_in_every_format_of_graphs(client: FlaskClient, snapshot, way, name):
    """Section 5.2: GET gives the graph that the query names, in the representation that the client prefers."""
    media_type, parser = TRIPLES[name]
    asked = {"headers": {"Accept": media_type}} if way == "Accept" else {}
    more = {"format": name} if way == "format" else {}
    response = client.get(STORE, query_string={"graph": ROW_2, **more}, **asked)
    assert (response.status_code, response.content_type) == (200, media_type)
    assert "Accept" in response.vary
    assert read(response.data, parser) == {quad[:3] for quad in snapshot.asserted() if str(quad[3]) == ROW_2}


def test_the_default_graph_is_that_of_queries(client: FlaskClient, snapshot):
    """Section 4.2: ?default names it; it holds the closure and the description."""
    lines = client.get(STORE + "?default&format=ntriples").text.splitlines()
    assert len(lines) == len({*snapshot.closure("paper"), *snapshot.description("paper")})
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("name", ["all", "inferred", "description", "readings", "background/twin-cities"])
def test_every_graph_is_there_asserted_or_derived(client: FlaskClient, name):
    """What a query sees by GRAPH and FROM can be had whole."""
    graph = f"{ROOT}graph/{name}"
    lines = client.get(STORE, query_string={"graph": graph, "format": "ntriples"}).text.splitlines()
    counted = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": graph}
    [row] = client.get("/sparql", query_string=counted).json["results"]["bindings"]
    assert len(lines) == int(row["n"]["value"]) > 0


@pytest.mark.parametrize("path", ["/graph/readings", "/paper/hakiem-susilowati-paradiplomacy/table-1-row-02"])
def test_a_graph_has_an_address_of_its_own(client: FlaskClient, path):
    """Section 4.1: the path of the graph's IRI gives the same bytes as naming it in the query."""
    direct = client.get(path, headers={"Accept": "text/turtle"})
    indirect = client.get(STORE, query_string={"graph": ROOT + path[1:]})
    assert direct.status_code == 200
    assert direct.data == indirect.data
    assert direct.headers["ETag"] == indirect.headers["ETag"]


def test_a_person_who_opens_a_passage_reads_it_on_the_page(client: FlaskClient):
    """The address of a passage leads a browser to the passage, that of another graph to its triples."""
    passage = client.get("/paper/hakiem-susilowati-paradiplomacy/table-1-row-02", headers=BROWSER)
    assert (passage.status_code, passage.headers["Location"]) == (303, "/paper#table-1-row-02")
    readings = client.get("/graph/readings", headers=BROWSER)
    assert readings.status_code == 303
    assert client.get(readings.headers["Location"], headers=BROWSER).status_code == 200


def test_a_graph_that_is_known_is_not_sent_again(client: FlaskClient):
    """RFC 9110 section 13.1.2: the tag tells graph and format apart."""
    first = client.get(STORE, query_string={"graph": ROW_2})
    again = client.get(STORE, query_string={"graph": ROW_2}, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    others = [{"graph": ROW_2, "format": "ntriples"}, {"graph": ROW_2.replace("02", "03")}, {"default": ""}]
    tags = {client.get(STORE, query_string=query).headers["ETag"] for query in others}
    assert len(tags | {first.headers["ETag"]}) == 4


def test_head_gives_the_fields_without_the_body(client: FlaskClient):
    """Section 5.7: HEAD is GET without its content."""
    got, head = (client.open(STORE, method=method, query_string={"graph": ROW_2}) for method in ("GET", "HEAD"))
    assert (head.status_code, head.data) == (200, b"")
    assert (head.headers["ETag"], head.content_length) == (got.headers["ETag"], len(got.data))


@pytest.mark.parametrize(
    ("path", "query", "status", "words"),
    [
        (STORE, "", 400, "?default"),
        (STORE, f"default&graph={ROW_2}", 400, "one graph"),
        (STORE, f"graph={ROW_2}&graph={ROW_2}", 400, "one graph"),
        (STORE, "graph=", 400, "scheme"),
        (STORE, "graph=table-1-row-02", 400, "scheme"),
        (STORE, "graph=urn:x:nowhere", 404, "no graph"),
        (STORE, f"graph={ROW_2}x", 404, ROW_2),
        (STORE, f"graph={ROOT}graph/closure", 404, "no graph"),
        (STORE, "graph=%3Cscript%3E:", 404, "no graph"),
        (STORE, f"graph={ROW_2}&format=csv", 406, "turtle"),
        ("/graph/nowhere", "", 404, "no graph"),
        ("/paper/hakiem-susilowati-paradiplomacy/nowhere", "", 404, "no graph"),
    ],
)
def test_what_cannot_be_given_is_told(client: FlaskClient, path, query, status, words):
    """A graph that is not there is 404, with those that are near; a request that names none, or two, is 400."""
    response = client.get(path, query_string=query)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert words in response.text


@pytest.mark.parametrize("path", [STORE, STORE + "?default", "/graph/readings", "/graph/new"])
@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE"])
def test_what_would_write_is_refused(client: FlaskClient, path, method):
    """Section 5: a method that a store does not support is 405, with the reason, the way in, and what is allowed."""
    response = client.open(path, method=method, data="<urn:a> <urn:b> <urn:c> .", content_type="text/turtle")
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert "read-only" in response.json["detail"]
    assert "dataset" in response.json["advice"]
    assert {part.strip() for part in response.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}


# ── The W3C's suite: what it writes is published by other ways, what it reads is asked of us ──

SUITE = sources.root().parent / "shared" / "conformance" / "sparql11" / "graph-store-protocol"
MANIFESTS = ("manifest-direct", "manifest-indirect")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
CODES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
NEW = ROOT + "graph/new"


def suite():
    """List the requests of each test: method, path, body, the statuses and the body that are expected."""
    cases = []
    for name in MANIFESTS if SUITE.is_dir() else ():
        manifest = rdflib.Graph().parse(SUITE / f"{name}.ttl")
        for entry in sorted(manifest.subjects(rdflib.RDF.type, MF.GraphStoreProtocolTest)):
            requests = manifest.value(manifest.value(entry, MF.action), HT.requests)
            steps = [step(manifest, request) for request in Collection(manifest, requests)]
            cases.append(pytest.param(steps, id=str(entry).rpartition("#")[2]))
    return cases


def step(manifest, request):
    """Read one request of a test."""
    response = manifest.value(request, HT.resp)
    sent, expected = (manifest.value(manifest.value(node, HT.body), CNT.chars) for node in (request, response))
    codes = {CODES[str(code).rpartition("#")[2]] for code in manifest.objects(response, MF.expectedStatus)}
    return (
        str(manifest.value(request, HT.methodName)),
        str(manifest.value(request, HT.absolutePath)),
        sent,
        codes,
        expected,
    )


def turtle(body: str) -> rdflib.Graph:
    """Read a body, all parts of it if it has several."""
    graph = rdflib.Graph()
    if body.lstrip().startswith("--"):
        boundary = body.lstrip().split("\n", 1)[0].strip().removeprefix("--")
        message = message_from_string(f"Content-Type: multipart/form-data; boundary={boundary}\n\n{body.lstrip()}")
        for part in message.get_payload():
            graph.parse(data=part.get_payload(), format="turtle")
        return graph
    return graph.parse(data=body, format="turtle")


def ours(path: str) -> tuple[str, str, dict]:
    """Translate the path of a request: the graph that it is about, and the address and query that it has here."""
    query = parse_qs(urlsplit(path).query, keep_blank_values=True)
    if path.startswith("/gsp/"):
        name = path.removeprefix("/gsp/")
        return f"{ROOT}graph/{name}", f"/graph/{name}", {}
    if "default" in query:
        return f"{ROOT}graph/passages", STORE, {"default": ""}
    graph = query.get("graph", ["$LOCATION$"])[0].replace("$LOCATION$", NEW)
    return graph, STORE, {"graph": graph}


@pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C's suite is not at hand: no ../shared/conformance")
def test_both_manifests_of_the_suite_are_read():
    """Fourteen tests, direct and indirect."""
    assert len(suite()) == 14


@pytest.mark.parametrize("steps", suite())
def test_the_w3c_suite_reads_what_it_would_have_written(own: FlaskClient, publish, steps):
    """Each write is refused and published by other ways; each GET and HEAD then answers as the suite expects."""
    contents: dict[str, rdflib.Graph] = {}
    publish("")
    for method, path, sent, codes, expected in steps:
        graph, address, query = ours(path)
        response = own.open(address, method=method, query_string=query, data=sent and str(sent))
        if method in {"GET", "HEAD"}:
            assert response.status_code in codes, (method, path)
            if expected and method == "GET":
                assert response.content_type == "text/turtle; charset=utf-8"
                got = rdflib.Graph().parse(data=response.data, format="turtle")
                assert isomorphic(got, turtle(str(expected)))
            continue
        assert response.status_code == 405
        if method == "DELETE":
            contents.pop(graph, None)
        else:
            contents[graph] = turtle(str(sent)) + (
                contents.get(graph, rdflib.Graph()) if method == "POST" else rdflib.Graph()
            )
        publish(
            "\n".join(f"GRAPH <{name}> {{ {content.serialize(format='nt')} }}" for name, content in contents.items())
        )
