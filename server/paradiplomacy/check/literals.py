"""Literals that are no value of their datatype (XML Schema 1.1 part 2), of whatever property; engines pass some."""

import re
from calendar import monthrange
from collections.abc import Iterator

from paradiplomacy.check import corrections
from paradiplomacy.check.stated import Stated, place, plain, short
from paradiplomacy.check.wording import DATATYPES
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.terms import RDF, XSD, Literal, Object, URIRef

__all__ = ["calendar_fault", "findings", "is_well_formed"]

LONGEST_SHOWN = 80

_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_YEAR = r"(?P<year>-?(?:[1-9]\d{3,}|0\d{3}))"
_MONTH, _DAY = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_HOURS = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_INTEGER = r"[+-]?\d+"
_DAYS, _CLOCK = r"\d+D", r"T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?"
_FLOAT = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN"
_PART = r"[\w:.\-\u00B7]"

_TEXTS: dict[URIRef, str] = {
    XSD.boolean: "true|false|1|0",
    XSD.decimal: r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    XSD.integer: _INTEGER,
    XSD.float: _FLOAT,
    XSD.double: _FLOAT,
    XSD.date: f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    XSD.time: f"{_HOURS}{_ZONE}",
    XSD.dateTime: f"{_YEAR}-{_MONTH}-{_DAY}T{_HOURS}{_ZONE}",
    XSD.dateTimeStamp: f"{_YEAR}-{_MONTH}-{_DAY}T{_HOURS}{_ZONE.removesuffix('?')}",
    XSD.gYear: f"{_YEAR}{_ZONE}",
    XSD.gYearMonth: f"{_YEAR}-{_MONTH}{_ZONE}",
    XSD.gMonth: f"--{_MONTH}{_ZONE}",
    XSD.gDay: f"---{_DAY}{_ZONE}",
    XSD.gMonthDay: f"--{_MONTH}-{_DAY}{_ZONE}",
    XSD.duration: rf"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:{_DAYS})?(?:{_CLOCK})?",
    XSD.yearMonthDuration: r"-?P(?=.)(?:\d+Y)?(?:\d+M)?",
    XSD.dayTimeDuration: rf"-?P(?=.)(?:{_DAYS})?(?:{_CLOCK})?",
    XSD.hexBinary: "(?:[0-9a-fA-F]{2})*",
    XSD.base64Binary: r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}= ?=|(?:[A-Za-z0-9+/] ?){3}=)?",
    XSD.anyURI: r"(?:[^\s<>\"{}|\\^`%]|%[0-9A-Fa-f]{2})*",
    XSD.language: "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    XSD.normalizedString: r"[^\t\n\r]*",
    XSD.token: r"(?:[^\s]+(?: [^\s]+)*)?",
    XSD.Name: rf"[^\W\d]{_PART}*|[:_]{_PART}*",
    XSD.NCName: r"[^\W\d][\w.\-\u00B7]*",
    XSD.NMTOKEN: f"{_PART}+",
}
_BOUNDS: dict[URIRef, tuple[int | None, int | None]] = {
    XSD.nonNegativeInteger: (0, None),
    XSD.positiveInteger: (1, None),
    XSD.nonPositiveInteger: (None, 0),
    XSD.negativeInteger: (None, -1),
    **{XSD[name]: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in
       (("long", 64), ("int", 32), ("short", 16), ("byte", 8))},
    **{XSD[f"unsigned{name}"]: (0, 2**bits - 1) for name, bits in
       (("Long", 64), ("Int", 32), ("Short", 16), ("Byte", 8))},
}  # fmt: skip
_PATTERNS = {datatype: re.compile(text, 0 if "\\w" in text else re.ASCII) for datatype, text in _TEXTS.items()}
_LEAP = 2000
_ANY_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MOST_DIGITS = 4000


def findings(stated: Stated) -> Iterator[Finding]:
    """Give the statements whose value is no value of the datatype that it bears."""
    for document, quad in stated.data():
        value = quad[2]
        if isinstance(value, Literal) and value.datatype and not is_well_formed(str(value), value.datatype):
            meant = corrections.literal(value, value.datatype)
            correction = corrections.spelt(meant) if meant is not None else ""
            asked = f" Did you mean {correction}?" if correction else ""
            due = DATATYPES.get(value.datatype, f"a value of {short(value.datatype)}")
            fault = calendar_fault(value)
            advice = f'"{plain(value, LONGEST_SHOWN)}" is no {short(value.datatype)}: write {due}.'
            advice += fault + asked
            where = place(document, quad)
            yield Finding("ill-formed-literal", Severity.VIOLATION, where, advice, *quad[:3], correction=correction)


def calendar_fault(value: Object) -> str:
    """Say what the calendar does not have: a sentence after another, or nothing.

    >>> calendar_fault(Literal("2019-02-30"))
    ' February 2019 has 28 days.'
    """
    found = _ANY_DAY.match(value) if isinstance(value, Literal) else None
    if not found:
        return ""
    year, month, day = map(int, found.groups())
    if not 1 <= month <= len(_MONTHS):
        return f" There is no month {month}."
    most = monthrange(year % 400 + 400, month)[1]
    return "" if 1 <= day <= most else f" {_MONTHS[month - 1]} {year} has {most} days."


def is_well_formed(text: str, datatype: URIRef) -> bool:
    """Whether a text is in the lexical space of a datatype; of datatypes that XML Schema does not have, it is.

    >>> is_well_formed("2008-02-30", XSD.date), is_well_formed("2008-02-29", XSD.date)
    (False, True)
    """
    if datatype in _BOUNDS:
        low, high = _BOUNDS[datatype]
        whole = re.fullmatch(_INTEGER, text, re.ASCII) and len(text) < _MOST_DIGITS
        return bool(whole) and (low is None or low <= int(text)) and (high is None or int(text) <= high)
    if datatype == RDF.langString:
        return False  # without a language it is none
    pattern = _PATTERNS.get(datatype)
    found = pattern.fullmatch(text) if pattern else None
    return pattern is None or (found is not None and _is_in_the_calendar(found))


def _is_in_the_calendar(found: re.Match[str]) -> bool:
    parts = found.groupdict()
    if not parts.get("day") or not parts.get("month"):
        return True
    year = int(parts.get("year") or _LEAP) % 400 + 400  # the calendar begins again every 400 years
    return int(parts["day"]) <= monthrange(year, int(parts["month"]))[1]
