"""A request with the way to answer it, and what becomes of it."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge, RequestTimeout

from paradiplomacy.isolation import Reply
from paradiplomacy.serving.clients import Client
from paradiplomacy.serving.counters import SOURCES
from paradiplomacy.serving.kept import Answer, encoding, etag
from paradiplomacy.web import LARGEST_REQUEST

__all__ = ["ASKED", "KEPT", "PAGE", "Exchange", "Receive", "Scope", "Send", "Watch", "give", "read_body"]

BODY_SECONDS = 10  # that a body may take to come
LINGER = 2  # seconds, for which a body that is too large is read on
SOON = 0.05  # seconds, after which work is long

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

KEPT, ASKED, PAGE = range(len(SOURCES))


@dataclass(slots=True)
class Exchange:
    """A request with the way to answer it, and what becomes of it."""

    scope: Scope
    receive: Receive
    send: Send
    fields: dict[bytes, bytes]
    body: bytes = b""
    status: int = 500
    source: int = PAGE
    size: int = 0
    gone: bool = False

    def field(self, name: bytes) -> str:
        """Give a header field of the request, by its name in small letters; "" if it has none."""
        return self.fields.get(name, b"").decode("latin-1")

    async def start(self, status: int, fields: list[tuple[bytes, bytes]]) -> None:
        """Begin the answer."""
        self.status = status
        await self.send({"type": "http.response.start", "status": status, "headers": fields})

    async def write(self, body: bytes, *, more: bool = False) -> None:
        """Go on with the answer, or end it."""
        self.size += len(body)
        await self.send({"type": "http.response.body", "body": body, "more_body": more})


class Watch:
    """Sees to it that long work counts as long, and ends when nobody waits for it any more."""

    def __init__(self, exchange: Exchange, client: Client) -> None:
        self._exchange = exchange
        self._client = client
        self._reply: Reply | None = None
        self._began: float | None = None
        self._task = asyncio.current_task()
        self._disconnect: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(SOON, self._look)

    def follow(self, reply: Reply) -> None:
        """Watch the work for a reply; its waiting for a worker is not the client's fault."""
        self._reply = reply

    def _look(self) -> None:
        self._disconnect = self._disconnect or asyncio.ensure_future(self._wait())
        self._began = self._reply.began if self._reply else None
        worked = time.monotonic() - self._began if self._began else 0.0
        if worked < SOON:
            self._timer = asyncio.get_running_loop().call_later(SOON - worked, self._look)
        else:
            self._client.took(worked)

    async def look(self) -> None:
        """End now if nobody waits already."""
        self._disconnect = asyncio.ensure_future(self._wait())
        await asyncio.sleep(0)

    async def _wait(self) -> None:
        while (await self._exchange.receive())["type"] != "http.disconnect":
            pass
        if self._task:
            self._exchange.gone = True
            self._task.cancel()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._disconnect:
            self._disconnect.cancel()
        if self._began and time.monotonic() > self._began + SOON:
            self._client.took(time.monotonic() - self._began)


async def read_body(exchange: Exchange) -> bytes:
    """Take in the whole body. Raises RequestEntityTooLarge, RequestTimeout and ClientDisconnected."""
    promised = int(exchange.fields.get(b"content-length", b"0"))
    body, pieces = bytearray(), _pieces(exchange)
    if promised <= LARGEST_REQUEST:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                async for piece in pieces:
                    body += piece
                    if len(body) > LARGEST_REQUEST:
                        break
                else:
                    return bytes(body)
        except TimeoutError:
            raise RequestTimeout(f"The body did not come within {BODY_SECONDS} s.") from None
    if b"expect" not in exchange.fields:
        await _let_fall(pieces)
    raise RequestEntityTooLarge(f"A request may have {LARGEST_REQUEST:,} bytes.")


async def _let_fall(pieces: AsyncIterator[bytes]) -> None:
    """Read on, for a while: who is still sending would not see the answer."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER):
            async for _ in pieces:
                pass


async def _pieces(exchange: Exchange) -> AsyncIterator[bytes]:
    """Give the body as it comes. Raises ClientDisconnected when there is no more of it."""
    more = True
    while more:
        message = await exchange.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnected
        yield message.get("body", b"")
        more = message.get("more_body", False)


async def give(exchange: Exchange, answer: Answer) -> None:
    """Give a whole answer, in the coding that the client prefers, or say that it has it already."""
    coding = encoding(exchange.field(b"accept-encoding"), len(answer.body))
    known = exchange.fields.get(b"if-none-match")
    if known and answer.tag and exchange.scope["method"] != "POST":
        tag = etag(answer.tag, coding)
        if _matches(known.decode("latin-1"), tag):
            await exchange.start(304, [*answer.fields, (b"etag", tag.encode())])
            await exchange.write(b"")
            return
    if not answer.is_at_hand(coding):
        await asyncio.to_thread(answer.as_encoded, coding)  # others are answered meanwhile
    await exchange.start(200, list(answer.head(coding)))
    await exchange.write(b"" if exchange.scope["method"] == "HEAD" else answer.as_encoded(coding))


def _matches(known: str, tag: str) -> bool:
    """Compare weakly, as RFC 9110 section 13.1.2 asks."""
    return known.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in known.split(",")}
