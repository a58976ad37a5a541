"""How much a piece of work may use, and how a process is held to it."""

import ctypes
import os
import resource
import signal
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["PROCESSORS", "Limits", "bound_memory", "die_with_parent"]

_PR_SET_PDEATHSIG = 1  # prctl(2)

PROCESSORS = len(os.sched_getaffinity(0))
"""How many processors this program may use."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a pool allows; the defaults suit a public endpoint.

    ``seconds`` and ``memory`` (bytes, beyond what the worker starts with) are for one piece of work, ``size`` is that
    of its result in bytes. ``workers`` are for what is quick; up to ``long`` more carry on with what is not.
    """

    seconds: float = 10.0
    memory: int = 512_000_000
    size: int = 100_000_000
    workers: int = field(default=PROCESSORS)
    long: int = field(default=2 * PROCESSORS + 2)


def bound_memory(most: int) -> None:
    """Let this process take so many bytes beyond what it has; what asks for more ends it."""
    pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    end = pages * resource.getpagesize() + most
    resource.setrlimit(resource.RLIMIT_AS, (end, end))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_parent() -> None:
    """Let this process be killed when its parent ends, however that ends (prctl(2))."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
