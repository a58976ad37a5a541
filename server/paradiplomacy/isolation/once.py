"""One piece of work in a process of its own, for a command that asks for no more than that."""

import os
import signal
import socket
import time
from collections.abc import Callable

from paradiplomacy.errors import ParadiplomacyError
from paradiplomacy.isolation import faults
from paradiplomacy.isolation.board import Verdict
from paradiplomacy.isolation.frames import PIECE, Incoming
from paradiplomacy.isolation.limits import Limits, bound_memory, die_with_parent
from paradiplomacy.isolation.worker import Output

__all__ = ["do_alone"]


def do_alone(work: Callable[[], bytes], limits: Limits) -> bytes:
    """Do work within limits and give its result.

    Raises the error of the family that the work meets, OutOfTime or Unavailable if it oversteps its limits.
    """
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:
        try:
            _work(work, theirs, limits)
        finally:
            os._exit(1)
    theirs.close()
    try:
        with ours:
            return _result(ours, limits.seconds)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _work(work: Callable[[], bytes], connection: socket.socket, limits: Limits) -> None:
    die_with_parent()
    bound_memory(limits.memory)
    output = Output(connection, 0, limits.size)
    try:
        output.write(work())
    except ParadiplomacyError as error:
        output.fail(error)
    else:
        output.end()


def _result(connection: socket.socket, seconds: float) -> bytes:
    pieces: list[bytes] = []
    incoming = Incoming()
    end = time.monotonic() + seconds
    while True:
        try:
            connection.settimeout(max(end - time.monotonic(), 0.001))
            data = connection.recv(PIECE)
        except TimeoutError:
            raise faults.spent(Verdict.OUT_OF_TIME, seconds) from None
        if not data:
            raise faults.spent(Verdict.CRASHED, seconds)
        for message in incoming.feed(data):
            if message.is_fault:
                raise faults.unpack(message.data)
            pieces.append(message.data)
            if message.is_last:
                return b"".join(pieces)
