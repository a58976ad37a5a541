"""How a client may behave, and that nobody else notices."""

import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPResponse, IncompleteRead
from urllib.parse import quote

import pytest
from requests_of_enemies import ASK, CHUNKED, TEXT, get, promised
from victims import PATIENCE, TAKES_LONG, LookUps, Server, eventually, resident

pytestmark = pytest.mark.slow

EVERYTHING = get(b"/sparql?query=" + quote("SELECT * { ?s ?p ?o }").encode())
SLOW = get(b"/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }").encode())
ENDED = 25  # seconds within which the server has let go of each, whatever it does

HANGING: dict[str, tuple[int, bytes]] = {
    "500 connections on which nothing comes": (500, b""),
    "200 heads that are half sent": (200, b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nX"),
    "200 bodies that are half sent": (200, promised(TEXT, 1_000, b"ASK {")),
    "50 bodies of which a byte is missing": (50, promised(TEXT, 900_000, b" " * 899_999)),
    "50 bodies in chunks that do not end": (50, get(b"/sparql", TEXT + CHUNKED, b"POST") + b"5\r\nASK{}\r\n"),
    "50 answered requests whose body does not end": (50, get(ASK, CHUNKED) + b"5\r\nxxxxx\r\n"),
    "50 answers of which nothing is read": (50, EVERYTHING),
    "20 rows of requests of which nothing is read": (20, EVERYTHING * 20),
}


@contextmanager
def hanging(server: Server, number: int, sent: bytes) -> Iterator[list[socket.socket]]:
    """Open connections, send the same on each, and leave it at that."""
    with ExitStack() as stack:
        connections = []
        for _ in range(number):
            connection = stack.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)  # so that no answer fits into it
            connection.bind(("127.0.0.2", 0))
            connection.settimeout(PATIENCE)
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(sent)
            connections.append(connection)
        yield connections


def has_ended(connection: socket.socket) -> bool:
    """Whether the server has ended a connection; what it has sent is not read before."""
    state = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
    established = 1
    return state != established


@pytest.mark.parametrize("name", HANGING)
def test_who_waits_hinders_nobody(attacked, twin, harmless, name):
    """While they hang, look-ups of another client are as fast as on the twin."""
    number, sent = HANGING[name]

    def as_fast() -> bool:
        own, of_twin = LookUps((attacked, twin)).medians(15)
        return own < 1.2 * of_twin

    with harmless(), hanging(attacked, number, sent):
        assert eventually(as_fast)


def test_who_waits_for_ever_is_let_go(attacked, harmless):
    """A head, a body and the reading of an answer have their time; after it the connection is ended."""
    with harmless(), ExitStack() as stack:
        attacked.ask(TAKES_LONG % 1)  # after which a worker may stay, with its connection, that is to spare
        before = attacked.handles()
        for _, sent in HANGING.values():
            stack.enter_context(hanging(attacked, 3, sent))
        assert eventually(lambda: attacked.handles() > before)
        assert eventually(lambda: attacked.handles() <= before, ENDED, 0.5)


def test_who_sends_byte_by_byte_is_let_go(attacked, harmless):
    """What counts is when the head began, not when its last byte came."""
    with harmless(), attacked.connect() as connection:
        began = time.monotonic()
        while not has_ended(connection) and time.monotonic() - began < ENDED:
            connection.sendall(b"X")
            time.sleep(0.2)
        assert has_ended(connection)


def slam(connection: socket.socket) -> None:
    """Reset the connection."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def leave(_: socket.socket) -> None:
    """Just close it."""


@pytest.mark.parametrize("part", ["way", leave, slam], ids=["half closed", "closed", "reset"])
@pytest.mark.parametrize("sent", [EVERYTHING, SLOW], ids=["in the midst of an answer", "before it begins"])
def test_who_leaves_leaves_no_work_behind(attacked, harmless, sent, part):
    """The work of 40 requests is given up when nobody waits for it any more."""
    how: Callable[[socket.socket], None] = part if callable(part) else lambda one: one.shutdown(socket.SHUT_WR)
    with harmless(), hanging(attacked, 40, sent) as connections:
        if sent is EVERYTHING:
            assert all(connection.recv(1_000) for connection in connections[:4])
        else:
            time.sleep(0.1)
        for connection in connections:
            how(connection)


def test_who_reads_slowly_gets_the_answer_or_sees_it_cut_off(attacked, harmless):
    """7 MB that are read in small portions hold up nobody, and never look whole when they are not."""
    with harmless(), attacked.connect("127.0.0.2") as connection:
        connection.sendall(EVERYTHING)
        with HTTPResponse(connection) as response:
            response.begin()
            try:
                while response.read(50_000):
                    time.sleep(0.01)
                ended = b"whole"
            except IncompleteRead:
                ended = b"cut off"
    assert response.status == 200
    assert ended in {b"whole", b"cut off"}


def test_kept_answers_of_which_nothing_is_read_do_not_pile_up(attacked, harmless):
    """A row of requests for what is kept is answered only as fast as the answers are read."""
    query = "SELECT * { ?s ?p ?o } LIMIT 1000"
    kept = get(b"/sparql?query=" + quote(query).encode())
    with harmless():
        for _ in range(16):  # until every front keeps it
            attacked.ask(query, "127.0.0.2")
        _, fields, body = attacked.get(f"/sparql?query={quote(query)}", "127.0.0.2")
        assert fields["Content-Length"] == str(len(body)), "it is not kept"
        before = attacked.memory()
        with hanging(attacked, 4, kept * 500):
            time.sleep(1)
            assert attacked.memory() < before + 100_000_000


def test_many_datasets_do_not_fill_a_worker(attacked, harmless):
    """50 requests for 50 datasets leave workers that answer, none of them near its limit."""
    graph = "https://w3id.org/paradiplomacy/paper/hakiem-susilowati-paradiplomacy/table-1-row-"
    big = quote("https://w3id.org/paradiplomacy/graph/all")
    with harmless():
        for number in range(50):
            row = quote(f"{graph}{number // 10 % 4}{number % 10}")
            extra = f"&default-graph-uri={quote(graph)}0{number % 9 + 1}&named-graph-uri={big}"
            path = f"/sparql?query=ASK%7B%7D&named-graph-uri={row}{extra}"
            status, _, _ = attacked.get(path, "127.0.0.2")
            assert status in {200, 403, 504}
        assert all(resident(worker) < 300_000_000 for worker in attacked.workers)
