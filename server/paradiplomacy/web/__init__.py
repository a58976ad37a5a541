"""The graph over HTTP: the SPARQL endpoint and the pages. The only room with Flask."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from paradiplomacy.web import (
    descriptions,
    graphs,
    headers,
    openapi,
    operation,
    pages,
    problems,
    records,
    services,
    sparql,
)
from paradiplomacy.web.edition import Shelf, of_home

__all__ = ["application", "counted_nowhere", "create_app"]

LARGEST_REQUEST = 1_000_000  # bytes; ten times the longest query that an engine should see


def counted_nowhere() -> str:
    """Say, in Prometheus's text format, that nothing is counted."""
    return "# Nothing is counted here. To count: paradiplomacy serve\n"


def create_app(home: Path, scope: str = "paper", proxies: int = 0) -> Flask:
    """Make the WSGI application that serves the current snapshot of a home folder, from this process alone.

    ``scope`` is "paper" or "all": which closure is the default graph. There need not be a snapshot yet; until
    there is one, every answer is 503 and says so. ``proxies`` is how many proxies in front are believed in what their
    fields X-Forwarded-For, -Proto, -Host and -Prefix say; without any, nobody is.
    """
    return application(of_home(home, scope), proxies=proxies)


def application(
    shelf: Shelf,
    measure: Callable[[], str] = counted_nowhere,
    *,
    proxies: int = 0,
    limits: Mapping[str, float] = MappingProxyType({}),
) -> Flask:
    """Make the WSGI application that serves what stands on a shelf.

    ``measure`` gives what the server has counted; ``limits`` are those of the server, by their names in the service
    description.
    """
    app = Flask(__name__)
    app.config["LIMITS"] = dict(limits)
    if proxies:
        trusted = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies)
        app.wsgi_app = trusted  # type: ignore[method-assign]  # because Flask documents this way
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_REQUEST
    app.extensions["shelf"] = shelf
    app.extensions["measure"] = measure
    for room in (sparql, graphs, descriptions, pages, services, records, operation, openapi):
        app.register_blueprint(room.blueprint)
    problems.register(app)
    app.after_request(headers.add)
    return app
