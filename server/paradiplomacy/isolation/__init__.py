"""Work in processes that can be killed: limits of time and memory that hold whatever an engine does.

A pool is a small process that holds what its workers need and forks them; it kills and replaces them. Who asks puts a
datagram into the queue of a lane, from which the workers take; each answers on a connection that it keeps to who asked.
What a dead worker leaves unfinished the pool tells, and it is never sent again.
"""

from paradiplomacy.isolation.board import Board, Verdict
from paradiplomacy.isolation.caller import Caller, Lane
from paradiplomacy.isolation.limits import PROCESSORS, Limits, die_with_parent
from paradiplomacy.isolation.once import do_alone
from paradiplomacy.isolation.pool import Pool
from paradiplomacy.isolation.reply import Reply, ask
from paradiplomacy.isolation.worker import Handler, Output

__all__ = [
    "PROCESSORS",
    "Board",
    "Caller",
    "Handler",
    "Lane",
    "Limits",
    "Output",
    "Pool",
    "Reply",
    "Verdict",
    "ask",
    "die_with_parent",
    "do_alone",
]
