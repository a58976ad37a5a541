"""The paper as a reader meets it: by its anchors, by the keyboard, by the kind of what is stated."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_an_address_leads_to_its_passage(page: Page):
    """The passage stands at the top of the window, and is marked."""
    page.goto("/paper#table-1-row-27")
    passage = page.locator("#table-1-row-27")
    expect(passage).to_be_in_viewport()
    assert 0 <= (passage.bounding_box() or {"y": -1})["y"] < 60
    assert passage.evaluate("one => one.matches(':target') && getComputedStyle(one).boxShadow != 'none'")


def test_a_passage_keeps_its_place_in_its_number(page: Page):
    """The number is a link that can be copied."""
    page.goto("/paper")
    page.get_by_role("link", name="passage 117", exact=True).click()
    assert page.url.endswith("/paper#table-1-row-27")


def test_the_contents_lead_to_each_section(page: Page):
    """A click on a section brings its heading into view."""
    page.goto("/paper")
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="4. Conclusion").click()
    expect(page.get_by_role("heading", name="4. Conclusion")).to_be_in_viewport()


def test_a_mark_leads_to_its_reference_and_back(page: Page):
    """From the passage that cites to the entry, and by its number to the passage again."""
    page.goto("/paper#section-1-p1-s2")
    page.locator("#section-1-p1-s2 .cites").get_by_role("link", name="[1]").click()
    expect(page.locator("#reference-01")).to_be_in_viewport()
    page.locator("#reference-01 .printed").get_by_role("link", name="19", exact=True).click()
    expect(page.locator("#section-1-p1-s2")).to_be_in_viewport()


def test_a_name_leads_to_all_that_is_said_of_it_and_from_there_to_its_passages(page: Page):
    """From a passage to the record of a thing, and from the record to another passage that states it."""
    page.goto("/paper#section-1-p1-s1")
    page.locator("#section-1-p1-s1").get_by_role("link", name="globalization", exact=True).first.click()
    page.locator("table.answer").get_by_role("link", name="p:abstract-p1-s2").click()
    expect(page.locator("#abstract-p1-s2")).to_be_in_viewport()


def test_a_kind_is_chosen_by_the_keyboard_alone(page: Page):
    """The list of kinds is a plain form: choose, tab, enter."""
    page.goto("/paper")
    box = page.get_by_label("Only passages that state")
    box.focus()
    box.select_option("Definition")
    box.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Show the whole paper").wait_for()
    assert page.url.endswith("/paper?kind=Definition")
    assert 0 < page.locator("article").count() < 40
    assert box.input_value() == "Definition"


def test_what_is_ours_unfolds_by_the_keyboard(page: Page):
    """Readings are folded until somebody asks for them."""
    page.goto("/paper#table-1-row-03")
    fold = page.locator("#table-1-row-03 details")
    assert not fold.locator("li").first.is_visible()
    fold.locator("summary").press("Enter")
    assert fold.locator("li").first.is_visible()


def test_the_contents_stay_beside_the_text_or_above_it(page: Page, width: int):
    """On a wide window they stay in view; on a narrow one each section has the way back to them."""
    page.goto("/paper#section-4")
    contents = page.get_by_role("heading", name="Contents")
    if width < 900:
        page.locator("section.part", has=page.locator("#section-4")).get_by_text("Back to the contents").click()
    expect(contents).to_be_in_viewport()
