"""What records may refer to: the graph as it is asserted."""

from functools import lru_cache
from pathlib import Path

from paradiplomacy import snapshot, sources
from paradiplomacy.check import Index
from paradiplomacy.errors import NotFound

__all__ = ["HOME", "knowledge"]

HOME = Path(".paradiplomacy")


def knowledge(home: Path) -> Index:
    """Give what the current snapshot of a home folder asserts or, without one, what the sources state."""
    try:
        made = snapshot.latest(home)
    except NotFound:
        return _shipped(home.resolve())
    return Index(made.asserted())


@lru_cache(maxsize=1)
def _shipped(home: Path) -> Index:
    found = sources.discover(sources.root(), home)
    return Index(quad for source in found for quad in sources.read(source).quads)
