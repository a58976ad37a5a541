"""Records are checked over HTTP: as a program sends them, and as a person pastes or drops them."""

import io
import json

import pytest
from flask.testing import FlaskClient

BROKEN = """\
@prefix para: <https://w3id.org/paradiplomacy/ontology#> .
@prefix actor: <https://w3id.org/paradiplomacy/id/actor/> .

actor:new a para:Provincez .
"""
TRIG = {"data": BROKEN, "content_type": "application/trig"}


def test_a_program_is_told_line_and_column(client: FlaskClient):
    """The report of a record is JSON unless another form is asked for, and calls the record by its name."""
    answer = client.post("/validate?name=new.ttl", data=BROKEN, content_type="text/turtle")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    report = json.loads(answer.data)
    [finding] = [found for found in report["findings"] if found["check"] == "unknown-term"]
    assert not report["conforms"]
    assert (finding["file"], finding["line"], finding["column"]) == ("new.ttl", 4, 13)


@pytest.mark.parametrize(
    ("accept", "media_type", "begins"),
    [
        ("text/plain", "text/plain", b"record:4:13: violation: "),
        ("application/sarif+json", "application/sarif+json", b"{"),
        ("application/xml", "application/xml", b"<?xml"),
        ("text/turtle", "text/turtle", b"@prefix"),
        ("application/ld+json", "application/ld+json", b"["),
    ],
)
def test_the_form_of_the_report_is_negotiated(client: FlaskClient, accept, media_type, begins):
    """Text, SARIF, JUnit and the SHACL report in any RDF format."""
    answer = client.post("/validate", headers={"Accept": accept}, **TRIG)
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert answer.data.startswith(begins)


@pytest.mark.parametrize(
    "body",
    [
        {"text": BROKEN, "format": "turtle"},
        {"text": "", "format": "turtle", "file": (io.BytesIO(BROKEN.encode()), "new.ttl")},
        {"text": "", "format": "turtle", "file": (io.BytesIO(BROKEN.encode()), "new")},
    ],
    ids=["pasted", "dropped", "dropped without an extension"],
)
def test_a_person_sees_the_finding_beside_its_line(client: FlaskClient, body):
    """The page shows the record line by line, and under the line what is wrong with it."""
    page = client.post("/validate", data=body, content_type="multipart/form-data").text
    at = page.index('id="line-4"')
    assert "Does not conform" in page
    assert "actor:new a para:Provincez ." in page[at : at + 300]
    assert "The ontology has no class para:Provincez" in page[at:].split("</tr>")[0]


def test_what_is_pasted_is_shown_as_text(client: FlaskClient):
    """A record is hostile: nothing of it becomes markup."""
    page = client.post("/validate", data={"text": '<script>"</textarea>', "format": "turtle"}).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("octets", [b"<", b"\xff\xfe<\x00", b"\x00", b"<a> <b> <c>"], ids=repr)
def test_what_cannot_be_read_is_told_with_its_place(client: FlaskClient, octets):
    """422, and a report that is not readable."""
    answer = client.post("/validate", data=octets, content_type="text/turtle")
    report = json.loads(answer.data)
    assert (answer.status_code, report["readable"]) == (422, False)
    assert report["findings"][0]["message"]
