"""What the tests stand on: one snapshot of the real sources, built once."""

from pathlib import Path

import pytest

from paradiplomacy import build, sources
from paradiplomacy import snapshot as snapshots
from paradiplomacy import store as stores
from paradiplomacy.snapshot import Snapshot
from paradiplomacy.store import Store

collect_ignore = ["conftest.py"]  # it has no doctests, and two modules of one name cannot be collected


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
