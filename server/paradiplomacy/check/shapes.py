"""What our shapes refuse, as findings with their places.

The shapes see the union of what is asserted, with the ontology's class tree, and before inference: on the closure they
fall silent, because a range axiom makes an actor of a place that was given as a party.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from paradiplomacy import formats, sources
from paradiplomacy.check import likeness, paths
from paradiplomacy.check import results as report
from paradiplomacy.check.engines import Engine, compiled
from paradiplomacy.check.index import Index
from paradiplomacy.check.literals import calendar_fault
from paradiplomacy.check.placing import places
from paradiplomacy.check.results import Result
from paradiplomacy.check.stated import Stated, plain, short
from paradiplomacy.check.wording import Words
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.terms import PARA, PREFIXES, RDF, RDFS, SH, SKOS, Literal, Object, Triple, URIRef

__all__ = ["findings", "results", "text"]

LONGEST_ADVICE = 600

_IRI = re.compile(r"https?://\S+")


def findings(stated: Stated) -> Iterator[Finding]:
    """Give what the shapes refuse, once for each place.

    What a query of a shape finds wrong concerns several statements at once (a row number given twice); it is told at
    the last of them, so its message must name what they share.
    """
    judged = (results(triples, things) for things, triples in stated.portions() if things)
    found = [result for result in chain.from_iterable(judged) if not _is_silent(result, stated)]
    circles = _circles(found)
    told: dict[tuple[object, ...], Finding] = {}
    for result in found:
        for finding in _findings(result, stated):
            key: tuple[object, ...] = (finding.check, finding.advice, finding.place, finding.focus, finding.value)
            if result.component == "SPARQL":
                key = (finding.check, circles.get((result.check, result.focus), finding.advice))
            told[key] = max(told.get(key, finding), finding, key=lambda finding: (finding.place, finding.correction))
    return iter(told.values())


def _is_silent(result: Result, stated: Stated) -> bool:
    """Whether a value that is only looked for is noted as not said."""
    if result.component != "MinCount" or result.severity is Severity.VIOLATION:
        return False
    notes = stated.subjects(PARA.silentAbout, result.focus)
    return any(result.path in stated.objects(note, PARA.silentOn) for note in notes)


def _findings(result: Result, stated: Stated) -> Iterator[Finding]:
    advice = _IRI.sub(lambda iri: short(URIRef(iri[0])), plain(result.message, LONGEST_ADVICE))
    for path, place in places(result, stated, stated.own):
        meant = _meant(result, stated)
        asked = _here(result, stated) + (f" Did you mean {meant}?" if meant else _choice(result, stated))
        yield Finding(
            result.check, result.severity, place, advice + asked, result.focus, path, result.value,
            shape=result.shape, component=result.constraint, correction=meant,
        )  # fmt: skip


def _here(result: Result, stated: Stated) -> str:
    """Say what stands where something else is due; a query of a shape says it itself."""
    if result.component == "MaxCount" and result.path:
        return _several(result, stated)
    if result.value is None or result.component == "SPARQL":
        return ""
    kinds = sorted(map(short, stated.types(result.value)))
    here = f" Here stands {_words().spell(result.value)}{f', a {kinds[0]}' if kinds else ''}."
    return here + calendar_fault(result.value) + _belongs(result, stated)


def _several(result: Result, stated: Stated) -> str:
    """Say which values there are, and where: the others may stand in no text that the reader has before him."""
    told: dict[Object, str] = {}
    for triple in dict.fromkeys(paths.walk(result.path, result.focus, stated).values()) if result.path else ():
        for quad in stated.said_of(triple[0]) if triple else ():
            if quad[:3] == triple:
                own = [f"in line {place.line}" for place in stated.places(triple)[:1] if place.line]
                where = own[0] if own else f"recorded already in {short(quad[3])}"
                told[quad[2]] = min(told.get(quad[2], "~"), f"{_words().spell(quad[2])} ({where})")
    return f" Here stand {' and '.join(sorted(told.values())[:4])}." if len(told) > 1 else ""


def _belongs(result: Result, stated: Stated) -> str:
    """Say after which property a concept stands that was put after another, or who acts for a territory."""
    if not isinstance(result.value, URIRef):
        return ""
    if governors := sorted(map(short, stated.subjects(PARA.governs, result.value))):
        return f" Its government is {governors[0]}." if result.component == "Class" else ""
    for kind in sorted(stated.types(result.value)):
        named = likeness.naming(stated, kind) if SKOS.Concept in stated.above(kind) else []
        if len(named) == 1 and named[0] != result.path:
            return f" {short(result.value)} belongs after {short(named[0])}."
    return ""


def _choice(result: Result, stated: Stated) -> str:
    """Say which things there are of the class that is asked for."""
    if result.component not in {"Class", "MinCount", "NodeKind"}:
        return ""
    asked = _words().shapes.objects(result.shape, SH["class"])
    of_path = stated.objects(result.path, RDFS.range) if isinstance(result.path, URIRef) and result.path in PARA else ()
    return "".join(likeness.choice(stated, kind) for kind in sorted(asked or of_path)[:1])


def _meant(result: Result, stated: Stated) -> str:
    """Write what was meant: the value as its datatype asks for it, or the thing that a text names."""
    classes = _words().shapes.objects(result.shape, SH["class"])
    if isinstance(result.value, Literal) and classes:
        thing = likeness.of_kind(stated, classes, str(result.value))
        return short(thing) if thing else ""
    return _words().correct(result)


def _circles(results: Iterable[Result]) -> dict[tuple[str, Object], frozenset[Object]]:
    """Find results whose values lead from one focus node to the next and back: one cause, a circle."""
    steps = {(result.check, result.focus): result.value for result in results if result.component == "SPARQL"}
    circles = {}
    for check, start in steps:
        way = [start]
        while (after := steps.get((check, way[-1]))) is not None and after not in way:
            way.append(after)
        if after == start:
            circles[check, start] = frozenset(way)
    return circles


def results(triples: Iterable[Triple], focus: Iterable[URIRef] = ()) -> list[Result]:
    """Validate triples against our shapes: all focus nodes, or some alone."""
    return report.read(_compiled()(triples, focus))


@cache
def _words() -> Words:
    return Words(Index.of_triples(_triples()), PREFIXES)


@cache
def text() -> str:
    """Read all shapes, as N-Triples."""
    return formats.write(_triples(), formats.by_name("ntriples")).decode()


@cache
def _triples() -> frozenset[Triple]:
    files = sorted((sources.root() / "shapes").glob("*.ttl"))
    return frozenset(
        quad[:3]
        for file in files
        for quad in formats.parse(
            file.read_bytes(), formats.by_extension(file), base=file.as_uri(), default_graph=RDF.nil, file=file.name
        )
    )


@cache
def _compiled() -> Engine:
    return compiled(_triples())
