"""A report as JSON; ``schema.json`` beside this module describes it."""

import json
from importlib.resources import files

from paradiplomacy.check.stated import short
from paradiplomacy.findings import Finding, Report, Severity
from paradiplomacy.terms import BNode, Literal, Object

__all__ = ["schema", "term", "write"]


def write(report: Report) -> bytes:
    """Write a report; what a finding does not have is left out."""
    counts = {severity.value: sum(found.severity is severity for found in report) for severity in Severity}
    told = {
        "conforms": report.conforms,
        "readable": report.readable,
        "files": report.files,
        "counts": counts,
        "findings": [_finding(finding) for finding in report],
        "notes": [_finding(note) for note in report.notes],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def schema() -> bytes:
    """Give the JSON Schema of what is written."""
    return (files(__package__) / "schema.json").read_bytes()


def _finding(finding: Finding) -> dict[str, object]:
    place = finding.place
    parts: dict[str, object] = {
        "severity": finding.severity.value,
        "check": finding.check,
        "shape": None if finding.shape is None else str(finding.shape),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "message": finding.advice,
        "correction": finding.correction,
        "focus": term(finding.focus),
        "path": term(finding.path),
        "value": term(finding.value),
        "proof": finding.proof,
    }
    return {name: part for name, part in parts.items() if part}


def term(term: Object | None) -> dict[str, str] | None:
    """Give a term as SPARQL 1.1 Query Results JSON does (section 3.2.2), an IRI with its short name beside it."""
    match term:
        case None:
            return None
        case Literal():
            more = {"xml:lang": term.language} if term.language else {"datatype": str(term.datatype or "")}
            return {"type": "literal", "value": str(term), **{name: part for name, part in more.items() if part}}
        case BNode():
            return {"type": "bnode", "value": str(term)}
    return {"type": "uri", "value": str(term), "name": short(term)}
