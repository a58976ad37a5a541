"""What the tests stand on: one snapshot of the real sources, built once; a server over it; Chromium."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from paradiplomacy import build, sources
from paradiplomacy import snapshot as snapshots
from paradiplomacy import store as stores
from paradiplomacy.snapshot import Snapshot
from paradiplomacy.store import Store

collect_ignore = ["conftest.py"]  # it has no doctests, and two modules of one name cannot be collected

CHROMIUM = Path("/usr/bin/chromium")


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
