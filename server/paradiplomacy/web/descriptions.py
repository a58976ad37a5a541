"""What the endpoint says of itself: its service description, and the dataset as VoID and DCAT.

SPARQL 1.1 Service Description; VoID (https://www.w3.org/TR/void/); DCAT 3. What depends on no address stands in the
snapshot already; here it is joined with where it is served.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256

from flask import Blueprint, Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from paradiplomacy import formats, terms
from paradiplomacy.description import DATASET, LICENCE
from paradiplomacy.formats import FORMATS, Format
from paradiplomacy.store import guard
from paradiplomacy.store.datasets import DERIVED
from paradiplomacy.terms import DCAT, DCTERMS, FOAF, RDF, RDFS, VOID, BNode, Literal, Namespace, Triple, URIRef
from paradiplomacy.web import graphs, headers, negotiation
from paradiplomacy.web.edition import Edition, current

__all__ = ["LIMITS", "blueprint", "service"]

blueprint = Blueprint("descriptions", __name__)

MOST_KEPT = 16
"""Descriptions that are kept; they differ by address and format."""

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
ENTAILMENT = Namespace("http://www.w3.org/ns/entailment/")
OWL_RL = URIRef("http://www.w3.org/ns/owl-profile/RL")
MEDIA_TYPE = Namespace("https://www.iana.org/assignments/media-types/")
LIMIT = Namespace(terms.ROOT + "limit#")
FORMAT = Namespace("http://www.w3.org/ns/formats/")

FORMAT_NAMES = {
    "turtle": "Turtle", "trig": "TriG", "ntriples": "N-Triples", "nquads": "N-Quads", "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD", "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
}  # fmt: skip
"""What the W3C calls our formats (https://www.w3.org/ns/formats/)."""

LIMITS = {
    "characters": "The most characters that a query may have.",
    "nesting": "The most brackets within brackets that a query may have.",
    "parts": "The most tokens that a query may have, those within VALUES not counted.",
    "requestBytes": "The most bytes that the body of a request may have.",
    "seconds": "The longest time in seconds that a query may run.",
    "rows": "The most rows or triples that an answer may have.",
    "bytes": "The most bytes that an answer may have.",
}
"""What can be limited; a limit that is not described is not there."""

PREFIXES = terms.PREFIXES | {
    "ent": str(ENTAILMENT), "fmt": str(FORMAT), "foaf": str(FOAF), "limit": str(LIMIT), "sd": str(SD)
}  # fmt: skip

_ABOUT_THE_DATASET = tuple(f"{terms.ID}{kind}/" for kind in ("agent", "dataset", "partition", "prefix"))


def service() -> AnyResponse:
    """Describe the endpoint to a program, and lead a person to the page of queries."""
    form = negotiation.choose((*formats.GRAPH_FORMATS, negotiation.HTML), "service description")
    if form is negotiation.HTML:
        return _elsewhere(url_for("pages.query"))
    body = _service(current(), url_for("sparql.endpoint", _external=True), tuple(_limits()), form)
    return _described(body, form)


@blueprint.get("/.well-known/void")
def dataset() -> AnyResponse:
    """Describe the dataset to a program, and show a person what is said of it (VoID section 7.2)."""
    form = negotiation.choose((*formats.GRAPH_FORMATS, negotiation.HTML), "description")
    if form is negotiation.HTML:
        return _elsewhere(url_for("pages.query", query=f"DESCRIBE <{DATASET}>"))
    return _described(_dataset(current(), url_for("pages.home", _external=True), form), form)


def _elsewhere(page: str) -> AnyResponse:
    response = redirect(page, 303)
    response.vary.add("Accept")
    return response


def _described(body: bytes, form: Format) -> Response:
    response = Response(body, content_type=negotiation.content_type(form))
    response.set_etag(sha256(body).hexdigest()[:32])
    response.vary.add("Accept")
    response.cache_control.no_cache = True
    headers.announce(response)
    response.make_conditional(request)
    return response


def _limits() -> Iterator[tuple[str, float]]:
    """Give the limits of this application, those that its configuration sets among them."""
    yield "characters", guard.LONGEST
    yield "nesting", guard.DEEPEST
    yield "parts", guard.MOST_PARTS
    yield "requestBytes", current_app.config["MAX_CONTENT_LENGTH"]
    yield from current_app.config["LIMITS"].items()


@lru_cache(MOST_KEPT)
def _service(edition: Edition, endpoint: str, limits: tuple[tuple[str, float], ...], form: Format) -> bytes:
    address = URIRef(endpoint)
    triples = [*_abilities(address), *_limited(address, limits), *_graphs(edition)]
    return formats.write(triples, form, PREFIXES)


def _abilities(service: URIRef) -> Iterator[Triple]:
    """Say what the service can do (SPARQL 1.1 Service Description section 3)."""
    yield service, RDF.type, SD.Service
    yield service, RDF.type, DCAT.DataService
    yield service, DCAT.endpointURL, service
    yield service, DCAT.servesDataset, DATASET
    yield service, DCTERMS.license, LICENCE
    yield service, SD.endpoint, service
    yield service, SD.supportedLanguage, SD.SPARQL11Query
    for form in FORMATS:
        yield service, SD.resultFormat, FORMAT[FORMAT_NAMES[form.name]]
    yield service, SD.defaultEntailmentRegime, ENTAILMENT["OWL-RDF-Based"]
    yield service, SD.defaultSupportedEntailmentProfile, OWL_RL
    yield service, SD.defaultDataset, DATASET
    yield service, SD.availableGraphs, BNode("derived")


def _limited(service: URIRef, limits: Iterable[tuple[str, float]]) -> Iterator[Triple]:
    """Say what is too much for the service; no vocabulary has words for it, so ours come with it."""
    for name, most in limits:
        yield service, LIMIT[name], Literal(most)
        yield LIMIT[name], RDF.type, RDF.Property
        yield LIMIT[name], RDFS.comment, Literal(LIMITS[name], lang="en")


def _graphs(edition: Edition) -> Iterator[Triple]:
    """Say which graphs a query sees, and which it sees if it names them."""
    default, derived = BNode("default"), BNode("derived")
    yield DATASET, RDF.type, SD.Dataset
    yield DATASET, SD.defaultGraph, default
    yield default, RDF.type, SD.Graph
    yield default, VOID.triples, Literal(graphs.size(edition, None))
    yield derived, RDF.type, SD.GraphCollection
    for number, graph in enumerate(sorted(graphs.named(edition))):
        named, content = BNode(f"named{number}"), BNode(f"graph{number}")
        yield derived if graph in DERIVED else DATASET, SD.namedGraph, named
        yield named, RDF.type, SD.NamedGraph
        yield named, SD.name, URIRef(graph)
        yield named, SD.graph, content
        yield content, RDF.type, SD.Graph
        yield content, VOID.triples, Literal(graphs.size(edition, graph))
        if graph not in DERIVED:
            yield named, SD.entailmentRegime, ENTAILMENT.Simple


@lru_cache(MOST_KEPT)
def _dataset(edition: Edition, root: str, form: Format) -> bytes:
    return formats.write([*_said(edition), *_served(root)], form, PREFIXES)


@lru_cache(maxsize=1)
def _said(edition: Edition) -> tuple[Triple, ...]:
    """Choose what the snapshot's own description says of the dataset."""
    said = edition.snapshot.description(edition.store.scope)
    return tuple(triple for triple in said if str(triple[0]).startswith(_ABOUT_THE_DATASET))


def _served(root: str) -> Iterator[Triple]:
    """Say where the dataset is to be had (DCAT 3 section 6.8; VoID section 3)."""
    document, endpoint, whole = (
        URIRef(root + path) for path in (".well-known/void", "sparql", "rdf-graph-store?default=")
    )
    yield document, RDF.type, VOID.DatasetDescription
    yield document, FOAF.primaryTopic, DATASET
    yield DATASET, VOID.sparqlEndpoint, endpoint
    yield DATASET, DCAT.landingPage, URIRef(root)
    for form in formats.GRAPH_FORMATS:
        address = URIRef(f"{whole}&format={form.name}")
        yield DATASET, VOID.dataDump, address
        yield DATASET, VOID.feature, FORMAT[FORMAT_NAMES[form.name]]
        yield DATASET, DCAT.distribution, address
        yield address, RDF.type, DCAT.Distribution
        yield address, DCAT.downloadURL, address
        yield address, DCAT.accessService, endpoint
        yield address, DCAT.mediaType, MEDIA_TYPE[form.media_type]
        yield address, DCTERMS.license, LICENCE
        yield address, DCTERMS.title, Literal(f"The default graph in {form.media_type}", lang="en")
    yield from _abilities(endpoint)
