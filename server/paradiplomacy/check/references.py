"""What no shape can see: graphs, passages, terms and things that are referred to and are not there."""

import re
from collections.abc import Iterator
from dataclasses import replace

from paradiplomacy import terms
from paradiplomacy.check import likeness
from paradiplomacy.check.likeness import asked, written
from paradiplomacy.check.profile import CONSTRUCTS
from paradiplomacy.check.stated import Stated, place, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.sources import OUTSIDE, Document, Role
from paradiplomacy.terms import ID, OWL, PARA, RDF, SKOS, BNode, Object, Quad, URIRef

__all__ = ["GRAPH_IS_WRONG", "KIND_IS_WRONG", "VALUE_IS_WRONG", "findings"]

KIND_IS_WRONG = frozenset(
    {"unknown-term", "nowhere-described", "near-miss", "no-whole-iri", "thing-without-a-kind", "blank-node"}
)
"""The checks after which a thing cannot be judged further: what rests on its kind waits until it has one."""

VALUE_IS_WRONG = frozenset({"nowhere-described", "near-miss", "no-whole-iri"})
"""Those after which this holds of the value of the statement."""

GRAPH_IS_WRONG = frozenset({"outside-any-passage", "unknown-passage", "derived-graph", "no-passage", "no-reading"})
"""The checks after which it is not known what a passage states."""

_PARTS = CONSTRUCTS | {
    OWL.onProperty, OWL.onClass, OWL.onDataRange, OWL.members, OWL.distinctMembers, OWL.sourceIndividual,
    OWL.assertionProperty, OWL.targetIndividual, OWL.targetValue, RDF.first, RDF.rest,
}  # fmt: skip
"""What a blank node of an axiom says: a restriction, a list, members (OWL 2 Mapping to RDF, section 2)."""

_RELATIVE = str(terms.GRAPH) + "dataset/"
"""What a relative IRI of a contributed text is resolved against."""

_OURS = (str(ID), str(PARA), str(terms.PAPER), str(terms.GRAPH), str(terms.SNAPSHOT), f"{terms.ROOT}shapes#")
_NOT_WHOLE = "<{}> is no whole name: write it with a prefix, as in place:japan, or as a whole address in <…>."
_NEARLY_OURS = "<{}> looks like one of our addresses, and is none: it is misspelt."
_NEARLY = re.compile(r"paradiplom\w*/(id|paper|ontology)|w3id\W?org/+paradiplom", re.IGNORECASE)
_DERIVED = {terms.graph(name) for name in ("all", "description", "inferred")}


def findings(stated: Stated) -> Iterator[Finding]:
    """Give what is wrong with graphs, terms, things and blank nodes."""
    for check in (_graphs, _terms, _schema, _strays, _things, _blank_nodes):
        yield from check(stated)


_PARTS_OF_A_STATEMENT = ("subject", "predicate", "object", "graph")


def _found(check: str, said: tuple[Document, Quad], advice: str, meant: URIRef | None = None, at: int = 2) -> Finding:
    """Word a fault of the term at this position of a statement."""
    document, quad = said
    correction = written(meant) if meant else ""
    where, part = place(document, quad), _PARTS_OF_A_STATEMENT[at]
    advice += asked(meant)
    return Finding(check, Severity.VIOLATION, where, advice, *quad[:3], correction=correction, part=part)


def _graphs(stated: Stated) -> Iterator[Finding]:
    seen = set()
    for document, quad in stated:
        name = quad[3]
        if name != OUTSIDE and (document.source.name, name) in seen:
            continue
        seen.add((document.source.name, name))
        if fault := _fault_of_graph(name, document.source.role, stated):
            check, advice = fault
            meant = likeness.same_folder(stated, name) if check == "unknown-passage" else None
            yield _found(check, (document, quad), advice, meant, at=2 if name == OUTSIDE else 3)


def _fault_of_graph(name: URIRef, role: Role, stated: Stated) -> tuple[str, str] | None:
    readings = terms.graph("readings")
    if name == OUTSIDE:
        where = "graph:readings { … }" if role is Role.READINGS else "the block of the passage that states it"
        return "outside-any-passage", f"Put this statement into {where}."
    if name in terms.PAPER and not stated.is_passage(name):
        return (
            "unknown-passage",
            f"There is no passage {short(name)}. Name the block after the passage that states this.",
        )
    if name in _DERIVED:
        advice = (
            f"{short(name)} holds what is computed, and nobody states anything in it. Take this block out; what a"
            " passage states stands in the block of the passage."
        )
        return "derived-graph", advice
    if role is Role.PAPER and not stated.is_passage(name):
        return "no-passage", f"{short(name)} is no passage; a section's file holds passages only. Move this block."
    if role is Role.READINGS and name != readings:
        return "no-reading", f"Put this block into {short(readings)}: this file holds readings only."
    return None


def _terms(stated: Stated) -> Iterator[Finding]:
    """Find terms in our namespace that the ontology does not have."""
    for document, quad in stated:
        for at, term in enumerate(quad[:3]):
            if isinstance(term, URIRef) and term in PARA and not stated.is_term(term):
                advice, meant = _unknown_term(stated, quad, at)
                yield _found("unknown-term", (document, quad), advice, meant, at)
                break


def _unknown_term(stated: Stated, quad: Quad, at: int) -> tuple[str, URIRef | None]:
    """Say that there is no such term, and what was meant: a property for a property, a class for a class."""
    term = quad[at]
    if at == 1:
        kinds, called, listed = likeness.PROPERTIES, "property", "properties"
    elif at == 2 and quad[1] == RDF.type:  # noqa: PLR2004 — the position of the object
        kinds, called, listed = likeness.CLASSES, "class", "classes"
    else:
        kinds, called, listed = likeness.PROPERTIES | likeness.CLASSES, "term", "terms"
    meant = likeness.same_folder(stated, term, kinds)
    advice = f"The ontology has no {called} {short(term)}."
    if meant:
        return advice, meant
    alike = PARA[str(term).removeprefix(PARA)[:1].upper() + str(term).removeprefix(PARA)[1:]]
    if at == 1 and (named := likeness.naming(stated, alike)):
        return f"{advice} A {short(alike)} stands after {' or '.join(map(short, named[: likeness.LISTED]))}.", None
    return f"{advice} docs/ontology.md lists the {listed}.", None


def _schema(stated: Stated) -> Iterator[Finding]:
    """Find data that would change what a term of the ontology means."""
    for document, quad in stated.data():
        if quad[0] in PARA:
            advice = f"{short(quad[0])} belongs to the ontology, which no record changes. Take this statement out."
            yield _found("term-described-in-data", (document, quad), advice, at=0)


def _strays(stated: Stated) -> Iterator[Finding]:
    """Find IRIs that are nearly ours, and names that are no whole IRIs."""
    for document, quad in stated.data():
        for at, term in enumerate(quad[:3]):
            if not isinstance(term, URIRef) or term == document.source.graph:
                continue
            relative = document.source.role is Role.DATASET and term.startswith(_RELATIVE)
            if (relative or _is_nearly_ours(term)) and not stated.said_of(term):
                meant = likeness.elsewhere(stated, term)
                check, advice = ("no-whole-iri", _NOT_WHOLE) if relative else ("near-miss", _NEARLY_OURS)
                name = short(URIRef(term.removeprefix(_RELATIVE)))
                yield _found(check, (document, quad), advice.format(name), meant, at)
                break


def _is_nearly_ours(term: URIRef) -> bool:
    return bool(_NEARLY.search(term)) and not str(term).startswith(_OURS)


def _things(stated: Stated) -> Iterator[Finding]:
    """Find things of ours without a kind: at each statement about them, or at the first of their own."""
    told = set()
    for document, quad in stated:
        subject, _, value, _ = quad
        if _is_ours(subject) and not stated.types(subject) and subject not in told:
            told.add(subject)
            kind = likeness.usual_kind(stated, subject)
            example = f", as in: {short(subject)} a {short(kind)}" if kind else ", with a and a class"
            yield _found("thing-without-a-kind", (document, quad), f"Say what {short(subject)} is{example}.", at=0)
        if _is_ours(value) and not stated.said_of(value):
            meant = likeness.same_folder(stated, value)
            advice = f"{short(value)} is described nowhere."
            yield _found("nowhere-described", (document, quad), advice + _described(stated, value, meant), meant)


def _described(stated: Stated, unknown: Object, meant: URIRef | None) -> str:
    """Say what to do about a thing that is described nowhere, unless it is known what was meant."""
    kind = likeness.usual_kind(stated, unknown)
    if meant or not kind:
        return "" if meant else " Correct the name, or say what it is."
    if kind == PARA.Passage or SKOS.Concept in stated.above(kind):
        return f" Take one that exists.{likeness.choice(stated, kind)}"
    advice = f" Correct the name, or describe it, beginning with: {short(unknown)} a {short(kind)}."
    return advice + likeness.choice(stated, kind)


def _is_ours(term: Object) -> bool:
    return isinstance(term, URIRef) and (term in ID or term in terms.PAPER)


def _blank_nodes(stated: Stated) -> Iterator[Finding]:
    told = set()
    for document, quad in stated.data():
        for at in (0, 2):
            term = quad[at]
            if isinstance(term, BNode) and term not in told and not _is_expression(stated, document, term):
                told.add(term)
                advice = "A thing without a name: give it one, such as actor:kyoto, in the place of […] or _:…"
                advice = f"{advice}, and describe it under that name."
                yield replace(_found("blank-node", (document, quad), advice, at=at), focus=term)


def _is_expression(stated: Stated, document: Document, node: BNode) -> bool:
    """Whether a blank node is part of an axiom that a dataset contributes, which has no other way to write it."""
    said = {quad[1] for quad in stated.said_of(node)} - {RDF.type}
    return document.source.role is Role.DATASET and bool(said) and said <= _PARTS
