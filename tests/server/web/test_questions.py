"""The pages that list the questions of the library."""

import re

from flask.testing import FlaskClient

from paradiplomacy import library


def asked(page: str) -> list[str]:
    """List the questions that a page leads to."""
    return re.findall(r'href="/query\?example=([a-z0-9-]+)"', page)


def test_all_questions_are_listed_by_what_they_are_about(client: FlaskClient):
    """Each once, below the heading of its group."""
    page = client.get("/questions").text
    assert sorted(asked(page)) == [example.name for example in library.examples()]
    assert page.count("<summary>") == len(library.grouped(library.examples()))


def test_the_home_page_shows_one_of_each_group_and_the_way_to_the_others(client: FlaskClient):
    """No group is left out; a longer one leads to its place in the list."""
    home, all_of_them = client.get("/").text, client.get("/questions").text
    for group in library.grouped(library.examples()):
        shown = [example.name for example in group.examples if example.name in asked(home)]
        assert len(shown) == 1
    ways = re.findall(r'href="/questions#([^"]+)"', home)
    assert ways
    assert all(f'id="{way}"' in all_of_them for way in ways)


def test_the_group_of_the_question_that_is_shown_is_open(client: FlaskClient):
    """On the page of a query only its own group is unfolded, and the question is marked there."""
    page = client.get("/query?example=which-years-are-printed-most").text
    [group] = re.findall(r"<details[^>]* open>.*?</details>", page, re.DOTALL)
    assert 'example=which-years-are-printed-most" aria-current="true"' in group


def test_the_home_page_counts_propositions_and_activities(client: FlaskClient):
    """They are counted as the passages state them, and lead into the paper."""
    page = client.get("/").text
    counts = dict(re.findall(r"<dt>([^<]+)</dt><dd>([\d,]+)</dd>", page))
    assert int(counts["propositions"]) > 100
    assert "activities" in counts
    assert 'href="/paper"' in page
