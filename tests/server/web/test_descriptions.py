"""The service description, and the dataset as VoID and DCAT: found where programs look, and true."""

import pytest
import rdflib
import yaml
from conventions import BROWSER, TRIPLES
from flask.testing import FlaskClient
from rdflib import DCAT, DCTERMS, FOAF, OWL, RDF, VOID, Literal, URIRef

from paradiplomacy import sources
from paradiplomacy.description import DATASET
from paradiplomacy.store import guard
from paradiplomacy.web import create_app
from paradiplomacy.web.descriptions import FORMAT, LIMIT, OWL_RL, SD

ROOT = "https://w3id.org/paradiplomacy/"
SERVICE = URIRef("http://localhost/sparql")
# rdflib warns of what its own parsers of datasets use.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")


def read(client: FlaskClient, path: str, **query) -> rdflib.Graph:
    """Get a description and read it."""
    return rdflib.Graph().parse(data=client.get(path, query_string=query).text, format="turtle")


def count(client: FlaskClient, pattern: str, dataset: str = "") -> int:
    """Count what matches a pattern, through the endpoint."""
    answer = client.get("/sparql", query_string={"query": f"SELECT (COUNT(*) AS ?n) {dataset} {{ {pattern} }}"})
    return int(answer.json["results"]["bindings"][0]["n"]["value"])


@pytest.fixture(scope="module")
def service(client: FlaskClient) -> rdflib.Graph:
    """Read the service description."""
    return read(client, "/sparql")


@pytest.fixture(scope="module")
def void(client: FlaskClient) -> rdflib.Graph:
    """Read the description of the dataset."""
    return read(client, "/.well-known/void")


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
@pytest.mark.parametrize("way", ["Accept", "format"])
@pytest.mark.parametrize("name", TRIPLES)
def test_a_description_comes_in_every_format_of_graphs(client: FlaskClient, path, way, name):
    """Service Description section 2: the representation is chosen by the client, and is the same graph in each."""
    media_type, parser = TRIPLES[name]
    asked = {"headers": {"Accept": media_type}} if way == "Accept" else {"query_string": {"format": name}}
    response = client.get(path, **asked)
    assert (response.status_code, response.content_type) == (200, media_type)
    assert "Accept" in response.vary
    graph = rdflib.Dataset(default_union=True).parse(data=response.data, format=parser)
    assert len(graph) == len(read(client, path))


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_a_description_that_is_known_is_not_sent_again(client: FlaskClient, path):
    """RFC 9110 section 13.1.2."""
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize(
    ("path", "page"), [("/sparql", "/query"), ("/.well-known/void", f"/query?query=DESCRIBE+%3C{DATASET}%3E")]
)
def test_a_person_is_led_to_a_page(client: FlaskClient, path, page):
    """Who prefers HTML sees the page of queries (RFC 9110 section 15.4.4)."""
    response = client.get(path, headers=BROWSER)
    assert (response.status_code, response.headers["Location"]) == (303, page)
    assert "Accept" in response.vary
    assert client.get(page, headers=BROWSER).status_code == 200


def test_a_request_with_parameters_but_no_query_is_faulty(client: FlaskClient):
    """SPARQL 1.1 Protocol section 2.1.6: a query request without a query; only without any is the service described."""
    assert client.get("/sparql?default-graph-uri=urn:x").status_code == 400
    assert client.post("/sparql").status_code == 415


def test_the_service_says_what_it_is(service: rdflib.Graph):
    """Service Description section 3: endpoint, language, entailment; no feature of which it would not be true."""
    assert set(service.subjects(RDF.type, SD.Service)) == {SERVICE}
    assert set(service.objects(SERVICE, SD.endpoint)) == {SERVICE}
    assert set(service.objects(SERVICE, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert service.value(SERVICE, SD.defaultEntailmentRegime) == URIRef("http://www.w3.org/ns/entailment/OWL-RDF-Based")
    assert service.value(SERVICE, SD.defaultSupportedEntailmentProfile) == OWL_RL
    assert not set(service.objects(SERVICE, SD.feature))


def test_each_result_format_that_is_named_is_given(client: FlaskClient, service: rdflib.Graph):
    """Section 3.2.7: four of bindings, six of graphs; asked for by its media type, each comes."""
    queries = ("SELECT * { ?s ?p ?o } LIMIT 1", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1")
    given = {
        FORMAT[name]
        for name, media_type in {
            "SPARQL_Results_JSON": "application/sparql-results+json",
            "SPARQL_Results_XML": "application/sparql-results+xml",
            "SPARQL_Results_CSV": "text/csv",
            "SPARQL_Results_TSV": "text/tab-separated-values",
            "Turtle": "text/turtle",
            "TriG": "application/trig",
            "N-Triples": "application/n-triples",
            "N-Quads": "application/n-quads",
            "RDF_XML": "application/rdf+xml",
            "JSON-LD": "application/ld+json",
        }.items()
        if any(
            client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type}).mimetype == media_type
            for query in queries
        )
    }
    assert given == set(service.objects(SERVICE, SD.resultFormat))


def test_the_default_graph_is_no_union_of_the_named(client: FlaskClient):
    """Section 3.4.5: sd:UnionDefaultGraph is not claimed, for what the background states is in no default graph."""
    outside = "GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o }"
    assert count(client, outside) > 0


def test_it_names_the_graphs_that_a_query_sees_with_their_sizes(client: FlaskClient, service: rdflib.Graph, snapshot):
    """Section 3.3: the default graph and every named graph, each with the triples that a query counts in it."""
    default = service.value(DATASET, SD.defaultGraph)
    assert service.value(default, VOID.triples).value == count(client, "?s ?p ?o")
    sizes = {
        str(service.value(named, SD.name)): service.value(service.value(named, SD.graph), VOID.triples).value
        for named in service.objects(DATASET, SD.namedGraph)
    }
    assert sizes == {graph: snapshot.counts[graph] for graph in snapshot.graphs}


def test_it_names_the_derived_graphs_apart(client: FlaskClient, service: rdflib.Graph):
    """Section 3.3.8: what a query sees only if it names it is available, and not in the default dataset."""
    collection = service.value(SERVICE, SD.availableGraphs)
    sizes = {
        str(service.value(named, SD.name)): service.value(service.value(named, SD.graph), VOID.triples).value
        for named in service.objects(collection, SD.namedGraph)
    }
    expected = {f"{ROOT}graph/{name}" for name in ("all", "description", "inferred")}
    assert sizes == {graph: count(client, "?s ?p ?o", f"FROM <{graph}>") for graph in expected}


def test_it_says_what_is_too_much(client: FlaskClient, service: rdflib.Graph):
    """The limits are those that are held, each with a word on what it limits."""
    limits = {str(limit).rpartition("#")[2]: limit for limit in service.subjects(RDF.type, RDF.Property)}
    assert limits.keys() == {"characters", "nesting", "parts", "requestBytes"}
    assert all(service.value(limit, rdflib.RDFS.comment) for limit in limits.values())
    assert service.value(SERVICE, LIMIT.characters).value == guard.LONGEST
    nesting = service.value(SERVICE, LIMIT.nesting).value
    deep = ["ASK " + "{" * levels + "}" * levels for levels in (nesting, nesting + 2)]
    assert [client.get("/sparql", query_string={"query": query}).status_code for query in deep] == [200, 403]


def test_it_says_the_limits_that_the_configuration_sets(home):
    """Time and size of answers are limited by whoever runs the server."""
    app = create_app(home)
    app.config["LIMITS"] = {"seconds": 2.5, "rows": 1000}
    service = read(app.test_client(), "/sparql")
    assert float(service.value(SERVICE, LIMIT.seconds)) == 2.5
    assert service.value(SERVICE, LIMIT.rows) == Literal(1000)


def test_the_scope_that_is_served_is_described(home, client: FlaskClient, service: rdflib.Graph):
    """With --scope all the default graph is another, and so is its count."""
    other = create_app(home, "all").test_client()
    described = read(other, "/sparql")
    size = described.value(described.value(DATASET, SD.defaultGraph), VOID.triples).value
    assert size == count(other, "?s ?p ?o") == count(client, "?s ?p ?o", f"FROM <{ROOT}graph/all>")
    assert size != service.value(service.value(DATASET, SD.defaultGraph), VOID.triples).value


@pytest.mark.parametrize("scope", ["paper", "all"])
def test_the_counts_are_those_of_the_closure(home, snapshot, scope):
    """VoID section 4: triples, entities, classes, properties, subjects and objects, counted in what is described."""
    client = create_app(home, scope).test_client()
    void = read(client, "/.well-known/void")
    closure = set(snapshot.closure(scope))
    classes = {o for _, p, o in closure if p == RDF.type and isinstance(o, URIRef)}
    expected = {
        VOID.triples: len(closure),
        VOID.entities: len({s for s, p, o in closure if p == RDF.type and isinstance(o, URIRef)}),
        VOID.classes: len(classes),
        VOID.properties: len({p for _, p, _ in closure}),
        VOID.distinctSubjects: len({s for s, _, _ in closure}),
        VOID.distinctObjects: len({o for _, _, o in closure}),
    }
    assert {measure: void.value(DATASET, measure).value for measure in expected} == expected
    entries = f"?entry a <{ROOT}ontology#YearEntry>"
    [partition] = [
        node
        for node in void.objects(DATASET, VOID.classPartition)
        if void.value(node, VOID["class"]) == URIRef(ROOT + "ontology#YearEntry")
    ]
    assert void.value(partition, VOID.entities).value == count(client, entries) == 42


def test_each_class_and_property_has_its_partition(void: rdflib.Graph):
    """VoID section 4.3: as many partitions as classes and as properties."""
    for measure, link, key in (
        (VOID.classes, VOID.classPartition, VOID["class"]),
        (VOID.properties, VOID.propertyPartition, VOID.property),
    ):
        keys = {void.value(node, key) for node in void.objects(DATASET, link)}
        assert len(keys) == void.value(DATASET, measure).value


def test_it_says_who_made_it_and_how_it_is_used_and_cited(void: rdflib.Graph, snapshot, checkout_citation):
    """DCAT 3 section 6.4: title, description, creator, licence, version and what to cite."""
    assert void.value(DATASET, DCTERMS.title)
    assert void.value(DATASET, DCTERMS.description)
    assert void.value(DATASET, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    [author] = checkout_citation["authors"]
    assert str(void.value(void.value(DATASET, DCTERMS.creator), FOAF.name)) == author["name"]
    assert void.value(DATASET, DCTERMS.hasVersion) == snapshot.iri
    assert str(void.value(DATASET, OWL.versionInfo)) == snapshot.hash
    assert str(snapshot.iri) in void.value(DATASET, DCTERMS.bibliographicCitation)


@pytest.fixture(scope="module")
def checkout_citation() -> dict:
    """Read the citation file of the checkout."""
    return yaml.safe_load((sources.root() / "CITATION.cff").read_text(encoding="utf-8"))


def test_every_distribution_can_be_had_as_what_it_says(client: FlaskClient, void: rdflib.Graph):
    """DCAT 3 section 6.8: each download address gives its media type; one for each format of graphs."""
    told, given = {}, {}
    for node in void.objects(DATASET, DCAT.distribution):
        address = str(void.value(node, DCAT.downloadURL))
        told[address] = str(void.value(node, DCAT.mediaType)).partition("media-types/")[2]
        given[address] = client.get(address.removeprefix("http://localhost")).mimetype
        assert void.value(node, DCTERMS.license)
    assert told == given
    assert len(told) == len(TRIPLES)


def test_both_descriptions_say_where_to_ask(void: rdflib.Graph, service: rdflib.Graph):
    """VoID section 3.2 and DCAT 3 section 6.9: the endpoint of the dataset, the dataset of the endpoint."""
    assert void.value(DATASET, VOID.sparqlEndpoint) == SERVICE
    assert (SERVICE, DCAT.servesDataset, DATASET) in service & void


def test_the_addresses_are_those_at_which_it_is_served(home):
    """Under a prefix and another host, descriptions name these."""
    client = create_app(home).test_client()
    text = client.get("/sparql", base_url="https://example.org/graph/").text
    assert "<https://example.org/graph/sparql>" in text
    void = client.get("/.well-known/void", base_url="https://example.org/graph/").text
    assert "<https://example.org/graph/rdf-graph-store?default=&format=turtle>" in void
    assert "localhost" not in text + void


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_a_hostile_host_writes_no_statement(client: FlaskClient, path):
    """A field Host that is no host is passed over or refused."""
    response = client.get(path, headers={"Host": "x> <urn:a> <urn:b> . <urn:c"})
    assert response.status_code in {200, 400}
    assert "<urn:a>" not in response.text
