"""Clients that people have get from the running server the answers that are written down, to every question."""

import clients
import pytest
from answers import read, stored, tabulated
from clients import CLIENTS
from SPARQLWrapper import SPARQLWrapper

from paradiplomacy import library

QUESTIONS = library.examples()
TABLES = {question.name: tabulated(stored(question)) for question in QUESTIONS}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
def test_a_client_gets_every_answer(address, client):
    """The same variables, rows in the same order, the same terms; the same triples; the same yes or no."""
    if client.lacking():
        pytest.skip(f"not installed: {client.lacking()}; make test does so where apt-get, mvn and npm can")
    said = client.ask(f"{address}/sparql", QUESTIONS)
    assert wrong(said) == {}


def wrong(said):
    """Give the answers that are missing or are not those written down."""
    got = {name: read(answer) for name, answer in said.items()}
    return {
        question.name: got.get(question.name) for question in QUESTIONS if got.get(question.name) != stored(question)
    }


@pytest.mark.browser
def test_a_browser_gets_every_answer_from_another_origin(browser, address):
    """A page of another origin asks by fetch, as the headers for it allow (Fetch standard, CORS)."""
    page = browser.new_page(bypass_csp=True)  # the other page's own policy would let it ask nobody
    page.goto(address.replace("127.0.0.1", "localhost"))
    assert wrong(clients.browser(page, f"{address}/sparql", QUESTIONS)) == {}
    page.close()


@pytest.mark.browser
def test_the_page_of_queries_shows_every_answer(browser, address):
    """Row by row, each IRI by its link and each literal by its text."""
    page = browser.new_page(base_url=address)
    page.goto("/query")
    shown = {question.name: clients.query_page(page, question) for question in QUESTIONS}
    page.close()
    assert {name: table for name, table in shown.items() if table != TABLES[name]} == {}


def test_sparqlwrapper_takes_a_word_of_a_comment_for_the_kind_of_query(address):
    """The fault of the client for which it is given queries without their heads; mended, this fails."""
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery("# one\n# add\nASK {}")
    assert client.isSparqlUpdateRequest()
