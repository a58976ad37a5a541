"""A new snapshot takes over under load, and nobody notices but by what is answered."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import count, pairwise
from pathlib import Path
from threading import Event
from urllib.parse import quote

import pytest
from victims import PATIENCE, Server, eventually, free_port, served

pytestmark = pytest.mark.slow

CONNECTIONS = 12
ASK = "/sparql?query=ASK%7B%7D"
VALUE = "SELECT ?v { <https://a.example/s> <https://a.example/p> ?v FILTER(?v != %d) }"
RECORD = '<https://w3id.org/paradiplomacy/paper/x/p-1> {{ <https://a.example/s> <https://a.example/p> "{}" . }}'
CITED = re.compile(r"<([^>]*/snapshot/[^>]*)>")

_numbers = count(1_000)


@pytest.fixture
def server(publish, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a home folder of one's own."""
    publish(RECORD.format("old"))
    with served(tmp_path, tmp_path_factory.mktemp("switching"), seconds=2) as server:
        yield server


def test_no_request_fails_while_a_snapshot_follows_another(server, publish):
    """Kept, never asked and page: each is 200, in each connection first the old and then the new, never back again."""
    stopped = Event()
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        running = [threads.submit(_ask_on, server, stopped, number % 3) for number in range(CONNECTIONS)]
        time.sleep(0.5)
        made = publish(RECORD.format("new"))
        until = time.monotonic() + PATIENCE
        while str(made.iri) not in server.get(ASK)[1]["Link"] and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.5)
        stopped.set()
        histories = [one.result(PATIENCE) for one in running]
    for history in histories:
        assert {status for status, *_ in history} == {200}
        assert all(before <= after for before, after in pairwise(is_new for _, is_new, _, _ in history))
        assert (history[0][1], history[-1][1]) == (False, True)
    answers = [answer for history in histories for answer in history if answer[2]]
    assert len({(is_new, cited) for _, is_new, cited, _ in answers}) == 2
    tags = {(tag, is_new) for _, is_new, _, tag in answers if tag}
    assert len(tags) == len({tag for tag, _ in tags})
    assert not server.errors.read_text()


def test_a_damaged_snapshot_is_not_taken_up(server, publish):
    """As a copy that was broken off leaves it: the one before is served, and the log says why, not often."""
    cited = server.get(ASK)[1]["Link"]
    (whole,) = (server.home / "snapshots").iterdir()
    broken = shutil.copytree(whole, whole.with_name("0" * 64))
    head = json.loads((broken / "snapshot.json").read_text())
    (broken / "snapshot.json").write_text(json.dumps(head | {"hash": broken.name}))
    (broken / "inferred.nt").write_bytes(b"<https://a.example/s> <https://a.ex")
    (server.home / "current").write_text(broken.name)
    assert eventually(lambda: "inferred.nt is not what was written" in server.errors.read_text())
    time.sleep(3)
    assert server.get(ASK)[::2] == (200, b'{"head":{},"boolean":true}')
    assert server.get(ASK)[1]["Link"] == cited
    assert len(server.errors.read_text().splitlines()) < 10
    made = publish(RECORD.format("new"))
    assert eventually(lambda: str(made.iri) in server.get(ASK)[1]["Link"])


def test_a_home_with_a_damaged_snapshot_is_not_served(server):
    """Whoever starts a server is told at once, and what to do; nothing listens."""
    (made,) = (server.home / "snapshots").iterdir()
    (made / "asserted.nq").write_bytes(b"")
    command = [sys.executable, "-m", "paradiplomacy", "serve", "--home", str(server.home), "--port", str(free_port())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "asserted.nq is not what was written. Run: paradiplomacy build" in done.stderr
    assert "Traceback" not in done.stderr


def _ask_on(server: Server, stopped: Event, kind: int) -> list[tuple[int, bool, str, str]]:
    """Ask until stopped; give of each answer its status, whether it is of the new one, what it cites, its tag."""
    history = []
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    while not stopped.is_set():
        query = VALUE % (0 if kind == 0 else next(_numbers))
        path = "/rdf-graph-store?default" if kind == 2 else f"/sparql?query={quote(query)}"
        connection.request("GET", path, headers={"Accept": "application/n-triples, application/sparql-results+json"})
        response = connection.getresponse()
        body = response.read()
        cited = CITED.search(response.headers.get("Link", ""))
        history.append((response.status, b'"new"' in body, cited[1] if cited else "", response.headers.get("ETag", "")))
    connection.close()
    return history
