"""Asking a pool: from an event loop, or from a thread beside it, which waits."""

import asyncio
import json
import os
import socket
import time
from array import array
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar, cast

from paradiplomacy.errors import ParadiplomacyError, Unavailable
from paradiplomacy.isolation import addresses, faults
from paradiplomacy.isolation.board import Board
from paradiplomacy.isolation.frames import Incoming, Message, Request

__all__ = ["Caller", "Lane", "Reply", "ask"]

PAUSE = 0.002
"""Seconds until a queue that was full is tried again."""

TICK = 0.05
"""Seconds between two looks at what is waited for."""

MOST_PIECES = 16
"""Pieces that may wait for who takes them."""

MOST_SENDERS = 16
"""Queues to which a process stays connected: those of a few snapshots."""

PATIENCE = 2.0
"""How many times its allowance a piece of work may take with its waiting for a worker."""

_NANOSECONDS = 1_000_000_000
Done = TypeVar("Done")


class Caller:
    """What a process asks pools with, on its event loop: it sends requests, and takes in the replies to all of them.

    Each worker answers on a connection of its own, which stays open, so that asking opens none. What no worker
    answers any more a pool does.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._replies: dict[int, Reply] = {}
        self._senders: dict[Lane, socket.socket] = {}
        self._connections: set[asyncio.Transport] = set()
        self._tick: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def listening(self, folders: Iterable[Path]) -> AsyncIterator[None]:
        """Take in what comes to this process from the pools of these folders."""
        self._loop = asyncio.get_running_loop()
        protocol = partial(_Connection, self._replies, self._connections)
        async with AsyncExitStack() as stack:
            for folder in folders:
                path = addresses.of_caller(folder, os.getpid())
                await stack.enter_async_context(await self._loop.create_unix_server(protocol, path))
            try:
                yield
            finally:
                self._close()

    def send(self, reply: "Reply", payload: bytes) -> bool:
        """Ask for a reply; False while the queue is full. Raises Unavailable where there is no queue."""
        lane = reply.lane
        datagram, file = Request(reply.work, int(reply.seconds * _NANOSECONDS), payload).packed()
        try:
            sender = self._sender(lane)
            if file is None:
                sender.send(datagram)
            else:
                sender.sendmsg([datagram], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", [file]))])
        except BlockingIOError:
            return False
        except OSError:  # the queue is gone, and what was connected to it is connected no more
            self._drop(lane)
            raise _nobody() from None
        finally:
            if file is not None:
                os.close(file)
        self._replies[reply.work] = reply
        self._tick = self._tick or self._later()
        return True

    def forget(self, reply: "Reply") -> None:
        """Let fall what still comes of a reply."""
        self._replies.pop(reply.work, None)

    def run(self, work: Coroutine[Any, Any, Done]) -> Done:
        """Do something on the event loop, and let this thread, which is not the loop's, wait for it."""
        return asyncio.run_coroutine_threadsafe(work, cast("asyncio.AbstractEventLoop", self._loop)).result()

    def _sender(self, lane: "Lane") -> socket.socket:
        """Give a socket that is connected to a lane's queue, for looking its name up takes time."""
        if lane not in self._senders:
            sender = _connected(lane)
            if len(self._senders) >= MOST_SENDERS:
                self._drop(next(iter(self._senders)))
            self._senders[lane] = sender
        return self._senders[lane]

    def _drop(self, lane: "Lane") -> None:
        sender = self._senders.pop(lane, None)
        if sender:
            sender.close()

    def _close(self) -> None:
        if self._tick:
            self._tick.cancel()
        for connection in self._connections:
            connection.abort()
        for sender in self._senders.values():
            sender.close()

    def _look(self) -> None:
        """End what has waited too long for a worker, or what no worker is left for."""
        replies = list(self._replies.values())
        dead = {lane for lane in {reply.lane for reply in replies} if not _is_alive(lane)}
        for reply in replies:
            if reply.lane in dead:
                reply.end(_nobody())
            else:
                reply.look()
        self._tick = self._later() if self._replies else None

    def _later(self) -> asyncio.TimerHandle:
        return cast("asyncio.AbstractEventLoop", self._loop).call_later(TICK, self._look)


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """Where a pool is asked, and by whom: the folder of its sockets, its board, its generation, and the lane's name."""

    caller: Caller
    folder: Path
    board: Board
    generation: int
    name: str


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
        return began / _NANOSECONDS if began else None

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


class _Connection(asyncio.Protocol):
    """A connection on which a worker, or a pool, answers."""

    def __init__(self, replies: dict[int, Reply], connections: set[asyncio.Transport]) -> None:
        self._replies = replies
        self._connections = connections
        self._incoming = Incoming()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection (asyncio)."""
        self._transport = cast("asyncio.Transport", transport)
        self._connections.add(self._transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of it (asyncio)."""
        del exc
        self._connections.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        """Hand on what has come (asyncio); what nobody waits for any more is let fall."""
        for message in self._incoming.feed(data):
            reply = self._replies.get(message.work)
            if reply:
                if message.is_last or message.is_fault:
                    del self._replies[message.work]
                reply.put(message, self._transport)


@lru_cache(maxsize=64)
def _read_head(data: bytes) -> Mapping[str, Any]:
    """Read what is said of a result; mostly that is the same."""
    return cast("Mapping[str, Any]", json.loads(data))


def _set(waiter: "asyncio.Future[None]") -> None:
    if not waiter.done():
        waiter.set_result(None)


def _nothing() -> None:
    return


def _connected(lane: Lane) -> socket.socket:
    return addresses.connect_to_queue(lane.folder, lane.generation, lane.name)


def _is_alive(lane: Lane) -> bool:
    """Whether anybody can still answer: the queue is there as long as the pool or one of its workers."""
    try:
        _connected(lane).close()
    except ConnectionError:
        return False
    return True


def _nobody() -> Unavailable:
    return Unavailable("There is nobody to answer at the moment.", "Ask again in a while.")


def _no_worker() -> Unavailable:
    return Unavailable("Too much is asked at the moment.", "Ask again in a while.")
