"""The OWL 2 RL profile: which constructs may stand where (OWL 2 Profiles section 4.2)."""

from collections.abc import Iterator

from paradiplomacy.check.stated import Stated, place, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.terms import OWL, RDF, RDFS, XSD, BNode, Literal, Object, Quad, URIRef

__all__ = ["findings"]

DATATYPES = frozenset(
    {
        RDF.PlainLiteral, RDF.XMLLiteral, RDF.langString, RDFS.Literal, XSD.decimal, XSD.integer,
        XSD.nonNegativeInteger, XSD.nonPositiveInteger, XSD.positiveInteger, XSD.negativeInteger, XSD.long,
        XSD.int, XSD.short, XSD.byte,
        XSD.unsignedLong, XSD.unsignedInt, XSD.unsignedShort, XSD.unsignedByte, XSD.float, XSD.double, XSD.string,
        XSD.normalizedString, XSD.token, XSD.language, XSD.Name, XSD.NCName, XSD.NMTOKEN, XSD.boolean, XSD.hexBinary,
        XSD.base64Binary, XSD.anyURI, XSD.dateTime, XSD.dateTimeStamp,
    }
)  # fmt: skip
"""Section 4.2.2; beside it rdf:langString, which RDF 1.1 gives language-tagged texts."""

SUB, SUPER, EQUIVALENT, FILLER, DATA = "subclass", "superclass", "equivalent class", "filler", "data range"
"""The positions of section 4.2.3; a filler is a subclass expression or owl:Thing."""

FREE = "individual or value"

_SOME, _ALL, _HAS = OWL.someValuesFrom, OWL.allValuesFrom, OWL.hasValue
_AND, _OR, _NOT, _ONE_OF = OWL.intersectionOf, OWL.unionOf, OWL.complementOf, OWL.oneOf
_LISTS = frozenset({_AND, _OR, _ONE_OF})
_MAX, _MAX_OF = OWL.maxCardinality, OWL.maxQualifiedCardinality

ALLOWED: dict[str, dict[URIRef, str]] = {
    SUB: {_AND: SUB, _OR: SUB, _ONE_OF: FREE, _SOME: FILLER, _HAS: FREE},
    SUPER: {_AND: SUPER, _NOT: SUB, _ALL: SUPER, _HAS: FREE, _MAX: FREE, _MAX_OF: FREE},
    EQUIVALENT: {_AND: EQUIVALENT, _HAS: FREE},
    DATA: {_AND: DATA},
}
"""Which construct may stand in a position, and which position its parts are in."""

CONSTRUCTS = frozenset(
    {
        *ALLOWED[SUB], *ALLOWED[SUPER], OWL.hasSelf, OWL.minCardinality, OWL.cardinality, OWL.minQualifiedCardinality,
        OWL.qualifiedCardinality, OWL.onProperties, OWL.datatypeComplementOf, OWL.onDatatype,
    }
)  # fmt: skip

AXIOMS: dict[URIRef, tuple[str | None, str]] = {
    RDFS.subClassOf: (SUB, SUPER),
    OWL.equivalentClass: (EQUIVALENT, EQUIVALENT),
    OWL.disjointWith: (SUB, SUB),
    RDFS.domain: (None, SUPER),
    RDFS.range: (None, SUPER),
    OWL.hasKey: (SUB, FREE),
    RDF.type: (None, SUPER),
}
"""The position of an axiom's subject and of its object; None where that is no class expression."""

REFUSED: dict[Object, str] = {
    OWL.disjointUnionOf: "has no disjoint unions: state the subclasses, and that they are disjoint",
    OWL.ReflexiveProperty: "has no reflexive properties: leave the axiom out",
}


def findings(stated: Stated) -> Iterator[Finding]:
    """Give each axiom that the profile does not allow, with the construct at fault: contributed schema counts too."""
    profile = _Profile(stated)
    for document, quad in stated:
        for fault in dict.fromkeys(profile.faults(quad)):
            advice = f"OWL 2 RL {fault}."
            yield Finding("profile-rl", Severity.VIOLATION, place(document, quad), advice, *quad[:3])


class _Profile:
    """The grammar of section 4.2, asked of one ontology."""

    def __init__(self, stated: Stated) -> None:
        self._stated = stated

    def faults(self, quad: Quad) -> Iterator[str]:
        """Word what is wrong with one statement, as far as it is an axiom about classes, properties or datatypes."""
        subject, predicate, value, _ = quad
        yield from (REFUSED[term] for term in (predicate, value) if term in REFUSED)
        if predicate == OWL.members and OWL.AllDisjointClasses in self._stated.types(subject):
            for member in self._list(value):
                yield from self._class(member, SUB)
        if predicate in AXIOMS and not (predicate == RDF.type and not isinstance(value, BNode)):
            left, right = AXIOMS[predicate]
            yield from self._class(subject, left) if left else ()
            yield from self._class(value, right)
        if predicate in CONSTRUCTS and isinstance(subject, URIRef):
            yield from self._construct(subject, predicate, value, EQUIVALENT)

    def _class(self, term: Object, position: str) -> Iterator[str]:
        """Descend into an expression; a name is a class, or a datatype where a datatype stands."""
        if position == FREE:
            return
        constructs = [quad for quad in self._stated.said_of(term) if quad[1] in CONSTRUCTS]
        if not isinstance(term, BNode) or not constructs:
            yield from self._name(term, position)
            return
        if position == FILLER:
            position = SUB
        for _, construct, part, _ in constructs:
            yield from self._construct(term, construct, part, position)

    def _construct(self, term: Object, construct: URIRef, part: Object, position: str) -> Iterator[str]:
        if construct not in ALLOWED[position]:
            yield f"has no {short(construct)} in the position of a {position}"
        elif construct in {_MAX, _MAX_OF}:
            yield from self._maximum(term, part)
        else:
            for inner in self._list(part) if construct in _LISTS else (part,):
                if construct == _ONE_OF and isinstance(inner, Literal):
                    yield "has no enumerations of values"
                yield from self._class(inner, ALLOWED[position][construct])

    @staticmethod
    def _name(term: Object, position: str) -> Iterator[str]:
        if term == OWL.Thing and position != FILLER:
            yield f"has no owl:Thing in the position of a {position}"
        if _is_datatype(term) and term not in DATATYPES:
            yield f"has no datatype {short(term)}: leave the axiom out and check values by a shape"

    def _maximum(self, restriction: Object, number: Object) -> Iterator[str]:
        if str(number) not in {"0", "1"}:
            yield f"has no maximum but 0 and 1, and here it is {short(number)}"
        for predicate, position in ((OWL.onClass, FILLER), (OWL.onDataRange, DATA)):
            for filler in self._stated.objects(restriction, predicate):
                yield from self._class(filler, position)

    def _list(self, head: Object) -> Iterator[Object]:
        seen = set()
        while head != RDF.nil and head not in seen:
            seen.add(head)
            yield from self._stated.objects(head, RDF.first)
            head = next(iter(self._stated.objects(head, RDF.rest)), RDF.nil)


def _is_datatype(term: Object) -> bool:
    return isinstance(term, URIRef) and (term in XSD or term in DATATYPES or term in {OWL.real, OWL.rational})
