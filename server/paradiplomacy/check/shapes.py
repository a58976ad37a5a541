"""The SHACL engine behind one small function: what the shapes refuse, as findings with their places.

The shapes see the union of what is asserted, with the ontology's class tree, and before inference: on the closure they
fall silent, because a range axiom makes an actor of a place that was given as a party.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from rdflib import Graph

from paradiplomacy import formats, sources
from paradiplomacy.check.engines import Engine, compiled
from paradiplomacy.check.stated import Stated, plain, short
from paradiplomacy.findings import Finding, Place, Severity
from paradiplomacy.terms import RDF, SH, BNode, Object, Triple, URIRef

__all__ = ["Result", "findings", "results", "text"]

LONGEST_ADVICE = 600

_IRI = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result (SHACL section 3.6.2); ``backwards`` if its path is an inverse path.

    There is no path where the shape's leads by several properties.
    """

    check: str
    severity: Severity
    advice: str
    focus: Object
    path: URIRef | None
    value: Object | None
    backwards: bool
    of_a_query: bool


def findings(stated: Stated) -> Iterator[Finding]:
    """Give what the shapes refuse, once for each place.

    What a query of a shape finds wrong concerns several statements at once (a row number given twice); it is told at
    the last of them, so its message must name what they share.
    """
    told: dict[tuple[object, ...], Finding] = {}
    judged = (results(triples, things) for things, triples in stated.portions() if things)
    for result in chain.from_iterable(judged):
        for path, place in _statements(result, stated):
            found = Finding(result.check, result.severity, place, result.advice, result.focus, path, result.value)
            shared = (result.check, result.advice)
            key = shared if result.of_a_query else (*shared, place, result.focus, result.value)
            told[key] = max(told.get(key, found), found, key=lambda finding: finding.place)
    return iter(told.values())


def results(triples: Iterable[Triple], focus: Iterable[URIRef] = ()) -> list[Result]:
    """Validate triples against our shapes, in an order that no engine decides: all focus nodes, or some alone."""
    report = _compiled()(triples, focus)
    found = {_result(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)}  # type: ignore[arg-type]  # because rdflib promises any node
    return sorted(found, key=repr)


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


def _result(report: Graph, node: Object) -> Result:
    def value(predicate: URIRef) -> Object | None:
        return report.value(node, predicate)  # type: ignore[return-value]  # because rdflib promises any node

    path = value(SH.resultPath)
    inverse = report.value(path, SH.inversePath) if isinstance(path, BNode) else None
    forward = path if isinstance(path, URIRef) else None
    return Result(
        check=_name(value(SH.sourceShape)),
        severity=Severity(_name(value(SH.resultSeverity)).lower()),
        advice=_IRI.sub(lambda iri: short(URIRef(iri[0])), plain(str(value(SH.resultMessage)), LONGEST_ADVICE)),
        focus=value(SH.focusNode),  # type: ignore[arg-type]  # because every result has one
        path=inverse or forward,  # type: ignore[arg-type]  # because an inverse path of ours is that of a property
        value=value(SH.value),
        backwards=inverse is not None,
        of_a_query=value(SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent,
    )


def _name(term: Object | None) -> str:
    return str(term).rpartition("#")[2]


def _statements(result: Result, stated: Stated) -> Iterator[tuple[URIRef | None, Place]]:
    """Where to mend, and of which property: the statement; the last value, if they are too many; else the kind."""
    focus, path, value = result.focus, result.path, result.value
    said = [quad[:3] for quad in stated.own.said_of(focus)]
    if value is not None:
        at = [(value, path, focus)] if result.backwards else [(focus, path, value)]
        for triple in at if path else [triple for triple in said if triple[2] == value]:
            yield from ((triple[1], place) for place in stated.places(triple))  # type: ignore[arg-type]  # because a literal subject is stated nowhere
        return
    several = [triple for triple in said if triple[1] == path and not result.backwards]
    kinds = [triple for triple in said if triple[1] == RDF.type]
    for triple in [*several[-1:], *kinds, *said]:
        yield from ((path, place) for place in stated.places(triple)[:1])
        return
