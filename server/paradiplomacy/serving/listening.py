"""HTTP as uvicorn speaks it, with bounds that it has not: on the size of a head, and on the time that things take."""

import json
import logging
import socket
import struct
from asyncio import AbstractEventLoop, TimerHandle, Transport
from functools import partial
from http import HTTPStatus
from typing import Any

from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from paradiplomacy.serving.shortcut import Begun, Written

__all__ = ["BoundedProtocol"]

LARGEST_HEAD = 65_536
"""Bytes of a request line with its header fields. A longer query is sent in a body."""

HEAD_SECONDS = 10
"""How long a head may take from its first byte, a new connection until it, or the rest of an answered request."""

STALL_SECONDS = 10
"""How often a client that reads slowly must have taken ``STALL_BYTES`` of what waits for it."""

STALL_BYTES = 10_000

LINGER = 2
"""Seconds, for which more is read, and let fall, of what was refused."""

_END = b"\r\n\r\n"
_RESET = struct.pack("ii", 1, 0)
_CUT_OFF = "ASGI callable returned without completing response."

_ANSWER = (
    b"HTTP/1.1 %d %s\r\nConnection: close\r\nAccess-Control-Allow-Origin: *\r\n"
    b"Content-Type: application/problem+json\r\nContent-Length: %d\r\n\r\n%s"
)


class _ShortWay(HttpToolsProtocol):
    """A connection on which a plain request is answered without a task, and any other as uvicorn does it."""

    _begun: Begun | None = None
    _request = b""
    _later = b""
    _is_coming = False
    _is_leaving = False

    def connection_lost(self, exc: Exception | None) -> None:
        if self._begun:
            self._begun.give_up()
            self._begun = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._begun:
            self._later += data
            if len(self._later) > LARGEST_HEAD:
                self.flow.pause_reading()
        elif not self._goes_short(data):
            super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._is_coming = True

    def on_message_complete(self) -> None:
        self._is_coming = False
        super().on_message_complete()

    def on_head(self) -> None:
        """Do what is to be done when a head is whole."""

    def shutdown(self) -> None:
        """Close, once what is under way is answered."""
        if self._begun:
            self._is_leaving = True
        else:
            super().shutdown()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        if self._begun:
            app, self._begun = partial(self.app.carry_on, self._begun), None
        super()._start_asgi_task(cycle, app)

    def _goes_short(self, data: bytes) -> bool:
        """Answer a request, or begin to, if it is one that may go the short way, with nothing else under way."""
        is_alone = data.endswith(_END) and data.count(_END) == 1
        self._request = data if is_alone and self.app.shortcut and self._is_at_rest() else b""
        if not self._request:
            return False
        begun = self.app.shortcut.begin(data, self.client[0] if self.client else "", self._told)
        if not begun:
            return False
        self.on_head()
        self._unset_keepalive_if_required()
        if isinstance(begun, Begun):
            self._begun = begun
            if not begun.errand.is_sent:
                self._go_whole_way()
        else:
            self._write(begun)
        return True

    def _is_at_rest(self) -> bool:
        is_answered = self.cycle is None or self.cycle.response_complete
        return is_answered and not self._is_coming and not self.flow.write_paused

    def _told(self) -> None:
        """Write the answer that has come, or go the whole way from here on."""
        if self._begun is None:
            return
        written = self.app.shortcut.end(self._begun)
        if written is None:
            self._go_whole_way()
            return
        self._begun = None
        self._write(written)
        self._read_later()

    def _go_whole_way(self) -> None:
        """Leave a request that has begun to the application, as uvicorn does with every one."""
        super().data_received(self._request)
        if self._is_leaving:
            super().shutdown()
        self._read_later()

    def _read_later(self) -> None:
        """Read what came while an answer was under way."""
        later, self._later = self._later, b""
        if later:
            self.flow.resume_reading()
            self.data_received(later)

    def _write(self, answer: Written) -> None:
        """Write an answer, and wait for the next request, as uvicorn does."""
        is_last = answer.is_last or self._is_leaving
        rest = b"".join(b"%s: %s\r\n" % field for field in self.server_state.default_headers)
        if is_last:
            rest += b"connection: close\r\n"
        self.transport.write(answer.head + rest + b"\r\n" + answer.body)
        self.server_state.total_requests += 1
        if is_last:
            self.transport.close()
        else:
            wait = self.timeout_keep_alive
            self.timeout_keep_alive_task = self.loop.call_later(wait, self.timeout_keep_alive_handler)


class BoundedProtocol(_ShortWay):
    """A connection that ends when a head is too large or too slow, or when an answer is not read."""

    _deadline: TimerHandle | None = None
    _rest: TimerHandle | None = None
    _stall: TimerHandle | None = None
    _answering: RequestResponseCycle | None = None
    _is_open = True
    _is_refused = False
    _size = 0

    def connection_made(self, transport) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001, D102 — because uvicorn's types differ by loop
        super().connection_made(_Joining(transport, self.loop))  # type: ignore[arg-type]  # because it does what a transport does
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: D102 — as in asyncio
        for timer in (self._deadline, self._rest, self._stall):
            _end(timer)
        super().connection_lost(exc)
        if self._answering:  # which is not uvicorn's last if requests came in a row
            self._answering.disconnected = True
            self._answering.message_event.set()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def pause_writing(self) -> None:  # noqa: D102 — as in asyncio
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:  # noqa: D102 — as in asyncio
        _end(self._stall)
        super().resume_writing()

    def data_received(self, data: bytes) -> None:  # noqa: D102 — as in asyncio
        if self._is_refused:
            return
        if self._is_open:
            self._size += len(data)
            if self._size > LARGEST_HEAD and self._is_head_open(data):
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "Send a long query with POST.")
                return
        super().data_received(data)
        if self._is_open and self._is_coming and self._deadline is None:
            self._wait()

    def send_400_response(self, msg: str) -> None:
        """Tell it as a problem (RFC 9457)."""
        self._refuse(HTTPStatus.BAD_REQUEST, msg)

    def on_message_begin(self) -> None:  # noqa: D102 — as in httptools
        super().on_message_begin()
        self._is_open = True

    def on_head(self) -> None:
        """Wait for it no longer."""
        _end(self._deadline)
        self._deadline, self._is_open, self._size = None, False, 0

    def on_headers_complete(self) -> None:
        """Go on to the body. Raises ValueError unless there is one Host (RFC 9112 section 3.2): it is a bad request."""
        self.on_head()
        if self.parser.get_http_version() == "1.1" and sum(name == b"host" for name, _ in self.headers) != 1:
            raise ValueError
        super().on_headers_complete()

    def on_message_complete(self) -> None:  # noqa: D102 — as in httptools
        _end(self._rest)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Go on to the next request; if this one has not come whole, its rest must come soon."""
        super().on_response_complete()
        if self._is_coming and not self.pipeline:
            self._rest = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _is_head_open(self, data: bytes) -> bool:
        """Whether the head does not end in what came now: what follows it is no part of it."""
        end = data.find(_END)
        return end < 0 or self._size - len(data) + end > LARGEST_HEAD

    def _refuse(self, status: HTTPStatus, detail: str) -> None:
        """Answer what never becomes a request, and close."""
        problem = json.dumps({"title": status.phrase, "status": status, "detail": detail}).encode()
        self.transport.write(_ANSWER % (status, status.phrase.encode(), len(problem), problem))
        self._is_refused = True
        self.transport.write_eof()  # but read on: who is still sending would not see the answer
        self.loop.call_later(LINGER, self.transport.close)

    def _wait(self) -> None:
        self._size = 0
        self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _watch(self, unsent: int) -> None:
        _end(self._stall)
        self._stall = self.loop.call_later(STALL_SECONDS, self._look, unsent)

    def _look(self, unsent: int) -> None:
        left = self.transport.get_write_buffer_size()
        if unsent - left < STALL_BYTES:
            # Without a reset the system would go on offering what nobody takes.
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self.transport.abort()
        else:
            self._watch(left)


def _end(timer: TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a record is worth a line in the log: an answer cut off is meant, and any client can cause it."""
    return record.msg != _CUT_OFF


logging.getLogger("uvicorn.error").addFilter(_is_news)


class _Joining:
    """A transport that holds the head of an answer back until what follows it, so that both go in one packet."""

    def __init__(self, transport: Transport, loop: AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = b""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — because it is whatever the transport has
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Write, at the latest when the loop goes on."""
        if self._held:
            data, self._held = self._held + data, b""
        elif data.startswith(b"HTTP/1.1 ") and data.endswith(b"\r\n\r\n"):
            self._held = data
            self._loop.call_soon(self._flush)
            return
        self._transport.write(data)

    def close(self) -> None:
        """Write what is held, and close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        held, self._held = self._held, b""
        if held and not self._transport.is_closing():
            self._transport.write(held)
