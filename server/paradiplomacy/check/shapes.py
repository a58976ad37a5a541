"""What our shapes refuse, as findings with their places.

The shapes see the union of what is asserted, with the ontology's class tree, and before inference: on the closure they
fall silent, because a range axiom makes an actor of a place that was given as a party.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from paradiplomacy import formats, sources
from paradiplomacy.check import results as report
from paradiplomacy.check.engines import Engine, compiled
from paradiplomacy.check.placing import places
from paradiplomacy.check.results import Result
from paradiplomacy.check.stated import Stated, plain, short
from paradiplomacy.findings import Finding
from paradiplomacy.terms import RDF, Triple, URIRef

__all__ = ["findings", "results", "text"]

LONGEST_ADVICE = 600

_IRI = re.compile(r"https?://\S+")


def findings(stated: Stated) -> Iterator[Finding]:
    """Give what the shapes refuse, once for each place.

    What a query of a shape finds wrong concerns several statements at once (a row number given twice); it is told at
    the last of them, so its message must name what they share.
    """
    told: dict[tuple[object, ...], Finding] = {}
    judged = (results(triples, things) for things, triples in stated.portions() if things)
    for result in chain.from_iterable(judged):
        advice = _IRI.sub(lambda iri: short(URIRef(iri[0])), plain(result.message, LONGEST_ADVICE))
        for path, place in places(result, stated, stated.own):
            about = (result.focus, path, result.value)
            found = Finding(
                result.check, result.severity, place, advice, *about, shape=result.shape, component=result.constraint
            )
            shared = (result.check, advice)
            key = shared if result.component == "SPARQL" else (*shared, place, result.focus, result.value)
            told[key] = max(told.get(key, found), found, key=lambda finding: finding.place)
    return iter(told.values())


def results(triples: Iterable[Triple], focus: Iterable[URIRef] = ()) -> list[Result]:
    """Validate triples against our shapes: all focus nodes, or some alone."""
    return report.read(_compiled()(triples, focus))


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
