"""A report in the forms that people and programs read: the same report gives the same bytes."""

from collections.abc import Callable, Mapping
from functools import partial

from paradiplomacy.findings import Report
from paradiplomacy.formats import GRAPH_FORMATS
from paradiplomacy.report import as_json, as_junit, as_sarif, as_shacl, as_text

__all__ = ["FORMS", "write"]

FORMS: Mapping[str, Callable[[Report], bytes]] = {
    "text": as_text.write,
    "json": as_json.write,
    "sarif": as_sarif.write,
    "junit": as_junit.write,
    **{rdf.name: partial(as_shacl.write, rdf=rdf) for rdf in GRAPH_FORMATS},
}
"""What a report is written as: for people, JSON, SARIF and JUnit, or the SHACL report in any RDF format."""


def write(report: Report, form: str) -> bytes:
    """Write a report in one of the FORMS."""
    return FORMS[form](report)
