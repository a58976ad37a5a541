"""Who asks: how much of it is worked on at a time, and in which lane.

Each client has a share. What goes beyond it waits in line behind the client's own requests, not behind those of
others. The share is one request at first, and doubles with every answer that is quick; and who asks what takes long
asks in the lane for that, for ten times as long as it took, and then begins anew.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from paradiplomacy.errors import TooMany

__all__ = ["Client", "Clients"]

PENALTY = 10
MOST = 10_000
"""Clients remembered; those heard of longest ago are forgotten."""


@dataclass(slots=True)
class Client:
    """What is remembered of a client: its share, what is worked on, what waits, and how long it asks in the long lane.

    ``most`` is the largest share.
    """

    most: int
    trust: int = 1
    working: int = 0
    line: deque["asyncio.Future[None]"] = field(default_factory=deque)
    long_until: float = 0.0
    tokens: float = 0.0
    counted: float = field(default_factory=time.monotonic)

    @property
    def is_long(self) -> bool:
        """Whether it asks in the lane for what takes long now."""
        return self.long_until > time.monotonic()

    @property
    def has_turn(self) -> bool:
        """Whether one more request may be worked on."""
        return self.working < (self.most if self.is_long else min(self.trust, self.most))

    def took(self, seconds: float) -> None:
        """Note that a request has taken long."""
        self.long_until = max(self.long_until, time.monotonic() + PENALTY * seconds)
        self.trust = 1
        self._go_on()

    def leave(self) -> None:
        """End a turn; what waits may have one."""
        self.working -= 1
        if not self.is_long:
            self.trust = min(2 * self.trust, self.most)
        self._go_on()

    def _go_on(self) -> None:
        while self.line and self.has_turn:
            turn = self.line.popleft()
            if not turn.done():
                self.working += 1
                turn.set_result(None)


class Clients:
    """The clients of one process; ``concurrent``, ``waiting`` and ``rate`` are as in the settings."""

    def __init__(self, concurrent: int, waiting: int, rate: float) -> None:
        self._concurrent = concurrent
        self._waiting = waiting
        self._rate = rate
        self._clients: OrderedDict[str, Client] = OrderedDict()

    def enter(self, name: str) -> Client | None:
        """Take a turn that is to be had at once, and is left with ``leave``; None if a client would have to wait.

        Raises TooMany when requests come too fast.
        """
        client = self._client(name)
        if not client.has_turn:
            return None
        self._count(client)
        client.working += 1
        return client

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[Client]:
        """Wait for a client's turn. Raises TooMany when too much of it waits already, or comes too fast."""
        client = self.enter(name) or await self._wait(name)
        try:
            yield client
        finally:
            client.leave()

    async def _wait(self, name: str) -> Client:
        client = self._client(name)
        self._count(client)
        if client.working + len(client.line) >= self._concurrent + self._waiting:
            raise TooMany(f"{len(client.line)} requests of yours wait already.", "Wait for their answers first.")
        turn = asyncio.get_running_loop().create_future()
        client.line.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                client.leave()  # for its turn came at the same time
            elif turn in client.line:
                client.line.remove(turn)
            raise
        return client

    def _client(self, name: str) -> Client:
        client = self._clients.get(name)
        if client is None:
            client = self._clients[name] = Client(self._concurrent, tokens=self._burst)
            if len(self._clients) > MOST:
                self._clients.popitem(last=False)
        else:
            self._clients.move_to_end(name)
        return client

    @property
    def _burst(self) -> float:
        """How many may come at once: what the rate allows in ten seconds."""
        return 10 * self._rate

    def _count(self, client: Client) -> None:
        """Take a token from the client's bucket, which fills at the rate."""
        if not self._rate:
            return
        now = time.monotonic()
        client.tokens = min(self._burst, client.tokens + (now - client.counted) * self._rate)
        client.counted = now
        if client.tokens < 1:
            raise TooMany(f"More than {self._rate:g} requests a second come from you.", "Ask more slowly.")
        client.tokens -= 1
