"""GET /explain: why a statement holds, as a page, JSON or Turtle, and what is hostile is refused or stays text."""

import pytest
from flask.testing import FlaskClient

from paradiplomacy.web import create_app

ACTOR = {"s": "actor:kyoto", "p": "a", "o": "para:Actor"}
OBSTACLE = ACTOR | {"o": "para:Obstacle"}


def ask(client: FlaskClient, accept: str = "text/html", **parameters: str):
    """Ask for an explanation."""
    return client.get("/explain", query_string=parameters, headers={"Accept": accept})


def test_a_page_shows_the_proof_down_to_passage_file_and_line(client: FlaskClient):
    """Each step names its rule and the steps that it needs, each leaf where it is stated."""
    page = ask(client, **ACTOR).text
    assert "Kyoto Prefecture" in page
    assert "by prp-dom from steps" in page
    assert "data/paper/readings.trig:" in page


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("text/html", "text/html"),
        ("application/json", "application/json"),
        ("text/turtle", "text/turtle"),
        ("*/*", "text/html"),
    ],
)
def test_the_form_of_the_answer_is_negotiated(client: FlaskClient, accept, content_type):
    """By Accept; a cache is told so."""
    answer = ask(client, accept, **ACTOR)
    assert answer.status_code == 200
    assert answer.mimetype == content_type
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("name", ["json", "turtle"])
def test_the_other_forms_are_a_link_away(client: FlaskClient, name):
    """The link on the page leads to the same explanation."""
    page = ask(client, **ACTOR).text
    assert f"format={name}" in page
    assert ask(client, format=name, **ACTOR).status_code == 200


def test_what_does_not_follow_is_answered_with_what_lacks(client: FlaskClient):
    """It is an answer, not an error."""
    answer = ask(client, "application/json", **OBSTACLE)
    assert answer.status_code == 200
    assert answer.json["status"] == "not in the closure"
    assert "prp-dom" in {gap["rule"] for gap in answer.json["gaps"]}
    assert "lacking" in ask(client, **OBSTACLE).text


def test_the_description_was_derived_by_the_build(client: FlaskClient):
    """The page says so."""
    page = ask(client, s="dataset:paradiplomacy", p="a", o="void:Dataset").text
    assert "Derived by the build" in page


def test_without_a_statement_the_page_asks_for_one(client: FlaskClient):
    """A form, no error."""
    page = ask(client)
    assert page.status_code == 200
    assert '<label for="s">Subject</label>' in page.text


def test_the_scope_is_that_of_the_server_unless_another_is_asked_for(client: FlaskClient, home):
    """What the default graph rests on decides."""
    whole = create_app(home, "all").test_client()
    assert ask(whole, "application/json", **ACTOR).json["scope"] == "all"
    assert ask(client, "application/json", **ACTOR).json["scope"] == "paper"
    assert ask(client, "application/json", scope="all", **ACTOR).json["scope"] == "all"


@pytest.mark.parametrize(
    "parameters",
    [
        {"s": "actor:kyoto"},
        ACTOR | {"s": ""},
        ACTOR | {"s": '"x"'},
        ACTOR | {"p": "2"},
        ACTOR | {"o": "<a b>"},
        ACTOR | {"o": "<x> . <y> <z> <w>"},
        ACTOR | {"o": '"' + "x" * 20_000 + '"'},
        ACTOR | {"o": "\x00"},
        ACTOR | {"o": "<script>alert(1)</script>"},
        ACTOR | {"scope": "everything"},
    ],
    ids=[
        "one part",
        "no subject",
        "literal subject",
        "number",
        "space",
        "injection",
        "long",
        "null",
        "script",
        "scope",
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_is_no_statement_is_a_bad_request(client: FlaskClient, accept, parameters):
    """With advice, and without markup of its own."""
    answer = ask(client, accept, **parameters)
    assert answer.status_code == 400
    assert "<script>" not in answer.text or answer.mimetype == "application/problem+json"
    assert "Traceback" not in answer.text


def test_an_unknown_form_is_not_acceptable(client: FlaskClient):
    """Neither by name nor by Accept."""
    assert ask(client, format="docx", **ACTOR).status_code == 406
    assert ask(client, "image/png", **ACTOR).status_code == 406


def test_a_hostile_name_in_the_question_stays_text(client: FlaskClient):
    """It is shown, and is no markup."""
    page = ask(client, s="actor:kyoto", p="para:asWritten", o='"<img src=x onerror=alert(1)>"').text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_a_thing_described_has_a_link_to_why_beside_each_statement(client: FlaskClient):
    """The link of the first row leads to its explanation."""
    page = client.get("/query?query=DESCRIBE%20<https://w3id.org/paradiplomacy/id/actor/kyoto>").text
    start = page.index('href="/explain?') + len('href="')
    link = page[start : page.index('"', start)].replace("&amp;", "&")
    assert client.get(link, headers={"Accept": "application/json"}).json["status"] != "not in the closure"


def test_a_snapshot_without_proofs_says_so(own: FlaskClient, publish):
    """404, with advice."""
    publish("<urn:x:g> { <urn:x:a> <urn:x:b> <urn:x:c> }")
    answer = ask(own, "application/json", s="<urn:x:a>", p="<urn:x:b>", o="<urn:x:c>")
    assert answer.status_code == 404
    assert "--reasoner" in answer.json["advice"]
