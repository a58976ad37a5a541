"""What the processes of a pool tell each other arrives whole, whatever the pieces in which it comes."""

import os

import pytest

from paradiplomacy.errors import OutOfTime, Refused, SyntaxFault, Unavailable
from paradiplomacy.findings import Place
from paradiplomacy.isolation import Board, Verdict, faults
from paradiplomacy.isolation.frames import FAULT, LARGEST, LAST, Incoming, Message, Request, frame, read_request

WORK = (1 << 63) + 7
MESSAGES = [
    Message(WORK, b"{}", is_fault=False, is_last=False),
    Message(WORK, b"x" * 300, is_fault=False, is_last=False),
    Message(8, b"why", is_fault=True, is_last=False),
    Message(WORK, b"", is_fault=False, is_last=True),
]
STREAM = b"".join(frame(work, data, FAULT * fault | LAST * last) for work, data, fault, last in MESSAGES)


@pytest.mark.parametrize("cut", range(len(STREAM) + 1))
def test_a_stream_may_be_cut_anywhere(cut):
    """The messages are the same, whole and in order, and none comes before its last byte."""
    incoming = Incoming()
    first, second = incoming.feed(STREAM[:cut]), incoming.feed(STREAM[cut:])
    assert first + second == MESSAGES
    assert sum(12 + len(message.data) for message in first) <= cut


def test_a_stream_may_come_byte_by_byte():
    """The messages are the same."""
    incoming = Incoming()
    assert [message for at in range(len(STREAM)) for message in incoming.feed(STREAM[at : at + 1])] == MESSAGES


@pytest.mark.parametrize("size", [0, 1, LARGEST - 16, LARGEST - 15, 1_000_000])
def test_a_request_arrives_as_it_was_sent(size):
    """Number, allowance and payload: in a datagram of bounded size, or, if it is large, in a file beside it."""
    request = Request(WORK, 1 << 62, b"x" * size)
    datagram, file = request.packed()
    assert len(datagram) <= LARGEST
    assert (file is None) == (size <= LARGEST - 16)
    assert read_request(datagram, file) == request
    if file is not None:
        os.close(file)


@pytest.mark.parametrize(
    "error",
    [Refused("a", "b"), SyntaxFault("a", "b", Place("query", 2, 3)), OutOfTime("é\ud7ff\0")],
    ids=lambda error: type(error).__name__,
)
def test_an_error_arrives_as_it_was_raised(error):
    """Kind, message, advice and place."""
    told = faults.unpack(faults.pack(error))
    assert (type(told), told.message, told.advice) == (type(error), error.message, error.advice)
    assert str(told) == str(error)


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_is_worded(verdict):
    """What is out of time says which limit it was, everything else is unavailable."""
    told = faults.spent(verdict, 2.5)
    assert isinstance(told, OutOfTime if verdict is Verdict.OUT_OF_TIME else Unavailable)
    assert ("2.5 s" in told.message) == (verdict is Verdict.OUT_OF_TIME)


def test_verdicts_are_counted():
    """Each for itself."""
    board = Board()
    for verdict in Verdict:
        for _ in range(verdict):
            board.judge(verdict)
    assert [board.count(verdict) for verdict in Verdict] == [*Verdict]


def test_the_last_cancelled_are_known():
    """The ring holds 256."""
    board = Board()
    for work in range(1, 301):
        board.cancel(work)
    assert set(board.cancelled()) == set(range(45, 301))


def test_a_slot_says_what_is_done_and_since_when():
    """From its beginning to its end, and no longer."""
    board = Board()
    slot = board.slot(1, 5)
    slot.begin(7, 100, 9)
    assert (slot.read(), board.busy(), board.began(1, 7), board.began(2, 7)) == ((7, 100, 9), 1, 100, 0)
    slot.end()
    assert (slot.read()[0], board.busy(), board.began(1, 7)) == (0, 0, 0)
