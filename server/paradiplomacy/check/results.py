"""What an engine reports, as data."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph

from paradiplomacy.check import paths
from paradiplomacy.check.index import Index
from paradiplomacy.check.paths import Path
from paradiplomacy.findings import Severity
from paradiplomacy.terms import RDF, SH, Literal, Object, URIRef

__all__ = ["Result", "read"]


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result (SHACL section 3.6.2), with the results behind it.

    ``constraint`` is its constraint component, and ``component`` the name of that without the words that all share, as
    in ``MinCount``.
    """

    shape: Object
    component: str
    severity: Severity
    focus: Object
    path: Path | None
    value: Object | None
    message: str
    details: tuple["Result", ...] = ()
    constraint: URIRef | None = None

    @property
    def check(self) -> str:
        """The name of the shape."""
        return _name(self.shape)


def read(report: Graph) -> list[Result]:
    """Read the results of a report, in an order that no engine decides."""
    said = Index.of_triples(report)  # type: ignore[arg-type]  # because rdflib promises any node
    roots = said.subjects(RDF.type, SH.ValidationReport)
    return sorted({_result(said, node) for root in roots for node in said.objects(root, SH.result)}, key=repr)


def _result(said: Index, node: Object) -> Result:
    component = said.value(node, SH.sourceConstraintComponent)
    return Result(
        shape=said.value(node, SH.sourceShape) or RDF.nil,
        component=_name(component).removesuffix("ConstraintComponent"),
        severity=_severity(_name(said.value(node, SH.resultSeverity))),
        focus=next(iter(said.objects(node, SH.focusNode))),
        path=paths.read(said, said.value(node, SH.resultPath)),
        value=said.value(node, SH.value),
        message=_english(said.objects(node, SH.resultMessage)),
        details=tuple(sorted((_result(said, other) for other in said.objects(node, SH.detail)), key=repr)),
        constraint=URIRef(component) if component else None,
    )


def _severity(name: str) -> Severity:
    """Take a severity that the standard does not name for a violation (SHACL section 2.1.4)."""
    known = {"Warning": Severity.WARNING, "Info": Severity.INFO}
    return known.get(name, Severity.VIOLATION)


def _english(messages: Iterable[Object]) -> str:
    def rank(message: Object) -> tuple[bool, bool, str]:
        language = message.language if isinstance(message, Literal) else None
        return not (language or "").startswith("en"), language is not None, str(message)

    return str(min(messages, key=rank, default=""))


def _name(term: Object | None) -> str:
    return str(term).rpartition("#")[2]
