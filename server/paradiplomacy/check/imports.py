"""What would have to be fetched: nothing is."""

from collections.abc import Iterator

from paradiplomacy.check.stated import Stated, place, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.terms import OWL

__all__ = ["findings"]


def findings(stated: Stated) -> Iterator[Finding]:
    """Give the statements that another ontology is to be taken in (OWL 2 Structural Specification section 3.4)."""
    for document, quad in stated:
        if quad[1] == OWL.imports:
            advice = f"Take the owl:imports out: {short(quad[2])} is not fetched, so nothing of it would count."
            yield Finding("imports-nothing", Severity.VIOLATION, place(document, quad), advice, *quad[:3])
