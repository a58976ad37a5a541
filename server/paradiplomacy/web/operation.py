"""For who operates the server: whether it lives, whether it can answer, and what it has counted."""

from flask import Blueprint, Response, current_app

from paradiplomacy.formats import by_name
from paradiplomacy.store import Query
from paradiplomacy.web.edition import current

__all__ = ["EXPOSITION", "blueprint"]

blueprint = Blueprint("operation", __name__)

EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"
"""The media type of Prometheus's text format."""


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that the process answers."""
    return _said("alive\n")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say that queries are answered. Raises what stands against it, which is then told with 503."""
    edition = current()
    edition.store.answer(Query("ASK {}", by_name("json")))
    return _said(f"ready, with {edition.snapshot.iri}\n")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Give what all processes of the server have counted, for Prometheus."""
    return _said(current_app.extensions["measure"](), EXPOSITION)


def _said(text: str, content_type: str = "text/plain; charset=utf-8") -> Response:
    response = Response(text, content_type=content_type)
    response.cache_control.no_store = True
    return response
