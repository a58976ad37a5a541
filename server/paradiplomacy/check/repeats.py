"""What a text states more than once."""

from collections.abc import Iterator

from paradiplomacy.check.stated import Stated, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.sources import Role
from paradiplomacy.terms import RDF

__all__ = ["findings"]


def findings(stated: Stated) -> Iterator[Finding]:
    """Give the statements that a contributed text makes twice in one graph, at the second place.

    To a graph it is one statement; to its author it may be a copy that was not changed. What kind a thing is may be
    said wherever it is spoken of.
    """
    for document in stated.documents:
        if document.source.role is Role.DATASET:
            for quad, places in document.places.items():
                for again in places[1:] if quad[1] != RDF.type else ():
                    advice = f"{short(quad[0])} has this {short(quad[1])} in line {places[0].line} already: keep one."
                    yield Finding("stated-twice", Severity.WARNING, again, advice, *quad[:3])
