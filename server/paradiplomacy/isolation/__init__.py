"""Work in processes that can be killed: limits of time and memory that hold whatever an engine does.

A pool is a small process that holds what its workers need and forks them; it kills and replaces them. Who asks
connects to a socket of this machine, once for each piece of work; a piece whose worker died is never sent again.
"""

from paradiplomacy.isolation.board import Board, Verdict
from paradiplomacy.isolation.client import Lane, Reply, Stream, ask
from paradiplomacy.isolation.limits import Limits, die_with_parent
from paradiplomacy.isolation.once import do_alone
from paradiplomacy.isolation.pool import Pool
from paradiplomacy.isolation.worker import Handler, Output

__all__ = [
    "Board",
    "Handler",
    "Lane",
    "Limits",
    "Output",
    "Pool",
    "Reply",
    "Stream",
    "Verdict",
    "ask",
    "die_with_parent",
    "do_alone",
]
