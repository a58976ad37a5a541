"""The server: a process that minds the others, those that speak HTTP, and the pool that answers queries."""

import multiprocessing
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import uvicorn

from paradiplomacy import snapshot, store
from paradiplomacy.errors import NotFound, Refused
from paradiplomacy.isolation import Board, Handler, Lane, Pool
from paradiplomacy.isolation.client import PATIENCE
from paradiplomacy.isolation.pool import die_with_parent
from paradiplomacy.snapshot import Snapshot
from paradiplomacy.store import Remote
from paradiplomacy.web import application
from paradiplomacy.web.counters import Counters, exposition
from paradiplomacy.web.edition import Edition, Shelf
from paradiplomacy.web.front import Front
from paradiplomacy.web.listening import BoundedProtocol
from paradiplomacy.web.settings import Settings

__all__ = ["listenable", "serve"]

GRACE = 10  # seconds that a process has to finish its answers when it is told to stop
KEEP_ALIVE = 75  # seconds that a connection may idle: longer than proxies let it
START = 60  # seconds that a pool may take to load its snapshot
GLANCE = 0.2  # seconds between two looks at whether there is another snapshot

_fork = multiprocessing.get_context("fork")


def listenable(host: str, port: int) -> str:
    """Give the address of a host on which this machine can listen, at a port that is free.

    Raises Refused.
    """
    try:
        (family, *_, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:
        message = f"Nothing can be served at {host[:200]}, port {port}: {error}."
        raise Refused(message, "Take another with --host or --port.") from error
    return str(address[0])


def serve(settings: Settings, announce: Callable[[], None]) -> None:
    """Serve the current snapshot of a home folder, and each that follows it, until the process is told to stop.

    ``announce`` is called once answers are given.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="paradiplomacy-")))
        _Server(settings, folder).run(announce)


class _Server:
    """What the process that minds the others knows."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self._home = Path(settings.home).resolve()
        self._board = Board()
        self._counters = Counters(settings.processes)
        self._sockets = [_listen(settings.host, settings.port) for _ in range(settings.processes)]
        self._fronts: dict[int, BaseProcess] = {}
        self._pool: BaseProcess | None = None
        self._leaving: tuple[float, BaseProcess] | None = None
        self._served = ""
        self._stopping = False

    def run(self, announce: Callable[[], None]) -> None:
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, self._stop)
        self._follow()
        for number in range(self._settings.processes):
            self._fronts[number] = self._start(self._speak, number)
        announce()
        while not self._stopping:
            processes = [*self._fronts.values(), *([self._pool] if self._pool else [])]
            wait([process.sentinel for process in processes], GLANCE)
            self._mend()
            self._follow()
        self._end(list(self._fronts.values()))
        self._end([process for process in (self._pool, self._leaving and self._leaving[1]) if process])

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _start(self, target: Callable[..., None], *arguments: object) -> BaseProcess:
        process = _fork.Process(target=target, args=arguments)
        process.start()
        return process

    def _end(self, processes: Sequence[BaseProcess]) -> None:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(GRACE + 1)
            process.kill()

    def _mend(self) -> None:
        """Replace what has ended unexpectedly, and end the pool that is asked no more and has finished."""
        for number, process in self._fronts.items():
            if not process.is_alive():
                self._fronts[number] = self._start(self._speak, number)
        if self._pool and not self._pool.is_alive():
            self._pool, self._served = None, ""
        if self._leaving and time.monotonic() > self._leaving[0]:
            self._end([self._leaving[1]])
            self._leaving = None

    def _follow(self) -> None:
        """Start a pool over the current snapshot if it is another; the one before finishes what it has begun."""
        try:
            made = snapshot.latest(self._home)
        except NotFound:
            return
        if made.tag == self._served:
            return
        if self._leaving:
            self._end([self._leaving[1]])
            self._leaving = None
        generation = self._board.generation + 1
        (self._folder / str(generation)).write_text(str(made.folder), encoding="utf-8")
        ready, told = _fork.Pipe(duplex=False)
        process = self._start(self._work, generation, made, told)
        told.close()
        if ready not in wait([ready, process.sentinel], START):
            self._end([process])
            return
        if self._pool:
            self._leaving = time.monotonic() + PATIENCE * self._settings.seconds + 1, self._pool
        self._pool, self._served, self._board.generation = process, made.tag, generation

    def _work(self, generation: int, made: Snapshot, told: "multiprocessing.connection.Connection") -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        die_with_parent()

        def prepare() -> Handler:
            answering = store.connect(made, self._settings.scope, self._settings.services)
            answering.load()
            return store.handler(answering)

        pool = Pool(self._folder, generation, self._board, self._settings.limits)
        pool.run(prepare, partial(told.send, None))

    def _speak(self, number: int) -> None:
        die_with_parent()
        self._counters.take_row(number)
        shelf = Shelf(self._settings.scope, self._mark, self._edit)
        front = Front(
            application(shelf, partial(exposition, self._counters, self._board)),
            shelf,
            self._lane,
            self._counters,
            self._settings,
        )
        config = uvicorn.Config(
            front,
            http=BoundedProtocol,
            ws="none",
            loop="uvloop",
            lifespan="off",
            interface="asgi3",
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=GRACE,
        )
        uvicorn.Server(config).run(sockets=[self._sockets[number]])

    def _mark(self) -> int | None:
        return self._board.generation or None

    def _edit(self) -> Edition:
        generation = self._board.generation
        if not generation:
            raise NotFound("There is no snapshot yet.")
        made = snapshot.at(Path((self._folder / str(generation)).read_text(encoding="utf-8")))
        quick, patient = (
            Remote(Lane(self._folder, self._board, generation, name), self._settings.scope, self._settings.seconds)
            for name in ("quick", "long")
        )
        return Edition(made, quick, patient)

    def _lane(self, name: str) -> Lane:
        return Lane(self._folder, self._board, self._board.generation, name)


def _listen(host: str, port: int) -> socket.socket:
    (family, *_, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind(address)
    listener.listen(1024)
    return listener
