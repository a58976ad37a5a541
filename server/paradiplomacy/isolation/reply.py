"""A reply on its way: to who asks from an event loop, or from a thread beside it, which waits."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from functools import lru_cache, partial
from typing import Any, cast

from paradiplomacy.errors import ParadiplomacyError, Unavailable
from paradiplomacy.isolation import addresses, faults
from paradiplomacy.isolation.board import NANOSECONDS
from paradiplomacy.isolation.caller import Lane
from paradiplomacy.isolation.frames import Message

__all__ = ["PATIENCE", "Reply", "ask"]

PAUSE = 0.002
"""Seconds until a queue that was full is tried again."""

MOST_PIECES = 16
"""Pieces that may wait for who takes them."""

PATIENCE = 2.0
"""How many times its allowance a piece of work may take with its waiting for a worker."""


class Reply:
    """A reply as far as it has come: its head, the pieces of the result, and whether it is whole.

    Errors are the one that the worker met, OutOfTime or Unavailable for work that ended unfinished.
    """

    def __init__(self, lane: Lane, seconds: float) -> None:
        self.lane = lane
        self.seconds = seconds
        self.work = addresses.new_work()
        self.head: Mapping[str, Any] = {}
        self.pieces: list[bytes] = []
        self.whole = False
        self.fault: ParadiplomacyError | None = None
        self.news: Callable[[], None] = _nothing  # called when there is some, or when it takes time
        self._source: asyncio.ReadTransport | None = None
        self._end = time.monotonic() + PATIENCE * seconds

    def send(self, payload: bytes) -> bool:
        """Ask; False while the queue is full. Raises Unavailable where there is none."""
        return self.lane.caller.send(self, payload)

    async def begin(self, payload: bytes) -> None:
        """Ask, and wait until the reply has begun. Raises the error that it says."""
        while not self.send(payload):
            if time.monotonic() > self._end:
                raise _no_worker()
            await asyncio.sleep(PAUSE)
        await self.begun()

    async def begun(self) -> None:
        """Wait until the reply has begun. Raises the error that it says."""
        while not self.has_begun:
            await self._more()
        if self.fault:
            raise self.fault

    async def rest(self) -> AsyncIterator[bytes]:
        """Give what comes after the beginning, piece by piece. Raises the error that it says."""
        while not self.fault:
            if self.pieces:
                yield self.take()
            elif self.whole:
                return
            else:
                await self._more()
        raise self.fault

    async def complete(self, payload: bytes) -> None:
        """Ask, and wait until the reply is whole. Raises the error that it says."""
        try:
            await self.begin(payload)
            self.pieces = [self.take(), *[piece async for piece in self.rest()]]
        finally:
            self.close()

    def take(self) -> bytes:
        """Take the pieces that have come since, as one."""
        taken = b"".join(self.pieces)
        self.pieces.clear()
        self._resume()
        return taken

    def close(self) -> None:
        """Take no more of it; the work is cancelled unless it is done."""
        self.lane.caller.forget(self)
        self._resume()
        if not self.whole:
            self.whole = True
            self.lane.board.cancel(self.work)

    @property
    def has_begun(self) -> bool:
        """Whether there is something of it, or nothing more to come."""
        return self.whole or bool(self.pieces)

    @property
    def began(self) -> float | None:
        """Since when a worker has been at it, as time.monotonic() counts; None if none is."""
        began = self.lane.board.began(self.lane.generation, self.work)
        return began / NANOSECONDS if began else None

    async def _more(self) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self.news = partial(_set, waiter)
        try:
            await waiter
        finally:
            self.news = _nothing

    def _resume(self) -> None:
        if self._source:
            self._source.resume_reading()
            self._source = None

    def put(self, message: Message, source: asyncio.ReadTransport) -> None:
        """Take in a message; where it comes from waits while too much of it has not been taken."""
        if message.is_fault:
            self._fail(faults.unpack(message.data))
            return
        if not self.head:
            self.head = _read_head(message.data)
        elif message.data:
            self.pieces.append(message.data)
        self.whole = message.is_last
        if len(self.pieces) > MOST_PIECES and not self.whole and not self._source:
            source.pause_reading()
            self._source = source
        if self.has_begun:
            self.news()

    def look(self) -> None:
        """End it if no worker begins in time; before that, let who waits know that it takes time."""
        if self.has_begun:
            return
        if time.monotonic() > self._end:
            self.end(_no_worker())
        else:
            self.news()

    def end(self, fault: ParadiplomacyError) -> None:
        """Give it up, for a reason."""
        self.close()
        self._fail(fault)

    def _fail(self, fault: ParadiplomacyError) -> None:
        self.fault, self.whole = fault, True
        self.news()


def ask(lane: Lane, payload: bytes, seconds: float) -> Reply:
    """Ask from a thread, and wait for the whole reply. Raises the error that it says."""
    reply = Reply(lane, seconds)
    lane.caller.run(reply.complete(payload))
    return reply


@lru_cache(maxsize=64)
def _read_head(data: bytes) -> Mapping[str, Any]:
    """Read what is said of a result; mostly that is the same."""
    return cast("Mapping[str, Any]", json.loads(data))


def _set(waiter: "asyncio.Future[None]") -> None:
    if not waiter.done():
        waiter.set_result(None)


def _nothing() -> None:
    return


def _no_worker() -> Unavailable:
    return Unavailable("Too much is asked at the moment.", "Ask again in a while.")
