"""How those who ask and those who work talk over a stream: each message its length and its bytes.

A request is a datagram with a head of its own, and goes on on the connection if it is large. A reply begins with a
JSON object, goes on with the pieces of the result, and is whole only with an empty message at its end.
"""

import struct
from collections.abc import Iterator
from socket import socket
from typing import NamedTuple

__all__ = ["FAULT", "LARGEST_PART", "PIECE", "Incoming", "Request", "frame", "read_request"]

FAULT = 1 << 31
"""Set in the length of a message that tells, in the midst of a result, why there is no more of it."""

LARGEST_PART = 60_000
"""Bytes of a request that go in one datagram; a socket's buffer has room for several."""

PIECE = 1 << 18
"""Bytes that are taken from a stream at a time."""

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


def read_request(data: bytes | bytearray, connection: socket) -> Request | None:
    """Read a request that begins with a datagram and may go on on a connection; None if the other side went away."""
    if len(data) < _HEAD.size:
        return None
    length, work, allowed = _HEAD.unpack_from(data)
    if len(data) == _HEAD.size + length:
        return Request(work, allowed, bytes(data[_HEAD.size :]))
    pieces = bytearray(data[_HEAD.size :])
    while len(pieces) < length:
        more = connection.recv(PIECE)
        if not more:
            return None
        pieces += more
    return Request(work, allowed, bytes(pieces))


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
