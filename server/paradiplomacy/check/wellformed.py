"""Whether shapes are well-formed: their terms, circles, parameters (SHACL appendix C), and what the engine says."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain

from paradiplomacy import formats
from paradiplomacy.check import corrections
from paradiplomacy.check.engines import DEEPEST, USUAL
from paradiplomacy.check.index import Index
from paradiplomacy.check.stated import place, plain, short
from paradiplomacy.check.strangers import Shapes
from paradiplomacy.errors import SyntaxFault
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.sources import Document
from paradiplomacy.terms import PREFIXES, RDF, SH, Literal, Object, Quad, Triple, URIRef

__all__ = ["ready"]

_MOST = 20
_INWARDS = frozenset({
    SH.property, SH.node, SH["not"], SH.qualifiedValueShape, SH["and"], SH["or"], SH.xone, SH.path, SH.inversePath,
    SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath, RDF.first, RDF.rest, SH["in"],
    SH.languageIn, SH.ignoredProperties,
})  # fmt: skip
_LISTS = frozenset({SH["and"], SH["or"], SH.xone, SH["in"], SH.languageIn, SH.ignoredProperties, SH.alternativePath})
_TEXTS = frozenset({SH.pattern, SH.select, SH.ask, SH.construct})


def ready(documents: Sequence[Document], prefixes: Mapping[str, str], engine: str = USUAL) -> Shapes:
    """Make shapes ready to validate with.

    Raises SyntaxFault, with file and line of each fault, for shapes that are ill-formed, and NotFound for an engine
    that is not installed.
    """
    for look in (_terms, _circles, _structure, _parameters):
        if found := sorted(look(documents, prefixes), key=lambda finding: finding.place):
            raise _fault(found)
    triples = [quad[:3] for document in documents for quad in document.quads]
    try:
        return Shapes(triples, prefixes, engine)
    except SyntaxFault as fault:
        found = list(_blamed(documents, engine, fault))
        raise (_fault(found) if found else fault) from None


def _fault(found: Sequence[Finding]) -> SyntaxFault:
    first, *others = found[:_MOST]
    more = [f"{finding.place}: {finding.advice}" for finding in others]
    return SyntaxFault("\n".join([first.advice, *more]), place=first.place)


def _found(check: str, document: Document, quad: Quad, advice: str, correction: str = "") -> Finding:
    where = place(document, quad)
    return Finding(check, Severity.VIOLATION, where, advice, *quad[:3], correction=correction)


def _terms(documents: Sequence[Document], _: Mapping[str, str]) -> Iterator[Finding]:
    """Find terms in SHACL's namespace that SHACL does not have."""
    for document in documents:
        for quad in document.quads:
            for term in quad[:3]:
                if isinstance(term, URIRef) and term.startswith(str(SH)) and term != URIRef(str(SH)) and term not in SH:
                    meant = corrections.nearest(short(term), map(short, _vocabulary()))
                    asked = f" Did you mean {meant}?" if meant else ""
                    yield _found("misspelt-term", document, quad, f"SHACL has no term {short(term)}.{asked}", meant)


@cache
def _vocabulary() -> tuple[URIRef, ...]:
    return tuple(term for term in dir(SH) if isinstance(term, URIRef))


def _circles(documents: Sequence[Document], _: Mapping[str, str]) -> Iterator[Finding]:
    """Find shapes, paths and lists that lead back to themselves, or too deep (SHACL section 3.4.3 on recursion)."""
    inwards: dict[Object, list[tuple[Document, Quad]]] = {}
    for document in documents:
        for quad in document.quads:
            if quad[1] in _INWARDS:
                inwards.setdefault(quad[0], []).append((document, quad))
    height: dict[Object, int] = {}
    for start in inwards:
        if start not in height and (fault := _down(start, inwards, height)):
            yield fault
            return


def _down(
    start: Object, inwards: Mapping[Object, Sequence[tuple[Document, Quad]]], height: dict[Object, int]
) -> Finding | None:
    """Walk down from a shape, and learn how many levels are below each."""
    way, below = {start: iter(inwards[start])}, {start: 0}
    while way:
        here = next(reversed(way))
        document, quad = next(way[here], (None, None))
        if document is None or quad is None:
            del way[here]
            height[here] = below[here]
            continue
        inner = quad[2]
        if inner in way:
            return _found(
                "circle", document, quad, "This shape, path or list leads back to itself: take the circle out."
            )
        if inner in inwards and inner not in height:
            # It is walked first, and then this statement is looked at again.
            way[here] = chain([(document, quad)], way[here])
            way[inner], below[inner] = iter(inwards[inner]), 0
            continue
        below[here] = max(below[here], height.get(inner, 0) + (quad[1] != RDF.rest))
        if below[here] > DEEPEST:
            return _found("too-deep", document, quad, f"Below this are more than {DEEPEST} levels: write it flatter.")
    return None


def _structure(documents: Sequence[Document], _: Mapping[str, str]) -> Iterator[Finding]:
    """Find property shapes without one path, and what is no list where a list is due."""
    graph = Index(quad for document in documents for quad in document.quads)
    for document in documents:
        for quad in document.quads:
            value, number = quad[2], len(graph.objects(quad[2], SH.path))
            if quad[1] == SH.property and number != 1:
                advice = (
                    f"A property shape has one sh:path, and this has {number or 'none'}: say what property it is of."
                )
                yield _found("one-path", document, quad, advice)
            if quad[1] in _LISTS and value != RDF.nil and not graph.objects(value, RDF.first):
                yield _found("list", document, quad, f"After {short(quad[1])} stands a list in brackets, as in ( … ).")
            if quad[1] == SH.path and isinstance(value, Literal):
                yield _found("path", document, quad, "After sh:path stands the IRI of a property, or a path, no text.")


def _parameters(documents: Sequence[Document], prefixes: Mapping[str, str]) -> Iterable[Finding]:
    """Find parameters that are not of the kind that SHACL asks for (SHACL appendix C, syntax rules of appendix A)."""
    return _syntax(tuple(prefixes.items())).findings(documents)


@cache
def _syntax(prefixes: tuple[tuple[str, str], ...]) -> Shapes:
    text = (files("pyshacl_turbo") / "assets" / "shacl-shacl.ttl").read_bytes()
    turtle, base = formats.by_name("turtle"), "http://www.w3.org/ns/shacl-shacl"
    quads = formats.parse(text, turtle, base=base, default_graph=URIRef(base), file="shacl-shacl.ttl")
    return Shapes((quad[:3] for quad in quads), dict(prefixes))


def _blamed(documents: Sequence[Document], engine: str, fault: SyntaxFault) -> Iterator[Finding]:
    """Find the pattern, query or parameter without which the engine can use the shapes."""
    feature = re.search(r"sh:(\w+)", fault.message)
    named = {*_TEXTS, SH[feature[1]]} if feature else _TEXTS
    for document in documents:
        for quad in document.quads:
            if quad[1] in named and _is_sound(_without(quad, documents), engine):
                yield _found("ill-formed-shape", document, quad, plain(fault.message, 300))
                return


def _without(quad: Quad, documents: Sequence[Document]) -> list[Triple]:
    """Leave out a pattern, or the whole constraint that a query makes."""
    subject, predicate, _, _ = quad
    every = (other for document in documents for other in document.quads)
    if predicate not in {SH.select, SH.ask, SH.construct}:
        return [other[:3] for other in every if other != quad]
    return [other[:3] for other in every if subject not in (other[0], other[2])]


def _is_sound(shapes: Sequence[Triple], engine: str) -> bool:
    try:
        Shapes(shapes, PREFIXES, engine)
    except SyntaxFault:
        return False
    return True
