"""SPARQL 1.1 Protocol: the W3C's protocol requests, each sent to the running server.

Its query requests pass. The graph is read-only, so its update requests are refused, and the queries that look for what
an update did are left out.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import pytest
import servers
import suites
from rdflib import RDFS, Graph, Literal, Namespace
from rdflib.collection import Collection

pytestmark = pytest.mark.slow

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
MANIFEST = suites.PUBLISHED + "sparql11/protocol/manifest.ttl"
NEVER_FILLED = "http://kasei.us/2009/09/sparql/data/data0.rdf"
"""Tests ask this graph, and the suite has no triples for it."""

SUITABLE = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml"},
}


@dataclass(frozen=True)
class Request:
    """A request of the manifest, and what the suite expects of its answer."""

    test: str
    method: str
    path: str
    fields: dict[str, str]
    body: bytes | None
    classes: frozenset[str]
    boolean: bool | None
    format: str

    @property
    def updates(self) -> bool:
        """Whether it is, or tries to be, an update; the others of such a test look for what the update did."""
        return "update" in self.test and self.fields.get("content-type") != "application/sparql-query"


@pytest.fixture(scope="module")
def manifest() -> Graph:
    """Read the manifest."""
    suites.need()
    return Graph().parse(suites.file(MANIFEST), publicID=MANIFEST)


@pytest.fixture(scope="module")
def send(manifest, tmp_path_factory) -> Iterator[servers.Send]:
    """Serve the graphs that the tests name, under the names they give them."""
    graphs = {
        str(manifest.value(node, RDFS.label)): suites.quads(str(manifest.value(node, UT.graph)))
        for node in set(manifest.objects(None, UT.graphData))
    }
    nodes = [ox.NamedNode(iri) for iri in (NEVER_FILLED, str(RDFS.seeAlso), MANIFEST)]
    with servers.ours({**graphs, NEVER_FILLED: [ox.Quad(*nodes)]}, tmp_path_factory.mktemp("home")) as send:
        yield send


def requests(manifest: Graph) -> Iterator[Request]:
    """Read the requests of all tests, in their order."""
    for test in Collection(manifest, next(manifest.objects(None, suites.MF.entries))):
        action = manifest.value(test, suites.MF.action)
        for node in Collection(manifest, manifest.value(action, HT.requests)):
            yield _request(manifest, test, node)


def _request(manifest: Graph, test: object, node: object) -> Request:
    answer = manifest.value(node, HT.resp)
    headers = manifest.value(node, HT.headers)
    fields = {
        str(manifest.value(field, HT.fieldName)): str(manifest.value(field, HT.fieldValue))
        for field in (Collection(manifest, headers) if headers else ())
    }
    body = manifest.value(node, HT.body)
    charset = str(manifest.value(body, CNT.characterEncoding) or "utf-8") if body else "utf-8"
    boolean = manifest.value(answer, suites.MF.expectedBoolean)
    return Request(
        test.rpartition("#")[2],
        str(manifest.value(node, HT.methodName)),
        str(manifest.value(node, HT.absolutePath)).replace("/sparql/", "/sparql", 1),
        fields,
        str(manifest.value(body, CNT.chars)).encode(charset) if body else None,
        frozenset(status[-3] for status in manifest.objects(answer, suites.MF.expectedStatus)),
        boolean.toPython() if isinstance(boolean, Literal) else None,
        str(manifest.value(answer, suites.MF.expectedFormat) or ""),
    )


def test_every_query_request_is_answered_as_the_suite_expects(manifest, send):
    """Section 2.1: status, media type, and the answer itself where the suite knows it."""
    asked = [request for request in requests(manifest) if "update" not in request.test]
    assert len(asked) == 20
    for request in asked:
        answer = send(request.method, request.path, request.body, request.fields)
        assert str(answer.status)[0] in request.classes, (request, answer)
        if request.format:
            assert answer.media_type in SUITABLE[request.format], (request, answer)
        if request.boolean is not None:
            assert json.loads(answer.body)["boolean"] is request.boolean, (request, answer)


def test_every_update_request_is_refused(manifest, send):
    """Section 2.2 is not implemented: 4xx, whether the update is right or wrong, and the graphs stay."""
    updates = [request for request in requests(manifest) if request.updates]
    assert len(updates) == 14
    for request in updates:
        answer = send(request.method, request.path, request.body, request.fields)
        assert answer.status in ({403} if "2" in request.classes else range(400, 500)), (request, answer)
    assert json.loads(send("GET", "/sparql?query=ASK%7BGRAPH%3Fg%7B%3Fs%3Fp%3Fo%7D%7D", None, {}).body)["boolean"]
