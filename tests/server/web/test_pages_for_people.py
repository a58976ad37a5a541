"""The pages: what they show of the graph, and that nothing from outside gets through them unescaped."""

import logging
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from paradiplomacy import library
from paradiplomacy.store import Store
from paradiplomacy.web import create_app
from paradiplomacy.web.results import MOST_ROWS

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
SCRIPT = "<script>alert(1)</script>"


class Page(HTMLParser):
    """The elements of a page in order, each with its attributes and the text up to the next tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Begin an element."""
        self.elements.append((tag, dict(attrs), ""))
        self._open = True

    def handle_endtag(self, tag):  # noqa: ARG002 — any end tag ends the text
        """End the text of the element begun last."""
        self._open = False

    def handle_data(self, data):
        """Add text to the element begun last."""
        if self.elements and self._open:
            tag, attributes, text = self.elements[-1]
            self.elements[-1] = (tag, attributes, text + data)

    def find(self, tag, **attributes):
        """List the elements of this name that have these attributes."""
        return [
            element
            for element in self.elements
            if element[0] == tag and all(element[1].get(name) == value for name, value in attributes.items())
        ]


def ask(client: FlaskClient, query: str):
    """Ask as a person does, by the page."""
    return client.get("/query", query_string={"query": query}, headers=BROWSER)


def test_the_timeline_has_a_dot_for_each_year_entry(client: FlaskClient):
    """42 dots, each leading to the record of its cooperation."""
    page = Page(client.get("/").text)
    dots = [element for element in page.find("a") if re.match(r"\d{4}: ", element[1].get("aria-label") or "")]
    assert len(dots) == 42
    record = client.get(dots[0][1]["href"]).text
    assert (dots[0][1]["aria-label"] or "").startswith("1985")
    assert "year-entry:yogyakarta-kyoto-1985" in record


def test_the_partners_are_listed_with_country_and_years(client: FlaskClient):
    """31 rows in the order of their first year; the years are those of the table."""
    page = Page(client.get("/").text)
    years = [text for _, _, text in page.find("td", **{"class": "years"})]
    assert len(years) == 31
    assert years[0] == "1985, 2010, 2015"
    assert [text[:4] for text in years] == sorted(text[:4] for text in years)


def test_the_figures_are_those_of_the_graph(client: FlaskClient, snapshot):
    """31 cooperations with 31 partners of 12 countries; asserted and inferred as the snapshot counts them."""
    page = Page(client.get("/").text)
    figures = dict(zip((e[2] for e in page.find("dt")), (e[2] for e in page.find("dd")), strict=True))
    assert [figures[what] for what in ("cooperations", "partners", "countries")] == ["31", "31", "12"]
    assert figures["triples inferred"] == f"{snapshot.counts['inferred.nt']:,}"


def test_the_home_page_tells_how_to_ask_and_what_to_cite(client: FlaskClient, snapshot):
    """The endpoint's address, a line for the shell, and the IRI of the snapshot."""
    text = client.get("/").text
    assert "curl http://localhost/sparql" in text
    assert f"https://w3id.org/paradiplomacy/snapshot/{snapshot.hash}" in text


@pytest.mark.parametrize("example", library.examples(), ids=lambda example: example.name)
def test_each_question_of_the_library_is_answered(client: FlaskClient, example):
    """A question is asked by its name, shown with its query, and answered on the same page."""
    response = client.get("/query", query_string={"example": example.name})
    assert response.status_code == 200
    page = Page(response.text)
    [area] = page.find("textarea")
    assert page.find("h1")[0][2] == example.title
    assert area[2].strip()
    assert example.text.strip().endswith(area[2].strip())
    assert page.find("h2", id="answer-title")


@pytest.mark.parametrize(
    ("query", "formats"),
    [
        ("SELECT ?s { ?s ?p ?o } LIMIT 2", {"json", "xml", "csv", "tsv"}),
        ("ASK {}", {"json", "xml"}),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2", {"turtle", "ntriples", "nquads", "rdfxml", "jsonld", "trig"}),
    ],
)
def test_the_same_answer_is_offered_to_programs(client: FlaskClient, query, formats):
    """Beside the table stand links to the whole answer in each format that can hold it; each link works."""
    links = {
        address.rpartition("format=")[2]: address
        for _, attributes, _ in Page(ask(client, query).text).find("a")
        if "format=" in (address := attributes.get("href") or "")
    }
    assert links.keys() == formats
    assert {client.get(link).status_code for link in links.values()} == {200}


def test_a_long_answer_is_cut_and_says_so(client: FlaskClient):
    """At most 1,000 rows are shown; the page tells how many there are."""
    text = ask(client, f"SELECT * {{ ?s ?p ?o }} LIMIT {MOST_ROWS + 1}").text
    assert "1,001 rows; the first 1,000 are shown" in text
    assert len(Page(text).find("tr")) == MOST_ROWS + 1  # and the head


def test_an_answer_without_rows_is_no_denial(client: FlaskClient):
    """Nothing found means that nothing says so."""
    assert "Nothing in the graph matches" in ask(client, "SELECT ?s { ?s ?s ?s }").text


def test_an_error_stands_beside_the_query(client: FlaskClient):
    """A query that cannot be read comes back with the line, the column and the piece in question."""
    response = ask(client, "SELECT ?s {\r\n  ?s ?p ?o")
    page = Page(response.text)
    assert response.status_code == 400
    assert "Line 2, column 11" in response.text
    assert "<code>  ?s ?p ?o<mark>" in response.text
    assert "?s ?p ?o" in page.find("textarea", **{"aria-invalid": "true"})[0][2]


def test_a_literal_shows_its_language_or_datatype(client: FlaskClient):
    """Text and number, and the language that a text is in."""
    query = 'SELECT ?x { VALUES ?x { "satu"@id "1"^^<http://www.w3.org/2001/XMLSchema#integer> "plain" } }'
    notes = [text for _, _, text in Page(ask(client, query).text).find("span", **{"class": "note"})]
    assert "id" in notes
    assert "xsd:integer" in notes
    assert "xsd:string" not in notes


HOSTILE = [
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "{{ 7 * 191 }}",
    "' onclick='x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_in_an_answer_stays_text(client: FlaskClient, text):
    """What a literal says is shown as it stands, as text."""
    page = Page(ask(client, f"SELECT ('''{text.replace(chr(39), chr(92) + chr(39))}''' AS ?x) {{}}").text)
    assert not page.find("script")
    assert not [e for e in page.elements if any(name.startswith("on") for name in e[1])]
    assert [e for e in page.find("td") if text in e[2]]
    assert [e for e in page.find("textarea") if "AS ?x" in e[2]]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_faulty_query_stays_text(client: FlaskClient, text):
    """Neither the box nor the report of an error lets a query out of its element."""
    page = Page(ask(client, f"SELECT ?s {{ {text}").text)
    assert not page.find("script")
    assert not [e for e in page.elements if any(name.startswith("on") for name in e[1])]
    assert [e for e in page.find("textarea") if text in e[2]]


@pytest.mark.parametrize(
    ("iri", "link"),
    [
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("urn:x:y", None),
        ("https://example.org/a?b=c&d='e", "https://example.org/a?b=c&d='e"),
        ("http://example.org/", "http://example.org/"),
        (
            "https://w3id.org/paradiplomacy/id/actor/kyoto",
            "/query?query=DESCRIBE+%3Chttps://w3id.org/paradiplomacy/id/actor/kyoto%3E",
        ),
    ],
)
def test_only_what_is_safe_becomes_a_link(client: FlaskClient, iri, link):
    """An IRI of ours leads to its description here, one of the web to the web, any other nowhere."""
    page = Page(ask(client, f"SELECT (<{iri}> AS ?x) {{}}").text)
    cell = next(n for n, e in enumerate(page.elements) if e[0] == "td")
    links = [e[1]["href"] for e in page.elements[cell : cell + 2] if e[0] == "a"]
    assert links == ([link] if link else [])


def test_a_hostile_name_in_the_data_stays_text(own: FlaskClient, publish, passage):
    """Names, countries and titles come from files that others write."""
    publish(
        f"""<{passage}> a para:Passage .
        GRAPH <{passage}> {{
          id:c para:counterpart id:x ; para:yearEntry id:e . id:e para:year 1999 .
          id:x para:asWritten "{SCRIPT}" ; para:country id:y . id:y para:asWritten "{SCRIPT}" .
          id:paper a para:Paper ; <http://purl.org/dc/terms/title> "{SCRIPT}" ; para:authorship id:a .
          id:a para:position 1 ; para:author id:p . id:p para:asWritten "{SCRIPT}" }}"""
    )
    text = own.get("/").text
    assert not Page(text).find("script")
    assert text.count("&lt;script&gt;") >= 6


def test_a_graph_without_entries_has_a_page_all_the_same(own: FlaskClient, publish):
    """A young graph is no error."""
    publish("id:a para:year 1 .")
    assert own.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/query", "/sparql", "/nowhere", "/static/style.css"])
def test_every_answer_forbids_what_it_does_not_need(client: FlaskClient, path):
    """No script, no frame, nothing from another host, no guessing of types."""
    with client.get(path) as response:
        fields = response.headers
    policy = dict(part.strip().partition(" ")[::2] for part in fields["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == policy["img-src"] == policy["form-action"] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "script-src" not in policy
    assert fields["X-Content-Type-Options"] == "nosniff"
    assert fields["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/query?example=which-years-are-printed-most", "/nowhere"])
def test_a_page_asks_no_other_host_for_anything(client: FlaskClient, path):
    """Stylesheets and pictures come from here, and nothing has a style or script inside the page."""
    page = Page(client.get(path, headers=BROWSER).text)
    loaded = [e[1].get("src") or e[1].get("href") for e in (*page.find("link"), *page.find("img"))]
    assert loaded
    assert all(address and address.startswith("/static/") for address in loaded)
    assert not page.find("style")
    assert not [e for e in page.elements if "style" in e[1]]
    assert not page.find("script")


def test_a_browser_gets_a_problem_as_a_page(client: FlaskClient):
    """Whoever prefers HTML reads the error in HTML."""
    response = client.get("/sparql", query_string={"query": "ASK {"}, headers=BROWSER)
    assert (response.status_code, response.mimetype) == (400, "text/html")
    assert "Line 1, column" in response.text


def test_a_question_that_is_not_there_is_not_found(client: FlaskClient):
    """An unknown name is 404, with those that are near."""
    response = client.get("/query", query_string={"example": "which-years-are-printed-mos"})
    assert response.status_code == 404
    assert "which-years-are-printed-most" in response.json["advice"]


@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%20%7B%7D", "/query?query=ASK%20%7B%7D"])
@pytest.mark.parametrize("accept", [BROWSER["Accept"], "application/json"])
def test_what_nobody_foresaw_is_logged_and_not_shown(home: Path, monkeypatch, caplog, path, accept):
    """An unknown error is 500 without its innards; the log has them."""

    def fail(*_):
        raise RuntimeError("secret innards")

    monkeypatch.setattr(Store, "answer", fail)
    with caplog.at_level(logging.ERROR):
        response = create_app(home).test_client().get(path, headers={"Accept": accept})
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "secret innards" in caplog.text
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_hostile_host_field_stays_text(client: FlaskClient):
    """The address that the page shows comes from the request."""
    response = client.get("/", headers={"Host": '"><script>alert(1)</script>', **BROWSER})
    assert not Page(response.text).find("script")
