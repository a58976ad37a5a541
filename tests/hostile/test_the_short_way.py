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


LINES = {
    "as usual": b"GET /sparql?query=* HTTP/1.1",
    "with a format": b"GET /sparql?query=*&format=xml HTTP/1.1",
    "with a fragment": b"GET /sparql?query=*&format=xml#x HTTP/1.1",
    "with a fragment first": b"GET /sparql#?query=* HTTP/1.1",
    "with its host": b"GET http://endpoint.example/sparql?query=* HTTP/1.1",
    "with a slash more": b"GET /sparql/?query=* HTTP/1.1",
    "with a letter behind the path": b"GET /sparqly?query=* HTTP/1.1",
    "without a query": b"GET /sparql HTTP/1.1",
    "with nothing asked": b"GET /sparql? HTTP/1.1",
    "with letters that are not encoded": "GET /sparql?query=*é HTTP/1.1".encode(),
    "with a byte that is none": b"GET /sparql?query=*\x00 HTTP/1.1",
    "with a blank in it": b"GET /sparql?query=* # HTTP/1.1",
    "with a blank before it": b" GET /sparql?query=* HTTP/1.1",
    "with a blank behind it": b"GET /sparql?query=* HTTP/1.1 ",
    "with a tabulator": b"GET\t/sparql?query=* HTTP/1.1",
    "in small letters": b"get /sparql?query=* http/1.1",
    "of an older version": b"GET /sparql?query=* HTTP/1.0",
    "of a version to come": b"GET /sparql?query=* HTTP/1.2",
    "without a version": b"GET /sparql?query=*",
    "with half an end": b"GET /sparql?query=* HTTP/1.1\nX-More: 1",
    "of another method": b"HEAD /sparql?query=* HTTP/1.1",
    "of a method that is none": b"GETS /sparql?query=* HTTP/1.1",
    "behind an empty line": b"\r\nGET /sparql?query=* HTTP/1.1",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_header_fields_that_are_known_make_no_difference(patient, line):
    """A request line is answered, or refused, as it is with header fields that the server has never read before."""
    number = time.time_ns()
    line = line.replace(b"*", b"ASK%%7BBIND(%d%%20AS%%20%%3Fx)%%7D" % number)
    fields = b"\r\nHost: endpoint.example\r\nX-Section: %d\r\n\r\n" % number
    unknown = _told(patient, line + fields)
    assert _told(patient, b"GET /sparql?query=ASK%7B%7D HTTP/1.1" + fields)[0] == 200
    assert _told(patient, line + fields) == unknown


def _told(server: Server, request: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
    """Send a request on a connection of its own; give status, header fields but Date, and body of the answer."""
    with server.connect() as connection:
        connection.sendall(request)
        response = HTTPResponse(connection, method="HEAD" if request.startswith(b"HEAD") else "GET")
        response.begin()
        fields = [(name.lower(), value) for name, value in response.headers.items() if name.lower() != "date"]
        return response.status, sorted(fields), response.read()


def test_header_fields_without_end_take_no_memory(patient):
    """What is known of header fields is bounded: thousands of clients, each with its own, fill nothing."""
    before = patient.memory()
    with patient.connect() as connection:
        for number in range(8_000):
            connection.sendall(get(b"/sparql?query=ASK%7B%7D", b"X-Section: %03800d\r\n" % number))
            assert answers(connection, 1)[0][0] == 200
    assert patient.memory() < before + 15_000_000


def test_a_connection_may_rest_after_an_answer(patient):
    """Longer than a head may take to come, whether its answer was kept, made for it or came the whole way."""
    kept, made, whole = (patient.connect() for _ in range(3))
    requests = {kept: asked("ASK {}"), made: asked(never_asked()), whole: get(b"/healthz")}
    for connection, request in requests.items():
        connection.sendall(request)
        assert answers(connection, 1)[0][0] == 200
    time.sleep(10.5)
    for connection, request in requests.items():
        connection.sendall(request)
        assert answers(connection, 1)[0][0] == 200
        connection.close()


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
