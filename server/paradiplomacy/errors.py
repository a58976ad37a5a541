"""The family of errors: what is wrong, where, and what to do.

ParadiplomacyError
├── SyntaxFault        a text that cannot be read in its format, or a query that is none
├── Refused            a request that we understand and do not carry out
├── NotAcceptable      an answer in a format that cannot hold it
├── NotConforming      records that break a rule; nothing was built from them
├── Inconsistent       statements that cannot all be true; carries what contradicts
├── TooMany            more requests of one client than are taken
├── OutOfTime          work that took longer than it may
├── Unavailable        work for which there is no room, or no memory
└── NotFound           a file, graph, snapshot or thing that is not there

Errors carry evidence and advice and know no face: which is which HTTP status says ``web.problems``, which exit
code says ``cli``.
"""

from collections.abc import Sequence

from paradiplomacy.findings import Finding, Place


class ParadiplomacyError(Exception):
    """Something that a user can mend."""

    def __init__(self, message: str, advice: str = "", place: Place | None = None) -> None:
        super().__init__(message, advice, place)
        self.message = message
        self.advice = advice
        self.place = place

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.message}" + (f" {self.advice}" if self.advice else "")


class SyntaxFault(ParadiplomacyError):
    """A text that cannot be read in its format, or a query that is none."""


class Refused(ParadiplomacyError):
    """A request that we understand and do not carry out."""


class NotAcceptable(ParadiplomacyError):
    """An answer asked for in a format that cannot hold it."""


class TooMany(ParadiplomacyError):
    """More requests of one client than are taken."""


class OutOfTime(ParadiplomacyError):
    """Work that took longer than it may."""


class Unavailable(ParadiplomacyError):
    """Work for which there is no room at the moment, or more of it than there is memory for."""


class NotFound(ParadiplomacyError):
    """A file, graph, snapshot or thing that is not there."""


class NotConforming(ParadiplomacyError):
    """Records that break a rule; nothing was built from them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = tuple(findings)


class Inconsistent(NotConforming):
    """Statements that cannot all be true."""
