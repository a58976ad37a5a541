"""A query that loops, dies or eats memory ends its worker alone; a process that dies is replaced."""

import json
import os
import signal
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, IncompleteRead
from itertools import count
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

import pytest
from victims import PATIENCE, LookUps, Server, alive, at_work, eventually, look_up, served

pytestmark = pytest.mark.slow

LOOP = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != %d) }"
MEMORY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a ?b ?c ?d ?e"
STREAM = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
ATTEMPTS = 5
BACK = 0.1  # seconds in which a worker is replaced
FLOOD = 16  # connections of the client that asks what takes long
TIMES = 150

_numbers = count()


@pytest.fixture(scope="module")
def server(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the real snapshot, with time enough to look at what goes on."""
    with served(home, tmp_path_factory.mktemp("isolation"), seconds=3) as server:
        yield server


@contextmanager
def asked(server: Server, query: str) -> Iterator[Future]:
    """Ask in the background."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(server.ask, query, "127.0.0.2")


def looping(server: Server) -> int:
    """Find the worker that is at work."""
    found: frozenset[int] = frozenset()

    def is_found() -> bool:
        nonlocal found
        found = at_work(server)
        return len(found) == 1

    assert eventually(is_found)
    return next(iter(found))


def loop() -> str:
    """Give a query that takes for ever, and that nobody has asked."""
    return LOOP % next(_numbers)


def unfinished(server: Server, reason: str) -> int:
    """Read how many queries have ended so."""
    lines = server.get("/metrics")[2].decode().splitlines()
    start = f'paradiplomacy_unfinished_total{{work="queries",reason="{reason}"}} '
    return next(int(line.removeprefix(start)) for line in lines if line.startswith(start))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT], ids=lambda how: how.name)
def test_a_query_whose_worker_dies_is_told_and_never_sent_again(server, how):
    """The client gets 503 with a problem document; one piece of work has crashed, and no worker goes on with it."""
    before, lasting = unfinished(server, "crashed"), server.lasting
    with asked(server, loop()) as answer:
        os.kill(looping(server), how)
        status, body = answer.result(PATIENCE)
    assert (status, json.loads(body)["status"]) == (503, 503)
    assert eventually(lambda: unfinished(server, "crashed") > before)
    assert not at_work(server)
    assert unfinished(server, "crashed") == before + 1
    assert server.lasting == lasting


def test_a_worker_is_back_at_once(server):
    """Within a tenth of a second there are as many as before."""

    def taken() -> float:
        usual = len(server.workers)
        victim = next(iter(server.workers))
        os.kill(victim, signal.SIGKILL)
        began = time.monotonic()
        assert eventually(lambda: victim not in server.workers and len(server.workers) == usual, pause=0.002)
        return time.monotonic() - began

    assert min(taken() for _ in range(ATTEMPTS)) < BACK


def test_a_query_that_eats_memory_ends_alone(home, tmp_path):
    """503, and another client's look-ups go on meanwhile."""
    with served(home, tmp_path, memory=60_000_000, seconds=20) as server, asked(server, MEMORY) as answer:
        assert min(LookUps((server,)).medians(20)) < PATIENCE
        status, body = answer.result(PATIENCE)
        assert status == 503
        assert b"memory" in body
        assert not server.errors.read_text()


def test_a_request_can_ask_for_less_time(server):
    """``timeout`` counts where it is below the server's own limit, and the answer says which limit it was."""
    path = f"/sparql?query={quote(loop())}&timeout="
    (_, _, short), (status, fields, long) = server.get(path + "0.2"), server.get(path + "1e9")
    assert b"0.2 s" in short
    assert b"3 s" in long
    assert (status, fields.get_content_type()) == (504, "application/problem+json")


def test_an_answer_that_is_ended_in_its_midst_never_looks_whole(server):
    """HTTP/1.1: its last chunk is missing. HTTP/1.0, where nothing could be missed: it is 504 instead."""
    with pytest.raises(IncompleteRead):
        server.ask(STREAM)
    with server.connect() as connection:
        connection.sendall(f"GET /sparql?query={quote(STREAM)} HTTP/1.0\r\n\r\n".encode())
        received = connection.recv(1 << 16)
    assert received.split()[1] in {b"403", b"504"}


def test_an_answer_that_is_too_large_is_told_or_cut_off(home, tmp_path):
    """403 says so if nothing has been sent; what has begun never looks whole."""
    with served(home, tmp_path, size=6_000) as server:
        status, body = server.ask("SELECT * { ?s ?p ?o }")
        assert (status, b"too large" in body) == (403, True)
    with served(home, tmp_path, size=1_000_000) as server, pytest.raises(IncompleteRead):
        server.ask("SELECT * { ?s ?p ?o }")


def test_one_client_has_its_share_and_no_more(home, tmp_path):
    """What goes beyond it is 429, with Retry-After; another client is answered."""
    with (
        served(home, tmp_path, processes=1, concurrent=2, waiting=2, seconds=2) as server,
        ThreadPoolExecutor(12) as pool,
    ):
        paths = [f"/sparql?query={quote(loop())}" for _ in range(12)]
        answers = [pool.submit(server.get, path, "127.0.0.2") for path in paths]
        assert server.ask("ASK {}", "127.0.0.3")[0] == 200
        results = [answer.result(PATIENCE) for answer in answers]
    refused = [fields for status, fields, _ in results if status == 429]
    assert len(refused) == 8
    assert all(fields["Retry-After"] for fields in refused)
    assert all(fields.get_content_type() == "application/problem+json" for fields in refused)


def test_one_client_comes_no_faster_than_its_rate(home, tmp_path):
    """Ten seconds' worth may come at once; then it is 429, but what is kept is still given."""
    with served(home, tmp_path, processes=1, rate=0.5) as server:
        statuses = [server.ask(f"SELECT ({number} AS ?x) {{}}", "127.0.0.2")[0] for number in range(10)]
        assert statuses[:5] == [200] * 5
        assert 429 in statuses
        assert server.ask("SELECT (0 AS ?x) {}", "127.0.0.2")[0] == 200
        assert server.ask("SELECT (0.5 AS ?x) {}", "127.0.0.3")[0] == 200


PROCESSES = {
    "a front": lambda server: min(server.fronts),
    "the pool for queries": lambda server: server.pool("queries"),
    "the pool for records": lambda server: server.pool("records"),
}


@pytest.mark.parametrize("find", PROCESSES.values(), ids=PROCESSES)
def test_a_process_that_dies_is_replaced(server, find):
    """The service goes on with another, and the others stay."""
    victim = find(server)
    others = server.lasting - {victim}
    usual = len(server.lasting)
    os.kill(victim, signal.SIGKILL)
    assert eventually(lambda: victim not in server.lasting and len(server.lasting) == usual)
    assert others <= server.lasting
    assert eventually(lambda: _is_answered(server))
    assert eventually(lambda: len(server.lasting) == usual)


def test_who_waits_for_a_pool_that_dies_is_told(home, tmp_path):
    """Its workers die with it; what they were at and what waits gets 503 at once, and another pool answers others."""
    with served(home, tmp_path, seconds=20) as server, ThreadPoolExecutor(8) as pool:
        asking = [pool.submit(server.ask, loop(), "127.0.0.2") for _ in range(8)]
        assert eventually(lambda: at_work(server))
        for victim in server.pools:
            os.kill(victim, signal.SIGKILL)
        answered = pool.submit(eventually, lambda: _is_answered(server), 10)
        assert {one.result(10)[0] for one in asking} == {503}
        assert answered.result(15)
        assert b'busy{work="queries"} 0' in server.get("/metrics")[2]
        assert not server.errors.read_text()


def _is_answered(server: Server) -> bool:
    try:
        return server.ask(f"SELECT ({next(_numbers)} AS ?x) {{}}")[0] == 200
    except OSError:
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda how: how.name)
def test_when_the_server_ends_nothing_is_left(home, tmp_path, how):
    """However it is ended and whatever it does, no process stays, and it says nothing on standard error."""
    with served(home, tmp_path, seconds=2) as server, ThreadPoolExecutor(4) as pool:
        running = [pool.submit(_tried, server) for _ in range(4)]
        assert eventually(lambda: at_work(server))
        family = server.family
        assert len(family) > 5
        code = server.stop(how)
        assert eventually(lambda: not any(map(alive, family)))
        assert [one.result(PATIENCE) for one in running]
        assert code == (-signal.SIGKILL if how is signal.SIGKILL else 0)
        assert not server.errors.read_text()


def _tried(server: Server) -> str:
    try:
        return str(server.ask(loop(), "127.0.0.2")[0])
    except OSError as error:
        return str(error)


@contextmanager
def flood(server: Server) -> Iterator[list[int]]:
    """Ask what takes long on many connections of one client, again and again; the statuses are noted."""
    stopped, statuses = Event(), []

    def ask() -> None:
        while not stopped.is_set():
            try:
                statuses.append(server.ask(loop() + " #", "127.0.0.2")[0])
            except OSError:
                continue

    threads = [Thread(target=ask) for _ in range(FLOOD)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        stopped.set()
        for thread in threads:
            thread.join(PATIENCE)


def test_look_ups_do_not_wait_for_what_takes_long(attacked, twin):
    """One client floods every connection: another's median is within 2 times the twin's, its 99th percentile within 10.

    Both servers are asked in turn, at a pace that does not depend on their answers.
    """
    with flood(attacked) as statuses:
        assert eventually(lambda: len(statuses) >= FLOOD)
        assert eventually(lambda: _is_within(*_paced(attacked, twin)), 2 * PATIENCE)
    assert set(statuses) <= {429, 503, 504}


def _paced(attacked: Server, twin: Server) -> tuple[list[float], list[float]]:
    """Look up in turn, each on a connection of its own client, and give how long each took from when it was due."""
    taken: tuple[list[float], list[float]] = ([], [])
    connections = [
        HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE, source_address=("127.0.0.3", 0))
        for server in (attacked, twin)
    ]
    due = time.perf_counter()
    for _ in range(TIMES):
        for connection, times in zip(connections, taken, strict=True):
            due += 0.01
            time.sleep(max(0.0, due - time.perf_counter()))
            times.append(look_up(connection))
    for connection in connections:
        connection.close()
    return taken


def _is_within(own: list[float], of_twin: list[float]) -> bool:
    late, late_of_twin = (statistics.quantiles(times, n=100)[98] for times in (own, of_twin))
    return statistics.median(own) < 2 * statistics.median(of_twin) and late < 10 * late_of_twin
