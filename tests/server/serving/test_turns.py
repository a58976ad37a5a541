"""How many requests of one client are worked on at a time, and in which lane."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Self

import pytest

from paradiplomacy.errors import TooMany
from paradiplomacy.serving.clients import Client, Clients


class Asking:
    """A client's requests: each waits for its turn, and has it until it is answered."""

    def __init__(self, clients: Clients, name: str) -> None:
        self._clients = clients
        self._name = name
        self._requests: list[asyncio.Task[None]] = []
        self._ends: list[asyncio.Event] = []
        self.working: list[Client] = []

    def beside(self, name: str) -> Self:
        """Give more requests to the same server, of this client or another."""
        return type(self)(self._clients, name)

    async def ask(self, number: int) -> None:
        """Send requests."""
        for _ in range(number):
            end = asyncio.Event()
            self._ends.append(end)
            self._requests.append(asyncio.create_task(self._ask(end)))
        await asyncio.sleep(0)

    async def take(self) -> None:
        """Take a turn, and leave it."""
        async with self._clients.turn(self._name):
            pass

    async def answer(self) -> None:
        """Answer the first that is worked on."""
        self._ends[0].set()
        await self._requests.pop(0)
        self._ends.pop(0)
        await asyncio.sleep(0)

    async def leave(self) -> None:
        """Give all up."""
        for request in self._requests:
            request.cancel()
        await asyncio.gather(*self._requests, return_exceptions=True)

    async def _ask(self, end: asyncio.Event) -> None:
        async with self._clients.turn(self._name) as client:
            self.working.append(client)
            await end.wait()
            self.working.remove(client)


def run(work: Callable[[Asking], Awaitable[None]]) -> None:
    """Do something with a client of which eight requests are worked on at a time, and more wait."""

    async def do() -> None:
        await work(Asking(Clients(8, 64, 0), "somebody"))

    with ThreadPoolExecutor(1) as thread:  # for this one may have a browser's event loop
        thread.submit(asyncio.run, do()).result()


def test_the_share_of_a_client_grows_with_quick_answers():
    """One at first, then two, four and eight, and no more."""

    async def work(asking: Asking) -> None:
        await asking.ask(40)
        sizes = []
        for _ in range(5):
            sizes.append(len(asking.working))
            await asking.answer()
        assert sizes == [1, 2, 4, 8, 8]
        await asking.leave()

    run(work)


def test_who_asks_what_takes_long_asks_all_of_it_in_the_long_lane():
    """What waits need not wait for what takes long."""

    async def work(asking: Asking) -> None:
        await asking.ask(40)
        [first] = asking.working
        assert not first.is_long
        first.took(60)
        await asyncio.sleep(0)
        assert len(asking.working) == 8
        assert all(client.is_long for client in asking.working)
        await asking.answer()
        assert len(asking.working) == 8
        await asking.leave()

    run(work)


def test_who_gives_up_gives_its_turn_to_the_next():
    """Whether it had it, or waited for it."""

    async def work(asking: Asking) -> None:
        other = asking.beside("somebody")
        await asking.ask(3)
        await other.ask(1)
        assert (len(asking.working), len(other.working)) == (1, 0)
        await asking.leave()
        assert len(other.working) == 1
        await other.answer()

    run(work)


def test_one_client_does_not_wait_for_another():
    """Each has a share of its own."""

    async def work(asking: Asking) -> None:
        other = asking.beside("somebody else")
        await asking.ask(40)
        await other.ask(1)
        assert len(other.working) == 1
        await asking.leave()
        await other.leave()

    run(work)


def test_what_is_too_much_is_refused():
    """Beyond the largest share and those that may wait."""

    async def work(asking: Asking) -> None:
        await asking.ask(8 + 64)
        with pytest.raises(TooMany, match="71 requests"):
            await asking.beside("somebody").take()
        await asking.leave()

    run(work)
