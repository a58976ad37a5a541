"""What the hostile tests stand on: a server to attack, its twin that nobody attacks, and the proof of no harm."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from victims import LookUps, Server, at_work, eventually, served

from paradiplomacy.isolation.pool import SPARE

collect_ignore = ["conftest.py"]  # it has no doctests, and two modules of one name cannot be collected

SECONDS = 0.5
CACHE = 16_000_000  # bytes, in each process
SLOWER = 1.2  # times the median of the twin
PAIRS = 10
MOST_MEMORY = 200_000_000  # bytes that the fronts may hold more than at the beginning, with their kept answers

Harmless = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def attacked(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the real snapshot, to be attacked."""
    with served(home, tmp_path_factory.mktemp("attacked"), seconds=SECONDS, cache=CACHE) as server:
        yield server


@pytest.fixture(scope="session")
def twin(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the real snapshot once more: how fast the other must be, on this machine at this moment."""
    with served(home, tmp_path_factory.mktemp("twin"), seconds=SECONDS, cache=CACHE) as server:
        yield server


@pytest.fixture(scope="session")
def harmless(attacked: Server, twin: Server) -> Harmless:
    """Say of what happens in a block that it does no harm, of which anything is left."""
    LookUps((attacked, twin)).medians(2 * PAIRS)
    usual, memory = len(attacked.workers), attacked.memory()

    @contextmanager
    def harmless() -> Iterator[None]:
        lasting = attacked.lasting
        yield
        assert attacked.lasting == lasting, "a process that lasts was replaced"
        assert eventually(lambda: usual <= len(attacked.workers) <= usual + SPARE), "workers are left over, or missing"
        assert eventually(lambda: not at_work(attacked)), "a worker is left at work"
        assert eventually(_as_fast), "look-ups have become slower"
        assert attacked.memory() < memory + MOST_MEMORY, "the fronts hold more and more"
        assert not attacked.errors.read_text(), "something was said on standard error"

    def _as_fast() -> bool:
        own, of_twin = LookUps((attacked, twin)).medians(PAIRS)
        return own < SLOWER * of_twin

    return harmless
