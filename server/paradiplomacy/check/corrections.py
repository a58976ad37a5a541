"""What somebody meant who wrote a value that is no value: the text to write in its place, where that can be told."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from difflib import SequenceMatcher, get_close_matches

from paradiplomacy.terms import RDF, XSD, Literal, Object, URIRef

__all__ = ["literal", "nearest", "spelt"]

_DIGITS = str.maketrans("OoQIl|SsBZz", "00011155822"[:11])
_NUMBERS = frozenset({XSD.integer, XSD.nonNegativeInteger, XSD.positiveInteger, XSD.int, XSD.long, XSD.gYear})
_BOOLEANS = {"yes": "true", "no": "false", "y": "true", "n": "false"}
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def literal(value: Object, datatype: URIRef, language: str = "") -> Literal | None:
    """Correct a value that is to be of a datatype, or a text in a language that is to be told.

    Digits that are letters, other orders of a date, other words for true; nothing that would be a guess.

    >>> literal(Literal("20O8"), XSD.integer)
    rdflib.term.Literal('2008', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#integer'))
    """
    if not isinstance(value, Literal):
        return None
    text = str(value).strip()
    if datatype == RDF.langString:
        return Literal(text, lang=language) if language and text and not value.language else None
    if datatype == XSD.string:
        return Literal(text) if text and (value.language or value.datatype not in (None, XSD.string)) else None
    found = _READERS[datatype](text) if datatype in _READERS else ""
    return Literal(found, datatype=datatype, normalize=False) if found else None


def nearest(written: str, known: Iterable[str]) -> str:
    """Give the known text that is nearly the same as the one written, or none.

    The same but for zeros before a number comes first. What differs in more than a few signs is another name: "nara"
    for "nara-group" would be a guess.
    """
    written = written[:120]
    known = list(known)
    same = [text for text in known if text != written and _unpadded(text) == _unpadded(written)]
    if same:
        return min(same)
    folded = {text.casefold(): text for text in sorted(known, reverse=True) if text != written}
    close = get_close_matches(written.casefold(), sorted(folded), n=1, cutoff=0.75)
    return folded[close[0]] if close and _differ(written.casefold(), close[0]) <= max(2, len(written) // 8) else ""


def _unpadded(text: str) -> str:
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", text)


def _differ(one: str, other: str) -> int:
    """Count the signs that are to be written anew."""
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for step, i1, i2, j1, j2 in steps if step != "equal")


def spelt(value: Literal) -> str:
    """Write a literal as Turtle does, numbers and truth values bare.

    >>> spelt(Literal("2008", datatype=XSD.integer)), spelt(Literal("x", lang="en"))
    ('2008', '"x"@en')
    """
    text = str(value)
    bare = {XSD.integer: r"[+-]?\d+", XSD.decimal: r"[+-]?\d*\.\d+", XSD.boolean: "true|false"}
    if value.datatype in bare and re.fullmatch(bare[value.datatype], text, re.ASCII):
        return text
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'
    if value.language:
        return f"{quoted}@{value.language}"
    if value.datatype in (None, XSD.string):
        return quoted
    name = value.datatype.removeprefix(str(XSD))
    return f"{quoted}^^" + (f"xsd:{name}" if value.datatype in XSD else f"<{value.datatype}>")


def _number(text: str) -> str:
    found = _ORDINAL.sub("", text).replace(",", "").translate(_DIGITS).removesuffix(".0")
    return found.lstrip("0") or "0" if re.fullmatch(r"-?\d+", found, re.ASCII) and _mostly_digits(text) else ""


def _decimal(text: str) -> str:
    found = text.removesuffix("%").strip().replace(",", ".").translate(_DIGITS)
    return found if re.fullmatch(r"-?\d+(\.\d+)?", found, re.ASCII) and _mostly_digits(text) else ""


def _mostly_digits(text: str) -> bool:
    return 2 * sum(sign.isdecimal() for sign in text) >= len(text)


def _boolean(text: str) -> str:
    word = text.casefold()
    return _BOOLEANS.get(word, word if word in _BOOLEANS.values() else "")


def _date(text: str) -> str:
    """Write a day as xsd:date does, if the calendar has it and there is one order to read it in."""
    parts = _DAY.fullmatch(text)
    if not parts:
        return ""
    year, month, day = parts.groups()[:3] if parts[1] else (parts[6], parts[5], parts[4])
    if not parts[1] and int(day) <= 12 and day != month:  # noqa: PLR2004 — day or month, who can tell
        return ""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


_READERS: dict[URIRef, Callable[[str], str]] = {
    **dict.fromkeys(_NUMBERS, _number),
    XSD.decimal: _decimal,
    XSD.double: _decimal,
    XSD.float: _decimal,
    XSD.boolean: _boolean,
    XSD.date: _date,
    XSD.anyURI: lambda text: text.replace(" ", "%20"),
}
