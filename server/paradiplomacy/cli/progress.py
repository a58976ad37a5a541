"""A line on the terminal that tells how far a long closure is."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from paradiplomacy.infer.engine import Progress

__all__ = ["shown"]

PATIENCE = 2.0
"""Seconds after which something is shown."""


@contextmanager
def shown() -> Iterator[Progress | None]:
    """Give what a closure tells its rounds to, to be shown on standard error if that is a terminal.

    How many rounds there will be nobody knows before, so the line counts: rounds, facts, time.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm  # noqa: PLC0415 — because it costs time that only a terminal repays

    with tqdm(desc="inferring", unit=" facts", unit_scale=True, delay=PATIENCE, leave=False) as line:

        def tell(round_: int, facts: int) -> None:
            line.set_description(f"inferring, round {round_}", refresh=False)
            line.update(facts - line.n)

        yield tell
