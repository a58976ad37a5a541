"""How those who ask and those who work talk: requests as datagrams, replies as messages on a stream.

A datagram has a head and what is asked, or, if that is large, a file of it. A message has a head with its length and
the number of the work that it is about. A reply begins with a JSON object, goes on with the pieces of the result, and
is whole only with a message that is marked as the last.
"""

import mmap
import os
import struct
from typing import NamedTuple

__all__ = ["FAULT", "LARGEST", "LAST", "PIECE", "Incoming", "Message", "Request", "frame", "read_request"]

LAST = 1 << 30
"""Set in the length of a message that makes a reply whole."""

FAULT = 1 << 31
"""Set in the length of a message that tells why there is no result, or no more of it."""

LARGEST = 60_000
"""Bytes of a datagram; a socket's buffer has room for several."""

PIECE = 1 << 18
"""Bytes that are taken from a stream at a time."""

_REQUEST = struct.Struct(">QQ")
_MESSAGE = struct.Struct(">IQ")
_LENGTH = LAST - 1


class Request(NamedTuple):
    """A piece of work: its number, its allowance in nanoseconds, and what is asked."""

    work: int
    allowed: int
    payload: bytes

    def packed(self) -> tuple[bytes, int | None]:
        """Give the request as it is sent: a datagram, and the file descriptor that goes with it, if any."""
        head = _REQUEST.pack(self.work, self.allowed)
        if len(self.payload) <= LARGEST - _REQUEST.size:
            return head + self.payload, None
        file = os.memfd_create("request")
        with open(file, "wb", closefd=False) as writer:
            writer.write(self.payload)
        return head, file


def read_request(datagram: bytes | memoryview, file: int | None) -> Request:
    """Read a request as it was sent."""
    work, allowed = _REQUEST.unpack_from(datagram)
    if file is None:
        return Request(work, allowed, bytes(datagram[_REQUEST.size :]))
    with mmap.mmap(file, 0, access=mmap.ACCESS_READ) as payload:
        return Request(work, allowed, payload[:])


class Message(NamedTuple):
    """A part of a reply: which work it is about, its bytes, and whether it is a fault, or the last."""

    work: int
    data: bytes
    is_fault: bool
    is_last: bool


def frame(work: int, data: bytes | bytearray, flag: int = 0) -> bytes:
    """Give a message as it is sent."""
    return _MESSAGE.pack(len(data) | flag, work) + data


class Incoming:
    """The messages of a stream, out of the pieces in which it delivers them."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        """Give the messages that are whole by now."""
        self._rest += data
        messages, at = [], 0
        while len(self._rest) - at >= _MESSAGE.size:
            length, work = _MESSAGE.unpack_from(self._rest, at)
            end = at + _MESSAGE.size + (length & _LENGTH)
            if len(self._rest) < end:
                break
            data = bytes(self._rest[at + _MESSAGE.size : end])
            messages.append(Message(work, data, bool(length & FAULT), bool(length & LAST)))
            at = end
        del self._rest[:at]
        return messages
