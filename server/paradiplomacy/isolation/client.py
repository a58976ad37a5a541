"""Asking a pool: from a thread, which waits, or from an event loop."""

import asyncio
import atexit
import json
import os
import socket
import time
from array import array
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, cast

from paradiplomacy.errors import ParadiplomacyError, Unavailable
from paradiplomacy.isolation import faults
from paradiplomacy.isolation.board import Board
from paradiplomacy.isolation.frames import LARGEST_PART, PIECE, Incoming, Request
from paradiplomacy.isolation.pool import address

__all__ = ["Lane", "Reply", "Stream", "ask"]

PAUSE = 0.002
"""Seconds until a queue that was full is tried again."""

MOST_PIECES = 16
"""Pieces that may wait for who takes them."""

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
        self.lane = lane
        self.seconds = seconds
        self._work = os.getpid() << 32 | next(_numbers) & 0xFFFFFFFF
        self._incoming = Incoming()

    def request(self, payload: bytes) -> bytes:
        """Give what is to be sent."""
        return Request(self._work, int(self.seconds * _NANOSECONDS), payload).packed()

    def feed(self, data: bytes) -> None:
        """Take in what the stream delivered; nothing is its end.

        Raises the error that the worker met, OutOfTime or Unavailable for work that ended unfinished.
        """
        if not data and not self.whole:
            self.whole = True  # there is nothing left to cancel
            raise faults.spent(self.lane.board.verdict(self.lane.generation, self._work), self.seconds)
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
        began = self.lane.board.began(self.lane.generation, self._work)
        return began / _NANOSECONDS if began else None

    def take(self) -> bytes:
        """Take the pieces that have come since, as one."""
        taken = b"".join(self.pieces)
        self.pieces.clear()
        return taken

    def cancel(self) -> None:
        """Give the work up, unless it is done."""
        if not self.whole:
            self.lane.board.cancel(self._work)


class Stream(asyncio.Protocol):
    """A reply that comes to an event loop."""

    def __init__(self, lane: Lane, seconds: float) -> None:
        self.reply = Reply(lane, seconds)
        self._transport: asyncio.Transport | None = None
        self._fault: ParadiplomacyError | None = None
        self._waiter: asyncio.Future[None] | None = None

    async def begin(self, payload: bytes) -> None:
        """Ask, and wait until the reply has begun. Raises what ``Reply.feed`` raises."""
        loop = asyncio.get_running_loop()
        request, end = self.reply.request(payload), loop.time() + PATIENCE * self.reply.seconds
        ours, theirs = socket.socketpair()
        with theirs:
            await loop.create_unix_connection(lambda: self, sock=ours)
            while not _hand_over(self.reply.lane, request, theirs):
                if loop.time() > end:
                    raise _no_worker()
                await asyncio.sleep(PAUSE)
        transport = cast("asyncio.Transport", self._transport)
        if len(request) > LARGEST_PART:
            transport.write(request[LARGEST_PART:])
        late = loop.call_at(end, self._end, _no_worker())
        try:
            while self._fault or not (self.reply.whole or self.reply.pieces):
                await self._more()
        finally:
            late.cancel()

    async def rest(self) -> AsyncIterator[bytes]:
        """Give what comes after the beginning, piece by piece. Raises what ``Reply.feed`` raises."""
        while self._fault or self.reply.pieces or not self.reply.whole:
            if self._fault or not self.reply.pieces:
                await self._more()
            else:
                taken = self.reply.take()
                if not self.reply.whole:
                    cast("asyncio.Transport", self._transport).resume_reading()
                yield taken

    def close(self) -> None:
        """Let go of the connection; the work is cancelled unless it is done."""
        self.reply.cancel()
        if self._transport:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection (asyncio)."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take in what has come (asyncio), and no more than somebody takes."""
        try:
            self.reply.feed(data)
        except ParadiplomacyError as error:
            self._fault = error
        if len(self.reply.pieces) > MOST_PIECES and self._transport:
            self._transport.pause_reading()
        self._tell()

    def connection_lost(self, exc: Exception | None) -> None:
        """Find out why there is no more (asyncio)."""
        del exc
        if not self.reply.whole and not self._fault:
            self.data_received(b"")

    def _end(self, fault: ParadiplomacyError) -> None:
        self._fault = fault
        self._tell()

    def _tell(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    async def _more(self) -> None:
        if not self._fault:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        if self._fault:
            raise self._fault


def ask(lane: Lane, payload: bytes, seconds: float) -> Reply:
    """Ask, and wait for the whole reply. Raises what ``Reply.feed`` raises."""
    reply = Reply(lane, seconds)
    request, end = reply.request(payload), time.monotonic() + PATIENCE * seconds
    ours, theirs = socket.socketpair()
    with ours:
        try:
            with theirs:
                while not _hand_over(lane, request, theirs):
                    if time.monotonic() > end:
                        raise _no_worker()
                    time.sleep(PAUSE)
            ours.settimeout(PATIENCE * seconds)
            if len(request) > LARGEST_PART:
                ours.sendall(request[LARGEST_PART:])
            while not reply.whole:
                reply.feed(ours.recv(PIECE))
        except TimeoutError:
            raise _no_worker() from None
        except (BrokenPipeError, ConnectionResetError):
            reply.feed(b"")
        finally:
            reply.cancel()
    return reply


def _hand_over(lane: Lane, request: bytes, connection: socket.socket) -> bool:
    """Put a request into a lane's queue, with the connection for the reply; False while the queue is full.

    Queue and connection reach a worker as one datagram, so that it is woken once. What does not fit into it is to
    follow on the connection.
    """
    descriptors = array("i", [connection.fileno()])
    ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)]
    try:
        _sender().sendmsg([request[:LARGEST_PART]], ancillary, 0, address(lane.folder, lane.generation, lane.name))
    except BlockingIOError:
        return False
    except (FileNotFoundError, ConnectionRefusedError):
        raise _nothing() from None
    return True


@cache
def _sender() -> socket.socket:
    """Give what this process sends its requests from."""
    sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    atexit.register(sender.close)
    return sender


def _nothing() -> Unavailable:
    return Unavailable("There is nothing to ask yet.", "Ask again in a moment.")


def _no_worker() -> Unavailable:
    return Unavailable("Too much is asked at the moment.", "Ask again in a while.")
