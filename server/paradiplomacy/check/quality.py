"""What every term of the ontology tells its reader: a label, a definition, when to use it, and an example."""

from collections.abc import Iterator

from rdflib import Literal

from paradiplomacy.check.stated import Stated, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.terms import PARA, RDF, RDFS, SKOS, Triple, URIRef

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
    for term in sorted({quad[0] for _, quad in stated.schema() if quad[1] == RDF.type and quad[0] in PARA}):
        for predicate, (check, what) in ASKED.items():
            if any(_says_something(triple) for triple in stated.values(term, predicate)):
                continue
            where = stated.places(stated.values(term, RDF.type)[0])[0]
            yield Finding(check, Severity.VIOLATION, where, f"Give {short(term)} {what}, in English.", term, predicate)


def _says_something(triple: Triple) -> bool:
    text = triple[2]
    return isinstance(text, Literal) and text.language == "en" and bool(text.strip())
