"""A pool: the process that holds what workers need, forks them, and kills and replaces those that overstep.

It is small and has one thread, so that a fork copies nothing and costs less than a millisecond.
"""

import gc
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from paradiplomacy.isolation import addresses, faults, frames
from paradiplomacy.isolation.board import NANOSECONDS, Board, Slot, Verdict
from paradiplomacy.isolation.frames import LARGEST
from paradiplomacy.isolation.limits import Limits, bound_memory, die_with_parent
from paradiplomacy.isolation.worker import Handler, work

__all__ = ["LANES", "Pool"]

LANES = ("quick", "long")
NICENESS = 19
LONG = 50_000_000  # nanoseconds, from which on work is long, and its worker makes way for another
SPARE = 1  # workers of a lane that are too many, and stay for when the next makes way
TICK = 10  # milliseconds between two looks at workers of which some are at work
IDLE = 40  # the same when none is: what begins after a look is seen at the next before it is long
PATIENCE = 1.0  # seconds for a process to hear what became of its work


@dataclass(slots=True)
class _Worker:
    number: int
    slot: Slot
    lane: str
    work: int = 0
    spent: int = 0
    verdict: Verdict | None = None
    judged: int = 0

    @property
    def is_long(self) -> bool:
        return self.slot.slowed or self.lane == "long"

    @property
    def is_at_long_work(self) -> bool:
        return self.is_long and bool(self.slot.read()[0]) and not self.verdict


class Pool:
    """One generation of workers, over what ``prepare`` makes once and every worker then has."""

    def __init__(self, folder: Path, generation: int, board: Board, limits: Limits) -> None:
        self._folder = folder
        self._generation = generation
        self._board = board
        self._limits = limits
        self._workers: dict[int, _Worker] = {}
        self._queues = {lane: _queue(addresses.of_lane(folder, generation, lane)) for lane in LANES}
        self._stopping = False

    def run(self, prepare: Callable[[], Handler], ready: Callable[[], None]) -> None:
        """Prepare, fork the workers, say that they are ready, and mind them until the process is told to stop."""
        handler = prepare()
        gc.collect()
        gc.freeze()  # what all workers share is not touched by their garbage collection, so it stays shared
        woken, waker = socket.socketpair()
        for end in (woken, waker):
            end.settimeout(0)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self._stop)
        for lane in LANES:
            self._fill(lane, handler)
        ready()
        poller = select.poll()
        poller.register(woken, select.POLLIN)
        pause = TICK
        while not self._stopping:
            if poller.poll(pause):
                _drain(woken)
            self._reap(handler)
            pause = TICK if self._look(handler) else IDLE
        signal.set_wakeup_fd(-1)
        self._end(handler)

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _fill(self, lane: str, handler: Handler) -> None:
        """See that so many workers of a lane as there should be are free for it, or soon will be."""
        while sum(not worker.slot.slowed for worker in self._of(lane)) < self._limits.workers:
            self._fork(handler, lane)

    def _of(self, lane: str) -> list[_Worker]:
        return [worker for worker in self._workers.values() if worker.lane == lane]

    def _fork(self, handler: Handler, lane: str) -> None:
        taken = {worker.number for worker in self._workers.values()}
        number = next(number for number in range(len(taken) + 1) if number not in taken)
        slot = self._board.slot(self._generation, number)
        pid = os.fork()
        if not pid:
            try:
                self._become_worker(lane)
                work(self._queues[lane], self._folder, handler, slot, self._limits)
            finally:
                os._exit(1)
        self._workers[pid] = _Worker(number, slot, lane)

    def _become_worker(self, lane: str) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        die_with_parent()
        _be_silent()
        if lane == "long":
            os.nice(NICENESS)
        bound_memory(self._limits.memory)

    def _reap(self, handler: Handler, options: int = os.WNOHANG) -> None:
        """Replace the workers that have ended, and tell who asked if their work is unfinished."""
        while self._workers:
            pid, _ = os.waitpid(-1, options)
            if not pid:
                return
            worker = self._workers.pop(pid)
            self._judge_unfinished(worker)
            worker.slot.end()
            if not self._stopping:
                self._fill(worker.lane, handler)

    def _look(self, handler: Handler) -> bool:
        """Kill what is out of time or cancelled, and let what has become long make way; tell whether any is at work."""
        working = [(pid, worker, *worker.slot.read()) for pid, worker in self._workers.items() if not worker.verdict]
        working = [work for work in working if work[2]]
        if not working:
            return False
        now = time.monotonic_ns()
        cancelled = frozenset(self._board.cancelled())
        for pid, worker, number, began, allowed in working:
            if number != worker.work:
                worker.work, worker.spent = number, time.clock_gettime_ns(_clock(pid))
            if number in cancelled:
                self._kill(pid, worker, Verdict.CANCELLED)
            elif now > began + allowed:
                self._kill(pid, worker, Verdict.OUT_OF_TIME)
            elif not worker.is_long and now > began + LONG:
                self._move(pid, worker, handler)
        return True

    def _move(self, pid: int, worker: _Worker, handler: Handler) -> None:
        """Leave long work to its worker, behind all that is quick, and put another in its place."""
        if sum(other.is_at_long_work for other in self._workers.values()) >= self._limits.long:
            if not _is_delayed(pid, worker):
                self._kill(pid, worker, Verdict.NO_ROOM)
            return
        thread = worker.slot.thread  # before it is told, for then another might take its place
        worker.slot.slowed = True
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, thread, NICENESS)
        self._fill(worker.lane, handler)
        worker.slot.retired = len(self._of(worker.lane)) > self._limits.workers + SPARE

    def _kill(self, pid: int, worker: _Worker, verdict: Verdict) -> None:
        """Kill a worker, and tell who asked now: behind all that is quick, it may be long until it is dead."""
        worker.verdict = verdict
        os.kill(pid, signal.SIGKILL)
        self._judge_unfinished(worker)

    def _judge_unfinished(self, worker: _Worker) -> None:
        work, _, allowed = worker.slot.read()
        if work and work != worker.judged:
            worker.judged = work
            self._judge(work, allowed, worker.verdict or Verdict.CRASHED)

    def _judge(self, work: int, allowed: int, verdict: Verdict) -> None:
        """Count what ends unfinished, and tell who asked, for the worker cannot."""
        self._board.judge(verdict)
        fault = faults.pack(faults.spent(verdict, allowed / NANOSECONDS))
        with suppress(OSError), addresses.connect(self._folder, addresses.caller(work), PATIENCE) as connection:
            connection.sendall(frames.frame(work, fault, frames.FAULT))

    def _end(self, handler: Handler) -> None:
        """Give up what is under way, and what waits."""
        for pid, worker in self._workers.items():
            self._kill(pid, worker, Verdict.NO_ROOM)
        self._reap(handler, 0)
        for queue in self._queues.values():
            with suppress(BlockingIOError):
                while True:
                    work, allowed, _ = frames.read_request(queue.recv(LARGEST), None)
                    self._judge(work, allowed, Verdict.NO_ROOM)


def _queue(path: str) -> socket.socket:
    """Make a queue from which the workers of a lane take, in the kernel: who is free takes what came first."""
    queue = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    Path(path).unlink(missing_ok=True)  # which a pool may have left that came to nothing
    queue.bind(path)
    return queue


def _clock(pid: int) -> int:
    """Give the clock of a process's processor time, as clock_getcpuclockid(3) does."""
    return ~pid << 3 | 2


def _is_delayed(pid: int, worker: _Worker) -> bool:
    """Whether work takes long only because other processes have the processors.

    Who sleeps waits for something else, as for a client that does not read (proc(5), field 3 of stat).
    """
    try:
        state = Path(f"/proc/{pid}/task/{worker.slot.thread}/stat").read_bytes().rpartition(b") ")[2]
    except OSError:  # it has just ended
        return True
    return state.startswith(b"R") and time.clock_gettime_ns(_clock(pid)) < worker.spent + LONG


def _be_silent() -> None:
    """Keep off the log what an engine says as it dies: any client can cause it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _drain(woken: socket.socket) -> None:
    try:
        while woken.recv(4096):
            pass
    except BlockingIOError:
        return
