"""What every term of the ontology tells its reader: a label, a definition, when to use it, and an example."""

from collections.abc import Iterator

from paradiplomacy.check.stated import Stated, place, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.terms import PARA, RDF, RDFS, SKOS, Literal, Object, URIRef

__all__ = ["ASKED", "findings"]

ASKED: dict[URIRef, tuple[str, str]] = {
    RDFS.label: ("term-is-labelled", "a name, with rdfs:label"),
    SKOS.definition: ("term-is-defined", "a sentence that says what it means, with skos:definition"),
    SKOS.scopeNote: ("term-has-a-scope", "when to use it and when not, with skos:scopeNote"),
    SKOS.example: ("term-has-an-example", "one statement that uses it, with skos:example"),
}
"""What is asked of a term, by property: the check's name and what to give."""


def findings(stated: Stated) -> Iterator[Finding]:
    """Give the terms that an ontology declares in our namespace and does not describe in English."""
    told = set()
    for document, quad in stated.schema():
        term, predicate, _, _ = quad
        if predicate != RDF.type or term not in PARA or term in told:
            continue
        told.add(term)
        for asked, (check, what) in ASKED.items():
            if not any(map(_says_something, stated.objects(term, asked))):
                advice = f"Give {short(term)} {what}, in English."
                yield Finding(check, Severity.VIOLATION, place(document, quad), advice, term, asked)


def _says_something(text: Object) -> bool:
    return isinstance(text, Literal) and text.language == "en" and bool(text.strip())
