"""What a request may be, and that nobody else notices."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse, parse_headers
from threading import Thread

import pytest
from requests_of_enemies import ADDRESSES, ASK, BODIES, HEADS, PAGES, get
from victims import PATIENCE, Server

pytestmark = pytest.mark.slow

HOSTILE = ADDRESSES | BODIES | HEADS | PAGES


def answered(server: Server, sent: bytes) -> tuple[HTTPResponse, bytes]:
    """Send bytes while the answer is read; give it and its body."""
    with server.connect() as connection, _sending(connection, sent), HTTPResponse(connection) as response:
        response.begin()
        return response, response.read()


def answers(server: Server, sent: list[bytes]) -> list[bytes]:
    """Send requests over one connection without waiting, and give the bodies that come back."""
    bodies = []
    with server.connect() as connection, _sending(connection, b"".join(sent)), connection.makefile("rb") as reading:
        for _ in sent:
            assert reading.readline().startswith(b"HTTP/1.1 200")
            bodies.append(reading.read(int(parse_headers(reading)["Content-Length"])))
    return bodies


@contextmanager
def _sending(connection: socket.socket, sent: bytes) -> Iterator[None]:
    def send() -> None:
        try:
            connection.sendall(sent)
        except OSError:
            return  # the server has answered, and reads no more

    sender = Thread(target=send)
    sender.start()
    try:
        yield
    finally:
        connection.shutdown(socket.SHUT_RDWR) if sender.is_alive() else None
        sender.join(PATIENCE)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_request_harms_nobody(attacked, harmless, name):
    """It gets an answer, an error a problem document; the processes stay, and look-ups are as fast as before."""
    hostile = HOSTILE[name]
    with harmless():
        response, body = answered(attacked, hostile.sent)
        assert response.status in hostile.statuses, body[:500]
        assert hostile.words in body
        if response.status >= 400 and b"text/html" not in hostile.sent:
            assert response.headers.get_content_type() == "application/problem+json"
            assert json.loads(body)["status"] == response.status
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert not {"x-evil", "set-cookie"} & {name.lower() for name in response.headers}


def test_no_two_hostile_requests_are_alike():
    """Each is named once, and sends other bytes."""
    assert len(HOSTILE) == sum(map(len, (ADDRESSES, BODIES, HEADS, PAGES)))
    assert len({hostile.sent for hostile in HOSTILE.values()}) == len(HOSTILE)


def test_nothing_is_smuggled_behind_a_request(attacked):
    """RFC 9112 section 6.3: with a length and chunks the connection ends, and what follows is not answered."""
    with attacked.connect() as connection:
        connection.sendall(BODIES["a length and chunks"].sent)
        received = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    assert received.count(b"HTTP/1.1") == 1


def test_requests_in_a_row_are_answered_in_a_row(attacked, harmless):
    """500 requests sent at once get 500 answers, in their order."""
    sent = [get(b"/sparql?query=SELECT(%d+AS+?x)%%7B%%7D&format=csv" % number) for number in range(500)]
    with harmless():
        bodies = answers(attacked, sent)
    assert [body.split() for body in bodies] == [[b"x", b"%d" % number] for number in range(500)]


@pytest.mark.parametrize("path", [b"/", b"/paper", b"/query", b"/questions", b"/validate", b"/explain", b"/nothing"])
def test_no_link_leads_where_a_header_field_says(attacked, path):
    """Without a proxy that is believed, neither Host nor X-Forwarded fields come into an address that is followed."""
    forged = b"X-Forwarded-Host: evil.example\r\nX-Forwarded-Prefix: /evil\r\nForwarded: host=evil.example\r\n"
    sent = get(path, b"Accept: text/html\r\n" + forged).replace(b"endpoint.example", b"evil.example")
    _, body = answered(attacked, sent)
    for attribute in (b"href", b"src", b"action"):
        assert attribute + b'="http://evil' not in body
        assert attribute + b'="/evil' not in body


def test_a_host_that_is_markup_is_none(attacked):
    """It is no part of a page as markup."""
    sent = get(b"/", b"Accept: text/html\r\n").replace(b"endpoint.example", b'x"><script>alert(1)</script>')
    _, body = answered(attacked, sent)
    assert b"<script>" not in body


def test_what_a_client_sends_does_not_fill_the_memory(attacked, harmless):
    """Answers are kept with what was asked, and that counts: 2,000 requests with 60 kB of their own are forgotten."""
    before = attacked.memory()
    with harmless():
        for start in range(0, 2_000, 50):
            accepted = [b"Accept: */*, text/x%d%s\r\n" % (start + more, b"x" * 60_000) for more in range(50)]
            assert all(b"boolean" in body for body in answers(attacked, [get(ASK, field) for field in accepted]))
    assert attacked.memory() - before < 100_000_000
