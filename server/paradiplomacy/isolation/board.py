"""What the processes of a server tell each other without asking: numbers in memory that they share.

Each number has one writer at a time, so nothing is locked. A board is made before the processes that share it are
forked.
"""

import mmap
from collections.abc import Iterator
from enum import IntEnum

__all__ = ["NANOSECONDS", "Board", "Slot", "Verdict"]

NANOSECONDS = 1_000_000_000
"""In a second; times on a board are counted in them."""

SLOTS = 1024
"""Workers of one generation."""

_SLOT = 6
_CELLS = 16
_CANCELS = 256
_AREA = SLOTS * _SLOT
_GENERATION = 0


class Verdict(IntEnum):
    """Why a worker ended a piece of work unfinished."""

    CRASHED = 1
    OUT_OF_TIME = 2
    NO_ROOM = 3
    CANCELLED = 4


class Slot:
    """What a worker does at the moment: the number of the work, since when and for how long it may (nanoseconds)."""

    def __init__(self, cells: memoryview) -> None:
        self._cells = cells

    def begin(self, work: int, now: int, allowed: int) -> None:
        """Note that a piece of work has begun."""
        self._cells[1] = now
        self._cells[2] = allowed
        self._cells[0] = work

    def end(self) -> None:
        """Note that the work is done."""
        self._cells[0] = 0

    def read(self) -> tuple[int, int, int]:
        """Tell number, beginning and allowance; the number is 0 if there is no work."""
        return self._cells[0], self._cells[1], self._cells[2]

    @property
    def thread(self) -> int:
        """The thread that works (gettid(2)); 0 before there is one."""
        return self._cells[3]

    @thread.setter
    def thread(self, thread: int) -> None:
        self._cells[3] = thread

    @property
    def slowed(self) -> bool:
        """Whether this thread goes behind all others, and is to end after its work."""
        return bool(self._cells[4])

    @slowed.setter
    def slowed(self, slowed: bool) -> None:
        self._cells[4] = slowed

    @property
    def retired(self) -> bool:
        """Whether the worker has been replaced and is to end after its work."""
        return bool(self._cells[5])

    @retired.setter
    def retired(self, retired: bool) -> None:
        self._cells[5] = retired


class Board:
    """The numbers of one pool. Two generations of it may run at a time, the older one to finish what it has begun."""

    def __init__(self) -> None:
        size = _CELLS + 2 * _AREA + 1 + _CANCELS
        self._cells = memoryview(mmap.mmap(-1, size * 8)).cast("Q")
        self._cancels = _CELLS + 2 * _AREA

    @property
    def generation(self) -> int:
        """The generation that takes work; 0 while there is none."""
        return int(self._cells[_GENERATION])

    @generation.setter
    def generation(self, number: int) -> None:
        self._cells[_GENERATION] = number

    def slot(self, generation: int, number: int) -> Slot:
        """Give a worker's slot, emptied."""
        start = self._area(generation) + number * _SLOT
        cells = self._cells[start : start + _SLOT]
        _empty(cells)
        return Slot(cells)

    def clear(self, generation: int) -> None:
        """Empty the slots of a generation whose workers are all dead."""
        area = self._area(generation)
        _empty(self._cells[area : area + _AREA])

    def judge(self, verdict: Verdict) -> None:
        """Count a piece of work that ends unfinished."""
        self._cells[_GENERATION + verdict] += 1

    def count(self, verdict: Verdict) -> int:
        """Tell how many pieces of work have ended so."""
        return int(self._cells[_GENERATION + verdict])

    def began(self, generation: int, work: int) -> int:
        """Tell since when a worker has been at a piece of work (nanoseconds, monotonic); 0 if none is."""
        area = self._area(generation)
        slots = range(area, area + SLOTS * _SLOT, _SLOT)
        return next((self._cells[at + 1] for at in slots if self._cells[at] == work), 0)

    def busy(self) -> int:
        """Tell how many workers are at work."""
        areas = (self._area(generation) for generation in (0, 1))
        return sum(bool(self._cells[area + at]) for area in areas for at in range(0, SLOTS * _SLOT, _SLOT))

    def cancel(self, work: int) -> None:
        """Ask that a piece of work be given up, for nobody waits for it any more."""
        self._cells[self._cancels + 1 + self._cells[self._cancels] % _CANCELS] = work
        self._cells[self._cancels] += 1

    def cancelled(self) -> Iterator[int]:
        """Give the numbers of what was cancelled last."""
        return iter(self._cells[self._cancels + 1 : self._cancels + 1 + _CANCELS])

    def _area(self, generation: int) -> int:
        return _CELLS + generation % 2 * _AREA


def _empty(cells: memoryview) -> None:
    for at in range(len(cells)):
        cells[at] = 0
