"""What is counted of the requests, each process in a row of its own, and how Prometheus reads it."""

import mmap
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from paradiplomacy.isolation import Board, Verdict

__all__ = ["SOURCES", "Counters", "exposition"]

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds; the upper bounds of the histogram's buckets."""

SOURCES = ("kept", "asked", "page")
"""Where an answer comes from: it was kept, a worker gave it, or the application wrote it."""

_CLASSES = 6
_BUCKETS = len(BOUNDS) + 1
_SERIES = _BUCKETS + 1  # the last counts microseconds
_ROW = _CLASSES + len(SOURCES) * _SERIES


class Counters:
    """The counts of all processes, in memory that they share; made before they are forked."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._cells = memoryview(mmap.mmap(-1, processes * _ROW * 8)).cast("Q")
        self._row = 0

    def take_row(self, number: int) -> None:
        """Count in this row from now on: no other process does."""
        self._row = number * _ROW

    def count(self, status: int, source: int, seconds: float) -> None:
        """Count an answer: its status, its source by number, and how long it took."""
        cells, row = self._cells, self._row
        cells[row + status // 100] += 1
        series = row + _CLASSES + source * _SERIES
        cells[series + bisect_left(BOUNDS, seconds)] += 1
        cells[series + _BUCKETS] += int(seconds * 1_000_000)

    def answers(self) -> Iterator[tuple[str, int]]:
        """Give the number of answers by class of status, as ``2xx``."""
        for status in range(1, _CLASSES):
            yield f"{status}xx", self._total(status)

    def histogram(self, source: int) -> tuple[list[int], float]:
        """Give how many answers of a source took at most each bound, all of them last, and the sum of seconds."""
        start = _CLASSES + source * _SERIES
        sizes = [self._total(start + bucket) for bucket in range(_BUCKETS)]
        return [sum(sizes[: bucket + 1]) for bucket in range(_BUCKETS)], self._total(start + _BUCKETS) / 1_000_000

    def _total(self, cell: int) -> int:
        return sum(self._cells[process * _ROW + cell] for process in range(self._processes))


def exposition(counters: Counters, boards: Mapping[str, Board]) -> str:
    """Write all counts in the text format of Prometheus, version 0.0.4."""
    return "".join(f"{line}\n" for line in _lines(counters, boards))


def _lines(counters: Counters, boards: Mapping[str, Board]) -> Iterator[str]:
    name = "paradiplomacy_answers_total"
    yield from _head(name, "counter", "Answers by class of status.")
    for status, number in counters.answers():
        yield f'{name}{{status="{status}"}} {number}'
    name = "paradiplomacy_answer_seconds"
    yield from _head(name, "histogram", "How long answers took, by where they came from.")
    for number, source in enumerate(SOURCES):
        buckets, seconds = counters.histogram(number)
        for bound, size in zip([*map(str, BOUNDS), "+Inf"], buckets, strict=True):
            yield f'{name}_bucket{{source="{source}",le="{bound}"}} {size}'
        yield f'{name}_sum{{source="{source}"}} {seconds:.6f}'
        yield f'{name}_count{{source="{source}"}} {buckets[-1]}'
    name = "paradiplomacy_unfinished_total"
    yield from _head(name, "counter", "Pieces of work that ended unfinished, by kind and reason.")
    for work, board in boards.items():
        for verdict in Verdict:
            yield f'{name}{{work="{work}",reason="{verdict.name.lower()}"}} {board.count(verdict)}'
    busy = {work: board.busy() for work, board in boards.items()}
    yield from _by_work("paradiplomacy_workers_busy", "gauge", "Workers at work, by kind.", busy)
    started = {work: board.generation for work, board in boards.items()}
    yield from _by_work("paradiplomacy_generation", "counter", "Snapshots that pools were started with.", started)


def _by_work(name: str, kind: str, what: str, numbers: Mapping[str, int]) -> Iterator[str]:
    yield from _head(name, kind, what)
    for work, number in numbers.items():
        yield f'{name}{{work="{work}"}} {number}'


def _head(name: str, kind: str, what: str) -> Iterator[str]:
    yield f"# HELP {name} {what}"
    yield f"# TYPE {name} {kind}"
