"""Which error is which HTTP status, and how a client is told (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from paradiplomacy.errors import (
    Inconsistent,
    NotAcceptable,
    NotConforming,
    NotFound,
    OutOfTime,
    ParadiplomacyError,
    Refused,
    SyntaxFault,
    TooMany,
    Unavailable,
)

__all__ = ["MET", "WAY_IN", "describe", "register", "status"]

MEDIA_TYPE = "application/problem+json"

WAY_IN = "What is contributed enters as a dataset: it is checked, and becomes part of the next snapshot."

WRITING = frozenset({"PUT", "POST", "PATCH", "DELETE"})

MET = "paradiplomacy.error"
"""The key of an ASGI scope for the error that a server met before the application did."""

AGAIN = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
"""After which a client may ask again (RFC 9110 section 10.2.3), in a second."""

STATUS: dict[type[ParadiplomacyError], HTTPStatus] = {
    SyntaxFault: HTTPStatus.BAD_REQUEST,
    Refused: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    NotAcceptable: HTTPStatus.NOT_ACCEPTABLE,
    NotConforming: HTTPStatus.UNPROCESSABLE_ENTITY,
    Inconsistent: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    OutOfTime: HTTPStatus.GATEWAY_TIMEOUT,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    ParadiplomacyError: HTTPStatus.BAD_REQUEST,
}


def register(app: Flask) -> None:
    """Let every error be told as a problem; what nobody foresaw is logged and told as 500."""
    app.before_request(_raise_met)
    app.register_error_handler(ParadiplomacyError, _of_ours)
    app.register_error_handler(HTTPException, _of_http)


def status(error: ParadiplomacyError) -> HTTPStatus:
    """Find the status of the nearest of the error's classes."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def describe(error: ParadiplomacyError) -> dict[str, Any]:
    """Give the members of the problem document (RFC 9457 section 3.1); ``line`` and ``column`` are ours."""
    members: dict[str, Any] = {
        "title": status(error).phrase,
        "status": int(status(error)),
        "detail": error.message,
    }
    if error.advice:
        members["advice"] = error.advice
    if error.place and error.place.line:
        members["line"] = error.place.line
        members["column"] = error.place.column
    return members


def _raise_met() -> None:
    """Raise the error that a server before this application met with the request, so that it is told here."""
    error = request.environ.get("asgi.scope", {}).get(MET)
    if error is not None:
        raise error


def _of_ours(error: ParadiplomacyError) -> Response:
    return _tell(describe(error))


def _of_http(error: HTTPException) -> Response:
    """Tell an error of HTTP itself, with its own header fields, as Allow of 405."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return current_app.make_response(error.get_response())
    members = {"title": HTTPStatus(error.code).phrase, "status": error.code, "detail": error.description}
    if isinstance(error, MethodNotAllowed) and request.method in WRITING:
        members |= {"detail": f"Nothing is changed here by {request.method}: the graph is read-only.", "advice": WAY_IN}
    response = _tell(members)
    own = [field for field in error.get_headers() if field[0] not in {"Content-Type", "Content-Length"}]
    response.headers.extend(own)
    return response


def _tell(members: dict[str, Any]) -> Response:
    """As a page for a browser, as a document for everyone else."""
    best = request.accept_mimetypes.best_match([MEDIA_TYPE, "application/json", "text/html"], MEDIA_TYPE)
    if best == "text/html":
        response = make_response(render_template("problem.html", problem=members), members["status"])
    else:
        response = Response(json.dumps(members), members["status"], mimetype=MEDIA_TYPE)
    response.vary.add("Accept")
    if members["status"] in AGAIN:
        response.headers["Retry-After"] = "1"
    return response
