"""Asking a pool: from a thread, which waits, or from an event loop."""

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from paradiplomacy.errors import Unavailable
from paradiplomacy.isolation import faults
from paradiplomacy.isolation.board import Board
from paradiplomacy.isolation.frames import Incoming, Request
from paradiplomacy.isolation.pool import address

__all__ = ["Lane", "Reply", "ask", "ask_soon"]

PIECE = 1 << 18
"""Bytes that are taken from a stream at a time."""

PATIENCE = 2.0
"""How many times its allowance a piece of work may take with its waiting for a worker."""

_NANOSECONDS = 1_000_000_000
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Lane:
    """Where a pool is asked: the folder of its sockets, its board, its generation, and the name of the lane."""

    folder: Path
    board: Board
    generation: int
    name: str


class Reply:
    """A reply as far as it has come: its head, the pieces of the result, and whether it is whole."""

    def __init__(self, lane: Lane, seconds: float) -> None:
        self.head: dict[str, Any] = {}
        self.pieces: list[bytes] = []
        self.whole = False
        self._board = lane.board
        self._generation = lane.generation
        self._work = os.getpid() << 32 | next(_numbers) & 0xFFFFFFFF
        self.seconds = seconds
        self._incoming = Incoming()
        self.connection = _connect(address(lane.folder, lane.generation, lane.name))

    def request(self, payload: bytes) -> bytes:
        """Give what is to be sent."""
        return Request(self._work, int(self.seconds * _NANOSECONDS), payload).packed()

    def feed(self, data: bytes) -> None:
        """Take in what the stream delivered; nothing is its end.

        Raises the error that the worker met, OutOfTime or Unavailable for work that ended unfinished.
        """
        if not data and not self.whole:
            self.whole = True  # there is nothing left to cancel
            raise faults.spent(self._board.verdict(self._generation, self._work), self.seconds)
        for message, is_fault in self._incoming.feed(data):
            if is_fault:
                self.whole = True
                raise faults.unpack(message)
            if not self.head:
                self.head = json.loads(message)
            elif message:
                self.pieces.append(message)
            else:
                self.whole = True

    @property
    def began(self) -> float | None:
        """Since when a worker has been at it, as time.monotonic() counts; None if none is."""
        began = self._board.began(self._generation, self._work)
        return began / _NANOSECONDS if began else None

    def take(self) -> bytes:
        """Take the pieces that have come since, as one."""
        taken = b"".join(self.pieces)
        self.pieces.clear()
        return taken

    async def rest(self) -> AsyncIterator[bytes]:
        """Give what comes after the beginning, piece by piece; raises what ``feed`` raises."""
        loop = asyncio.get_running_loop()
        while not self.whole:
            self.feed(await loop.sock_recv(self.connection, PIECE))
            if self.pieces:
                yield self.take()

    def close(self) -> None:
        """Let go of the connection; the work is cancelled unless it is done."""
        if not self.whole:
            self._board.cancel(self._work)
        self.connection.close()


def ask(lane: Lane, payload: bytes, seconds: float) -> Reply:
    """Ask, and wait for the whole reply. Raises what ``Reply.feed`` raises."""
    reply = Reply(lane, seconds)
    try:
        reply.connection.settimeout(seconds * PATIENCE)
        reply.connection.sendall(reply.request(payload))
        while not reply.whole:
            reply.feed(reply.connection.recv(PIECE))
    except TimeoutError:
        raise _no_worker() from None
    except (BrokenPipeError, ConnectionResetError):
        reply.feed(b"")
    finally:
        reply.close()
    return reply


async def ask_soon(reply: Reply, payload: bytes) -> None:
    """Ask, and wait until the reply has begun; who made it closes it. Raises what ``Reply.feed`` raises."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(reply.seconds * PATIENCE):
            await loop.sock_sendall(reply.connection, reply.request(payload))
            while not (reply.whole or reply.pieces):
                reply.feed(await loop.sock_recv(reply.connection, PIECE))
    except TimeoutError:
        raise _no_worker() from None
    except (BrokenPipeError, ConnectionResetError):
        reply.feed(b"")


def _connect(path: str) -> socket.socket:
    """Connect at once or not at all: a queue that is full is told, not waited for."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
    try:
        connection.connect(path)
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        raise Unavailable("There is nothing to ask yet.", "Ask again in a moment.") from None
    except BlockingIOError:
        connection.close()
        raise _no_worker() from None
    return connection


def _no_worker() -> Unavailable:
    return Unavailable("Too much is asked at the moment.", "Ask again in a while.")
