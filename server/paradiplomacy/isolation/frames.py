"""How those who ask and those who work talk over a stream: each message its length and its bytes.

A request is one message with a head of its own. A reply begins with a JSON object, goes on with the pieces of the
result, and is whole only with an empty message at its end.
"""

import struct
from collections.abc import Iterator
from socket import socket
from typing import NamedTuple

__all__ = ["FAULT", "Incoming", "Request", "frame", "read_request"]

FAULT = 1 << 31
"""Set in the length of a message that tells, in the midst of a result, why there is no more of it."""

PIECE = 1 << 16
"""Bytes that are taken from a stream at a time; most requests come whole."""

_LENGTH = struct.Struct(">I")
_HEAD = struct.Struct(">IQQ")


class Request(NamedTuple):
    """A piece of work: its number, its allowance in nanoseconds, and what is asked."""

    work: int
    allowed: int
    payload: bytes

    def packed(self) -> bytes:
        """Give the request as it is sent."""
        return _HEAD.pack(len(self.payload), self.work, self.allowed) + self.payload


def frame(data: bytes | bytearray, flag: int = 0) -> bytes:
    """Give a message of a reply as it is sent."""
    return _LENGTH.pack(len(data) | flag) + data


def read_request(connection: socket) -> Request | None:
    """Read a request; None if the other side went away."""
    data = connection.recv(PIECE)
    while data and len(data) < _HEAD.size:
        data = _longer(connection, data)
    if not data:
        return None
    length, work, allowed = _HEAD.unpack_from(data)
    while data and len(data) < _HEAD.size + length:
        data = _longer(connection, data)
    return Request(work, allowed, data[_HEAD.size :]) if data else None


def _longer(connection: socket, data: bytes) -> bytes:
    more = connection.recv(PIECE)
    return data + more if more else b""


class Incoming:
    """The messages of a reply, out of the pieces in which a stream delivers them."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bool]]:
        """Give the messages that are whole by now, and whether each is a fault."""
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            end = _LENGTH.size + (length & ~FAULT)
            if len(self._buffer) < end:
                return
            message = bytes(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            yield message, bool(length & FAULT)
