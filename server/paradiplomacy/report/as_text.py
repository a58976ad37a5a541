"""A report for people: each finding with its line, and a mark under the place."""

from collections.abc import Iterator
from functools import cache
from unicodedata import combining, east_asian_width

from paradiplomacy.check.stated import plain
from paradiplomacy.findings import Finding, Place, Report, Severity
from paradiplomacy.formats.text import Lines

__all__ = ["write"]

BEFORE, AFTER = 72, 40
"""How many characters of a line are shown before and after the place."""


def write(report: Report) -> bytes:
    """Write findings, notes, and whether it conforms."""
    quote = _Quote(report)
    told = [line for finding in report for line in (str(finding), *quote.lines(finding))]
    notes = [f"note: {note.place}: {note.advice}" for note in report.notes]
    return "\n".join([*told, *notes, _verdict(report)]).encode() + b"\n"


def _verdict(report: Report) -> str:
    if not report.readable:
        return "cannot be read: nothing was checked"
    violations = sum(finding.severity is Severity.VIOLATION for finding in report)
    others = len(report) - violations
    beside = f"; {others} to look at" if others else ""
    return f"conforms{beside}" if report.conforms else f"does not conform: {violations} to mend{beside}"


class _Quote:
    """The lines of texts, each text cut into lines once."""

    def __init__(self, report: Report) -> None:
        self._texts = report.texts
        self._cut = cache(self._lines)

    def lines(self, finding: Finding) -> Iterator[str]:
        """Give the line of a finding, and below it a mark at its column and what to write there."""
        place = finding.place
        if not place.line or place.file not in self._texts:
            return
        number = str(place.line)
        shown, before = _window(self._cut(place.file)[place.line], place)
        yield f"  {number} | {shown}"
        if place.column:
            correction = f" write: {plain(finding.correction, AFTER)}" if finding.correction else ""
            yield f"  {' ' * len(number)} | {' ' * before}^{correction}"

    def _lines(self, file: str) -> Lines:
        return Lines(self._texts[file].decode("utf-8", "replace").removeprefix("\ufeff"), file)


def _window(line: str, place: Place) -> tuple[str, int]:
    """Cut a line around a place; tell how many columns of a terminal are before the place."""
    at = max(place.column - 1, 0)
    start = max(at - BEFORE, 0)
    head = ("…" if start else "") + plain(line[start:at].replace("\t", " "), BEFORE)
    tail = plain(line[at : at + AFTER].replace("\t", " "), AFTER) + ("…" if len(line) > at + AFTER else "")
    return head + tail, sum(map(_width, head))


def _width(sign: str) -> int:
    """Tell how many columns a character takes (UAX 11)."""
    return 0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1
