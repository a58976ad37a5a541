"""The datatypes of the OWL 2 datatype map: what is well-formed, and which literals have the same data value.

OWL 2 Structural Specification, section 4; XML Schema 1.1 part 2. Values are told apart by identity: 0.0 and -0.0 are
two doubles, and one instant written in two time zones is two dates (section 4.7). Numbers are kept as text, so that
a number of a million digits costs no more than its length.
"""

import re
import struct
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from paradiplomacy.infer.rules import name

__all__ = ["ILL_TYPED", "Value", "belongs", "is_literal", "value"]

Value: TypeAlias = tuple[str, str]
"""A value space and the value in it, written in one form only."""

ILL_TYPED: Value = ("ill-typed", "")

# Those that few graphs need are left to re to compile, and to keep, at the first of their literals.
_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL)
_ESCAPE = r"(?s)\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))"
_CONTROL = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}

_DECIMAL = re.compile(r"([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_FLOAT = r"(?a)[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN"
_RATIONAL = r"(?a)([+-]?\d{1,900}) */ *(\d{1,900})"
_TIME = (
    r"(?a)(?P<year>-?(?:[1-9]\d{3,}|0\d{3}))-(?P<month>\d\d)-(?P<day>\d\d)"
    r"T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.(?P<fraction>\d+))?(?P<zone>Z|[+-]\d\d:\d\d)?"
)
_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_START = r"[:A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F"
_START += r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
_PART = _START + r"\-.0-9\u00B7\u0300-\u036F\u203F\u2040]"
_NAME = f"{_START}]{_PART}*"
_NMTOKEN = f"{_PART}+"
_LANGUAGE = r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"
_NOT_URI = r'[\s<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})'

_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_DIGITS_OF_LONG = 20


def is_literal(term: str) -> bool:
    """Whether a term in N-Triples syntax is a literal."""
    return term.startswith('"')


@lru_cache(maxsize=4096)
def value(literal: str) -> Value | None:
    """Read the data value of a literal; None for a datatype outside the OWL 2 datatype map, which says nothing.

    >>> value('"01"^^<http://www.w3.org/2001/XMLSchema#int>') == value('"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    True
    >>> value('"2008-13-01T00:00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>')
    ('ill-typed', '')
    """
    parts = _LITERAL.fullmatch(literal)
    if not parts:
        return None
    text = _unescape(parts["text"])
    if parts["language"]:
        return "text", f"{text}@{parts['language'].lower()}"
    if parts["datatype"] is None:
        return "string", text
    read = _READERS.get(f"<{parts['datatype']}>")
    if read is None:
        return None
    return read(text) or ILL_TYPED


def belongs(what: Value, datatype: str) -> bool:
    """Whether a value is in the value space of a datatype (an IRI in N-Triples syntax) of the OWL 2 datatype map."""
    space = _SPACES.get(datatype)
    return space is not None and what != ILL_TYPED and space(what)


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text

    def sign(found: re.Match[str]) -> str:
        return _CONTROL.get(found[3], found[3]) if found[3] else chr(int(found[1] or found[2], 16))

    return re.sub(_ESCAPE, sign, text)


def _collapse(text: str) -> str:
    return " ".join(re.split(r"[ \t\n\r]+", text)).strip(" ")


# ── Numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _decimal(text: str) -> Value | None:
    found = _DECIMAL.fullmatch(text.strip(" \t\n\r"))
    if not found:
        return None
    whole = (found[2] or "").lstrip("0") or "0"
    part = (found[3] or found[4] or "").rstrip("0")
    number = f"{whole}.{part}" if part else whole
    return "real", f"-{number}" if found[1] == "-" and number != "0" else number


def _integer(low: int | None, high: int | None) -> Callable[[str], Value | None]:
    def read(text: str) -> Value | None:
        text = text.strip(" \t\n\r")
        number = _decimal(text) if _INTEGER.fullmatch(text) else None
        return number if number and _within(number[1], low, high) else None

    return read


def _within(number: str, low: int | None, high: int | None) -> bool:
    if not _INTEGER.fullmatch(number):
        return False
    if len(number) > _DIGITS_OF_LONG + 1:
        return (high is None) if number[0] != "-" else (low is None)
    return (low is None or int(number) >= low) and (high is None or int(number) <= high)


def _rational(text: str) -> Value | None:
    found = re.fullmatch(_RATIONAL, text.strip(" \t\n\r"))
    if not found or not int(found[2]):
        return None
    from fractions import Fraction  # noqa: PLC0415 — because few graphs need it

    number = Fraction(int(found[1]), int(found[2]))
    twos = fives = 0
    rest = number.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest > 1:
        return "real", f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return _decimal(f"{sign}{digits[: len(digits) - places]}.{digits[len(digits) - places :]}")


def _double(text: str) -> Value | None:
    text = text.strip(" \t\n\r")
    return ("double", repr(float(text.replace("INF", "inf")))) if re.fullmatch(_FLOAT, text) else None


def _float(text: str) -> Value | None:
    text = text.strip(" \t\n\r")
    if not re.fullmatch(_FLOAT, text):
        return None
    number = float(text.replace("INF", "inf"))
    try:
        return "float", repr(struct.unpack("f", struct.pack("f", number))[0])
    except OverflowError:
        return "float", "inf" if number > 0 else "-inf"


# ── Strings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _string(text: str) -> Value | None:
    return "string", text


def _normalized(text: str) -> Value | None:
    return "string", re.sub(r"[\t\n\r]", " ", text)


def _token(form: str = ".*", without: str = "\n") -> Callable[[str], Value | None]:
    def read(text: str) -> Value | None:
        token = _collapse(text)
        return ("string", token) if re.fullmatch(form, token) and without not in token else None

    return read


def _plain(text: str) -> Value | None:
    words, at, language = text.rpartition("@")
    if not at or (language and not re.fullmatch(_LANGUAGE, language)):
        return None
    return ("text", f"{words}@{language.lower()}") if language else ("string", words)


def _uri(text: str) -> Value | None:
    return None if re.search(_NOT_URI, _collapse(text)) else ("uri", _collapse(text))


def _xml(text: str) -> Value | None:
    """Read a piece of XML; inside an element no document type can declare an entity."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 — because few graphs need it

    try:
        return "xml", ET.canonicalize(f"<x>{text}</x>")
    except (ET.ParseError, ValueError):
        return None


# ── Other ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _boolean(text: str) -> Value | None:
    form = {"true": "true", "1": "true", "false": "false", "0": "false"}.get(text.strip(" \t\n\r"))
    return ("boolean", form) if form else None


def _hex(text: str) -> Value | None:
    text = text.strip(" \t\n\r")
    return ("hex", text.upper()) if re.fullmatch(r"([0-9a-fA-F]{2})*", text) else None


def _base64(text: str) -> Value | None:
    text = re.sub(r"[ \t\n\r]", "", text)
    form = r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?"
    return ("base64", text) if re.fullmatch(form, text) else None


def _instant(*, zoned: bool) -> Callable[[str], Value | None]:
    def read(text: str) -> Value | None:
        found = re.fullmatch(_TIME, text.strip(" \t\n\r"))
        if not found or (zoned and not found["zone"]) or len(found["year"]) > _DIGITS_OF_LONG:
            return None
        return _moment(found)

    return read


def _moment(found: re.Match[str]) -> Value | None:
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"])
    fraction = (found["fraction"] or "").rstrip("0")
    midnight = (hour, minute, second, fraction) == (24, 0, 0, "")
    zone = _offset(found["zone"])
    if not 1 <= month <= 12 or not 1 <= day <= _days(year, month) or zone is None:  # noqa: PLR2004 — months
        return None
    if not midnight and (hour > 23 or minute > 59 or second > 59):  # noqa: PLR2004 — a day's hours
        return None
    if midnight:
        hour, day = 0, day + 1
        if day > _days(year, month):
            day, month = 1, month + 1
        if month > 12:  # noqa: PLR2004 — months
            month, year = 1, year + 1
    return "instant", f"{year}-{month}-{day}T{hour}:{minute}:{second}.{fraction}{zone}"


def _days(year: int, month: int) -> int:
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if is_leap and month == 2 else _MONTHS[month - 1]  # noqa: PLR2004 — February


def _offset(zone: str | None) -> str | None:
    """Read the offset in minutes as text, empty if there is none; None if it is ill-formed."""
    if not zone:
        return ""
    if zone == "Z":
        return "+0"
    hours, minutes = int(zone[1:3]), int(zone[4:])
    if minutes > 59 or hours * 60 + minutes > 14 * 60:  # noqa: PLR2004 — XML Schema's limit of 14 hours
        return None
    return f"{(hours * 60 + minutes) * (-1 if zone[0] == '-' else 1):+}"


# ── The tables ──────────────────────────────────────────────────────────────────────────────────────────────────────

_TOKENS = {
    "token": (".*", "\n"),
    "language": (_LANGUAGE, "\n"),
    "Name": (_NAME, "\n"),
    "NCName": (_NAME, ":"),
    "NMTOKEN": (_NMTOKEN, "\n"),
}

_READERS: dict[str, Callable[[str], Value | None]] = {
    name("rdf:PlainLiteral"): _plain,
    name("rdf:XMLLiteral"): _xml,
    name("owl:real"): lambda _: None,
    name("owl:rational"): _rational,
    name("xsd:decimal"): _decimal,
    **{name(f"xsd:{datatype}"): _integer(*bounds) for datatype, bounds in _BOUNDS.items()},
    name("xsd:double"): _double,
    name("xsd:float"): _float,
    name("xsd:string"): _string,
    name("xsd:normalizedString"): _normalized,
    **{name(f"xsd:{datatype}"): _token(*form) for datatype, form in _TOKENS.items()},
    name("xsd:boolean"): _boolean,
    name("xsd:hexBinary"): _hex,
    name("xsd:base64Binary"): _base64,
    name("xsd:anyURI"): _uri,
    name("xsd:dateTime"): _instant(zoned=False),
    name("xsd:dateTimeStamp"): _instant(zoned=True),
}


def _kind(*kinds: str) -> Callable[[Value], bool]:
    return lambda what: what[0] in kinds


def _integral(low: int | None, high: int | None) -> Callable[[Value], bool]:
    return lambda what: what[0] == "real" and _within(what[1], low, high)


def _unchanged(read: Callable[[str], Value | None]) -> Callable[[Value], bool]:
    """Accept the strings that white space handling leaves as they are."""
    return lambda what: what[0] == "string" and read(what[1]) == what


_SPACES: dict[str, Callable[[Value], bool]] = {
    name("rdf:PlainLiteral"): _kind("string", "text"),
    name("rdf:XMLLiteral"): _kind("xml"),
    name("rdfs:Literal"): lambda _: True,
    name("owl:real"): _kind("real"),
    name("owl:rational"): _kind("real"),
    name("xsd:decimal"): lambda what: what[0] == "real" and "/" not in what[1],
    **{name(f"xsd:{datatype}"): _integral(*bounds) for datatype, bounds in _BOUNDS.items()},
    name("xsd:double"): _kind("double"),
    name("xsd:float"): _kind("float"),
    name("xsd:string"): _kind("string"),
    name("xsd:normalizedString"): _unchanged(_normalized),
    **{name(f"xsd:{datatype}"): _unchanged(_token(*form)) for datatype, form in _TOKENS.items()},
    name("xsd:boolean"): _kind("boolean"),
    name("xsd:hexBinary"): _kind("hex"),
    name("xsd:base64Binary"): _kind("base64"),
    name("xsd:anyURI"): _kind("uri"),
    name("xsd:dateTime"): _kind("instant"),
    name("xsd:dateTimeStamp"): lambda what: (
        what[0] == "instant" and what[1].rpartition(".")[2].strip("0123456789") != ""
    ),
}
