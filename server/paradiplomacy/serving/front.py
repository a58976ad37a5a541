"""The server's front: an ASGI application that answers queries from what is kept or from the workers.

Everything else, and every error, it leaves to the Flask application, which could answer all of it, more slowly.
"""

import asyncio
import time
from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, Self, cast
from wsgiref.types import WSGIApplication

from a2wsgi import WSGIMiddleware
from werkzeug.exceptions import HTTPException

from paradiplomacy import store
from paradiplomacy.errors import ParadiplomacyError
from paradiplomacy.formats import Format
from paradiplomacy.isolation import Reply, Stream
from paradiplomacy.serving.clients import Clients
from paradiplomacy.serving.counters import SOURCES, Counters
from paradiplomacy.serving.exchange import ASKED, KEPT, Exchange, Receive, Scope, Send, Watch, give, read_body
from paradiplomacy.serving.kept import Answer, Fields, Kept, encoding, etag
from paradiplomacy.serving.log import log_to
from paradiplomacy.serving.settings import Settings
from paradiplomacy.store import Query
from paradiplomacy.web import headers
from paradiplomacy.web.edition import Edition, Shelf
from paradiplomacy.web.negotiation import content_type
from paradiplomacy.web.problems import MET
from paradiplomacy.web.protocol import Asked, asks, identify, read_query, read_seconds

__all__ = ["Front"]

ENDPOINT = "/sparql"
COSTLY = frozenset({"/query", "/explain", "/rdf-graph-store", "/validate"})
"""Pages on which anyone may ask for work."""

THREADS = 16
WAITED = 0.001  # seconds for its turn, after which a request may have been given up
LONG = 10_000  # bytes of a request, from which on it is read beside others, and not kept as it was written

_MORE = frozenset({b"content-length", b"expect", b"if-none-match", b"transfer-encoding", b"upgrade"})
"""Header fields of a request that wants more than an answer."""

_MEANING = {"GET": (b"accept",), "HEAD": (b"accept",), "POST": (b"accept", b"content-type", b"content-encoding")}
"""The header fields that decide, beside address and body, what is asked; as many as tell the methods apart."""


class _Question(NamedTuple):
    """A query, the edition of which it is asked, and the tag of its answer."""

    edition: Edition
    query: Query
    tag: str

    @classmethod
    def put(cls, edition: Edition, query: Query) -> Self:
        return cls(edition, query, identify(edition.snapshot.tag, edition.store.scope, query))

    def of(self, edition: Edition) -> Self:
        """Ask the same of an edition."""
        return self if edition is self.edition else self.put(edition, self.query)


class Front:
    """What each process that speaks HTTP runs."""

    def __init__(self, pages: WSGIApplication, shelf: Shelf, counters: Counters, settings: Settings) -> None:
        self._flask = WSGIMiddleware(pages, workers=THREADS)  # type: ignore[arg-type]  # because a2wsgi has types of its own
        self._shelf = shelf
        self._counters = counters
        self._settings = settings
        self._kept = Kept(settings.cache)
        self._log = log_to(settings.access_log, clients=settings.log_clients)
        self._clients = Clients(settings.concurrent, settings.waiting, settings.rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI 3.0)."""
        began = time.perf_counter()
        exchange = Exchange(scope, receive, send, dict(scope["headers"]))
        try:
            await self._answer(exchange)
        except (ParadiplomacyError, HTTPException) as error:
            scope[MET] = error
            await self._leave(exchange)
        except asyncio.CancelledError:
            if not exchange.gone:
                raise
        self._note(exchange, time.perf_counter() - began)

    def at_once(self, address: bytes, fields: Sequence[tuple[bytes, bytes]]) -> tuple[bytes, bytes] | None:
        """Give head and body of an answer that is kept for a GET as it is written; None if there is more to it."""
        began = time.perf_counter()
        path, _, query_string = address.partition(b"?")
        told = dict(fields)
        if path != ENDPOINT.encode() or len(told) < len(fields) or not _MORE.isdisjoint(told) or self._log:
            return None
        answer = self._kept.get((self._shelf.take(), query_string, b"", told.get(b"accept")))
        if answer is None:
            return None
        coding = encoding(told.get(b"accept-encoding", b"").decode("latin-1"), len(answer.body))
        if coding and coding not in answer.encoded:
            return None
        self._counters.count(200, KEPT, time.perf_counter() - began)
        return answer.written(coding), answer.as_encoded(coding)

    def _note(self, exchange: Exchange, seconds: float) -> None:
        """Count an answer, and log it where that is wanted."""
        scope = exchange.scope
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

    async def _answer(self, exchange: Exchange) -> None:
        path = exchange.scope["path"]
        if exchange.scope["method"] not in {"GET", "HEAD", "OPTIONS"}:
            exchange.body = await read_body(exchange)
        if path == ENDPOINT and exchange.scope["method"] in {"GET", "HEAD", "POST"}:
            await self._query(exchange)
        elif path in COSTLY:
            async with self._clients.turn(self._name(exchange)):
                await self._leave(exchange)
        else:
            await self._leave(exchange)

    async def _query(self, exchange: Exchange) -> None:
        edition = self._shelf.take()
        scope, body = exchange.scope, exchange.body
        written = (edition, scope["query_string"], body, *map(exchange.fields.get, _MEANING[scope["method"]]))
        answer = self._kept.get(written)
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
        seconds = read_seconds(asked, self._settings.seconds)
        question = _Question.put(edition, query)
        answer = self._kept.get(question.tag)
        if answer:
            exchange.source = KEPT
            await give(exchange, answer)
        else:
            edition, answer = await self._work(exchange, question, seconds)
        if answer and answer.tag:
            self._kept.put(answer.tag, answer)
            if not is_long:
                self._kept.put((edition, *written[1:]), answer)

    async def _read_long(self, exchange: Exchange, asked: Asked) -> Query:
        """Read a query that takes long to read, while others are answered."""
        async with self._clients.turn(self._name(exchange)):
            return await asyncio.to_thread(read_query, asked)

    async def _work(self, exchange: Exchange, question: _Question, seconds: float) -> tuple[Edition, Answer | None]:
        """Let a worker answer; tell from which edition, and give the answer back if it may be kept."""
        exchange.source = ASKED
        came = time.monotonic()
        async with self._clients.turn(self._name(exchange)) as client:
            watch = Watch(exchange, client, seconds)
            try:
                if time.monotonic() > came + WAITED:
                    await watch.look()
                question = question.of(self._shelf.take())  # for one may have come while the request waited
                lane = replace(cast("store.Remote", question.edition.store).lane, name=client.lane)
                stream = Stream(lane, seconds)
                watch.follow(stream.reply)
                try:
                    await stream.begin(store.pack(question.query))
                    return question.edition, await self._deliver(exchange, stream, question)
                finally:
                    stream.close()
            finally:
                watch.end()

    async def _deliver(self, exchange: Exchange, stream: Stream, question: _Question) -> Answer | None:
        reply, tag = stream.reply, question.tag
        fields = _fields(question.edition, question.query, reply)
        pieces = [reply.take()]
        if exchange.scope["http_version"] != "1.1":
            # There an answer ends with its connection: one that is cut off would look whole.
            pieces += [piece async for piece in stream.rest()]
        if reply.whole:
            answer = Answer(fields, tag, b"".join(pieces))
            await give(exchange, answer)
            return answer
        await exchange.start(200, [*fields, *([(b"etag", etag(tag).encode())] if tag else [])])
        if exchange.scope["method"] == "HEAD":
            await exchange.write(b"")
            return None
        await exchange.write(pieces[0], more=True)
        size = len(pieces[0])
        try:
            async for piece in stream.rest():
                size += len(piece)
                if size <= self._settings.cache // 32:
                    pieces.append(piece)
                await exchange.write(piece, more=True)
        except ParadiplomacyError:
            return None  # without its last piece the answer is visibly cut off
        await exchange.write(b"")
        return Answer(fields, tag, b"".join(pieces)) if size <= self._settings.cache // 32 else None

    def _name(self, exchange: Exchange) -> str:
        """Tell who asks, by address: as the outermost proxy that is believed has seen it."""
        client = exchange.scope.get("client")
        own = client[0] if client else ""
        if not self._settings.proxies:
            return own
        seen = [part.strip() for part in exchange.field(b"x-forwarded-for").split(",")]
        return ([own, *seen])[-self._settings.proxies] if len(seen) >= self._settings.proxies else own

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


def _fields(edition: Edition, query: Query, reply: Reply) -> Fields:
    usual = _usual_fields(edition, query.format)
    if not reply.head["unknown"]:
        return usual
    unknown = headers.unknown(store.Answer.read(reply.head, query.format).unknown)
    return (*usual, (headers.UNKNOWN.lower().encode(), unknown.encode()))


@lru_cache(maxsize=32)
def _usual_fields(edition: Edition, form: Format) -> Fields:
    every = ((name.lower().encode(), value.encode()) for name, value in headers.EVERY_ANSWER.items())
    return (
        (b"content-type", content_type(form).encode()),
        (b"vary", b"Accept, Accept-Encoding"),
        (b"cache-control", b"no-cache"),
        (b"link", headers.cite(edition.snapshot.iri).encode()),
        *every,
    )
