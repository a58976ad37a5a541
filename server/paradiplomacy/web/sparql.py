"""The SPARQL endpoint as a route of the application."""

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from paradiplomacy.web import descriptions, headers
from paradiplomacy.web.edition import current
from paradiplomacy.web.negotiation import content_type
from paradiplomacy.web.protocol import Asked, identify, read_query

__all__ = ["blueprint"]

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> AnyResponse:
    """Answer a query (SPARQL 1.1 Protocol section 2.1); to a request without one, describe the service."""
    if request.method != "POST" and not request.args.keys() - {"format"}:
        return descriptions.service()
    edition, query = current(), read_query(_asked())
    tag = identify(edition.snapshot.tag, edition.store.scope, query)
    if tag and request.method != "POST" and tag in request.if_none_match.as_set(include_weak=True):
        response = Response(status=304)
    else:
        answer = edition.store.answer(query)
        response = Response(answer.body, content_type=content_type(query.format))
        if answer.unknown:
            response.headers[headers.UNKNOWN] = headers.unknown(answer.unknown)
    if tag:
        response.set_etag(tag)
    response.vary.add("Accept")
    response.cache_control.no_cache = True
    response.headers["Link"] = headers.cite(edition.snapshot.iri)
    return response


def _asked() -> Asked:
    return Asked(
        request.method,
        request.query_string,
        request.get_data(parse_form_data=False),
        request.headers.get("Content-Type", ""),
        request.headers.get("Content-Encoding", ""),
        request.headers.get("Accept"),
    )
