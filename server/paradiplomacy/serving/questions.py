"""A query on its way through a process that speaks HTTP: of which edition it is asked, for whom, with what result."""

from collections.abc import Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Self, cast

from paradiplomacy import store
from paradiplomacy.errors import Unavailable
from paradiplomacy.formats import Format
from paradiplomacy.isolation import Reply
from paradiplomacy.serving.clients import Client, Clients
from paradiplomacy.serving.counters import Counters
from paradiplomacy.serving.kept import Answer, Fields, Kept
from paradiplomacy.serving.settings import Settings
from paradiplomacy.store import Query
from paradiplomacy.web import headers
from paradiplomacy.web.edition import Edition, Shelf
from paradiplomacy.web.negotiation import content_type
from paradiplomacy.web.protocol import identify

__all__ = ["ENDPOINT", "LONG", "Desk", "Errand", "Question", "fields", "name_of"]

ENDPOINT = "/sparql"
LONG = 10_000  # bytes of a request, from which on it is read beside others, and not kept as it was written


@dataclass(frozen=True, slots=True)
class Desk:
    """What a process answers with."""

    settings: Settings
    shelf: Shelf
    kept: Kept
    clients: Clients
    counters: Counters

    def keep(self, answer: Answer, written: Hashable) -> None:
        """Keep an answer, if it has a tag, under what was asked; and as it was written, if there is such a key."""
        if answer.tag:
            self.kept.put(answer.tag, answer)
            if written:
                self.kept.put(written, answer)


class Question(NamedTuple):
    """A query, the edition of which it is asked, and the tag of its answer."""

    edition: Edition
    query: Query
    tag: str

    @classmethod
    def put(cls, edition: Edition, query: Query) -> Self:
        """Ask a query of an edition."""
        return cls(edition, query, identify(edition.snapshot.tag, edition.store.scope, query))

    def of(self, edition: Edition) -> Self:
        """Ask the same of an edition."""
        return self if edition is self.edition else self.put(edition, self.query)


class Errand:
    """A question that is asked of a worker for a client, and the reply as far as it has come."""

    def __init__(self, question: Question, client: Client, seconds: float) -> None:
        edition = question.edition
        remote = edition.patient if client.is_long else edition.store
        self.question = question
        self.client = client
        self.reply = Reply(cast("store.Remote", remote).lane, seconds)
        self.is_sent = False

    def send(self) -> None:
        """Ask, if that can be done at once."""
        with suppress(Unavailable):
            self.is_sent = self.reply.send(store.pack(self.question.query))

    async def begin(self) -> None:
        """Ask if that is not done, and wait until the reply has begun. Raises the error that it says."""
        if not self.is_sent:
            await self.reply.begin(store.pack(self.question.query))
        await self.reply.begun()

    def answer(self, pieces: Iterable[bytes]) -> Answer:
        """Make an answer of the pieces of the reply."""
        return Answer(fields(self.question, self.reply), self.question.tag, b"".join(pieces))


def fields(question: Question, reply: Reply) -> Fields:
    """Give the header fields of an answer: those of every one, and what the reply says of unknown terms."""
    usual = _usual_fields(question.edition, question.query.format)
    if not reply.head["unknown"]:
        return usual
    unknown = headers.unknown(store.Answer.read(reply.head, question.query.format).unknown)
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


def name_of(address: str, forwarded: str, proxies: int) -> str:
    """Tell who asks, by address: as the outermost proxy that is believed has seen it.

    >>> name_of("10.0.0.1", "192.0.2.7, 198.51.100.2", 1)
    '198.51.100.2'
    """
    seen = [part.strip() for part in forwarded.split(",")] if proxies else []
    return [address, *seen][-proxies] if len(seen) >= proxies > 0 else address
