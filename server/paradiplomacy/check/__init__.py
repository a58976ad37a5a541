"""What may not enter: every check over what is stated, each statement told once."""

from collections.abc import Iterable, Sequence

from paradiplomacy.check import (
    imports,
    kinds,
    literals,
    passages,
    profile,
    quality,
    references,
    repeats,
    shapes,
    silences,
)
from paradiplomacy.check.index import Index
from paradiplomacy.check.stated import Stated, Watch
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.sources import Document
from paradiplomacy.terms import Object, Quad

__all__ = ["Index", "Watch", "check"]


def check(documents: Sequence[Document], known: Iterable[Quad] = (), watch: Watch | None = None) -> list[Finding]:
    """Find everything that is wrong with some documents, sorted by place.

    ``known`` are statements beside them that are taken as right, as those of a snapshot; an Index of them serves many
    calls. ``watch`` is told how far it is. One statement has one finding: the first check that refuses it. What rests
    on the kind of a thing is told once the thing has a kind that is known, and what a passage does not state, once its
    graph has the right name.
    """
    stated = Stated(documents, known, watch)
    integrity = list(references.findings(stated))
    unclear = {_thing(finding) for finding in integrity if finding.check in references.KIND_IS_WRONG}
    rooms = [shapes, literals, kinds, silences, repeats, quality, profile, imports]
    if references.GRAPH_IS_WRONG.isdisjoint(finding.check for finding in integrity):
        rooms.append(passages)
    others = [finding for room in rooms for finding in room.findings(stated)]
    clear = [finding for finding in others if unclear.isdisjoint({finding.focus, finding.value})]
    told: dict[object, Finding] = {}
    for finding in sorted([*integrity, *clear], key=lambda finding: finding.severity is not Severity.VIOLATION):
        told.setdefault(_statement(finding), finding)
    return sorted(told.values(), key=lambda finding: (finding.place, finding.check, repr(finding)))


def _thing(finding: Finding) -> Object | None:
    return finding.value if finding.check in references.VALUE_IS_WRONG else finding.focus


def _statement(finding: Finding) -> tuple[object, ...]:
    """Tell what a finding is about: one statement at one place, or what is missing of a thing."""
    missing = finding.check if finding.value is None and finding.path is None else ""
    return finding.place, finding.focus, finding.path, finding.value, missing
