"""A pool does each piece of work once, within its limits, and tells why when it does not."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from paradiplomacy.errors import OutOfTime, ParadiplomacyError, Refused, Unavailable
from paradiplomacy.isolation import Board, Lane, Limits, Output, Pool, Reply, Verdict, ask

LIMITS = Limits(seconds=5.0, memory=60_000_000, size=3_000_000, workers=2, long=2)


def handle(payload: bytes, output: Output) -> None:
    """Do what the payload says."""
    name, _, argument = payload.decode().partition(" ")
    output.begin({"worker": os.getpid()})
    WORK[name](argument, output)


def _echo(argument: str, output: Output) -> None:
    output.write(argument.encode())


def _sleep(argument: str, _: Output) -> None:
    time.sleep(float(argument))


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


def _refuse(argument: str, _: Output) -> None:
    raise Refused(argument)


def _fail(_: str, __: Output) -> None:
    raise RuntimeError


WORK: dict[str, Callable[[str, Output], None]] = {
    "echo": _echo,
    "sleep": _sleep,
    "spin": _spin,
    "eat": _eat,
    "signal": _signal,
    "note": _note,
    "write": _write,
    "refuse": _refuse,
    "fail": _fail,
}


@pytest.fixture(scope="module")
def lane() -> Iterator[Lane]:
    """Run a pool, and say where it is asked."""
    with TemporaryDirectory() as folder:
        board, context = Board(), multiprocessing.get_context("fork")
        ready, told = context.Pipe(duplex=False)

        def run() -> None:
            Pool(Path(folder), 1, board, LIMITS).run(lambda: handle, partial(told.send, None))

        process = context.Process(target=run)
        process.start()
        ready.recv()
        yield Lane(Path(folder), board, 1, "quick")
        process.terminate()
        process.join()


def asked(lane: Lane, payload: str, seconds: float = 5.0) -> bytes:
    """Ask, and give the result."""
    return ask(lane, payload.encode(), seconds).take()


@pytest.mark.parametrize("size", [0, 1, 56_999, 57_000, 57_001, 150_000])
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
        asked(lane, payload, 0.3)
    assert type(met.value) is error
    assert asked(lane, "echo on") == b"on"


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


def test_work_that_nobody_waits_for_is_given_up(lane):
    """Who asked for something that takes a minute, and left, leaves no worker at work."""
    cancelled = lane.board.count(Verdict.CANCELLED)
    reply = Reply(lane, 60.0)
    reply.connection.sendall(reply.request(b"sleep 60"))
    assert _eventually(lambda: reply.began)
    reply.close()
    assert _eventually(lambda: not lane.board.busy())
    assert lane.board.count(Verdict.CANCELLED) == cancelled + 1


def _eventually(holds: Callable[[], object]) -> bool:
    until = time.monotonic() + 30
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)
    return bool(holds())


def test_where_nothing_listens_nothing_is_waited_for(tmp_path):
    """It is told at once that there is nothing to ask."""
    with pytest.raises(Unavailable, match="nothing to ask"):
        asked(Lane(tmp_path, Board(), 1, "quick"), "echo")
