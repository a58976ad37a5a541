"""Where the processes of a server find each other: sockets in a folder, and whom a piece of work concerns."""

import os
import socket
from itertools import count
from pathlib import Path

__all__ = ["caller", "connect", "connect_to_queue", "new_work", "of_caller", "of_lane"]

_numbers = count(1)


def new_work() -> int:
    """Give a piece of work that this process asks for a number: no other has it, and it tells who asks."""
    return os.getpid() << 32 | next(_numbers) & 0xFFFFFFFF


def caller(work: int) -> int:
    """Tell which process asks for a piece of work."""
    return work >> 32


def of_caller(folder: Path, caller: int) -> str:
    """Name the socket on which a process takes in replies."""
    return f"{folder}/{caller}"


def of_lane(folder: Path, generation: int, lane: str) -> str:
    """Name the socket that is the queue of a lane."""
    return f"{folder}/{generation}-{lane}"


def connect(folder: Path, caller: int, seconds: float | None = None) -> socket.socket:
    """Connect to where a process takes in replies. Raises ConnectionError if it does not, or not within ``seconds``."""
    return _connected(socket.SOCK_STREAM, of_caller(folder, caller), seconds)


def connect_to_queue(folder: Path, generation: int, lane: str) -> socket.socket:
    """Connect to the queue of a lane, never to wait for room in it. Raises ConnectionError if it is not there."""
    return _connected(socket.SOCK_DGRAM, of_lane(folder, generation, lane), 0)


def _connected(kind: int, address: str, seconds: float | None) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, kind)
    connection.settimeout(seconds)
    try:
        connection.connect(address)
    except OSError as error:
        connection.close()
        raise ConnectionError(address) from error
    return connection
