"""The timeline: where each year entry stands in a picture whose columns are years, its dots stacked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from paradiplomacy.terms import PARA, Object
from paradiplomacy.web.overview import Entry, Partner

__all__ = ["Dot", "Timeline", "draw"]

STEP = 22  # pixels from one dot of a year to the next
MARGIN = 28  # pixels below the dots, for the years
LABELLED = 5  # every so many years one is written out

SHAPES = ("government", "organisation", "unknown")
GOVERNMENTS = frozenset({PARA.SubStateActor, PARA.State, PARA.FormerState, PARA.Dependency})


@dataclass(frozen=True, slots=True)
class Dot:
    """A year entry: ``x`` in per cent of the width, ``y`` in pixels; ``shape`` is the kind of its partner."""

    x: float
    y: int
    shape: str
    year: int
    name: Object | str
    cooperation: Object


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dots, the years to write out by where they stand (per cent), and the height in pixels."""

    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, int], ...]
    baseline: int
    height: int


def draw(entries: Sequence[Entry], partners: Sequence[Partner]) -> Timeline:
    """Stack the entries of each year upon its column, which is a share of the width: any width will do."""
    if not entries:
        return Timeline((), (), 0, 0)
    by_iri = {partner.iri: partner for partner in partners}
    columns = _columns([(entry, by_iri[entry.partner]) for entry in entries])
    first, last = min(columns), max(columns)
    baseline = STEP * max(map(len, columns.values()))
    dots = [
        Dot(
            x=_share(year, first, last),
            y=baseline - STEP * level - STEP // 2,
            shape=_shape(partner),
            year=year,
            name=partner.name,
            cooperation=entry.cooperation,
        )
        for year, column in columns.items()
        for level, (entry, partner) in enumerate(column)
    ]
    ticks = [(_share(year, first, last), year) for year in range(first, last + 1) if year % LABELLED == 0]
    return Timeline(tuple(dots), tuple(ticks), baseline, baseline + MARGIN)


def _columns(pairs: Iterable[tuple[Entry, Partner]]) -> dict[int, list[tuple[Entry, Partner]]]:
    """Sort entries into years, and within a year by shape from below, so that heights can be compared."""
    ordered = sorted(pairs, key=lambda pair: (pair[0].year, SHAPES.index(_shape(pair[1])), str(pair[1].name)))
    return {year: list(column) for year, column in groupby(ordered, key=lambda pair: pair[0].year)}


def _share(year: int, first: int, last: int) -> float:
    """Find the middle of a year's column, in per cent of the width."""
    return round(100 * (year - first + 0.5) / (last - first + 1), 3)


def _shape(partner: Partner) -> str:
    if partner.kind in GOVERNMENTS:
        return "government"
    return "unknown" if partner.kind in (None, PARA.Actor) else "organisation"
