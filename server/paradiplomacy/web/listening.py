"""HTTP as uvicorn speaks it, with bounds that it has not: on the size of a head, and on the time it takes to come."""

import logging
from asyncio import TimerHandle

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["BoundedProtocol"]

LARGEST_HEAD = 65_536
"""Bytes of a request line with its header fields. A longer query is sent in a body."""

HEAD_SECONDS = 10
"""How long a head may take from its first byte, or a new connection until it."""

STALL_SECONDS = 10
"""How often a client that reads slowly must have taken ``STALL_BYTES`` of what waits for it."""

STALL_BYTES = 10_000

_CUT_OFF = "ASGI callable returned without completing response."

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nAccess-Control-Allow-Origin: *\r\n"
    b"Content-Type: application/problem+json\r\nContent-Length: %d\r\n\r\n%s"
)
_PROBLEM = b'{"title": "Request Header Fields Too Large", "status": 431, "detail": "Send a long query with POST."}'


class BoundedProtocol(HttpToolsProtocol):
    """A connection that ends when a head is too large or too slow, or when an answer is not read."""

    _deadline: TimerHandle | None = None
    _stall: TimerHandle | None = None
    _size = 0

    def connection_made(self, transport) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001, D102 — because uvicorn's types differ by loop
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: D102 — as in asyncio
        self._stop_waiting()
        self._stop_watching()
        super().connection_lost(exc)

    def pause_writing(self) -> None:  # noqa: D102 — as in asyncio
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:  # noqa: D102 — as in asyncio
        self._stop_watching()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:  # noqa: D102 — as in asyncio
        if self._deadline is not None:
            self._size += len(data)
            if self._size > LARGEST_HEAD and self._is_head_open(data):
                self.transport.write(_TOO_LARGE % (len(_PROBLEM), _PROBLEM))
                self.transport.close()
                return
        super().data_received(data)

    def on_message_begin(self) -> None:  # noqa: D102 — as in httptools
        super().on_message_begin()
        if self._deadline is None:
            self._wait()

    def on_headers_complete(self) -> None:  # noqa: D102 — as in httptools
        self._stop_waiting()
        super().on_headers_complete()

    def _is_head_open(self, data: bytes) -> bool:
        """Whether the head does not end in what came now: what follows it is no part of it."""
        end = data.find(b"\r\n\r\n")
        return end < 0 or self._size - len(data) + end > LARGEST_HEAD

    def _wait(self) -> None:
        self._size = 0
        self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _watch(self, unsent: int) -> None:
        self._stop_watching()
        self._stall = self.loop.call_later(STALL_SECONDS, self._look, unsent)

    def _look(self, unsent: int) -> None:
        left = self.transport.get_write_buffer_size()
        if unsent - left < STALL_BYTES:
            self.transport.abort()
        else:
            self._watch(left)

    def _stop_watching(self) -> None:
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a record is worth a line in the log: an answer cut off is meant, and any client can cause it."""
    return record.msg != _CUT_OFF


logging.getLogger("uvicorn.error").addFilter(_is_news)
