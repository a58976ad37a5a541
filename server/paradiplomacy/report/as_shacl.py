"""A report as SHACL has it (section 3.6), with the places in properties of ours."""

from collections.abc import Iterator

from paradiplomacy import formats
from paradiplomacy.findings import Finding, Report, Severity
from paradiplomacy.formats import Format
from paradiplomacy.terms import PREFIXES, RDF, REPORT, SH, XSD, BNode, Literal, Object, Triple, URIRef

__all__ = ["triples", "write"]

_SEVERITIES = {Severity.VIOLATION: SH.Violation, Severity.WARNING: SH.Warning, Severity.INFO: SH.Info}
_REPORT = BNode("report")


def write(report: Report, rdf: Format) -> bytes:
    """Write the report in an RDF format. Raises NotAcceptable if the format cannot hold a term of it."""
    return formats.write(triples(report), rdf, {**PREFIXES, "report": str(REPORT)})


def triples(report: Report) -> Iterator[Triple]:
    """Give the report. It conforms if there is no result at all, be it a warning (SHACL section 3.6.1.1)."""
    yield _REPORT, RDF.type, SH.ValidationReport
    yield _REPORT, SH.conforms, Literal(str(not report.findings).lower(), datatype=XSD.boolean)
    for number, finding in enumerate(report, 1):
        node = BNode(f"result-{number}")
        yield _REPORT, SH.result, node
        yield from ((node, predicate, value) for predicate, value in _parts(finding) if value is not None)


def _parts(finding: Finding) -> Iterator[tuple[URIRef, Object | None]]:
    check = REPORT["check/" + finding.check]
    yield RDF.type, SH.ValidationResult
    yield SH.resultSeverity, _SEVERITIES[finding.severity]
    yield SH.resultMessage, Literal(finding.advice, lang="en")
    # A text that cannot be read has no record in it: the focus is the text.
    yield SH.focusNode, finding.focus or Literal(finding.place.file)
    yield SH.resultPath, finding.path
    yield SH.value, finding.value
    yield SH.sourceShape, finding.shape or check
    yield SH.sourceConstraintComponent, finding.component or check
    yield REPORT.file, Literal(finding.place.file)
    yield REPORT.line, _number(finding.place.line)
    yield REPORT.column, _number(finding.place.column)
    yield REPORT.correction, Literal(finding.correction) if finding.correction else None


def _number(number: int) -> Literal | None:
    return Literal(str(number), datatype=XSD.integer) if number else None
