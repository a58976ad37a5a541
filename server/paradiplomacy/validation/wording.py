"""Findings as their text would say it: the term at fault is marked, names are those that the text can use."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from paradiplomacy import formats
from paradiplomacy.check import Index
from paradiplomacy.check.stated import short
from paradiplomacy.findings import Finding
from paradiplomacy.places import parts
from paradiplomacy.terms import ID, PAPER, PREFIXES, URIRef
from paradiplomacy.validation.texts import Text

__all__ = ["in_words_of"]

_NAME = re.compile(r"(?<![\w\"/:.(-])([a-z][a-z-]*):(?=[A-Za-z0-9])")
_ASIDE = re.compile(r"\([^)]*\)")
_PREFIXED = ("turtle", "trig")


def in_words_of(texts: Sequence[Text], found: Sequence[Finding], known: Index) -> list[Finding]:
    """Word findings for their texts, sorted by place; what is known tells which prefixes there are."""
    worded = list(found)
    for text in texts:
        mine = [finding for finding in worded if finding.place.file == text.name]
        if mine:
            others = [finding for finding in worded if finding.place.file != text.name]
            worded = [*others, *_worded(text, mine, known)]
    return sorted(worded, key=lambda finding: (finding.place, finding.check, repr(finding)))


def _worded(text: Text, found: Sequence[Finding], known: Index) -> Iterator[Finding]:
    whole = text.octets.decode("utf-8", "replace").removeprefix("\ufeff")
    objects = {finding.place for finding in found if finding.part != "object" and finding.place.column}
    told = parts(whole, text.format, text.name, objects)
    declared = formats.prefixes(text.octets, text.format, text.name) if text.format.name in _PREFIXED else None
    for finding in found:
        place = told.get(finding.place, {}).get(finding.part, finding.place)
        placed = replace(finding, place=place)
        yield placed if declared is None else _named(placed, declared, known)


def _named(finding: Finding, declared: Mapping[str, str], known: Index) -> Finding:
    """Shorten names as a text does, and say which prefixes it has to declare for those that are proposed."""
    advice, correction = finding.advice, finding.correction
    for prefix, namespace in declared.items():
        if namespace.startswith(str(PAPER)) and namespace.endswith("/"):
            advice = advice.replace(short(URIRef(namespace)), f"{prefix}:")
            correction = re.sub(rf"^<{re.escape(namespace)}([\w.-]*\w)>$", rf"{prefix}:\1", correction)
    lacking = () if finding.proof else _lacking(finding, advice, declared)
    lines = [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in lacking if _exists(prefix, known)]
    head = f" Put at the head of the text: {' '.join(lines)}" if lines else ""
    return replace(finding, advice=advice + head, correction=correction)


def _lacking(finding: Finding, advice: str, declared: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the prefixes of names that are proposed, but not of those that stand in the statement already."""
    standing = {short(term) for term in (finding.focus, finding.path, finding.value) if isinstance(term, URIRef)}
    advice = _ASIDE.sub("", advice)
    for name in standing:
        advice = advice.replace(name, "")
    for prefix in dict.fromkeys(_NAME.findall(f"{advice} {finding.correction}")):
        namespace = _namespace(prefix)
        if prefix not in declared and namespace not in declared.values():
            yield prefix, namespace


def _exists(prefix: str, known: Index) -> bool:
    return prefix == "paper" or prefix in PREFIXES or _namespace(prefix) in known.folders


def _namespace(prefix: str) -> str:
    return str(PAPER) if prefix == "paper" else PREFIXES.get(prefix, f"{ID}{prefix}/")
