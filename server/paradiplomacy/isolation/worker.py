"""A worker: takes one piece of work after the other from a queue, and answers each on its own connection."""

import json
import resource
import socket
import time
from array import array
from collections.abc import Callable, Mapping
from typing import Any

from paradiplomacy.errors import ParadiplomacyError, Refused
from paradiplomacy.isolation import faults, frames
from paradiplomacy.isolation.board import Slot
from paradiplomacy.isolation.frames import LARGEST_PART
from paradiplomacy.isolation.limits import Limits

__all__ = ["Handler", "Output", "work"]

CHUNK = 57_000
"""Bytes of a result that are sent at a time; a socket's buffer takes them at once."""


class Output:
    """Where a handler writes: first the head, then the result, in pieces of any size."""

    def __init__(self, connection: socket.socket, largest: int) -> None:
        self._connection = connection
        self._room = largest
        self._pending = bytearray()
        self._result = bytearray()

    def begin(self, head: Mapping[str, Any]) -> None:
        """Say what the result is, as a JSON object."""
        self._pending += frames.frame(json.dumps(head).encode())

    def write(self, data: bytes) -> int:
        """Add a piece of the result. Raises Refused when it becomes too large."""
        self._result += data
        self._room -= len(data)
        if self._room < 0:
            raise Refused("The result is too large.", "Ask for less of it, as with LIMIT and OFFSET.")
        if len(self._result) >= CHUNK:
            self._send()
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is written is sent in pieces of a good size. Writers of files call this."""

    def end(self) -> None:
        """Send what is left, and the message that makes the reply whole."""
        self._pending += (frames.frame(self._result) if self._result else b"") + frames.frame(b"")
        self._connection.sendall(self._pending)

    def fail(self, error: ParadiplomacyError) -> None:
        """Send an error: instead of the result, or in the midst of it."""
        self._connection.sendall(frames.frame(faults.pack(error), frames.FAULT))

    def _send(self) -> None:
        self._connection.sendall(self._pending + frames.frame(self._result))
        self._pending.clear()
        self._result.clear()


_DESCRIPTOR = socket.CMSG_SPACE(array("i").itemsize)

Handler = Callable[[bytes, Output], None]


def work(queue: socket.socket, handler: Handler, slot: Slot, limits: Limits) -> None:
    """Do what comes in, until the slot says that another does, or so much is held that the next might lack memory."""
    most = _held() + limits.memory // 4
    begin = bytearray(LARGEST_PART)
    while not slot.retired and _held() < most:
        size, [(_, _, descriptor)], *_ = queue.recvmsg_into([begin], _DESCRIPTOR)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, *array("i", descriptor)) as connection:
            try:
                _serve(begin[:size], connection, handler, slot, limits.size)
            except (BrokenPipeError, ConnectionResetError):
                continue  # nobody waits for this answer any more
            finally:
                slot.end()


def _serve(begin: bytearray, connection: socket.socket, handler: Handler, slot: Slot, largest: int) -> None:
    request = frames.read_request(begin, connection)
    if request is None:
        return
    slot.begin(request.work, time.monotonic_ns(), request.allowed)
    output = Output(connection, largest)
    try:
        handler(request.payload, output)
    except ParadiplomacyError as error:
        output.fail(error)
    else:
        output.end()


def _held() -> int:
    """Tell how many bytes of memory this process has held at most (getrusage(2) counts in kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
