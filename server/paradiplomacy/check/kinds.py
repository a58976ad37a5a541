"""What the ontology says of each term's use, compared with how it is used: kinds of subject, value and term."""

import re
from collections.abc import Iterator

from paradiplomacy.check import likeness
from paradiplomacy.check.index import split
from paradiplomacy.check.likeness import PROPERTIES
from paradiplomacy.check.stated import Stated, place, short
from paradiplomacy.check.wording import DATATYPES
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.terms import ID, OWL, PAPER, PARA, RDF, RDFS, XSD, Literal, Object, Triple, URIRef

__all__ = ["findings"]

_AT_FAULT = {"class-as-property": "predicate", "subject-of-wrong-kind": "subject"}
"""Which term is at fault, where it is not the object."""


def findings(stated: Stated) -> Iterator[Finding]:
    """Give the statements whose terms, subject or value are not of the kind that the ontology asks for.

    Reads domains and ranges as demands, where OWL 2 would infer from them. A thing of which no kind is known is not
    judged here.
    """
    for document, quad in stated.data():
        for check in (_term, _subject, _value):
            if fault := check(stated, quad[:3]):
                name, advice = fault
                part = _AT_FAULT.get(name, "object")
                yield Finding(name, Severity.VIOLATION, place(document, quad), advice, *quad[:3], part=part)
                break


def _term(stated: Stated, triple: Triple) -> tuple[str, str] | None:
    subject, predicate, value = triple
    if predicate in PARA and (kinds := stated.types(predicate)) and not kinds & PROPERTIES:
        return "class-as-property", f"{short(predicate)} is a class, and no property.{_instead(stated, triple)}"
    if predicate != RDF.type:
        return None
    example = _example(stated, subject)
    if value in PARA and stated.types(value) & PROPERTIES:
        return "property-as-class", f"{short(value)} is a property. After 'a' write what {short(subject)} is{example}."
    if isinstance(value, Literal):
        return "thing-as-class", f"After 'a' stands no text: write what {short(subject)} is{example}."
    if value in ID or value in PAPER:
        is_one = min(map(short, stated.types(value)), default="")
        what = f"is a {is_one}, and no class" if is_one else "is no class"
        return "thing-as-class", f"{short(value)} {what}. After 'a' write what {short(subject)} is{example}."
    return None


def _example(stated: Stated, thing: Object) -> str:
    kind = likeness.usual_kind(stated, thing)
    return f", as in: {short(thing)} a {short(kind)}" if kind and stated.is_term(kind) else ""


def _instead(stated: Stated, triple: Triple) -> str:
    """Say after which property a thing of a class stands, where the class itself was taken for one."""
    subject, kind, value = triple
    named = likeness.naming(stated, kind)
    for predicate in named:
        if value in stated.objects(subject, predicate):
            return f" {short(predicate)} says this already: take this statement out."
    if named:
        return f" A {short(kind)} stands after {' or '.join(map(short, named[: likeness.LISTED]))}."
    return " Take a property: docs/ontology.md lists them."


def _subject(stated: Stated, triple: Triple) -> tuple[str, str] | None:
    subject, predicate, _ = triple
    kinds = stated.kinds(subject)
    for domain in _asked(stated, predicate, RDFS.domain):
        if kinds and domain not in kinds:
            is_one = ", ".join(sorted(map(short, stated.types(subject))))
            advice = (
                f"Only a {short(domain)} has {short(predicate)}, and {short(subject)} is a {is_one}."
                f" Write a {short(domain)} in its place, or take this statement out.{likeness.choice(stated, domain)}"
            )
            return "subject-of-wrong-kind", advice
    return None


def _value(stated: Stated, triple: Triple) -> tuple[str, str] | None:
    _, predicate, value = triple
    uses = stated.types(predicate)
    ranges = _asked(stated, predicate, RDFS.range)
    if OWL.ObjectProperty in uses and isinstance(value, Literal):
        return "literal-for-a-thing", f"After {short(predicate)} stands a thing, not a text.{_named(stated, triple)}"
    if OWL.DatatypeProperty in uses and not isinstance(value, Literal):
        wanted = " or ".join(DATATYPES.get(URIRef(kind), short(kind)) for kind in ranges) or "a text or number"
        advice = f"After {short(predicate)} stands {wanted}, and {short(value)} is a thing. Write the value, or take"
        return "thing-for-a-literal", f"{advice} this statement out."
    for wanted in ranges:
        if not _fits(stated, value, wanted):
            due = DATATYPES.get(URIRef(wanted), f"a {short(wanted)}")
            advice = f"After {short(predicate)} stands {due}, and {_shown(stated, value)}."
            choice = "" if isinstance(value, Literal) else likeness.choice(stated, wanted)
            return "value-of-wrong-kind", f"{advice} Write such a one, or take another property.{choice}"
    return None


def _shown(stated: Stated, value: Object) -> str:
    if isinstance(value, Literal):
        return f'here stands "{short(value)}"'
    return f"{short(value)} is a {', '.join(sorted(map(short, stated.types(value))))}"


def _named(stated: Stated, triple: Triple) -> str:
    """Say how to name and describe the thing that a text stands for."""
    _, predicate, text = triple
    inverses = stated.objects(predicate, OWL.inverseOf) | stated.subjects(OWL.inverseOf, predicate)
    sides = [kind for inverse in sorted(inverses) for kind in _asked(stated, URIRef(inverse), RDFS.domain)]
    kinds = [*_asked(stated, predicate, RDFS.range), *sides]
    if not kinds or kinds[0] not in PARA:
        return " Describe the thing under a name of its own, and write that name here."
    folders = (split(thing)[0] for thing in sorted(likeness.below(stated, kinds[0])) if thing in ID)
    called = next(folders, f"{ID}{'-'.join(re.findall('[A-Z][a-z]*', split(kinds[0])[1])).casefold()}/")
    slug = "-".join(re.findall("[a-z0-9]+", text.casefold()))[:40] or "new"
    example = f", as in: {short(URIRef(called + slug))} a {short(kinds[0])}"
    return (
        f" Describe it under a name of its own{example}, and write that name here.{likeness.choice(stated, kinds[0])}"
    )


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
