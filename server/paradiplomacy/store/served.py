"""The store behind processes that can be killed: what a worker does, and who asks it."""

import marshal
from dataclasses import dataclass

from paradiplomacy.formats import by_name
from paradiplomacy.isolation import Handler, Lane, Output, ask
from paradiplomacy.store.embedded import Store
from paradiplomacy.store.query import Answer, Query

__all__ = ["Remote", "handler", "pack"]


def handler(store: Store) -> Handler:
    """Give what a worker does with a query that comes packed: it answers from the store."""

    def handle(payload: bytes, output: Output) -> None:
        store.write(_unpack(payload), output)

    return handle


@dataclass(frozen=True, slots=True)
class Remote:
    """A store in a pool; it answers as a Store does, within ``seconds``."""

    lane: Lane
    scope: str
    seconds: float

    def answer(self, query: Query) -> Answer:
        """Answer a query. Raises what a Store raises, OutOfTime, and Unavailable if the work came to nothing."""
        reply = ask(self.lane, pack(query), self.seconds)
        return Answer.read(reply.head, query.format, reply.take())


def pack(query: Query) -> bytes:
    """Write a query down, with what was read off it, for a worker, which this program has started."""
    return marshal.dumps((query.text, query.format.name, query.default_graphs, query.named_graphs, query.pieces))


def _unpack(payload: bytes) -> Query:
    text, form, default_graphs, named_graphs, pieces = marshal.loads(payload)  # noqa: S302 — because pack wrote it
    return Query(text, by_name(form), default_graphs, named_graphs).of_pieces(pieces)
