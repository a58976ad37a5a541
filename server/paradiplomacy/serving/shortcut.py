"""The short way of most requests: a GET of the endpoint that is no more than an address and header fields.

It is answered from what is kept, or by a worker, without a task of its own, and header fields that have been read once
are not read again: of what is kept, the whole way costs twice as much. It is for what turns out to be more, from where
that has come to.
"""

import re
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import NamedTuple

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from werkzeug.exceptions import HTTPException

from paradiplomacy.errors import ParadiplomacyError
from paradiplomacy.serving.exchange import ASKED, KEPT
from paradiplomacy.serving.kept import LARGE, Answer, encoding
from paradiplomacy.serving.questions import ENDPOINT, LONG, Desk, Errand, Question, name_of
from paradiplomacy.web.edition import Edition
from paradiplomacy.web.protocol import Asked, asks, read_query, read_seconds

__all__ = ["Begun", "Shortcut", "Written"]

MOST_SECTIONS = 1_000
"""Sections of header fields that are known; the one read first makes room."""

LONGEST_SECTION = 4_000
"""Bytes of such a section."""

_LINE = re.compile(rb"GET %b\?([!-\"$-~]*) HTTP/1\.1" % re.escape(ENDPOINT.encode()))
"""A request line that is as it should be (RFC 9112 section 3), with the query string."""

_MORE = frozenset({b"content-length", b"expect", b"if-none-match", b"transfer-encoding", b"upgrade"})
"""Header fields of a request that wants more than an answer."""

_CONNECTION = {b"": False, b"keep-alive": False, b"close": True}
"""What a client may say of its connection: whether this request is its last (RFC 9112 section 9.6)."""


class _Fields(NamedTuple):
    """The header fields of a request, as far as they matter here."""

    accept: bytes | None
    codings: str
    forwarded: str
    is_last: bool


class _Reading:
    """What a parser tells of the request that it reads (httptools)."""

    def __init__(self) -> None:
        self.fields: list[tuple[bytes, bytes]] = []
        self.messages = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        self.fields.append((name.lower(), value))

    def on_message_complete(self) -> None:
        self.messages += 1


def _read(request: bytes) -> _Fields | None:
    """Read the header fields of a request; None if there is more to it, or if it is none."""
    reading = _Reading()
    try:
        HttpRequestParser(reading).feed_data(request)
    except (HttpParserError, HttpParserUpgrade):
        return None
    told = dict(reading.fields)
    is_plain = len(told) == len(reading.fields) and b"host" in told and _MORE.isdisjoint(told)
    is_last = _CONNECTION.get(told.get(b"connection", b"").lower())
    if not is_plain or is_last is None or reading.messages != 1:
        return None
    codings, forwarded = (told.get(name, b"").decode("latin-1") for name in (b"accept-encoding", b"x-forwarded-for"))
    return _Fields(told.get(b"accept"), codings, forwarded, is_last)


class Written(NamedTuple):
    """An answer as HTTP/1.1 sends it, and whether it is the last on its connection.

    The head is status line and header fields, without Date, Connection and the line that ends them.
    """

    head: bytes
    body: bytes
    is_last: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """A request that a worker is asked: its header fields, the key of its answer, and when it came."""

    errand: Errand
    fields: _Fields
    key: Hashable
    came: float

    def give_up(self) -> None:
        """Let fall what nobody waits for any more."""
        self.errand.reply.close()
        self.errand.client.leave()


class Shortcut:
    """What answers such requests."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[bytes, _Fields] = {}

    def begin(self, request: bytes, client: str, news: Callable[[], None]) -> Written | Begun | None:
        """Answer a request, or ask a worker; None if there is more to it.

        ``news`` is called when there may be an answer.
        """
        came = time.perf_counter()
        line, _, section = request.partition(b"\r\n")
        asked = _LINE.fullmatch(line)
        fields = (self._known.get(section) or self._learn(section, request)) if asked else None
        if not asked or not fields:
            return None
        query_string = asked[1]
        try:
            edition = self._desk.shelf.take()
            key = (edition, query_string, b"", fields.accept)
            answer = self._desk.kept.get(key)
            if answer:
                return self._write(answer, fields, KEPT, came)
            if len(query_string) > LONG or not asks(query_string):
                return None
            errand = self._ask(edition, query_string, fields, client)
        except (ParadiplomacyError, HTTPException):
            return None  # the whole way it is met again, and told
        if errand is None:
            return None
        errand.reply.news = news
        errand.send()
        return Begun(errand, fields, key, came)

    def _learn(self, section: bytes, request: bytes) -> _Fields | None:
        """Read the header fields of a request: the same bytes need not be read again."""
        fields = _read(request)
        if fields and len(section) <= LONGEST_SECTION:
            self._known[section] = fields
            if len(self._known) > MOST_SECTIONS:
                del self._known[next(iter(self._known))]
        return fields

    def _ask(self, edition: Edition, query_string: bytes, fields: _Fields, client: str) -> Errand | None:
        """Say what is to be asked, unless the answer is kept or the client must wait."""
        desk = self._desk
        asked = Asked("GET", query_string, accept=None if fields.accept is None else fields.accept.decode("latin-1"))
        question = Question.put(edition, read_query(asked))
        seconds = read_seconds(asked, desk.settings.seconds)
        if desk.kept.get(question.tag):
            return None
        asking = desk.clients.enter(name_of(client, fields.forwarded, desk.settings.proxies))
        return Errand(question, asking, seconds) if asking else None

    def end(self, begun: Begun) -> Written | None:
        """Write the answer down; None if it has not come, or if there is more to it."""
        errand, reply = begun.errand, begun.errand.reply
        if reply.fault or not reply.whole or sum(map(len, reply.pieces)) > LARGE:
            return None
        errand.client.leave()
        answer = errand.answer([reply.take()])
        self._desk.keep(answer, begun.key)
        return self._write(answer, begun.fields, ASKED, begun.came)

    def _write(self, answer: Answer, fields: _Fields, source: int, came: float) -> Written | None:
        coding = encoding(fields.codings, len(answer.body))
        if not answer.is_at_hand(coding):
            return None
        self._desk.counters.count(200, source, time.perf_counter() - came)
        return Written(answer.written(coding), answer.as_encoded(coding), fields.is_last)
