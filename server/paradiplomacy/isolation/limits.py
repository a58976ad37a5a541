"""How much a piece of work may use."""

import os
from dataclasses import dataclass, field

__all__ = ["Limits"]

_PROCESSORS = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What a pool allows; the defaults suit a public endpoint.

    ``seconds`` and ``memory`` (bytes, beyond what the worker starts with) are for one piece of work, ``size`` is that
    of its result in bytes. ``workers`` are for what is quick; up to ``long`` more carry on with what is not.
    """

    seconds: float = 10.0
    memory: int = 512_000_000
    size: int = 100_000_000
    workers: int = field(default=_PROCESSORS + 1)
    long: int = field(default=2 * _PROCESSORS + 2)
