"""What the tests in a browser stand on: windows of two widths and two schemes of colours."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

collect_ignore = ["conftest.py"]  # it has no doctests, and two modules of one name cannot be collected

WIDE, NARROW = 1440, 360


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def width(request: pytest.FixtureRequest) -> int:
    """Give the width of the window in pixels."""
    return request.param


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """Give the colours that the reader prefers."""
    return request.param


@pytest.fixture
def page(browser: Browser, address: str, width: int, scheme: str) -> Iterator[Page]:
    """Open a window; at its end nothing may have been written to the console."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        complaints.append(f"{message.type}: {message.text}")

    page = browser.new_page(
        base_url=address, viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=True
    )
    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


@pytest.fixture(scope="session")
def shut_out() -> Callable[[Page], list[str]]:
    """List what shuts somebody out of a page, as axe-core sees it: each rule with the elements that break it."""
    axe = Axe()  # run by evaluation, for the policy of the pages refuses scripts in them

    def shut_out(page: Page) -> list[str]:
        found = axe.run(page).response["violations"]
        return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]

    return shut_out
