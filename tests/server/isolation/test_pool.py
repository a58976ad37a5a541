"""A pool does each piece of work once, within its limits, and tells why when it does not."""

import asyncio
import faulthandler
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import pytest

from paradiplomacy.errors import OutOfTime, ParadiplomacyError, Refused, Unavailable
from paradiplomacy.isolation import Board, Caller, Lane, Limits, Output, Pool, Reply, Verdict, ask

LIMITS = Limits(seconds=5.0, memory=60_000_000, size=3_000_000, workers=2, long=2)


def handle(payload: bytes, output: Output) -> None:
    """Do what the payload says."""
    name, _, argument = payload.decode().partition(" ")
    output.begin(b'{"worker": %d}' % os.getpid())
    WORK[name](argument, output)


def _echo(argument: str, output: Output) -> None:
    output.write(argument.encode())


def _sleep(argument: str, _: Output) -> None:
    time.sleep(float(argument))


def _nap(argument: str, output: Output) -> None:
    time.sleep(float(argument))
    output.write(f"{os.getpid()} {os.getpriority(os.PRIO_PROCESS, 0)}".encode())


def _spin(_: str, __: Output) -> None:
    while True:
        pass


def _eat(_: str, __: Output) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(1_000_000))


def _signal(argument: str, _: Output) -> None:
    os.kill(os.getpid(), int(argument))
    time.sleep(60)


def _note(argument: str, _: Output) -> None:
    with Path(argument).open("a", encoding="utf-8") as file:
        file.write("once\n")
    os.kill(os.getpid(), signal.SIGKILL)


def _write(argument: str, output: Output) -> None:
    for _ in range(int(argument)):
        output.write(b"x" * 1_000)


def _begin(argument: str, output: Output) -> None:
    _write(argument, output)
    time.sleep(60)


def _refuse(argument: str, _: Output) -> None:
    raise Refused(argument)


def _fail(_: str, __: Output) -> None:
    raise RuntimeError


WORK: dict[str, Callable[[str, Output], None]] = {
    "echo": _echo,
    "sleep": _sleep,
    "nap": _nap,
    "spin": _spin,
    "eat": _eat,
    "signal": _signal,
    "note": _note,
    "write": _write,
    "begin": _begin,
    "refuse": _refuse,
    "fail": _fail,
}


@pytest.fixture(scope="module")
def lane() -> Iterator[Lane]:
    """Run a pool, and say where it is asked."""
    with pool() as (lane, _):
        yield lane


@contextmanager
def pool() -> Iterator[tuple[Lane, BaseProcess]]:
    """Run a pool; give its quick lane and its process."""
    with TemporaryDirectory() as folder:
        board, context = Board(), multiprocessing.get_context("fork")
        ready, told = context.Pipe(duplex=False)

        def work() -> None:
            faulthandler.disable()  # for a worker that crashes is what is tried here
            Pool(Path(folder), 1, board, LIMITS).run(lambda: handle, partial(told.send, None))

        process = context.Process(target=work)
        process.start()
        ready.recv()
        with calling(Path(folder)) as caller:
            yield Lane(caller, Path(folder), board, 1, "quick"), process
        process.terminate()
        process.join()


@contextmanager
def calling(folder: Path) -> Iterator[Caller]:
    """Ask from an event loop in a thread of its own, for this one's may be a browser's."""
    caller, ready, done = Caller(), Event(), asyncio.Event()

    async def listen() -> None:
        async with caller.listening([folder]):
            ready.set()
            await done.wait()

    async def leave() -> None:
        done.set()

    thread = Thread(target=asyncio.run, args=[listen()])
    thread.start()
    ready.wait()
    yield caller
    caller.run(leave())
    thread.join()


@contextmanager
def busy() -> Iterator[None]:
    """Keep every processor busy."""
    spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * os.cpu_count())]
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()


def asked(lane: Lane, payload: str, seconds: float = 5.0) -> bytes:
    """Ask, and give the result."""
    return ask(lane, payload.encode(), seconds).take()


@pytest.mark.parametrize("size", [0, 1, 7_999, 8_000, 31_999, 32_000, 89_000, 89_001, 150_000])
def test_a_result_comes_whole(lane, size):
    """Whatever its size beside that of a piece."""
    assert asked(lane, "echo " + "x" * size) == b"x" * size


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ("spin", OutOfTime),
        ("sleep 60", OutOfTime),
        ("eat", Unavailable),
        (f"signal {int(signal.SIGSEGV)}", Unavailable),
        (f"signal {int(signal.SIGKILL)}", Unavailable),
        ("fail", Unavailable),
        ("refuse me", Refused),
        ("write 4000", Refused),
    ],
)
def test_what_does_not_end_well_is_told(lane, payload, error):
    """By an error of the family; the next is answered."""
    with pytest.raises(ParadiplomacyError) as met:
        asked(lane, payload, 0.3 if error is OutOfTime else 5.0)
    assert type(met.value) is error
    assert asked(lane, "echo on") == b"on"


def test_what_is_out_of_time_is_told_in_time_on_a_busy_machine(lane):
    """What is long goes behind all others, and then even its death takes long; nobody waits for that."""
    with busy():
        for _ in range(4):
            with pytest.raises(OutOfTime):
                asked(lane, "spin", 0.5)


def test_work_whose_worker_dies_is_done_once(lane, tmp_path):
    """It is never sent again."""
    with pytest.raises(Unavailable):
        asked(lane, f"note {tmp_path / 'notes'}")
    assert asked(lane, "echo on") == b"on"
    assert (tmp_path / "notes").read_text() == "once\n"


def test_long_work_makes_way_for_quick_work(lane):
    """Two workers sleep, and two others answer; what is more than the pool takes on is refused."""
    refused = lane.board.count(Verdict.NO_ROOM)
    with ThreadPoolExecutor(5) as threads:
        sleepers = [threads.submit(asked, lane, "sleep 1.5") for _ in range(5)]
        time.sleep(0.5)
        assert asked(lane, "echo on") == b"on"
        ended = [sleeper.exception() for sleeper in sleepers]
    assert sorted(map(str, map(type, ended))) == sorted(map(str, [type(None)] * 2 + [Unavailable] * 3))
    assert lane.board.count(Verdict.NO_ROOM) == refused + 3


def test_who_has_worked_long_is_quick_again():
    """The worker goes on, with its memory; only the thread that was slowed is another."""
    with pool() as (lane, _), ThreadPoolExecutor(8) as threads:
        worker, niceness = map(int, asked(lane, "nap 0.2").split())
        assert niceness == 19
        answers: dict[int, int] = {}

        def has_answered() -> bool:
            for answer in threads.map(partial(asked, lane), ["nap 0"] * 8):
                pid, niceness = map(int, answer.split())
                answers[pid] = max(niceness, answers.get(pid, 0))
            return worker in answers

        assert _eventually(has_answered)
    assert set(answers.values()) == {0}


def test_long_work_leaves_no_more_than_one_worker_too_many():
    """Two in each lane, and one that has come back; who came back besides has ended."""
    with pool() as (lane, process), ThreadPoolExecutor(2) as threads:
        for _ in range(3):
            assert len({*threads.map(partial(asked, lane), ["nap 0.2"] * 2)}) == 2
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        deadline = time.monotonic() + 5
        while len(workers.read_text().split()) > 5:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert asked(lane, "echo on") == b"on"


def test_work_that_nobody_waits_for_is_given_up(lane):
    """Who asked for something that takes a minute, and left, leaves no worker at work."""

    async def leave() -> None:
        reply = Reply(lane, 60.0)
        asked = asyncio.create_task(reply.begin(b"sleep 60"))
        while not reply.began:  # noqa: ASYNC110 — because it is another process that begins
            await asyncio.sleep(0.01)
        reply.close()
        asked.cancel()

    cancelled = lane.board.count(Verdict.CANCELLED)
    lane.caller.run(leave())
    assert _eventually(lambda: not lane.board.busy())
    assert lane.board.count(Verdict.CANCELLED) == cancelled + 1


async def _begun(lane: Lane, payload: bytes) -> int:
    """Wait until a reply has begun, and leave; give the size of what has come."""
    reply = Reply(lane, 5.0)
    try:
        await reply.begin(payload)
        return len(reply.take())
    finally:
        reply.close()


def test_a_result_begins_early_where_nothing_else_waits():
    """Who asks a pool that is idle has the first 8 kB before the rest is there."""
    with pool() as (lane, _):
        assert lane.caller.run(_begun(lane, b"begin 9")) == 8_000


async def _taken(lane: Lane, payload: bytes, pause: float) -> int:
    """Take a reply piece by piece, each after a pause; give its size."""
    reply = Reply(lane, 30.0)
    try:
        await reply.begin(payload)
        size = len(reply.take())
        async for piece in reply.rest():
            size += len(piece)
            await asyncio.sleep(pause)
    finally:
        reply.close()
    return size


@pytest.mark.parametrize("pause", [0, 0.01])
@pytest.mark.parametrize("number", [0, 1, 100, 3_000])
def test_a_reply_that_is_taken_slowly_comes_whole(lane, number, pause):
    """However it comes: what waits to be taken is bounded, and nothing is lost."""
    assert lane.caller.run(_taken(lane, b"write %d" % number, pause)) == 1_000 * number


@pytest.mark.parametrize(
    ("payload", "error"), [(b"write 3001", Refused), (b"refuse me", Refused), (b"eat", Unavailable)], ids=str
)
def test_a_reply_that_fails_is_never_taken_for_whole(lane, payload, error):
    """Whether it fails at once or in its midst."""
    with pytest.raises(error):
        lane.caller.run(_taken(lane, payload, 0.01))


def test_more_may_wait_than_a_queue_holds(lane):
    """Sixty that ask at once are all answered, two at a time."""

    async def ask_all() -> list[int]:
        return await asyncio.gather(*(_taken(lane, b"echo on", 0) for _ in range(60)))

    assert lane.caller.run(ask_all()) == [2] * 60


def test_a_pool_that_ends_leaves_nobody_waiting():
    """What is under way and what waits in the queue is told that it comes to nothing; more cannot be asked."""
    with pool() as (lane, process), ThreadPoolExecutor(6) as threads:
        waiting = [threads.submit(asked, lane, "sleep 60", 60.0) for _ in range(6)]
        assert _eventually(lambda: lane.board.busy() == LIMITS.long)
        process.terminate()
        assert {type(one.exception(10)) for one in waiting} == {Unavailable}
        with pytest.raises(Unavailable):
            asked(lane, "echo on")


def test_what_no_worker_takes_in_time_is_told():
    """Who has waited for a worker twice as long as the work may take hears so, and the work is not done later."""
    with pool() as (lane, process), ThreadPoolExecutor(1) as thread:
        workers = [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)
        error = thread.submit(asked, lane, "sleep 60", 0.1).exception(5)
        assert isinstance(error, Unavailable)
        assert "Too much" in str(error)
        for worker in workers:
            os.kill(worker, signal.SIGCONT)
        assert asked(lane, "echo on") == b"on"
        assert _eventually(lambda: not lane.board.busy())


def _eventually(holds: Callable[[], object]) -> bool:
    until = time.monotonic() + 30
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)
    return bool(holds())


def test_where_nothing_listens_nothing_is_waited_for(lane, tmp_path):
    """It is told at once that there is nothing to ask."""
    with pytest.raises(Unavailable, match="nobody to answer"):
        asked(Lane(lane.caller, tmp_path, Board(), 1, "quick"), "echo")
