"""The SPARQL 1.1 Graph Store HTTP Protocol, for reading: each graph of the dataset whole."""

from difflib import get_close_matches
from functools import lru_cache
from hashlib import sha256

from flask import Blueprint, Response, redirect, request, url_for
from rdflib import URIRef
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from paradiplomacy import formats, terms
from paradiplomacy.errors import NotFound
from paradiplomacy.formats import Format
from paradiplomacy.store.datasets import DERIVED, SCOPES, Graphs
from paradiplomacy.web import headers, negotiation, results
from paradiplomacy.web.edition import Edition, current

__all__ = ["blueprint", "named", "size"]

blueprint = Blueprint("graphs", __name__)

MOST_KEPT = 32
"""Answers that are kept: the four large graphs, of some megabytes, in all six formats, and a few small ones."""

_LINES = formats.by_name("ntriples")


@blueprint.get("/rdf-graph-store")
def store() -> Response:
    """Give the graph that ``?graph=`` names, or with ``?default`` the default graph (section 5.2).

    Raises BadRequest unless exactly one graph is asked for, by an absolute IRI; NotFound for one that is not there.
    """
    graphs = request.args.getlist("graph")
    if len(graphs) + ("default" in request.args) != 1:
        raise BadRequest("Ask for one graph: ?default, or ?graph= with its IRI, percent-encoded.")
    if graphs and ":" not in graphs[0]:
        raise BadRequest("Give the IRI of the graph whole, with its scheme (section 4.2).")
    return _give(current(), graphs[0] if graphs else None, negotiation.choose(formats.GRAPH_FORMATS, "graph"))


@blueprint.get("/graph/<path:name>")
@blueprint.get("/paper/<paper>/<passage>")
def direct(**_: str) -> AnyResponse:
    """Give the graph whose IRI has this path (section 4.1); a person is led to the passage, or asked to query."""
    graph = terms.ROOT + request.path.lstrip("/")
    edition = current()
    _known(edition, graph)
    form = negotiation.choose((*formats.GRAPH_FORMATS, negotiation.HTML), "graph")
    if form is not negotiation.HTML:
        return _give(edition, graph, form)
    passage = results.passage(URIRef(graph))
    query = f"SELECT * {{ GRAPH <{graph}> {{ ?subject ?predicate ?object }} }}"
    page = url_for("pages.paper", _anchor=passage) if passage else url_for("pages.query", query=query)
    response = redirect(page, 303)
    response.vary.add("Accept")
    return response


def named(edition: Edition) -> frozenset[str]:
    """Name the graphs that can be asked for, those that the build made among them."""
    return edition.snapshot.graphs | DERIVED


def size(edition: Edition, graph: str | None) -> int:
    """Count the triples of a graph, or of the default graph."""
    return len(_statements(edition, graph))


def _known(edition: Edition, graph: str) -> None:
    if graph not in named(edition):
        near = get_close_matches(graph[:200], sorted(named(edition)), n=3, cutoff=0.8)
        advice = f"Near it are {', '.join(near)}." if near else "The service description at /sparql lists them."
        raise NotFound(f"The snapshot has no graph <{graph[:200]}>.", advice)


def _give(edition: Edition, graph: str | None, form: Format) -> Response:
    if graph is not None:
        _known(edition, graph)
    tag = _tag(edition, graph, form)
    if tag in request.if_none_match.as_set(include_weak=True):
        response = Response(status=304)
    else:
        response = Response(_written(edition, graph, form), content_type=negotiation.content_type(form))
    response.set_etag(tag)
    response.vary.add("Accept")
    response.cache_control.no_cache = True
    response.headers["Link"] = headers.cite(edition.snapshot.iri)
    return response


def _tag(edition: Edition, graph: str | None, form: Format) -> str:
    """Give a tag that is equal just when the bytes are."""
    asked = (edition.snapshot.tag, graph or edition.store.scope, graph is None, form.name)
    return sha256(repr(asked).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _graphs(edition: Edition) -> Graphs:
    """Read an edition once for all its graphs."""
    return Graphs(edition.snapshot, edition.store.scope)


def _statements(edition: Edition, graph: str | None) -> set[bytes]:
    """Give the lines of a graph in N-Triples, each once."""
    parts = _graphs(edition).triples(graph or SCOPES[edition.store.scope])
    return {line for part in parts for line in part.splitlines(keepends=True)}


@lru_cache(MOST_KEPT)
def _written(edition: Edition, graph: str | None, form: Format) -> bytes:
    text = b"".join(_statements(edition, graph))
    quads = formats.parse(text, _LINES, base=terms.ROOT, default_graph=terms.graph("all"), file="graph")
    return formats.write((quad[:3] for quad in quads), form)
