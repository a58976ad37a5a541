"""Who asks pools: it sends requests, and hands what comes back to the replies that wait for it."""

import asyncio
import os
import socket
from array import array
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from paradiplomacy.errors import ParadiplomacyError, Unavailable
from paradiplomacy.isolation import addresses
from paradiplomacy.isolation.board import NANOSECONDS, Board
from paradiplomacy.isolation.frames import Incoming, Message, Request

__all__ = ["Caller", "Lane"]

TICK = 0.05
"""Seconds between two looks at what is waited for."""

MOST_SENDERS = 16
"""Queues to which a process stays connected: those of a few snapshots."""

Done = TypeVar("Done")


class Awaited(Protocol):
    """A reply that is waited for: of which lane it is asked, its number, and the seconds that the work may take."""

    lane: "Lane"
    work: int
    seconds: float

    def put(self, message: Message, source: asyncio.ReadTransport) -> None:
        """Take in a message, and stop its source while that is too much."""

    def look(self) -> None:
        """See whether it still makes sense to wait."""

    def end(self, fault: ParadiplomacyError) -> None:
        """Give it up, for a reason."""


class Caller:
    """What a process asks pools with, on its event loop: it sends requests, and takes in the replies to all of them.

    Each worker answers on a connection of its own, which stays open, so that asking opens none. What no worker
    answers any more a pool does.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._replies: dict[int, Awaited] = {}
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

    def send(self, reply: Awaited, payload: bytes) -> bool:
        """Ask for a reply; False while the queue is full. Raises Unavailable where there is no queue."""
        lane = reply.lane
        datagram, file = Request(reply.work, int(reply.seconds * NANOSECONDS), payload).packed()
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

    def forget(self, reply: Awaited) -> None:
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


class _Connection(asyncio.Protocol):
    """A connection on which a worker, or a pool, answers."""

    def __init__(self, replies: dict[int, Awaited], connections: set[asyncio.Transport]) -> None:
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
