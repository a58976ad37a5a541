"""A report as SARIF 2.1.0 (OASIS Standard), which code scanning of many hosts reads."""

import json
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from paradiplomacy.check.stated import plain, short
from paradiplomacy.findings import Finding, Report, Severity

__all__ = ["write"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LONGEST = 1000

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(report: Report) -> bytes:
    """Write one run; the notes on files are its notifications."""
    shapes = {finding.check: finding.shape for finding in report}
    rules = sorted(shapes)
    driver = {
        "name": "paradiplomacy",
        "version": version("paradiplomacy"),
        "rules": [
            {"id": rule, **({"properties": {"shape": str(shapes[rule])}} if shapes[rule] else {})} for rule in rules
        ],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {
                "executionSuccessful": report.readable,
                "toolExecutionNotifications": [_told(note) for note in report.notes],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [
            {"ruleId": found.check, "ruleIndex": rules.index(found.check), **_result(found)} for found in report
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _result(finding: Finding) -> dict[str, object]:
    parts = {"correction": finding.correction, "proof": finding.proof}
    more = {name: part for name, part in parts.items() if part}
    return _told(finding) | ({"properties": more} if more else {})


def _told(finding: Finding) -> dict[str, object]:
    correction = f" Write: {plain(finding.correction, LONGEST)}" if finding.correction else ""
    return {
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.advice + correction},
        "locations": [_location(finding)],
    }


def _location(finding: Finding) -> dict[str, object]:
    place = finding.place
    numbers = {"startLine": place.line, "startColumn": place.column}
    region = {name: number for name, number in numbers.items() if number}
    record = [{"name": short(finding.focus), "fullyQualifiedName": str(finding.focus)}] if finding.focus else []
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.file)},
            **({"region": region} if region else {}),
        },
        **({"logicalLocations": record} if record else {}),
    }


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(file)
