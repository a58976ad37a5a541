"""What a server costs: the processor time and the memory of its process and of all that it has started."""

import os
import time
from contextlib import suppress
from pathlib import Path

_ENDED_CHILDREN = slice(13, 15)
"""``cutime`` and ``cstime`` among the fields of ``/proc/PID/stat`` that follow the name."""

_SCHEDULED = 2  # CPUCLOCK_SCHED of Linux: with the process's number, a clock that counts its time in nanoseconds


def processor(pid: int) -> float:
    """Read how many seconds of processor time a process and its descendants have taken, ended ones too."""
    tick = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for process in _tree(pid):
        with suppress(OSError):  # because it may have ended meanwhile; its parent then counts it
            fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            total += time.clock_gettime(~process << 3 | _SCHEDULED) + sum(map(int, fields[_ENDED_CHILDREN])) / tick
    return total


def memory(pid: int) -> int:
    """Read how many bytes a process and its descendants have in memory, what they share counted once."""
    total = 0
    for process in _tree(pid):
        with suppress(OSError):  # as above
            lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        with suppress(OSError):  # as above
            for children in Path(f"/proc/{parent}/task").glob("*/children"):
                found += map(int, children.read_text(encoding="ascii").split())
    return found
