"""What the processes of a pool tell each other arrives whole, whatever the pieces in which it comes."""

import socket
from threading import Thread

import pytest

from paradiplomacy.errors import OutOfTime, Refused, SyntaxFault, Unavailable
from paradiplomacy.findings import Place
from paradiplomacy.isolation import Board, Verdict, faults
from paradiplomacy.isolation.frames import FAULT, LARGEST_PART, Incoming, Request, frame, read_request

MESSAGES = [b"{}", b"x" * 300, b"", b"why"]
STREAM = b"".join(frame(message, FAULT if message == b"why" else 0) for message in MESSAGES)
READ = [(message, message == b"why") for message in MESSAGES]


@pytest.mark.parametrize("cut", range(len(STREAM) + 1))
def test_a_stream_may_be_cut_anywhere(cut):
    """The messages are the same, whole and in order, and none comes before its last byte."""
    incoming = Incoming()
    first, second = list(incoming.feed(STREAM[:cut])), list(incoming.feed(STREAM[cut:]))
    assert first + second == READ
    assert sum(4 + len(message) for message, _ in first) <= cut


def test_a_stream_may_come_byte_by_byte():
    """The messages are the same."""
    incoming = Incoming()
    assert [message for at in range(len(STREAM)) for message in incoming.feed(STREAM[at : at + 1])] == READ


SENT = Request(1 << 63, 1 << 62, b"x" * 100_000)


@pytest.mark.parametrize("datagram", [0, 1, 19, 20, 21, LARGEST_PART])
@pytest.mark.parametrize("more", [0, 1, 30_000])
def test_a_request_that_is_cut_off_is_none(datagram, more):
    """Who asks went away, or is not one of ours: there is nothing to do."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(SENT.packed()[datagram : datagram + more])
        ours.shutdown(socket.SHUT_WR)
        assert read_request(SENT.packed()[:datagram], theirs) is None


@pytest.mark.parametrize("size", [0, 1, LARGEST_PART, 1_000_000])
def test_a_request_arrives_as_it_was_sent(size):
    """Number, allowance and payload, however large: what does not fit into the datagram follows on the connection."""
    ours, theirs = socket.socketpair()
    request = Request(1 << 63, 1 << 62, b"x" * size)
    with ours, theirs:
        rest = Thread(target=ours.sendall, args=[request.packed()[LARGEST_PART:]])
        rest.start()
        assert read_request(request.packed()[:LARGEST_PART], theirs) == request
        rest.join()


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


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_the_last_verdicts_are_known(generation):
    """The ring holds 256; what has left it counts as crashed, and each is counted for ever."""
    board = Board()
    for work in range(1, 301):
        board.judge(generation, work, Verdict.OUT_OF_TIME)
    known = [work for work in range(1, 301) if board.verdict(generation, work) is Verdict.OUT_OF_TIME]
    assert known == list(range(45, 301))
    assert board.verdict(generation, 1) is Verdict.CRASHED
    assert board.count(Verdict.OUT_OF_TIME) == 300


def test_two_generations_know_nothing_of_each_other():
    """A verdict in one is none in the other."""
    board = Board()
    board.judge(1, 7, Verdict.NO_ROOM)
    assert (board.verdict(1, 7), board.verdict(2, 7)) == (Verdict.NO_ROOM, Verdict.CRASHED)


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
