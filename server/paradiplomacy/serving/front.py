"""The server's front: an ASGI application that answers queries from what is kept or from the workers.

Everything else, and every error, it leaves to the Flask application, which could answer all of it, more slowly.
"""

import asyncio
import time
from collections.abc import Awaitable, MutableMapping
from typing import Any
from wsgiref.types import WSGIApplication

from a2wsgi import WSGIMiddleware
from werkzeug.exceptions import HTTPException

from paradiplomacy.errors import ParadiplomacyError
from paradiplomacy.serving.clients import Clients
from paradiplomacy.serving.counters import SOURCES, Counters
from paradiplomacy.serving.exchange import ASKED, KEPT, Exchange, Receive, Scope, Send, Watch, give, read_body
from paradiplomacy.serving.kept import ENCODINGS, LARGE, Answer, Kept, coded, encoding
from paradiplomacy.serving.log import log_to
from paradiplomacy.serving.questions import ENDPOINT, LONG, Desk, Errand, Question, fields, name_of
from paradiplomacy.serving.settings import Settings
from paradiplomacy.serving.shortcut import Begun, Shortcut
from paradiplomacy.store import Query
from paradiplomacy.web.edition import Edition, Shelf
from paradiplomacy.web.problems import MET
from paradiplomacy.web.protocol import Asked, asks, read_query, read_seconds

__all__ = ["Front"]

COSTLY = frozenset({"/query", "/explain", "/rdf-graph-store", "/validate"})
"""Pages on which anyone may ask for work."""

THREADS = 16
WAITED = 0.001  # seconds for its turn, after which a request may have been given up

_MEANING = {"GET": (b"accept",), "HEAD": (b"accept",), "POST": (b"accept", b"content-type", b"content-encoding")}
"""The header fields that decide, beside address and body, what is asked; as many as tell the methods apart."""


class Front:
    """What each process that speaks HTTP runs."""

    def __init__(self, pages: WSGIApplication, shelf: Shelf, counters: Counters, settings: Settings) -> None:
        self._flask = WSGIMiddleware(pages, workers=THREADS)  # type: ignore[arg-type]  # because a2wsgi has types of its own
        clients = Clients(settings.concurrent, settings.waiting, settings.rate)
        self._desk = Desk(settings, shelf, Kept(settings.cache), clients, counters)
        self._log = log_to(settings.access_log, clients=settings.log_clients)
        self.shortcut = None if self._log else Shortcut(self._desk)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI 3.0)."""
        exchange = Exchange(scope, receive, send, dict(scope["headers"]))
        await self._see_to(exchange, self._answer(exchange), time.perf_counter())

    async def carry_on(self, begun: Begun, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that has begun the short way (ASGI 3.0, but for the first argument)."""
        exchange = Exchange(scope, receive, send, dict(scope["headers"]))
        await self._see_to(exchange, self._carry_on(exchange, begun), begun.came)

    async def _see_to(self, exchange: Exchange, answering: Awaitable[None], came: float) -> None:
        try:
            await answering
        except (ParadiplomacyError, HTTPException) as error:
            exchange.scope[MET] = error
            await self._leave(exchange)
        except asyncio.CancelledError:
            if not exchange.gone:
                raise
        self._note(exchange, time.perf_counter() - came)

    def _note(self, exchange: Exchange, seconds: float) -> None:
        """Count an answer, and log it where that is wanted."""
        scope = exchange.scope
        self._desk.counters.count(exchange.status, exchange.source, seconds)
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

    async def _answer(self, exchange: Exchange) -> None:
        path = exchange.scope["path"]
        if exchange.scope["method"] not in {"GET", "HEAD", "OPTIONS"}:
            exchange.body = await read_body(exchange)
        if path == ENDPOINT and exchange.scope["method"] in {"GET", "HEAD", "POST"}:
            await self._query(exchange)
        elif path in COSTLY:
            async with self._desk.clients.turn(self._name(exchange)):
                await self._leave(exchange)
        else:
            await self._leave(exchange)

    async def _query(self, exchange: Exchange) -> None:
        edition = self._desk.shelf.take()
        scope, body = exchange.scope, exchange.body
        written = (edition, scope["query_string"], body, *map(exchange.fields.get, _MEANING[scope["method"]]))
        answer = self._desk.kept.get(written)
        if answer:
            exchange.source = KEPT
            await give(exchange, answer)
            return
        if scope["method"] != "POST" and not asks(scope["query_string"]):
            await self._leave(exchange)
            return
        asked = _asked(exchange)
        is_long = len(scope["query_string"]) + len(body) > LONG
        query = await self._read_long(exchange, asked) if is_long else read_query(asked)
        seconds = read_seconds(asked, self._desk.settings.seconds)
        question = Question.put(edition, query)
        answer = self._desk.kept.get(question.tag)
        if answer:
            exchange.source = KEPT
            await give(exchange, answer)
        else:
            edition, answer = await self._work(exchange, question, seconds)
        if answer:
            self._desk.keep(answer, None if is_long else (edition, *written[1:]))

    async def _read_long(self, exchange: Exchange, asked: Asked) -> Query:
        """Read a query that takes long to read, while others are answered."""
        async with self._desk.clients.turn(self._name(exchange)):
            return await asyncio.to_thread(read_query, asked)

    async def _work(self, exchange: Exchange, question: Question, seconds: float) -> tuple[Edition, Answer | None]:
        """Let a worker answer; tell from which edition, and give the answer back if it may be kept."""
        came = time.monotonic()
        async with self._desk.clients.turn(self._name(exchange)) as client:
            with Watch(exchange, client) as watch:
                if time.monotonic() > came + WAITED:
                    await watch.look()
                question = question.of(self._desk.shelf.take())  # for one may have come while the request waited
                return question.edition, await self._follow(exchange, Errand(question, client, seconds), watch)

    async def _carry_on(self, exchange: Exchange, begun: Begun) -> None:
        """Go on with what has begun the short way."""
        errand = begun.errand
        try:
            with Watch(exchange, errand.client) as watch:
                answer = await self._follow(exchange, errand, watch)
            if answer:
                self._desk.keep(answer, begun.key)
        finally:
            errand.client.leave()

    async def _follow(self, exchange: Exchange, errand: Errand, watch: Watch) -> Answer | None:
        exchange.source = ASKED
        watch.follow(errand.reply)
        try:
            await errand.begin()
            return await self._deliver(exchange, errand)
        finally:
            errand.reply.close()

    async def _deliver(self, exchange: Exchange, errand: Errand) -> Answer | None:
        reply, tag = errand.reply, errand.question.tag
        pieces = [reply.take()]
        if exchange.scope["http_version"] != "1.1":
            # There an answer ends with its connection: one that is cut off would look whole.
            pieces += [piece async for piece in reply.rest()]
        if reply.whole:
            answer = errand.answer(pieces)
            await give(exchange, answer)
            return answer
        coding = encoding(exchange.field(b"accept-encoding"), LARGE)
        await exchange.start(200, [*fields(errand.question, reply), *coded(tag, coding)])
        if exchange.scope["method"] == "HEAD":
            await exchange.write(b"")
            return None
        return await self._stream(exchange, errand, pieces, coding)

    async def _stream(self, exchange: Exchange, errand: Errand, pieces: list[bytes], coding: str) -> Answer | None:
        """Write an answer as it comes; give it back if it is small enough to be kept."""
        compress = ENCODINGS[coding].stream() if coding else None

        async def write(piece: bytes) -> None:
            written = await asyncio.to_thread(compress, piece) if compress else piece  # others are answered meanwhile
            if written:
                await exchange.write(written, more=True)

        await write(pieces[0])
        size, most = len(pieces[0]), self._desk.settings.cache // 32
        try:
            async for piece in errand.reply.rest():
                size += len(piece)
                if size <= most:
                    pieces.append(piece)
                await write(piece)
        except ParadiplomacyError:
            return None  # without its last piece the answer is visibly cut off
        await write(b"")
        await exchange.write(b"")
        return errand.answer(pieces) if size <= most else None

    def _name(self, exchange: Exchange) -> str:
        client = exchange.scope.get("client")
        return name_of(client[0] if client else "", exchange.field(b"x-forwarded-for"), self._desk.settings.proxies)

    async def _leave(self, exchange: Exchange) -> None:
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


def _asked(exchange: Exchange) -> Asked:
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
