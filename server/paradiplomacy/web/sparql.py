"""The SPARQL 1.1 Protocol: what a request asks, as data, and the answer."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from urllib.parse import parse_qsl

from flask import Blueprint, Request, Response, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.wrappers import Response as AnyResponse

from paradiplomacy.errors import NotAcceptable, Refused
from paradiplomacy.formats import FORMATS, Format, by_name, negotiate
from paradiplomacy.store import Query
from paradiplomacy.store.guard import admit
from paradiplomacy.web import descriptions
from paradiplomacy.web.edition import Edition, current
from paradiplomacy.web.negotiation import content_type
from paradiplomacy.web.problems import WAY_IN

__all__ = ["blueprint", "offered", "read_query"]

blueprint = Blueprint("sparql", __name__)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

# Two answers to a query with one of these may differ: nothing may call them the same.
_VOLATILE = ("NOW", "RAND", "UUID", "STRUUID", "BNODE")

Pairs = list[tuple[str, str]]


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> AnyResponse:
    """Answer a query (SPARQL 1.1 Protocol section 2.1); to a request without one, describe the service."""
    if request.method != "POST" and not request.args.keys() - {"format"}:
        return descriptions.service()
    edition, query = current(), read_query(request)
    tag = _tag(edition, query)
    if tag and request.method != "POST" and tag in request.if_none_match.as_set(include_weak=True):
        response = Response(status=304)
    else:
        response = Response(edition.store.answer(query).body, content_type=content_type(query.format))
    if tag:
        response.set_etag(tag)
    response.vary.add("Accept")
    response.cache_control.no_cache = True
    # RFC 8574: the snapshot is what to cite, for this address answers from whichever is current.
    response.headers["Link"] = f'<{edition.snapshot.iri}>; rel="cite-as"'
    return response


def read_query(request: Request) -> Query:
    """Read the query of a request, its graphs, and the format of its answer.

    Raises BadRequest unless there is exactly one query, UnsupportedMediaType for a body that is none,
    NotAcceptable when no format fits, and what the store raises for a query that it does not admit.
    """
    pairs = _pairs(request)
    query = Query(
        _only_query(pairs),
        by_name("json"),
        default_graphs=tuple(_values(pairs, "default-graph-uri")),
        named_graphs=tuple(_values(pairs, "named-graph-uri")),
    )
    admit(query)  # before its form is read: a text may be too long for that
    return replace(query, format=_format(pairs, request.headers.get("Accept"), offered(query)))


def offered(query: Query) -> tuple[Format, ...]:
    """List the formats that can hold the answer to a query, the usual one first."""
    form = query.form
    return tuple(offer for offer in FORMATS if form and form.gives & offer.holds)


def _pairs(request: Request) -> Pairs:
    """List all parameters, of the address and of a form; a body that is a query stands as one of them."""
    pairs = _decoded(request.query_string)
    if request.method != "POST":
        return pairs
    if request.mimetype == UPDATE:
        raise _no_updates()
    if request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        raise UnsupportedMediaType("A query is sent in UTF-8.")
    if request.mimetype == FORM:
        return pairs + _decoded(request.get_data(parse_form_data=False))
    if request.mimetype == QUERY:
        return [*pairs, ("query", _text(request.get_data()))]
    raise UnsupportedMediaType(f"Send the query as {FORM} or as {QUERY}.")


def _decoded(data: bytes) -> Pairs:
    try:
        return parse_qsl(_text(data), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise BadRequest("The parameters are no percent-encoded UTF-8.") from error


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise BadRequest(f"The request is no UTF-8, from byte {error.start + 1} on.") from error


def _values(pairs: Pairs, name: str) -> list[str]:
    return [value for key, value in pairs if key == name]


def _only_query(pairs: Pairs) -> str:
    if _values(pairs, "update"):
        raise _no_updates()
    queries = _values(pairs, "query")
    if len(queries) != 1:
        raise BadRequest(f"Give exactly one query, as in /sparql?query=ASK%20%7B%7D; this request has {len(queries)}.")
    return queries[0]


def _no_updates() -> Refused:
    return Refused(
        "The graph is not changed through this endpoint.",
        WAY_IN,
    )


def _format(pairs: Pairs, accept: str | None, offers: Sequence[Format]) -> Format:
    """Choose the format that the parameter ``format`` names, or else the one that Accept prefers."""
    named = _values(pairs, "format")
    if not named:
        return negotiate(accept, offers)
    for offer in offers:
        if offer.name == named[-1]:
            return offer
    names = ", ".join(offer.name for offer in offers)
    raise NotAcceptable(f"The answer to this query has no format {named[-1][:40]!r}.", f"Take one of {names}.")


def _tag(edition: Edition, query: Query) -> str | None:
    """Give a tag that is equal just when the answer is; None where that cannot be told."""
    if any(token.means(name) for token in query.tokens for name in _VOLATILE):
        return None
    asked = (query.text, query.default_graphs, query.named_graphs, query.format.name)
    return sha256(repr((edition.snapshot.tag, edition.store.scope, asked)).encode()).hexdigest()[:32]
