"""What the ontology says of each term's use, compared with how it is used: kinds of subject, value and term."""

from collections.abc import Iterator

from paradiplomacy.check.stated import Stated, place, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.terms import OWL, PARA, RDF, RDFS, XSD, Literal, Object, Triple, URIRef

__all__ = ["findings"]

_PROPERTIES = frozenset({OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty})


def findings(stated: Stated) -> Iterator[Finding]:
    """Give the statements whose terms, subject or value are not of the kind that the ontology asks for.

    Reads domains and ranges as demands, where OWL 2 would infer from them. A thing of which no kind is known is not
    judged here.
    """
    for document, quad in stated.data():
        for check in (_term, _subject, _value):
            if fault := check(stated, quad[:3]):
                name, advice = fault
                yield Finding(name, Severity.VIOLATION, place(document, quad), advice, *quad[:3])
                break


def _term(stated: Stated, triple: Triple) -> tuple[str, str] | None:
    _, predicate, value = triple
    if predicate in PARA and (kinds := stated.types(predicate)) and not kinds & _PROPERTIES:
        return "class-as-property", f"{short(predicate)} is a class; write it after 'a', or take a property."
    if predicate == RDF.type and value in PARA and stated.types(value) & _PROPERTIES:
        return "property-as-class", f"{short(value)} is a property; after 'a' stands a class."
    return None


def _subject(stated: Stated, triple: Triple) -> tuple[str, str] | None:
    subject, predicate, _ = triple
    kinds = stated.kinds(subject)
    for domain in _asked(stated, predicate, RDFS.domain):
        if kinds and domain not in kinds:
            return (
                "subject-of-wrong-kind",
                f"{short(predicate)} is said of a {short(domain)}, and {short(subject)} is none.",
            )
    return None


def _value(stated: Stated, triple: Triple) -> tuple[str, str] | None:
    _, predicate, value = triple
    uses = stated.types(predicate)
    if OWL.ObjectProperty in uses and isinstance(value, Literal):
        return "literal-for-a-thing", f"After {short(predicate)} stands a thing, not a text: give its IRI."
    if OWL.DatatypeProperty in uses and not isinstance(value, Literal):
        return "thing-for-a-literal", f"After {short(predicate)} stands a text or number, not an IRI."
    for wanted in _asked(stated, predicate, RDFS.range):
        if not _fits(stated, value, wanted):
            return (
                "value-of-wrong-kind",
                f"After {short(predicate)} stands a {short(wanted)}, and {short(value)} is none.",
            )
    return None


def _fits(stated: Stated, value: Object, wanted: Object) -> bool:
    if isinstance(value, Literal):
        datatype = value.datatype or (RDF.langString if value.language else XSD.string)
        # An integer is a decimal (XML Schema Datatypes, section 3.4.13), and people write 62 for 62.0.
        return wanted in {RDFS.Literal, datatype} or (wanted, datatype) == (XSD.decimal, XSD.integer)
    kinds = stated.kinds(value)
    return not kinds or wanted in kinds


def _asked(stated: Stated, predicate: URIRef, axiom: URIRef) -> list[Object]:
    """Give the domains or ranges of a property of ours and of all above it."""
    if predicate not in PARA:
        return []
    return sorted({kind for term in stated.properties(predicate) for kind in stated.objects(term, axiom)})
