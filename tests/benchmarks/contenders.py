"""The servers that ``endpoint.py`` compares: each started over the same graphs, in memory, as its makers start it."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

SECONDS = 10
"""The time limit of a query, where a server has one."""

PATIENCE = 120  # seconds that a server may take to start
PROGRAMS = Path(sys.executable).parent
JARS = Path(sys.prefix) / "jena"
ANY = "ASK { ?s ?p ?o }"
NQUADS = "application/n-quads"


@dataclass(frozen=True, slots=True)
class Graph:
    """Graphs to serve: the home folder of a snapshot, and a file of N-Quads with the same dataset."""

    name: str
    home: Path
    file: Path
    triples: int


@dataclass(frozen=True, slots=True)
class Contender:
    """A server: how it is started, where it answers queries, and whether it takes its data over HTTP."""

    name: str
    command: Callable[[Graph, str], list[object]]
    path: str
    lacking: Callable[[], str]
    store: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    """A contender that runs: its process, its port, and the seconds from its start to its first answer."""

    contender: Contender
    pid: int
    port: int
    start: float

    def request(self, query: str) -> str:
        """Give a query as the request that asks it."""
        return (
            f"GET {self.contender.path}?query={quote(query, '')} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            "Accept: application/sparql-results+json, text/turtle;q=0.9\r\n\r\n"
        )


def _program(name: str) -> str:
    return str(PROGRAMS / name)


def _without(name: str) -> Callable[[], str]:
    return lambda: "" if shutil.which(_program(name)) else f"{name} is not installed: make bench-endpoint does so"


def _without_fuseki() -> str:
    if not shutil.which("java"):
        return "it needs Java 17, which is not installed"
    return "" if JARS.is_dir() else "its jars are not there: with mvn installed, make bench-endpoint fetches them"


def _ours(graph: Graph, port: str) -> list[object]:
    return [sys.executable, "-m", "paradiplomacy", "serve", "--home", graph.home, "--port", port]


def _oxigraph(*more: object) -> Callable[[Graph, str], list[object]]:
    return lambda _, port: [_program("oxigraph"), "serve", "--bind", f"127.0.0.1:{port}", *more]


def _rdflib(graph: Graph, port: str) -> list[object]:
    return [_program("rdflib-endpoint"), "serve", "--host", "127.0.0.1", "--port", port, graph.file]


def _fuseki(graph: Graph, port: str) -> list[object]:
    program = ["java", "-Xmx1g", "-cp", JARS / "*", "org.apache.jena.fuseki.main.cmds.FusekiMainCmd"]
    return [*program, "--localhost", "--port", port, "--timeout", SECONDS * 1000, "--file", graph.file, "/ds"]


OURS, FREE, LIMITED = "this server", "oxigraph", "oxigraph, limit"

CONTENDERS = (
    Contender(OURS, _ours, "/sparql", lambda: ""),
    Contender(FREE, _oxigraph(), "/query", _without("oxigraph"), "/store"),
    Contender(LIMITED, _oxigraph("--timeout-s", SECONDS), "/query", _without("oxigraph"), "/store"),
    Contender("rdflib-endpoint", _rdflib, "/", _without("rdflib-endpoint")),
    Contender("fuseki", _fuseki, "/ds/sparql", _without_fuseki),
)


@contextmanager
def started(graph: Graph) -> Iterator[list[Server]]:
    """Start all that are installed, and end them."""
    with ExitStack() as stack:
        there = [contender for contender in CONTENDERS if not contender.lacking()]
        yield [stack.enter_context(_running(contender, graph)) for contender in there]


@contextmanager
def _running(contender: Contender, graph: Graph) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(part) for part in contender.command(graph, str(port))]
    began = time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet) as process:
        try:
            if contender.store:
                _until(lambda: _send(port, "POST", contender.store, graph.file.read_bytes()) < 300, process)
            path = f"{contender.path}?query={quote(ANY, '')}"
            _until(lambda: _send(port, "GET", path) == 200, process)
            yield Server(contender, process.pid, port, time.perf_counter() - began)
        finally:
            process.terminate()


def _until(done: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < last:
        with suppress(OSError):
            if done():
                return
        time.sleep(0.005)
    raise SystemExit(f"{process.args!r} does not answer.")


def _send(port: int, method: str, path: str, body: bytes | None = None) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, {"Content-Type": NQUADS} if body else {})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()
