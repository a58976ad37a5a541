"""The short way of most requests: a GET of the endpoint that is no more than an address and header fields.

It is answered from what is kept, or by a worker, without a task of its own: of what a look-up costs that was never
asked before, that would be a third. Whatever turns out to be more goes the whole way, from where it has come to.
"""

import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from werkzeug.exceptions import HTTPException

from paradiplomacy.errors import ParadiplomacyError
from paradiplomacy.serving.exchange import ASKED, KEPT
from paradiplomacy.serving.kept import LARGE, Answer, encoding
from paradiplomacy.serving.questions import ENDPOINT, LONG, Desk, Errand, Question, name_of
from paradiplomacy.web.edition import Edition
from paradiplomacy.web.protocol import Asked, asks, read_query, read_seconds

__all__ = ["Begun", "Shortcut", "Written"]

_PATH = ENDPOINT.encode()

_MORE = frozenset({b"content-length", b"expect", b"if-none-match", b"transfer-encoding", b"upgrade"})
"""Header fields of a request that wants more than an answer."""

Written = tuple[bytes, bytes]
"""An answer as HTTP/1.1 sends it: status line and header fields, without Date and the line that ends them; the body."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A request that a worker is asked: the key of its answer, the codings it accepts, and when it came."""

    errand: Errand
    key: Hashable
    codings: str
    came: float

    def give_up(self) -> None:
        """Let fall what nobody waits for any more."""
        self.errand.reply.close()
        self.errand.client.leave()


class Shortcut:
    """What answers such requests."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def begin(
        self, address: bytes, fields: Sequence[tuple[bytes, bytes]], client: str, news: Callable[[], None] | None
    ) -> Written | Begun | None:
        """Answer a request, or ask a worker; None if there is more to it.

        ``news`` is called when there may be an answer; without it, no worker is asked.
        """
        came = time.perf_counter()
        path, _, query_string = address.partition(b"?")
        told = dict(fields)
        if path != _PATH or len(told) < len(fields) or not _MORE.isdisjoint(told):
            return None
        accept, codings = told.get(b"accept"), told.get(b"accept-encoding", b"").decode("latin-1")
        try:
            edition = self._desk.shelf.take()
            key = (edition, query_string, b"", accept)
            answer = self._desk.kept.get(key)
            if answer:
                return self._write(answer, codings, KEPT, came)
            if news is None or len(query_string) > LONG or not asks(query_string):
                return None
            errand = self._ask(edition, query_string, accept, client, told.get(b"x-forwarded-for", b""))
        except (ParadiplomacyError, HTTPException):
            return None  # the whole way it is met again, and told
        if errand is None:
            return None
        errand.reply.news = news
        errand.send()
        return Begun(errand, key, codings, came)

    def _ask(
        self, edition: Edition, query_string: bytes, accept: bytes | None, client: str, forwarded: bytes
    ) -> Errand | None:
        """Say what is to be asked, unless the answer is kept or the client must wait."""
        desk = self._desk
        asked = Asked("GET", query_string, accept=None if accept is None else accept.decode("latin-1"))
        question = Question.put(edition, read_query(asked))
        seconds = read_seconds(asked, desk.settings.seconds)
        if desk.kept.get(question.tag):
            return None
        asking = desk.clients.enter(name_of(client, forwarded.decode("latin-1"), desk.settings.proxies))
        return Errand(question, asking, seconds) if asking else None

    def end(self, begun: Begun) -> Written | None:
        """Write the answer down; None if it has not come, or if there is more to it."""
        errand, reply = begun.errand, begun.errand.reply
        if reply.fault or not reply.whole or sum(map(len, reply.pieces)) > LARGE:
            return None
        errand.client.leave()
        answer = errand.answer([reply.take()])
        self._desk.keep(answer, begun.key)
        return self._write(answer, begun.codings, ASKED, begun.came)

    def _write(self, answer: Answer, codings: str, source: int, came: float) -> Written | None:
        coding = encoding(codings, len(answer.body))
        if not answer.is_at_hand(coding):
            return None
        self._desk.counters.count(200, source, time.perf_counter() - came)
        return answer.written(coding), answer.as_encoded(coding)
