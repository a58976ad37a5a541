"""What the tests stand on: one snapshot of the real sources, built once; a server over it; Chromium."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from paradiplomacy import build, formats, sources, terms
from paradiplomacy import snapshot as snapshots
from paradiplomacy import store as stores
from paradiplomacy.snapshot import Content, Snapshot
from paradiplomacy.store import Store

collect_ignore = ["conftest.py"]  # it has no doctests, and two modules of one name cannot be collected

CHROMIUM = Path("/usr/bin/chromium")

Publish = Callable[[str], Snapshot]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home folder in which the real sources have been built."""
    folder = tmp_path_factory.mktemp("home")
    build.build(sources.root(), folder)
    return folder


@pytest.fixture(scope="session")
def snapshot(home: Path) -> Snapshot:
    """Open the snapshot of the real sources."""
    return snapshots.latest(home)


@pytest.fixture(scope="session")
def store(snapshot: Snapshot) -> Store:
    """Connect to the snapshot of the real sources, the paper's closure being the default graph."""
    return stores.connect(snapshot)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def address(home: Path) -> Iterator[str]:
    """Start the server on a free port and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "paradiplomacy", "serve", "--home", str(home), "--port", str(port)]
    server = subprocess.Popen(command)
    try:
        while not _answers(port):
            assert server.poll() is None, "the server ended before it answered"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is absent: install Chromium for the tests in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Make a TriG text the current snapshot of the home folder ``tmp_path``; its default graph is what it states."""

    def publish(trig: str) -> Snapshot:
        head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in terms.PREFIXES.items())
        ours = {"base": terms.ROOT, "default_graph": terms.graph("passages"), "file": "new.trig"}
        quads = tuple(formats.parse(head + trig, formats.by_name("trig"), **ours))
        graphs = frozenset(quad[3] for quad in quads)
        content = Content(dict.fromkeys(quads, ()), graphs, frozenset(), frozenset())
        return snapshots.write(tmp_path, content, lambda *_: [])

    return publish
