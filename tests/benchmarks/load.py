"""Sends requests over connections that stay open, each the next as soon as it has its answer; a process of its own.

``python load.py`` reads from standard input, as JSON: ``port``, ``requests`` (each as it is sent), ``seconds`` (after
which none is begun) and ``connections``. It prints the ``latencies`` of the answers in seconds, sorted, how many
``failed`` by status, and the ``seconds`` that all took.
"""

import gc
import json
import re
import selectors
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

PIECE = 1 << 18
PATIENCE = 60  # seconds without any answer, after which the server is given up

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)


def is_whole(response: bytes | bytearray) -> bool:
    """Whether an HTTP/1.1 response has come to its end; it is the only one on its way."""
    head = response.find(b"\r\n\r\n")
    if head < 0:
        return False
    length = _LENGTH.search(response, 0, head)
    if length:
        return len(response) >= head + 4 + int(length[1])
    return bool(_CHUNKED.search(response, 0, head)) and response.endswith(b"0\r\n\r\n")


class Connection:
    """A connection and the answer that it waits for."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._response = bytearray()
        self._began = 0.0

    def send(self, request: bytes) -> None:
        """Send the next request."""
        self._response.clear()
        self._began = time.perf_counter()
        self.socket.sendall(request)

    def take(self) -> tuple[float, str] | None:
        """Take in what has come: when the answer is whole, how long it took, and its status."""
        data = self.socket.recv(PIECE)
        if not data:
            raise ConnectionResetError("The server has closed a connection.")
        self._response += data
        if not is_whole(self._response):
            return None
        return time.perf_counter() - self._began, self._response[9:12].decode("ascii")


def drive(port: int, requests: Iterator[bytes], seconds: float, connections: int) -> tuple[list[float], Counter[str]]:
    """Send the requests; give the latencies in seconds, and how many answers had which status but 200."""
    latencies: list[float] = []
    failed: Counter[str] = Counter()
    last = time.perf_counter() + seconds
    with selectors.DefaultSelector() as selector:

        def go_on(connection: Connection) -> None:
            request = next(requests, None) if time.perf_counter() < last else None
            if request is None:
                selector.unregister(connection.socket)
                connection.socket.close()
            else:
                connection.send(request)

        for _ in range(connections):
            connection = Connection(port)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            go_on(connection)
        while selector.get_map():
            ready = selector.select(PATIENCE)
            if not ready:
                raise TimeoutError(f"No answer has come for {PATIENCE} s.")
            for key, _ in ready:
                if answer := key.data.take():
                    latencies.append(answer[0])
                    failed.update({answer[1]} - {"200"})
                    go_on(key.data)
    return latencies, failed


def main(say: Callable[[str], object]) -> None:
    """Do what standard input asks."""
    asked = json.load(sys.stdin)
    requests = [request.encode() for request in asked["requests"]]
    gc.disable()
    began = time.perf_counter()
    latencies, failed = drive(asked["port"], iter(requests), asked["seconds"], asked["connections"])
    took = time.perf_counter() - began
    say(json.dumps({"latencies": sorted(latencies), "failed": failed, "seconds": took}))


if __name__ == "__main__":
    main(print)
