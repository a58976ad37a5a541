"""What must hold without JavaScript, with an error, and from a page of another origin."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plain(browser: Browser, address: str) -> Iterator[Page]:
    """Open a window that runs no scripts."""
    page = browser.new_page(base_url=address, java_script_enabled=False)
    yield page
    page.close()


def test_a_query_runs_without_javascript(plain: Page):
    """The form is plain HTML."""
    plain.goto("/query")
    plain.get_by_label("SPARQL query").fill("ASK {}")
    plain.get_by_role("button", name="Run the query").click()
    assert plain.locator("table.answer td").inner_text() == "yes"


def test_an_error_is_told_beside_the_box_and_the_query_is_kept(plain: Page):
    """A faulty query stays where it was, and beside it stands what is wrong and where."""
    plain.goto("/query")
    plain.get_by_label("SPARQL query").fill("SELECT ?s {\n  ?s ?p ?o")
    plain.get_by_role("button", name="Run the query").click()
    assert "Line 2, column 11" in plain.get_by_role("alert").inner_text()
    assert plain.get_by_label("SPARQL query").input_value() == "SELECT ?s {\n  ?s ?p ?o"


def test_an_error_shuts_nobody_out(browser: Browser, address: str, shut_out):
    """axe-core finds no violation on the page of an error."""
    page = browser.new_page(base_url=address, viewport={"width": 360, "height": 900})
    page.goto("/query?query=ASK")
    assert shut_out(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


@pytest.mark.parametrize(
    ("query", "status"), [("SELECT * { ?s ?p ?o } LIMIT 1", 200), ("SELECT", 400), ("CLEAR ALL", 403)]
)
def test_a_page_of_another_origin_may_ask(browser: Browser, address: str, query: str, status: int):
    """The browser lets a foreign page read the answer, errors and the link to the snapshot too."""
    # Another origin on this machine, whose own policy would let it ask nobody.
    page = browser.new_page(bypass_csp=True)
    page.goto(address.replace("127.0.0.1", "localhost"))
    got, link = page.evaluate(
        """async ([address, query]) => {
            const response = await fetch(address + "/sparql", {
                method: "POST", headers: {"Content-Type": "application/sparql-query"}, body: query });
            await response.json();
            return [response.status, response.headers.get("Link")];
        }""",
        [address, query],
    )
    page.close()
    assert got == status
    assert (link is not None) == (status == 200)
