"""Who checks records for the server: this process, or one that can be killed."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from paradiplomacy.check import Index
from paradiplomacy.formats import by_name
from paradiplomacy.isolation import Handler, Lane, Output, ask
from paradiplomacy.report import write
from paradiplomacy.snapshot import Snapshot
from paradiplomacy.validation import validate

__all__ = ["Checked", "Local", "Record", "Remote", "Validating", "handler"]

LIKE_ANY = b"<https://example.org/a> a <https://example.org/b> ."


@dataclass(frozen=True, slots=True)
class Record:
    """What is to be checked: a text, the names of its format and of the report's form, and what it is called."""

    text: bytes
    format: str
    form: str
    name: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it: whether it conforms, whether it could be read, and the report in its form."""

    conforms: bool
    readable: bool
    report: bytes


class Validating(Protocol):
    """What checks records."""

    def check(self, record: Record) -> Checked:
        """Check a record beside the graph. Raises an error of the family if that cannot be done."""


class Local:
    """Checks in this process, beside what a snapshot asserts."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def _index(self) -> Index:
        return Index(self._snapshot.asserted())

    def check(self, record: Record) -> Checked:
        """Check a record."""
        report = validate(record.text, by_name(record.format), record.name, self._index)
        return Checked(report.conforms, report.readable, write(report, record.form))


@dataclass(frozen=True, slots=True)
class Remote:
    """Checks in a pool, within ``seconds``."""

    lane: Lane
    seconds: float

    def check(self, record: Record) -> Checked:
        """Check a record. Raises OutOfTime, and Unavailable if the work came to nothing."""
        asked = [record.text.decode("latin-1"), record.format, record.form, record.name]
        reply = ask(self.lane, json.dumps(asked).encode(), self.seconds)
        return Checked(reply.head["conforms"], reply.head["readable"], reply.take())


def handler(snapshot: Snapshot) -> Handler:
    """Give what a worker does with a record; what is made once is made now."""
    local = Local(snapshot)
    local.check(Record(LIKE_ANY, "turtle", "text", "warm-up"))

    def handle(payload: bytes, output: Output) -> None:
        text, form, report, name = json.loads(payload)
        checked = local.check(Record(text.encode("latin-1"), form, report, name))
        output.begin(json.dumps({"conforms": checked.conforms, "readable": checked.readable}).encode())
        output.write(checked.report)

    return handle
