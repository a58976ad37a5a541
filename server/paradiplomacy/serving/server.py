"""The server: a process that minds the others, those that speak HTTP, and the pool that answers queries."""

import asyncio
import gc
import multiprocessing
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

import uvicorn
import uvloop

from paradiplomacy import snapshot, store
from paradiplomacy.errors import NotFound, ParadiplomacyError, Refused, Unavailable
from paradiplomacy.isolation import Board, Caller, Handler, Lane, Pool, die_with_parent
from paradiplomacy.isolation.pool import LANES
from paradiplomacy.isolation.reply import PATIENCE
from paradiplomacy.serving.counters import Counters, exposition
from paradiplomacy.serving.front import Front
from paradiplomacy.serving.listening import BoundedProtocol
from paradiplomacy.serving.settings import Settings
from paradiplomacy.snapshot import Snapshot
from paradiplomacy.store import Remote
from paradiplomacy.web import application, validators
from paradiplomacy.web.edition import Edition, Shelf

__all__ = ["listenable", "serve"]

COLLECTION = 10_000  # objects more, after which a process that speaks HTTP collects its garbage
GRACE = 10  # seconds that a process has to finish its answers when it is told to stop
KEEP_ALIVE = 75  # seconds that a connection may idle: longer than proxies let it
AGAIN = 2.0  # seconds until a snapshot whose pools have ended at once is tried again
START = 60  # seconds that a pool may take to load its snapshot
TURN = 0.001  # seconds that a thread with a page may keep who answers queries from going on
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

    ``announce`` is called once answers are given. Raises Unavailable if they cannot be; why is said on standard error.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="paradiplomacy-")))
        _Server(settings, folder).run(announce)


class _Pool(NamedTuple):
    """A pool that was started over the snapshot with a tag; it sends something once it is ready."""

    name: str
    generation: int
    tag: str
    process: BaseProcess
    ready: Connection

    def comes_up(self) -> bool:
        """Wait until the pool is ready; False if it ends before, or takes too long."""
        try:
            return self.ready.poll(START) and self.ready.recv() is None
        except EOFError:
            return False


class _Server:
    """What the process that minds the others knows."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self._home = Path(settings.home).resolve()
        self._boards = {name: Board() for name in POOLS}
        self._counters = Counters(settings.processes)
        self._sockets = [_listen(settings.host, settings.port) for _ in range(settings.processes)]
        self._fronts: dict[int, BaseProcess] = {}
        self._pools: dict[str, _Pool] = {}
        self._leaving: list[tuple[_Pool, float]] = []
        self._tried = dict.fromkeys(POOLS, ("", 0.0))
        self._stopping = False
        for name in POOLS:
            (folder / name).mkdir()

    def run(self, announce: Callable[[], None]) -> None:
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, self._stop)
        self._follow()
        if not self._pools:
            raise Unavailable("The snapshot cannot be served.", "The reason stands above.")
        for number in range(self._settings.processes):
            self._fronts[number] = self._start(self._speak, number)
        announce()
        while not self._stopping:
            processes = (*self._fronts.values(), *(pool.process for pool in self._pools.values()))
            wait([process.sentinel for process in processes if process.is_alive()], GLANCE)
            self._mend()
            self._follow()
        self._end(self._fronts.values())
        self._end(pool.process for pool in self._all_pools())

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _start(self, target: Callable[..., None], *arguments: object) -> BaseProcess:
        process = _fork.Process(target=target, args=arguments)
        process.start()
        return process

    def _end(self, processes: Iterable[BaseProcess]) -> None:
        processes = list(processes)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(GRACE + 1)
            process.kill()

    def _mend(self) -> None:
        """Replace what has ended unexpectedly, and end the pools that are asked no more and have finished."""
        for number, process in self._fronts.items():
            if not process.is_alive():
                self._fronts[number] = self._start(self._speak, number)
        for pool in self._all_pools():
            self._clear(pool)
        now = time.monotonic()
        self._end_leaving(lambda _, due: now > due)

    def _clear(self, pool: _Pool) -> None:
        """Let nobody take the workers of a pool that has ended for busy."""
        if not pool.process.is_alive():
            self._boards[pool.name].clear(pool.generation)

    def _all_pools(self) -> list[_Pool]:
        return [*self._pools.values(), *(pool for pool, _ in self._leaving)]

    def _end_leaving(self, is_to_end: Callable[[_Pool, float], bool]) -> None:
        self._end(pool.process for pool, due in self._leaving if is_to_end(pool, due))
        self._leaving = [leaving for leaving in self._leaving if not is_to_end(*leaving)]

    def _follow(self) -> None:
        """Start the pools that the current snapshot lacks, all of them if it is another."""
        try:
            made = snapshot.latest(self._home)
        except NotFound:
            return
        started = [self._start_pool(name, made) for name in POOLS if self._is_to_start(name, made.tag)]
        if all(pool.comes_up() for pool in started if pool.name == "queries"):  # records may wait until theirs is ready
            for pool in reversed(started):
                self._take(pool)
        else:
            self._end(pool.process for pool in started)

    def _is_to_start(self, name: str, tag: str) -> bool:
        pool, (tried, when) = self._pools.get(name), self._tried[name]
        is_there = pool is not None and pool.tag == tag and pool.process.is_alive()
        return not is_there and (tried != tag or time.monotonic() > when + AGAIN)

    def _take(self, pool: _Pool) -> None:
        """Let a pool be asked from now on; the one before finishes what it has begun."""
        if before := self._pools.get(pool.name):
            self._clear(before)
            self._leaving.append((before, time.monotonic() + PATIENCE * self._settings.seconds + 1))
        self._pools[pool.name] = pool
        self._boards[pool.name].generation = pool.generation

    def _start_pool(self, name: str, made: Snapshot) -> _Pool:
        self._tried[name] = made.tag, time.monotonic()
        self._end_leaving(lambda pool, _: pool.name == name)  # for a board has room for two generations
        generation = self._boards[name].generation + 1
        self._snapshot_of(name, generation).write_text(str(made.folder), encoding="utf-8")
        ready, told = _fork.Pipe(duplex=False)
        process = self._start(self._work, name, generation, made, told)
        told.close()
        return _Pool(name, generation, made.tag, process, ready)

    def _snapshot_of(self, name: str, generation: int) -> Path:
        """Give the file that names the folder of the snapshot over which a pool works."""
        return self._folder / f"{name}-{generation}"

    def _work(self, name: str, generation: int, made: Snapshot, told: Connection) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # until the pool has what it is to end
        die_with_parent()
        pool = Pool(self._folder / name, generation, self._boards[name], self._settings.limits)
        try:
            pool.run(partial(POOLS[name], made, self._settings), partial(told.send, None))
        except ParadiplomacyError as error:
            sys.stderr.write(f"{error}\n")

    def _speak(self, number: int) -> None:
        die_with_parent()
        self._counters.take_row(number)
        caller = Caller()
        shelf = Shelf(self._settings.scope, self._mark, partial(self._edit, caller))
        front = Front(
            application(
                shelf,
                partial(exposition, self._counters, self._boards),
                proxies=self._settings.proxies,
                limits={"seconds": self._settings.seconds, "bytes": self._settings.size},
            ),
            shelf,
            self._counters,
            self._settings,
        )
        config = uvicorn.Config(
            front,
            http=BoundedProtocol,
            ws="none",
            loop="none",
            lifespan="off",
            interface="asgi3",
            log_level="error",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=GRACE,
        )
        gc.freeze()  # the application stays; only what requests leave is to be collected
        gc.set_threshold(COLLECTION)
        sys.setswitchinterval(TURN)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(self._listen(uvicorn.Server(config), caller, number))

    async def _listen(self, server: uvicorn.Server, caller: Caller, number: int) -> None:
        async with caller.listening(self._folder / name for name in POOLS):
            await server.serve([self._sockets[number]])

    def _mark(self) -> list[int]:
        return [board.generation for board in self._boards.values()]

    def _edit(self, caller: Caller) -> Edition:
        generation, settings = self._boards["queries"].generation, self._settings
        if not generation:
            raise NotFound("There is no snapshot yet.")
        made = snapshot.at(Path(self._snapshot_of("queries", generation).read_text(encoding="utf-8")))
        lanes = {
            name: partial(Lane, caller, self._folder / name, board, board.generation)
            for name, board in self._boards.items()
        }
        quick, patient = (Remote(lanes["queries"](lane), settings.scope, settings.seconds) for lane in LANES)
        return Edition(made, quick, patient, validators.Remote(lanes["records"]("quick"), settings.seconds))


def _queries(made: Snapshot, settings: Settings) -> Handler:
    answering = store.connect(made, settings.scope, settings.services)
    answering.load()
    return store.handler(answering)


def _records(made: Snapshot, _: Settings) -> Handler:
    return validators.handler(made)


POOLS = {"queries": _queries, "records": _records}
"""What work is done in pools, and who prepares for it."""


def _listen(host: str, port: int) -> socket.socket:
    (family, *_, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind(address)
    listener.listen(1024)
    return listener
