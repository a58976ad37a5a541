"""Why a value fits none of several alternatives: each is asked for itself, since no engine tells.

An engine reports that a value does not conform to sh:or, sh:xone, sh:and, sh:not or sh:qualifiedValueShape (SHACL
sections 4.6 and 4.7) and keeps to itself why. Here each value is validated against each member shape alone.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paradiplomacy.check import engines, paths
from paradiplomacy.check import results as report
from paradiplomacy.check.index import Index
from paradiplomacy.check.results import Result
from paradiplomacy.terms import OWL, RDF, RDFS, SH, Object, Triple, URIRef

__all__ = ["Trial", "trials"]

MOST = 200
"""Results whose causes are looked for; what is wrong with more than these is told without causes."""

_LISTS = {"Or": SH["or"], "Xone": SH["xone"], "And": SH["and"]}
_SINGLE = {"Not": SH["not"], "QualifiedMinCount": SH.qualifiedValueShape, "QualifiedMaxCount": SH.qualifiedValueShape}
_TARGETS = (SH.targetNode, SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf)
_PROBE = "urn:paradiplomacy:probe:"


@dataclass(frozen=True, slots=True)
class Trial:
    """A value held against one shape alone, and what is found; nothing if it conforms."""

    value: Object
    shape: Object
    found: tuple[Result, ...]


def trials(
    results: Sequence[Result], shapes: Index, data: Collection[Triple], said: Index, engine: str
) -> Mapping[Result, Sequence[Trial]]:
    """Try the values of all results of logical constraints, in one run of the engine."""
    asked = [(result, list(_pairs(result, shapes, said))) for result in results if _is_logical(result)][:MOST]
    pairs = list(dict.fromkeys(pair for _, of_one in asked for pair in of_one))
    if not pairs:
        return {}
    found = _run(pairs, shapes, data, engine)
    return {result: [Trial(*pair, found.get(pair, ())) for pair in of_one] for result, of_one in asked}


def _is_logical(result: Result) -> bool:
    return result.component in _LISTS or result.component in _SINGLE


def _pairs(result: Result, shapes: Index, said: Index) -> Iterator[tuple[Object, Object]]:
    values: Iterable[Object] = [result.value] if result.value is not None else []
    if result.component.startswith("Qualified") and result.path:
        values = list(paths.walk(result.path, result.focus, said))[:20]
    for member in _members(result, shapes):
        for value in values:
            yield value, member


def _members(result: Result, shapes: Index) -> Iterator[Object]:
    if result.component in _LISTS:
        for node in shapes.objects(result.shape, _LISTS[result.component]):
            yield from shapes.members(node)
    else:
        yield from shapes.objects(result.shape, _SINGLE[result.component])


def _run(
    pairs: Sequence[tuple[Object, Object]], shapes: Index, data: Collection[Triple], engine: str
) -> Mapping[tuple[Object, Object], tuple[Result, ...]]:
    asked: list[Triple] = [quad[:3] for quad in shapes if not _aims(quad[:3])]
    probes: dict[Object, tuple[Object, Object]] = {}
    for number, (value, member) in enumerate(pairs):
        probe, inner = URIRef(f"{_PROBE}{number}"), URIRef(f"{_PROBE}{number}:inner")
        probes[probe] = value, member
        asked += [
            (probe, RDF.type, SH.NodeShape), (probe, SH.targetNode, value), (probe, SH.node, inner),
            (inner, RDF.type, SH.NodeShape),
            (inner, SH.property if shapes.objects(member, SH.path) else SH.node, member),
        ]  # fmt: skip
    found = report.read(engines.compiled(asked, engine)(data))
    return {probes[result.shape]: _without_wrapping(result.details) for result in found if result.shape in probes}


def _aims(triple: Triple) -> bool:
    return triple[1] in _TARGETS or (triple[1] == RDF.type and triple[2] in {RDFS.Class, OWL.Class})


def _without_wrapping(details: Sequence[Result]) -> tuple[Result, ...]:
    """Take what stands behind results that only say that something stands behind them."""
    flat: list[Result] = []
    for result in details:
        flat += _without_wrapping(result.details) if result.component == "Node" and result.details else [result]
    return tuple(flat)
