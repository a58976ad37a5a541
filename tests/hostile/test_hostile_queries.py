"""What a query may try, and that nobody else notices (issue of the public endpoint: isolation)."""

import json
from http.client import HTTPConnection, IncompleteRead

import pytest
from queries_of_enemies import BORNE, CUT_OFF, DEPTH, NESTED, QUERIES, REFUSED, Hostile, deep
from victims import PATIENCE, Server

from paradiplomacy.store.guard import DEEPEST

pytestmark = pytest.mark.slow


def sent(server: Server, query: str) -> tuple[int, str, bytes]:
    """Post a query; give status, media type and body."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        connection.request("POST", "/sparql", query.encode(), {"Content-Type": "application/sparql-query"})
        response = connection.getresponse()
        media_type = response.headers.get_content_type()
        try:
            return response.status, media_type, response.read()
        except IncompleteRead as cut:
            return CUT_OFF, media_type, cut.partial
    finally:
        connection.close()


def is_answered(server: Server, hostile: Hostile) -> None:
    """Say of a query that it is answered as it must be, an error by a problem document."""
    status, media_type, body = sent(server, hostile.query)
    assert status in hostile.statuses, body[:500]
    assert hostile.words in body.decode()
    if status not in {200, CUT_OFF}:
        assert media_type == "application/problem+json"
        assert json.loads(body)["status"] == status


@pytest.mark.parametrize("name", NESTED)
def test_what_is_nested_as_deep_as_it_may_ends_nothing(attacked, harmless, name):
    """What the guard lets through overflows no stack; it may take too long."""
    assert DEPTH < DEEPEST
    with harmless():
        is_answered(attacked, Hostile(deep(name, DEPTH), BORNE))


@pytest.mark.parametrize("levels", [400, 4_000])
@pytest.mark.parametrize("name", NESTED)
def test_what_is_nested_deeper_is_refused(attacked, name, levels):
    """No engine sees it: the answer is 403 and says so."""
    is_answered(attacked, Hostile(deep(name, levels), REFUSED, "levels deep"))


@pytest.mark.parametrize("name", QUERIES)
def test_a_hostile_query_harms_nobody(attacked, harmless, name):
    """It is answered, refused, or ended at its limit; the processes stay, and look-ups are as fast as before."""
    with harmless():
        is_answered(attacked, QUERIES[name])


def test_no_two_hostile_queries_are_alike():
    """The list has at least 60, each another text."""
    assert len(NESTED) + len(QUERIES) >= 60
    assert len({hostile.query for hostile in QUERIES.values()}) == len(QUERIES)
