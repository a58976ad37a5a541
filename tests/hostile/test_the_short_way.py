"""A plain request is answered the short way, unless there turns out to be more to it: no client can tell."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse, parse_headers
from urllib.parse import quote

import pytest
from requests_of_enemies import get
from victims import PATIENCE, TAKES_LONG, Server, eventually, never_asked, served

pytestmark = pytest.mark.slow

FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != '%d') }"


@pytest.fixture(scope="module")
def patient(home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve with time for what takes long, each client two queries at a time."""
    folder = tmp_path_factory.mktemp("patient")
    with served(home, folder, processes=1, seconds=5, concurrent=2) as server:
        yield server
        assert not server.errors.read_text()


def asked(query: str) -> bytes:
    """Write the request that asks a query."""
    return get(b"/sparql?query=" + quote(query).encode())


def answers(connection: socket.socket, number: int) -> list[tuple[int, bytes]]:
    """Read that many answers from a connection: status and body of each."""
    read = []
    with connection.makefile("rb") as stream:
        for _ in range(number):
            status = int(stream.readline().split()[1])
            size = int(parse_headers(stream)["Content-Length"])
            read.append((status, stream.read(size)))
    return read


@pytest.mark.parametrize("pause", [0.0, 0.002, 0.2], ids=["together", "soon", "late"])
def test_what_comes_while_an_answer_is_under_way_is_answered_after_it(patient, pause):
    """In the order in which it was asked, whether what is under way is quick or takes its time."""
    queries = [never_asked(), FOREVER % time.time_ns(), "SELECT (3 AS ?x) {}", "SELECT", never_asked()]
    with patient.connect() as connection:
        for query in queries:
            connection.sendall(asked(query))
            time.sleep(pause)
        got = answers(connection, len(queries))
    assert [status for status, _ in got] == [200, 504, 200, 400, 200]
    assert b'"3"' in got[2][1]


def test_a_flood_while_an_answer_is_under_way_is_bounded(patient):
    """A thousand requests behind one that takes long wait in the system, not in the server's memory."""
    before = patient.memory()
    with patient.connect() as connection:
        connection.sendall(asked(FOREVER % time.time_ns()))
        sender = threading.Thread(target=_send, args=[connection, asked("ASK {}") * 1_000_000])
        sender.start()
        time.sleep(1)
        assert patient.memory() < before + 20_000_000
        assert sender.is_alive()
        connection.shutdown(socket.SHUT_RDWR)
        sender.join(PATIENCE)


def _send(connection: socket.socket, data: bytes) -> None:
    with suppress(OSError):
        connection.sendall(data)


def test_who_leaves_makes_room_for_its_next_requests(patient):
    """Two queries of a client may run at a time; those that it left at once hold up none."""
    assert eventually(lambda: _is_idle(patient))
    for _ in range(4):
        with patient.connect("127.0.0.4") as connection:
            connection.sendall(asked(FOREVER % time.time_ns()))
            time.sleep(0.01)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    began = time.monotonic()
    assert patient.ask(never_asked(), "127.0.0.4")[0] == 200
    assert time.monotonic() - began < 2
    assert eventually(lambda: _is_idle(patient), 1)


def _is_idle(server: Server) -> bool:
    return b'busy{work="queries"} 0' in server.get("/metrics")[2]


@pytest.mark.parametrize("query", [never_asked(), TAKES_LONG % 1], ids=["quick", "long"])
@pytest.mark.parametrize("option", ["close", "keep-alive", "Close", ""])
def test_a_connection_is_kept_as_its_client_wishes(patient, query, option):
    """Asked for the first time and again, the answer says what becomes of the connection, and so it is."""
    for _ in range(2):
        connection = HTTPConnection("127.0.0.1", patient.port, timeout=PATIENCE)
        connection.request("GET", f"/sparql?query={quote(query)}", headers={"Connection": option} if option else {})
        response = connection.getresponse()
        response.read()
        assert (response.headers["Connection"] == "close") == (option.lower() == "close")
        assert (connection.sock is None) == (option.lower() == "close")
        connection.close()


def test_what_is_under_way_is_answered_before_the_server_stops(home, tmp_path):
    """Told to stop, it first gives the answer that a client waits for, and says that the connection ends."""
    with served(home, tmp_path, processes=1, seconds=5) as server, server.connect() as connection:
        connection.sendall(asked(TAKES_LONG % 2))
        assert eventually(lambda: b'busy{work="queries"} 1' in server.get("/metrics")[2])
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        response = HTTPResponse(connection)
        response.begin()
        body = response.read()
        stopping.join(PATIENCE)
    assert response.status == 200
    assert b'"n"' in body
    assert server.process.returncode == 0


@pytest.mark.parametrize("method", [b"HEAD", b"GET", b"POST"])
def test_many_who_leave_at_once_are_not_worth_a_word(patient, method):
    """Of 1,000 clients that ask and reset the connection the log says nothing: any of them could fill it."""
    for number in range(1_000):
        with patient.connect("127.0.0.5") as connection:
            path = b"/sparql?query=" + quote(f"SELECT ({number} AS ?x) {{}}").encode()
            connection.sendall(get(path, b"Content-Length: 0\r\n" if method == b"POST" else b"", method))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert patient.ask("ASK {}")[0] == 200
    assert not patient.errors.read_text()
