"""Errors of the family on their way from a worker to who asked, and what is said of work that ended unfinished."""

import json

from paradiplomacy import errors
from paradiplomacy.errors import OutOfTime, ParadiplomacyError, Unavailable
from paradiplomacy.findings import Place
from paradiplomacy.isolation.board import Verdict

__all__ = ["pack", "spent", "unpack"]


def pack(error: ParadiplomacyError) -> bytes:
    """Write an error down: its kind, message, advice and place."""
    place = error.place
    where = [place.file, place.line, place.column] if place else None
    return json.dumps([type(error).__name__, error.message, error.advice, where]).encode()


def unpack(data: bytes) -> ParadiplomacyError:
    """Read an error that was written down."""
    name, message, advice, where = json.loads(data)
    kind: type[ParadiplomacyError] = getattr(errors, name)
    return kind(message, advice, Place(*where) if where else None)


def spent(verdict: Verdict, seconds: float) -> ParadiplomacyError:
    """Say why work ended unfinished; ``seconds`` is how long it was allowed to take."""
    match verdict:
        case Verdict.OUT_OF_TIME:
            return OutOfTime(f"This took longer than {seconds:g} s, which is what it may.", "Ask for less of it.")
        case Verdict.NO_ROOM:
            return Unavailable("Too much that takes long is asked at the moment.", "Ask again in a while.")
        case Verdict.CANCELLED:
            return Unavailable("This was given up, because nobody waited for it.")
    return Unavailable("This needed more memory than there is for one request.", "Ask for less of it.")
