"""What our shapes refuse, as findings with their places.

The shapes see the union of what is asserted, with the ontology's class tree, and before inference: on the closure they
fall silent, because a range axiom makes an actor of a place that was given as a party.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from paradiplomacy import formats, sources
from paradiplomacy.check import likeness
from paradiplomacy.check import results as report
from paradiplomacy.check.engines import Engine, compiled
from paradiplomacy.check.index import Index
from paradiplomacy.check.placing import places
from paradiplomacy.check.results import Result
from paradiplomacy.check.stated import Stated, plain, short
from paradiplomacy.check.wording import Words
from paradiplomacy.findings import Finding
from paradiplomacy.terms import PREFIXES, RDF, SH, Literal, Object, Triple, URIRef

__all__ = ["findings", "results", "text"]

LONGEST_ADVICE = 600

_IRI = re.compile(r"https?://\S+")


def findings(stated: Stated) -> Iterator[Finding]:
    """Give what the shapes refuse, once for each place.

    What a query of a shape finds wrong concerns several statements at once (a row number given twice); it is told at
    the last of them, so its message must name what they share.
    """
    judged = (results(triples, things) for things, triples in stated.portions() if things)
    found = list(chain.from_iterable(judged))
    circles = _circles(found)
    told: dict[tuple[object, ...], Finding] = {}
    for result in found:
        for finding in _findings(result, stated):
            key: tuple[object, ...] = (finding.check, finding.advice, finding.place, finding.focus, finding.value)
            if result.component == "SPARQL":
                key = (finding.check, circles.get((result.check, result.focus), finding.advice))
            told[key] = max(told.get(key, finding), finding, key=lambda finding: (finding.place, finding.correction))
    return iter(told.values())


def _findings(result: Result, stated: Stated) -> Iterator[Finding]:
    advice = _IRI.sub(lambda iri: short(URIRef(iri[0])), plain(result.message, LONGEST_ADVICE))
    for path, place in places(result, stated, stated.own):
        meant = _meant(result, stated)
        asked = _here(result, stated) + (f" Did you mean {meant}?" if meant else "")
        yield Finding(
            result.check, result.severity, place, advice + asked, result.focus, path, result.value,
            shape=result.shape, component=result.constraint, correction=meant,
        )  # fmt: skip


def _here(result: Result, stated: Stated) -> str:
    """Say what stands where something else is due; a query of a shape says it itself."""
    if result.value is None or result.component == "SPARQL":
        return ""
    kinds = sorted(map(short, stated.types(result.value)))
    return f" Here stands {_words().spell(result.value)}{f', a {kinds[0]}' if kinds else ''}."


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
