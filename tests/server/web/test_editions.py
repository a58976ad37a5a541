"""Which snapshot is served, and what is said while there is none."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from paradiplomacy.web import create_app
from paradiplomacy.web.edition import current

COUNT = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}


@pytest.mark.parametrize("path", ["/", "/query?query=ASK%20%7B%7D", "/sparql?query=ASK%20%7B%7D"])
def test_without_a_snapshot_the_advice_is_to_build_one(own: FlaskClient, path):
    """503 for whoever asks before anything is built, and how to build it."""
    response = own.get(path)
    assert response.status_code == 503
    assert "paradiplomacy build" in response.json["detail"]


def test_a_browser_gets_the_advice_as_a_page(own: FlaskClient):
    """The home page, too, says what to do first."""
    response = own.get("/", headers={"Accept": "text/html"})
    assert (response.status_code, response.mimetype) == (503, "text/html")
    assert "paradiplomacy build" in response.text


def test_a_new_snapshot_is_served_without_a_new_start(own: FlaskClient, publish):
    """As soon as the home folder names another snapshot, answers and their tags come from it."""
    publish("id:a para:year 1 .")
    first = own.get("/sparql", query_string=COUNT)
    publish("id:a para:year 1 , 2 .")
    second = own.get("/sparql", query_string=COUNT, headers={"If-None-Match": first.headers["ETag"]})
    counts = [answer.json["results"]["bindings"][0]["n"]["value"] for answer in (first, second)]
    assert counts == ["1", "2"]
    assert first.headers["Link"] != second.headers["Link"]


def test_one_request_sees_one_snapshot(tmp_path: Path, publish):
    """What is built while a request is answered is seen by the next one."""
    app = create_app(tmp_path)
    old = publish("id:a para:year 1 .")
    with app.test_request_context():
        assert current().snapshot == old
        new = publish("id:a para:year 2 .")
        assert current().snapshot == old
    with app.test_request_context():
        assert current().snapshot == new
