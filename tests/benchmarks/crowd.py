"""Clients that want much, and clients that want nothing: one takes many rows, a crowd keeps a server waiting."""

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from load import PIECE, Connection, is_whole

HALF_SENT, IDLE = 500, 2_000

_HALF = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 1000\r\n\r\nASK {"
)


def timed(port: int, request: str) -> tuple[float, float]:
    """Send one request: seconds until the first byte of the answer, and until the last."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        began = time.perf_counter()
        connection.sendall(request.encode())
        response = bytearray(connection.recv(1))
        first = time.perf_counter() - began
        while not is_whole(response):
            data = connection.recv(PIECE)
            if not data:
                raise ConnectionResetError("The answer has broken off.")
            response += data
        return first, time.perf_counter() - began


@contextmanager
def gathered(port: int, request: str) -> Iterator[None]:
    """Keep 500 bodies half sent, and 2,000 connections idle that had one answer each; none of them is turned away."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with ExitStack() as stack:
        idle = [stack.enter_context(_answered(port, request)) for _ in range(IDLE)]
        half = [stack.enter_context(_half_sent(port)) for _ in range(HALF_SENT)]
        yield
        gone = sum(not _waits(connection) for connection in (*idle, *half))
        if gone:
            raise ConnectionResetError(f"{gone} connections of the crowd were closed before the measurement ended.")


@contextmanager
def _answered(port: int, request: str) -> Iterator[socket.socket]:
    connection = Connection(port)
    with connection.socket:
        connection.send(request.encode())
        while connection.take() is None:
            pass
        yield connection.socket


@contextmanager
def _half_sent(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(_HALF)
        yield connection


def _waits(connection: socket.socket) -> bool:
    try:
        connection.recv(1, socket.MSG_DONTWAIT)
    except BlockingIOError:
        return True
    return False
