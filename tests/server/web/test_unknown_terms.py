"""A term that the graph does not hold: a header field tells of it, and the page asks what was meant."""

import html
import re

import pytest
import rdflib
from flask.testing import FlaskClient

from paradiplomacy.store import Unknown
from paradiplomacy.web import headers

PARA = "https://w3id.org/paradiplomacy/ontology#"
HEAD = f"PREFIX para: <{PARA}>\n"
MISSPELT = HEAD + "SELECT * { ?s para:counterprt ?o }"
KNOWN = HEAD + "SELECT * { ?s para:twinnedWith ?o }"
FIELD = "Para-Unknown-Terms"

# RFC 9651 sections 3.1 and 3.3.3, as far as the field uses them.
STRING = r'"(?:[\x20\x21\x23-\x5b\x5d-\x7e])*"'
LIST = re.compile(
    rf"{STRING}(?:;nearest={STRING})?(?:;nearest-2={STRING})?(?:, {STRING}(?:;nearest(?:-2)?={STRING})*)*"
)


def ask(client: FlaskClient, query: str, **more):
    """Ask by GET."""
    return client.get("/sparql", query_string={"query": query, **more})


def test_a_header_field_tells_of_it(client: FlaskClient):
    """The term and those that are near, whole, as a structured field that pages of other origins may read."""
    response = ask(client, MISSPELT)
    assert response.headers[FIELD] == f'"{PARA}counterprt";nearest="{PARA}counterpart";nearest-2="{PARA}counterpartIn"'
    assert FIELD in response.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_the_body_stays_the_standards(client: FlaskClient, format):  # noqa: A002 — as the parameter is called
    """An answer without rows is the same bytes, whether the terms are known or not."""
    assert ask(client, MISSPELT, format=format).data == ask(client, KNOWN, format=format).data


def test_a_query_whose_terms_are_known_has_no_such_field(client: FlaskClient):
    """Absent, not empty."""
    assert FIELD not in ask(client, KNOWN).headers


def test_post_tells_it_too(client: FlaskClient):
    """However the query is sent."""
    for how in ({"data": {"query": MISSPELT}}, {"data": MISSPELT, "content_type": "application/sparql-query"}):
        assert f'"{PARA}counterprt"' in client.post("/sparql", **how).headers[FIELD]


HOSTILE = [
    "urn:x\r\nSet-Cookie: a=b",
    'urn:x";nearest="urn:y',
    "urn:x\\",
    "urn:é\u2028\U0001f600",
    "urn:x\x00\x7f",
    "urn:" + "ü" * 10_000,
    "urn:\ud800",
    "urn:x, urn:y; z=1",
]


@pytest.mark.parametrize("iri", HOSTILE)
def test_nothing_gets_out_of_its_string(iri):
    """RFC 9651 section 3.3.3: ASCII without quotation marks, back slashes and controls, and of a bounded length."""
    field = headers.unknown([Unknown("x", iri, (iri, iri, iri))] * 3)
    assert LIST.fullmatch(field)
    assert field.isascii()
    assert len(field) < 2500


@pytest.mark.parametrize(
    "local", ["a\\;b", "%0D%0ASet-Cookie:a=b", "é", "\\u000d\\u000aSet-Cookie:x", "a\\u0022b", "-"]
)
def test_a_hostile_query_adds_no_field(client: FlaskClient, local):
    """Whatever a name of the query is made of, the answer has the fields that answers have."""
    usual = {name for name, _ in ask(client, MISSPELT).headers}
    response = ask(client, HEAD + f"SELECT * {{ ?s para:{local} ?o }}")
    if response.status_code == 200:
        assert {name for name, _ in response.headers} <= usual
        assert LIST.fullmatch(response.headers.get(FIELD, '""'))
    else:
        assert response.status_code == 400


def page(client: FlaskClient, query: str) -> str:
    """Ask as a person does."""
    return client.get("/query", query_string={"query": query}).text


def links(text: str) -> list[str]:
    """List the queries that the page offers instead."""
    [notice] = re.findall(r'<div class="unknown".*?</div>', text, re.DOTALL)
    return [html.unescape(address) for address in re.findall(r'href="([^"]*)"', notice)]


def test_the_page_asks_what_was_meant(client: FlaskClient):
    """The term as it was written, and a link that asks with the near one."""
    text = page(client, MISSPELT)
    assert "<code>para:counterprt</code> is not in the graph." in text
    [first, _] = links(text)
    answered = client.get(first).text
    assert "?s para:counterpart ?o" in answered
    assert "is not in the graph" not in answered
    assert "31 rows" in answered


def test_a_wrong_namespace_is_mended_where_it_is_declared(client: FlaskClient):
    """One link mends all terms."""
    text = page(client, MISSPELT.replace("counterprt", "counterpart").replace("https:", "http:"))
    [only] = links(text)
    assert "31 rows" in client.get(only).text


def test_only_the_term_itself_is_replaced(client: FlaskClient):
    """A longer name that begins the same, a string and a comment stay."""
    query = HEAD + "SELECT * { ?s para:counterprt ?o ; para:counterprtIn 'para:counterprt' } # para:counterprt"
    first, *_ = links(page(client, query))
    area = re.search(r"<textarea.*?>(.*?)</textarea>", client.get(first).text, re.DOTALL)[1]
    assert html.unescape(area).strip() == query.replace("para:counterprt ", "para:counterpart ", 1)


def test_a_term_without_anything_near_is_told_all_the_same(client: FlaskClient):
    """It is not in the graph; nothing is suggested."""
    text = page(client, "SELECT * { ?s <urn:x:y> ?o }")
    assert "<code>&lt;urn:x:y&gt;</code> is not in the graph." in text
    assert links(text) == []


def test_a_hostile_term_stays_text(client: FlaskClient):
    """What a query says is escaped."""
    text = page(client, "SELECT * { ?s <javascript:alert('x')&amp;> ?o }")
    assert "&lt;javascript:alert(&#39;x&#39;)&amp;amp;&gt;" in text


def test_a_graph_is_described_in_its_own_prefixes(client: FlaskClient):
    """A prefix whose namespace ends in "#" comes back whole in the Turtle of a CONSTRUCT."""
    query = HEAD + "CONSTRUCT WHERE { ?s para:row ?row }"
    answer = ask(client, query, format="turtle").text
    assert f"@prefix para: <{PARA}> ." in answer
    assert len(rdflib.Graph().parse(data=answer, format="turtle")) == 31
