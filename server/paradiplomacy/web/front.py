"""The server's front: an ASGI application that answers queries from what is kept or from the workers.

Everything else, and every error, it leaves to the Flask application, which could answer all of it, more slowly.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, replace
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from flask import Flask
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, RequestTimeout

from paradiplomacy import store
from paradiplomacy.errors import ParadiplomacyError
from paradiplomacy.isolation import Reply, ask_soon
from paradiplomacy.store import Query
from paradiplomacy.web import headers
from paradiplomacy.web.clients import Client, Clients
from paradiplomacy.web.counters import SOURCES, Counters
from paradiplomacy.web.edition import Edition, Shelf
from paradiplomacy.web.kept import Answer, Kept, encoding
from paradiplomacy.web.log import log_to
from paradiplomacy.web.negotiation import content_type
from paradiplomacy.web.problems import MET
from paradiplomacy.web.protocol import Asked, asks, identify, read_query, read_seconds
from paradiplomacy.web.settings import Settings

__all__ = ["Front"]

ENDPOINT = "/sparql"
COSTLY = frozenset({"/query", "/explain", "/validate"})
"""Pages on which anyone may ask for work."""

LARGEST_BODY = 1_000_000  # bytes
BODY_SECONDS = 10  # that a body may take to come
THREADS = 16
LARGE = 100_000  # bytes, whose compression takes milliseconds
LONG = 10_000  # bytes of a request, from which on it is read beside others, and not kept as it was written
SOON = 0.05  # seconds, after which work is long

_MEANING = {"GET": (b"accept",), "HEAD": (b"accept",), "POST": (b"accept", b"content-type", b"content-encoding")}
"""The header fields that decide, beside address and body, what is asked; as many as tell the methods apart."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

KEPT, ASKED, PAGE = range(len(SOURCES))


@dataclass(slots=True)
class _Exchange:
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
        return self.fields.get(name, b"").decode("latin-1")

    async def start(self, status: int, fields: list[tuple[bytes, bytes]]) -> None:
        self.status = status
        await self.send({"type": "http.response.start", "status": status, "headers": fields})

    async def write(self, body: bytes, *, more: bool = False) -> None:
        self.size += len(body)
        await self.send({"type": "http.response.body", "body": body, "more_body": more})


class Front:
    """What each process that speaks HTTP runs."""

    def __init__(self, flask: Flask, shelf: Shelf, counters: Counters, settings: Settings) -> None:
        self._flask = WSGIMiddleware(flask.wsgi_app, workers=THREADS)  # type: ignore[arg-type]  # because a2wsgi has types of its own
        self._shelf = shelf
        self._counters = counters
        self._settings = settings
        self._kept = Kept(settings.cache)
        self._log = log_to(settings.access_log, clients=settings.log_clients)
        self._clients = Clients(settings.concurrent, settings.waiting, settings.rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI 3.0)."""
        began = time.perf_counter()
        exchange = _Exchange(scope, receive, send, dict(scope["headers"]))
        try:
            await self._answer(exchange)
        except (ParadiplomacyError, HTTPException) as error:
            scope[MET] = error
            await self._leave(exchange)
        except asyncio.CancelledError:
            if not exchange.gone:
                raise
        seconds = time.perf_counter() - began
        self._counters.count(exchange.status, exchange.source, seconds)
        if self._log:
            self._log(
                method=scope["method"],
                path=scope["path"],
                status=exchange.status,
                bytes=exchange.size,
                milliseconds=round(seconds * 1000, 3),
                source=SOURCES[exchange.source],
                client=self._name(exchange),
                query=scope["query_string"].decode("latin-1"),
            )

    async def _answer(self, exchange: _Exchange) -> None:
        path = exchange.scope["path"]
        if exchange.scope["method"] not in {"GET", "HEAD", "OPTIONS"}:
            exchange.body = await _body(exchange)
        if path == ENDPOINT and exchange.scope["method"] in {"GET", "HEAD", "POST"}:
            await self._query(exchange)
        elif path in COSTLY:
            async with self._clients.turn(self._name(exchange)):
                await self._leave(exchange)
        else:
            await self._leave(exchange)

    async def _query(self, exchange: _Exchange) -> None:
        edition = self._shelf.take()
        scope, body = exchange.scope, exchange.body
        written = (edition, scope["query_string"], body, *map(exchange.fields.get, _MEANING[scope["method"]]))
        answer = self._kept.get(written)
        if answer:
            exchange.source = KEPT
            await _give(exchange, answer)
            return
        if scope["method"] != "POST" and not asks(scope["query_string"]):
            await self._leave(exchange)
            return
        asked = _asked(exchange)
        is_long = len(scope["query_string"]) + len(body) > LONG
        query = await self._read_long(exchange, asked) if is_long else read_query(asked)
        answer = self._kept.get(identify(edition.snapshot.tag, edition.store.scope, query))
        if answer:
            exchange.source = KEPT
            await _give(exchange, answer)
        else:
            edition, answer = await self._work(exchange, query, read_seconds(asked, self._settings.seconds))
        if answer and answer.tag:
            self._kept.put(answer.tag, answer)
            if not is_long:
                self._kept.put((edition, *written[1:]), answer)

    async def _read_long(self, exchange: _Exchange, asked: Asked) -> Query:
        """Read a query that takes long to read, while others are answered."""
        async with self._clients.turn(self._name(exchange)):
            return await asyncio.to_thread(read_query, asked)

    async def _work(self, exchange: _Exchange, query: Query, seconds: float) -> tuple[Edition, Answer | None]:
        """Let a worker answer; tell from which edition, and give the answer back if it may be kept."""
        exchange.source = ASKED
        async with self._clients.turn(self._name(exchange)) as client:
            watch = _Watch(exchange, client)
            edition = self._shelf.take()  # another than before, if one came while the request waited for its turn
            lane = replace(cast("store.Remote", edition.store).lane, name=client.lane)
            try:
                reply = await ask_soon(lane, store.pack(query), seconds)
                try:
                    return edition, await self._deliver(exchange, reply, edition, query)
                finally:
                    reply.close()
            finally:
                watch.end()

    async def _deliver(self, exchange: _Exchange, reply: Reply, edition: Edition, query: Query) -> Answer | None:
        fields = _fields(edition, query, reply)
        tag = identify(edition.snapshot.tag, edition.store.scope, query)
        pieces = [reply.take()]
        if exchange.scope["http_version"] != "1.1":
            # There an answer ends with its connection: one that is cut off would look whole.
            pieces += [piece async for piece in reply.rest()]
        if reply.whole:
            answer = Answer(tuple(fields), tag, b"".join(pieces))
            await _give(exchange, answer)
            return answer
        await exchange.start(200, fields)
        await exchange.write(pieces[0], more=True)
        size = len(pieces[0])
        try:
            async for piece in reply.rest():
                size += len(piece)
                if size <= self._settings.cache // 32:
                    pieces.append(piece)
                await exchange.write(piece, more=True)
        except ParadiplomacyError:
            return None  # without its last piece the answer is visibly cut off
        await exchange.write(b"")
        return Answer(tuple(fields), tag, b"".join(pieces)) if size <= self._settings.cache // 32 else None

    def _name(self, exchange: _Exchange) -> str:
        """Tell who asks, by address: as the outermost proxy that is believed has seen it."""
        client = exchange.scope.get("client")
        own = client[0] if client else ""
        if not self._settings.proxies:
            return own
        seen = [part.strip() for part in exchange.field(b"x-forwarded-for").split(",")]
        return ([own, *seen])[-self._settings.proxies] if len(seen) >= self._settings.proxies else own

    async def _leave(self, exchange: _Exchange) -> None:
        """Leave a request to the Flask application."""
        body, sent = exchange.body, False

        async def receive() -> MutableMapping[str, Any]:
            nonlocal sent
            if sent:
                return await exchange.receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                if exchange.status in {408, 413}:
                    message["headers"].append((b"connection", b"close"))
            elif message["type"] == "http.response.body":
                exchange.size += len(message["body"])
            await exchange.send(message)

        await self._flask(exchange.scope, receive, send)  # type: ignore[arg-type]  # because a2wsgi has types of its own


class _Watch:
    """Sees to it that long work counts as long, and ends when nobody waits for it any more."""

    def __init__(self, exchange: _Exchange, client: Client) -> None:
        self._exchange = exchange
        self._client = client
        self._began = time.monotonic()
        self._task = asyncio.current_task()
        self._disconnect: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(SOON, self._is_long)

    def _is_long(self) -> None:
        self._client.took(SOON)
        self._disconnect = asyncio.ensure_future(self._wait())

    async def _wait(self) -> None:
        while (await self._exchange.receive())["type"] != "http.disconnect":
            pass
        if self._task:
            self._exchange.gone = True
            self._task.cancel()

    def end(self) -> None:
        self._timer.cancel()
        if self._disconnect:
            self._disconnect.cancel()
            self._client.took(time.monotonic() - self._began)


def _asked(exchange: _Exchange) -> Asked:
    scope = exchange.scope
    accept = exchange.fields.get(b"accept")
    return Asked(
        scope["method"],
        scope["query_string"],
        exchange.body,
        exchange.field(b"content-type"),
        exchange.field(b"content-encoding"),
        None if accept is None else accept.decode("latin-1"),
    )


async def _body(exchange: _Exchange) -> bytes:
    """Take in the whole body. Raises RequestEntityTooLarge and RequestTimeout."""
    body = bytearray()
    if int(exchange.fields.get(b"content-length", b"0")) > LARGEST_BODY:
        raise RequestEntityTooLarge(f"A request may have {LARGEST_BODY:,} bytes.")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            more = True
            while more:
                message = await exchange.receive()
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > LARGEST_BODY:
                    raise RequestEntityTooLarge(f"A request may have {LARGEST_BODY:,} bytes.")
    except TimeoutError:
        raise RequestTimeout(f"The body did not come within {BODY_SECONDS} s.") from None
    return bytes(body)


def _fields(edition: Edition, query: Query, reply: Reply) -> list[tuple[bytes, bytes]]:
    unknown = headers.unknown(store.Answer.read(reply.head, query.format).unknown)
    return [
        *([(headers.UNKNOWN.lower().encode(), unknown.encode())] if unknown else []),
        (b"content-type", content_type(query.format).encode()),
        (b"vary", b"Accept, Accept-Encoding"),
        (b"cache-control", b"no-cache"),
        # RFC 8574: the snapshot is what to cite, for this address answers from whichever is current.
        (b"link", f'<{edition.snapshot.iri}>; rel="cite-as"'.encode()),
        *_EVERY,
    ]


_EVERY = [(name.lower().encode(), value.encode()) for name, value in headers.EVERY_ANSWER.items()]


async def _give(exchange: _Exchange, answer: Answer) -> None:
    """Give a whole answer, in the coding that the client prefers, or say that it has it already."""
    coding = encoding(exchange.field(b"accept-encoding"), len(answer.body))
    fields = list(answer.fields)
    if answer.tag:
        tag = f'"{answer.tag}-{coding}"' if coding else f'"{answer.tag}"'
        fields.append((b"etag", tag.encode()))
        known = exchange.fields.get(b"if-none-match")
        if known and exchange.scope["method"] != "POST" and _matches(known.decode("latin-1"), tag):
            await exchange.start(304, fields)
            await exchange.write(b"")
            return
    if len(answer.body) > LARGE and coding not in answer.encoded:
        body = await asyncio.to_thread(answer.as_encoded, coding)  # others are answered meanwhile
    else:
        body = answer.as_encoded(coding)
    if coding:
        fields.append((b"content-encoding", coding.encode()))
    fields.append((b"content-length", str(len(body)).encode()))
    await exchange.start(200, fields)
    await exchange.write(b"" if exchange.scope["method"] == "HEAD" else body)


def _matches(known: str, tag: str) -> bool:
    """Compare weakly, as RFC 9110 section 13.1.2 asks."""
    return known.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in known.split(",")}
