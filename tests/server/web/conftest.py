"""What the tests of the web stand on: an application over the real snapshot, and one over a home of one's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import URIRef

from paradiplomacy import formats, snapshot, terms
from paradiplomacy.snapshot import Content, Snapshot
from paradiplomacy.web import create_app

collect_ignore = ["conftest.py"]  # it has no doctests, and two modules of one name cannot be collected

P = "https://w3id.org/paradiplomacy/paper/x/p-1"

Publish = Callable[[str], Snapshot]


@pytest.fixture(scope="session")
def client(home: Path) -> FlaskClient:
    """Open a client of the application that serves the real snapshot."""
    return create_app(home).test_client()


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Make a TriG text the current snapshot of the home folder ``tmp_path``; its default graph is what it states."""

    def publish(trig: str) -> Snapshot:
        head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in terms.PREFIXES.items())
        ours = {"base": terms.ROOT, "default_graph": terms.graph("passages"), "file": "new.trig"}
        quads = tuple(formats.parse(head + trig, formats.by_name("trig"), **ours))
        graphs = frozenset(quad[3] for quad in quads)
        content = Content(dict.fromkeys(quads, ()), graphs, frozenset(), frozenset())
        return snapshot.write(tmp_path, content, lambda _: [])

    return publish


@pytest.fixture
def own(tmp_path: Path) -> FlaskClient:
    """Open a client of the application that serves whatever was published last."""
    return create_app(tmp_path).test_client()


@pytest.fixture
def passage() -> URIRef:
    """Name the passage of the texts that a test publishes."""
    return URIRef(P)
