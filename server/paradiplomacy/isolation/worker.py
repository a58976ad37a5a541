"""A worker: takes one piece of work after the other from a queue, and answers who asked."""

import os
import resource
import select
import socket
import threading
import time
from array import array
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from paradiplomacy.errors import ParadiplomacyError, Refused
from paradiplomacy.isolation import addresses, faults, frames
from paradiplomacy.isolation.board import Slot
from paradiplomacy.isolation.frames import LARGEST, Request
from paradiplomacy.isolation.limits import Limits

__all__ = ["Handler", "Output", "work"]

CHUNK = 57_000
"""Bytes of a result that are sent at a time; a socket's buffer takes them at once."""

FIRST = 32_000
"""Bytes of what is sent first, so that who waits for a large result sees it begin; a smaller one comes as a whole."""

EARLY = 8_000
"""The same from a worker that nothing waits for: it has time for one piece more."""

SOON = 1_000_000  # nanoseconds, in which little memory is taken; to ask how much is held takes its time too


class Output:
    """Where a handler writes: first the head, then the result, in pieces of any size."""

    def __init__(self, connection: socket.socket, work: int, largest: int, first: int = FIRST) -> None:
        self._connection = connection
        self._work = work
        self._room = largest
        self._first = first
        self._pending = b""
        self._result = bytearray()

    def begin(self, head: bytes) -> None:
        """Say what the result is, as a JSON object."""
        self._pending = frames.frame(self._work, head)

    def write(self, data: bytes) -> int:
        """Add a piece of the result. Raises Refused when it becomes too large."""
        self._result += data
        self._room -= len(data)
        if self._room < 0:
            raise Refused("The result is too large.", "Ask for less of it, as with LIMIT and OFFSET.")
        begins = bool(self._pending)
        if len(self._result) >= (self._first if begins else CHUNK):
            self._send()
            if begins:
                os.sched_yield()  # or whom the beginning wakes, on the same processor, would wait for milliseconds
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is written is sent in pieces of a good size. Writers of files call this."""

    def end(self) -> None:
        """Send what is left, as the message that makes the reply whole."""
        self._send(frames.LAST)

    def fail(self, error: ParadiplomacyError) -> None:
        """Send an error: instead of the result, or in the midst of it."""
        self._connection.sendall(frames.frame(self._work, faults.pack(error), frames.FAULT))

    def _send(self, flag: int = 0) -> None:
        self._connection.sendall(self._pending + frames.frame(self._work, self._result, flag))
        self._pending = b""
        self._result.clear()


Handler = Callable[[bytes, Output], None]


def work(queue: socket.socket, folder: Path, handler: Handler, slot: Slot, limits: Limits) -> None:
    """Do what comes in, until the slot says that another does, or so much is held that the next might lack memory.

    A thread that has been slowed can never be quick again (setpriority(2)), so that a fresh one takes its place. The
    memory that it has made its own stays: a fresh process would have to copy each page of the store that it touches.
    """
    most = _held() + limits.memory // 4
    requests, callers = _Queue(queue), _Callers(folder)
    is_full = False

    def take_turns() -> None:
        nonlocal is_full
        slot.thread = threading.get_native_id()
        while not slot.slowed and not is_full:
            request = requests.take()
            began = time.monotonic_ns()
            first = EARLY if requests.was_empty else FIRST
            try:
                output = Output(callers.connection(request.work), request.work, limits.size, first)
                _serve(request, output, handler, slot)
            except ConnectionError:
                callers.forget(request.work)  # nobody waits for this answer any more
            slot.end()  # but not if another error ends the worker: the pool then finds what it leaves unfinished
            is_full = time.monotonic_ns() > began + SOON and _held() > most

    while not slot.retired and not is_full:
        slot.slowed = False
        with ThreadPoolExecutor(1) as thread:
            thread.submit(take_turns).result()


def _serve(request: Request, output: Output, handler: Handler, slot: Slot) -> None:
    slot.begin(request.work, time.monotonic_ns(), request.allowed)
    try:
        handler(request.payload, output)
    except ParadiplomacyError as error:
        output.fail(error)
    else:
        output.end()


class _Queue:
    """The queue from which all workers of a lane take.

    A worker waits by epoll, exclusively: of those that wait the kernel then wakes the first alone, always the same.
    Its memory is warm, and it may find more when it is done; a queue on which workers wait in turn wakes the one that
    has slept longest (measured: 20 µs more for a look-up).

    ``was_empty`` tells whether the last request was waited for.
    """

    def __init__(self, queue: socket.socket) -> None:
        self._queue = queue
        self._ready = select.epoll()
        self._ready.register(queue, select.EPOLLIN | select.EPOLLEXCLUSIVE)
        self._datagram = memoryview(bytearray(LARGEST))
        self.was_empty = False

    def take(self) -> Request:
        """Wait for a request, and take it."""
        self.was_empty = False
        while True:
            try:
                size, ancillary, *_ = self._queue.recvmsg_into([self._datagram], _DESCRIPTOR)
            except BlockingIOError:
                self.was_empty = True
                self._ready.poll()
                continue
            return self._read(self._datagram[:size], array("i", ancillary[0][2])[0] if ancillary else None)

    def _read(self, datagram: memoryview, file: int | None) -> Request:
        try:
            return frames.read_request(datagram, file)
        finally:
            if file is not None:
                os.close(file)


_DESCRIPTOR = socket.CMSG_SPACE(array("i").itemsize)


class _Callers:
    """The connections on which a worker answers: one to each process that asks, kept open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connections: dict[int, socket.socket] = {}

    def connection(self, work: int) -> socket.socket:
        """Give the connection to who asks for a piece of work. Raises ConnectionError if it is gone."""
        caller = addresses.caller(work)
        if caller not in self._connections:
            self._connections[caller] = addresses.connect(self._folder, caller)
        return self._connections[caller]

    def forget(self, work: int) -> None:
        """Close the connection to who asked for a piece of work."""
        connection = self._connections.pop(addresses.caller(work), None)
        if connection:
            connection.close()


def _held() -> int:
    """Tell how many bytes of memory this process has held at most (getrusage(2) counts in kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
