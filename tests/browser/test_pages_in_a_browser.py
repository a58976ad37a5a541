"""The pages as a person meets them, on a wide and a narrow window, in light and dark colours."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "paper": "/paper",
    "kind": "/paper?kind=Definition",
    "questions": "/questions",
    "query": "/query",
    "rows": "/query?example=which-years-the-table-prints",
    "graph": "/query?query=DESCRIBE%20%3Chttps://w3id.org/paradiplomacy/id/actor/kyoto%3E",
    "term that is not there": "/query?query=DESCRIBE%20%3Chttps://w3id.org/paradiplomacy/id/actor/kioto%3E",
    "why": "/explain?s=actor:kyoto&p=a&o=para:Actor",
    "why not": "/explain?s=actor:kyoto&p=a&o=para:Obstacle",
    "nothing": "/query?query=SELECT%20%3Fs%20%7B%20%3Fs%20%3Fs%20%3Fs%20%7D",
}


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def path(request: pytest.FixtureRequest) -> str:
    """Give the path of one page after the other."""
    return request.param


def test_nobody_is_shut_out(page: Page, shut_out, path: str):
    """axe-core finds no violation."""
    page.goto(path)
    assert shut_out(page) == []


def test_nothing_has_to_be_scrolled_sideways(page: Page, path: str, width: int):
    """A page is as wide as its window."""
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_timeline_has_its_dots_within_the_page(page: Page, width: int):
    """42 dots are drawn, each inside the window, no two in one place."""
    page.goto("/")
    boxes = [dot.bounding_box() for dot in page.locator("svg.timeline circle").all()]
    assert len(boxes) == 42
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    assert len({(box["x"], box["y"]) for box in boxes if box}) == 42


def test_a_dot_leads_to_its_record(page: Page):
    """A click on a dot shows the record of its cooperation."""
    page.goto("/")
    page.get_by_label("1985: Kyoto Prefecture").click()
    page.get_by_role("heading", name="Answer").wait_for()
    assert page.get_by_role("link", name="year-entry:yogyakarta-kyoto-1985").is_visible()


def test_a_question_is_answered_by_a_click(page: Page):
    """A question of the library is asked by its link; the home page leads to all of a group."""
    page.goto("/")
    page.get_by_role("link", name="about: The table and its years").click()
    page.get_by_role("link", name="Which years stand in three rows of the table or more?").click()
    assert page.get_by_role("heading", name="Answer").is_visible()
    assert page.locator("table.answer tbody tr").count() > 0
    assert page.get_by_role("link", name="CSV").is_visible()


def test_a_query_is_written_and_run_by_the_keyboard_alone(page: Page):
    """Typing into the box and pressing the button by key gives the answer."""
    page.goto("/query")
    box = page.get_by_label("SPARQL query")
    box.fill("SELECT (COUNT(*) AS ?n) { ?e a <https://w3id.org/paradiplomacy/ontology#YearEntry> }")
    box.press("Tab")
    page.keyboard.press("Enter")
    page.locator("table.answer").wait_for()
    assert page.locator("table.answer td").inner_text().split()[0] == "42"


def test_the_keyboard_shows_where_it_is(page: Page):
    """The first key of a visitor reaches the link past the head, which then can be seen."""
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.get_by_role("link", name="Skip to the content").evaluate("link => link === document.activeElement")
    assert page.get_by_role("link", name="Skip to the content").bounding_box()["width"] > 50


def test_the_colours_follow_the_reader(page: Page, scheme: str):
    """Who prefers dark gets a dark page."""
    page.goto("/")
    red = page.evaluate("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
    assert (red < 128) == (scheme == "dark")
