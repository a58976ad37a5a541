"""Answers that are kept, so that what was asked before costs nearly nothing. They are bounded in bytes.

A snapshot does not change, so what it answered it will answer again; a new one has keys of its own.
"""

import gzip
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, NamedTuple

import zstandard

__all__ = ["ENCODINGS", "LARGE", "Answer", "Fields", "Kept", "coded", "encoding", "etag"]

SMALLEST = 1_400
"""Bytes from which on compression is worth it: what is less fits into one packet."""


LARGE = 100_000
"""Bytes whose compression takes milliseconds."""


class Coding(NamedTuple):
    """A content coding: how to compress what is there, and, of what comes in pieces, each and the end."""

    compress: Callable[[bytes], bytes]
    begin: Callable[[], Any]
    between: int

    def stream(self) -> Callable[[bytes], bytes]:
        """Give what compresses piece by piece; an empty piece is the end."""
        stream = self.begin()

        def compress(piece: bytes) -> bytes:
            if not piece:
                return bytes(stream.flush())
            return bytes(stream.compress(piece) + stream.flush(self.between))

        return compress


def _zstd() -> zstandard.ZstdCompressor:
    """Make a compressor, one for each use: it is not safe for several threads, or for several streams."""
    return zstandard.ZstdCompressor(level=3)


ENCODINGS = {
    "zstd": Coding(
        lambda data: _zstd().compress(data), lambda: _zstd().compressobj(), zstandard.COMPRESSOBJ_FLUSH_BLOCK
    ),
    "gzip": Coding(
        partial(gzip.compress, compresslevel=6, mtime=0), partial(zlib.compressobj, 6, wbits=31), zlib.Z_SYNC_FLUSH
    ),
}
"""Content codings (RFC 9110 section 8.4.1, RFC 8878), the best first."""

OVERHEAD = 2_000
"""Bytes that a kept answer takes beside its body, about."""

Fields = tuple[tuple[bytes, bytes], ...]


@dataclass(slots=True)
class Answer:
    """An answer: its header fields, its strong entity tag (or ""), and its body, as it is and compressed."""

    fields: Fields
    tag: str
    body: bytes
    encoded: dict[str, bytes] = field(default_factory=dict)
    heads: dict[str, bytes] = field(default_factory=dict)

    def head(self, coding: str) -> Fields:
        """Give the header fields that go with the body in a content coding."""
        return (*self.fields, *self._own(coding))

    def written(self, coding: str) -> bytes:
        """Give status line and header fields as HTTP/1.1 sends them, without Date and the line that ends them."""
        if coding not in self.heads:
            own = b"".join(b"%s: %s\r\n" % field for field in self._own(coding))
            self.heads[coding] = _lines(self.fields) + own
        return self.heads[coding]

    def _own(self, coding: str) -> Iterator[tuple[bytes, bytes]]:
        yield b"content-length", b"%d" % len(self.as_encoded(coding))
        yield from coded(self.tag, coding)

    def is_at_hand(self, coding: str) -> bool:
        """Whether the body is there in a content coding, or soon made."""
        return not coding or coding in self.encoded or len(self.body) <= LARGE

    def as_encoded(self, coding: str) -> bytes:
        """Give the body in a content coding; it is compressed once."""
        if not coding:
            return self.body
        if coding not in self.encoded:
            self.encoded[coding] = ENCODINGS[coding].compress(self.body)
        return self.encoded[coding]


@lru_cache(maxsize=64)
def _lines(fields: Fields) -> bytes:
    """Write the status line and the header fields that are not an answer's own: mostly they are the same."""
    return b"HTTP/1.1 200 OK\r\n" + b"".join(b"%s: %s\r\n" % field for field in fields)


def coded(tag: str, coding: str) -> Iterator[tuple[bytes, bytes]]:
    """Give the header fields that an answer has for its content coding, "" if it has none."""
    if tag:
        yield b"etag", etag(tag, coding).encode()
    if coding:
        yield b"content-encoding", coding.encode()


def etag(tag: str, coding: str = "") -> str:
    """Spell an entity tag: strong, and another for each content coding (RFC 9110 section 8.8.3)."""
    return f'"{tag}-{coding}"' if coding else f'"{tag}"'


class Kept:
    """The answers that were asked last. A key may be an address as it was written, or what it means."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._room = most
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, key: Hashable) -> Answer | None:
        """Give the answer that is kept under a key."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer; those asked longest ago make room. One that takes more than a sixteenth is not kept."""
        size = _size(key, answer)
        if size > self._most // 16:
            return
        if (old := self._answers.pop(key, None)) is not None:
            self._room += _size(key, old)
        self._answers[key] = answer
        self._room -= size
        while self._room < 0:
            key, gone = self._answers.popitem(last=False)
            self._room += _size(key, gone)


def _size(key: Hashable, answer: Answer) -> int:
    """Count with the compressed bodies to come: twice the body, at most; and with a key, which a client chooses."""
    parts = key if isinstance(key, tuple) else (key,)
    return 2 * len(answer.body) + sum(len(part) for part in parts if isinstance(part, bytes | str)) + OVERHEAD


def encoding(accepted: str, size: int) -> str:
    """Choose the content coding of an answer by Accept-Encoding (RFC 9110 section 12.5.3); "" is none."""
    return _preferred(accepted) if accepted and size >= SMALLEST else ""


@lru_cache(maxsize=64)
def _preferred(accepted: str) -> str:
    offered = {}
    for part in accepted.split(","):
        name, _, parameter = part.partition(";")
        offered[name.strip().lower()] = parameter.replace(" ", "").lower() not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return next((name for name in ENCODINGS if offered.get(name, offered.get("*", False))), "")
