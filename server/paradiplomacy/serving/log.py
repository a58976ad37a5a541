"""The log of answers: a JSON object a line, without personal data unless the operator wants it."""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from paradiplomacy.errors import Refused

__all__ = ["Log", "log_to"]

Log = Callable[..., None]
"""Takes what is to be logged of an answer, by name."""

LONGEST = 2_000
"""Characters of a query or agent that are logged."""


def log_to(path: str, *, clients: bool) -> Log | None:
    """Open a log: a file, to which lines are added whole whoever else writes to it, or -, which is standard output.

    It is None for no path.

    ``clients`` says whether it names who asks, and what. Raises Refused for a file that cannot be written.
    """
    if not path:
        return None
    try:
        out = sys.stdout.fileno() if path == "-" else os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.", "Name another file as access_log.") from error

    def log(*, client: str, query: str, **values: object) -> None:
        if clients:
            values |= {"client": client, "query": query[:LONGEST]}
        line = json.dumps({"time": datetime.now(UTC).isoformat(timespec="milliseconds"), **values})
        os.write(out, line.encode() + b"\n")

    return log
