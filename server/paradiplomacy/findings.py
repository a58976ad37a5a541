"""What is found wrong with a record: where, what, and what to do about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from textwrap import indent

from paradiplomacy.terms import Object, URIRef

__all__ = ["Finding", "Place", "Report", "Severity"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a statement stands: file, line and column, both counted from 1; 0 where it is not known.

    >>> print(Place("data/paper/table-1.trig", 12, 5))
    data/paper/table-1.trig:12:5
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.file, *numbers])


class Severity(Enum):
    """How bad a finding is (SHACL section 2.1.4)."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one record, and its cure.

    ``check`` is the name of the rule that found it, ``shape`` its IRI if it is a shape, and ``component`` the kind of
    constraint then. ``focus``, ``path`` and
    ``value`` are the statement in question as far as it has these parts. ``correction`` is what to write in the place
    of the value or term at fault, where that can be told. ``proof`` tells, in lines, how statements contradict each
    other. ``part`` says which term of the statement is at fault: ``place`` is that of the object until the text is
    looked at.

    >>> print(Finding("year-is-given", Severity.VIOLATION, Place("new.ttl", 7), "Give one para:year."))
    new.ttl:7: violation: Give one para:year. [year-is-given]
    """

    check: str
    severity: Severity
    place: Place
    advice: str
    focus: Object | None = None
    path: URIRef | None = None
    value: Object | None = field(default=None)
    proof: str = ""
    shape: Object | None = None
    correction: str = ""
    component: URIRef | None = None
    part: str = "object"

    def __str__(self) -> str:
        line = f"{self.place}: {self.severity.value}: {self.advice} [{self.check}]"
        return f"{line}\n{indent(self.proof, '  ')}" if self.proof else line


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with some texts; iterates over the findings, which are sorted by place.

    ``files`` are the names of the texts. ``notes`` say of them what is no fault: that one names no passage, that a file
    was not read. ``readable`` is false when a text could not be read; then nothing was checked, and the findings say
    why. ``texts`` has the texts that findings are in, as they were given.
    """

    findings: tuple[Finding, ...]
    files: tuple[str, ...] = ()
    notes: tuple[Finding, ...] = ()
    readable: bool = True
    texts: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def conforms(self) -> bool:
        """Whether nothing is violated; warnings and hints may be there (SHACL section 3.6.1.1 is stricter)."""
        return all(finding.severity is not Severity.VIOLATION for finding in self.findings)
