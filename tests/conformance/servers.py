"""Two servers over the same graphs: this one, by its command, and the rival that it is compared with."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from paradiplomacy import formats, snapshot
from paradiplomacy.snapshot import Content
from paradiplomacy.terms import BNode, Quad, URIRef

N_TRIPLES = formats.by_name("ntriples")

Graphs = Mapping[str, list[ox.Quad]]
"""The triples of each named graph."""


class Answer(NamedTuple):
    """What came back."""

    status: int
    media_type: str
    body: bytes


Send = Callable[[str, str, bytes | None, dict[str, str]], Answer]
"""Send method, path, body and header fields."""


@contextmanager
def ours(graphs: Graphs, home: Path) -> Iterator[Send]:
    """Serve a snapshot of the graphs, whose default graph is empty."""
    stated = {quad: () for name in sorted(graphs) for quad in _stated(name, graphs[name])}
    snapshot.write(home, Content(stated, frozenset(), frozenset(), frozenset()), lambda *_: [])
    with _started(
        lambda port: [sys.executable, "-m", "paradiplomacy", "serve", "--home", home, "--port", port]
    ) as send:
        yield send


@contextmanager
def oxigraph(graphs: Graphs) -> Iterator[Send]:
    """Serve the graphs by Oxigraph's own server, from memory."""
    program = shutil.which("oxigraph", path=Path(sys.executable).parent)
    if program is None:
        pytest.skip("oxigraph is not installed beside this Python: make test does so")
    with _started(lambda port: [program, "serve", "--bind", f"127.0.0.1:{port}"]) as send:
        for name, triples in graphs.items():
            fields = {"Content-Type": N_TRIPLES.media_type}
            assert send("PUT", f"/store?graph={quote(name, '')}", _lines(triples), fields).status == 201
        yield send


def _stated(name: str, triples: list[ox.Quad]) -> Iterator[Quad]:
    """Give the triples as quads whose blank nodes are no other graph's."""
    mark = sha256(name.encode()).hexdigest()[:8]
    for quad in formats.parse(_lines(triples), N_TRIPLES, base=name, default_graph=URIRef(name), file=name):
        yield tuple(BNode(mark + term) if isinstance(term, BNode) else term for term in quad)


def _lines(triples: list[ox.Quad]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)


@contextmanager
def _started(command: Callable[[str], list[object]]) -> Iterator[Send]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([str(part) for part in command(str(port))], **quiet) as server:
        try:
            while not _listens(port):
                assert server.poll() is None, "the server ended before it answered"
                time.sleep(0.05)
            yield _sender(port)
        finally:
            server.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _sender(port: int) -> Send:
    def send(method: str, path: str, body: bytes | None, fields: dict[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request(method, path, body, fields)
            response = connection.getresponse()
            return Answer(response.status, response.headers.get_content_type(), response.read())
        finally:
            connection.close()

    return send
