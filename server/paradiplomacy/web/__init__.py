"""The graph over HTTP: the SPARQL endpoint and the pages. The only room with Flask."""

from pathlib import Path

from flask import Flask

from paradiplomacy.web import descriptions, graphs, headers, openapi, pages, problems, services, sparql
from paradiplomacy.web.edition import Shelf, of_home

__all__ = ["application", "create_app"]

LARGEST_REQUEST = 1_000_000  # bytes; ten times the longest query that an engine should see


def create_app(home: Path, scope: str = "paper") -> Flask:
    """Make the WSGI application that serves the current snapshot of a home folder, from this process alone.

    ``scope`` is "paper" or "all": which closure is the default graph. There need not be a snapshot yet; until
    there is one, every answer is 503 and says so.
    """
    return application(of_home(home, scope))


def application(shelf: Shelf) -> Flask:
    """Make the WSGI application that serves what stands on a shelf."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.extensions["shelf"] = shelf
    for room in (sparql, graphs, descriptions, pages, services, openapi):
        app.register_blueprint(room.blueprint)
    problems.register(app)
    app.after_request(headers.add)
    return app
