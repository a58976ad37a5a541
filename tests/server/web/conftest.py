"""What the tests of the web stand on: an application over the real snapshot, and one over a home of one's own."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import URIRef

from paradiplomacy.web import create_app

collect_ignore = ["conftest.py"]  # it has no doctests, and two modules of one name cannot be collected

P = "https://w3id.org/paradiplomacy/paper/x/p-1"


@pytest.fixture(scope="session")
def client(home: Path) -> FlaskClient:
    """Open a client of the application that serves the real snapshot."""
    return create_app(home).test_client()


@pytest.fixture
def own(tmp_path: Path) -> FlaskClient:
    """Open a client of the application that serves whatever was published last."""
    return create_app(tmp_path).test_client()


@pytest.fixture
def passage() -> URIRef:
    """Name the passage of the texts that a test publishes."""
    return URIRef(P)
