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
from paradiplomacy.terms import ID, OWL, PARA, PREFIXES, RDF, BNode, Object, Quad, URIRef

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
_NEARLY = re.compile(r"paradiplom\w*/(id|paper|ontology)|w3id\W?org/+paradiplom", re.IGNORECASE)
_DERIVED = {terms.graph(name) for name in ("all", "description", "inferred")}


def findings(stated: Stated) -> Iterator[Finding]:
    """Give what is wrong with graphs, terms, things and blank nodes."""
    for check in (_graphs, _terms, _schema, _strays, _things, _blank_nodes):
        yield from check(stated)


def _found(check: str, document: Document, quad: Quad, advice: str, meant: URIRef | None = None) -> Finding:
    correction = written(meant) if meant else ""
    where = place(document, quad)
    return Finding(check, Severity.VIOLATION, where, advice + asked(meant), *quad[:3], correction=correction)


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
            yield _found(check, document, quad, advice, meant)


def _fault_of_graph(name: URIRef, role: Role, stated: Stated) -> tuple[str, str] | None:
    readings = terms.graph("readings")
    if name == OUTSIDE:
        where = "graph:readings { … }" if role is Role.READINGS else "the block of the passage that states it"
        return "outside-any-passage", f"Put this statement into {where}."
    if name in terms.PAPER and not stated.is_passage(name):
        advice = (
            f"{short(name)} is no passage that is described; facts stand in the graph of the passage that states them."
        )
        return "unknown-passage", advice
    if name in _DERIVED:
        return "derived-graph", f"Nothing is stated in {short(name)}: the build derives it. Leave it out."
    if role is Role.PAPER and not stated.is_passage(name):
        return "no-passage", f"{short(name)} is no passage; a section's file holds passages only. Move this block."
    if role is Role.READINGS and name != readings:
        return "no-reading", f"Put this block into {short(readings)}: this file holds readings only."
    return None


def _terms(stated: Stated) -> Iterator[Finding]:
    """Find terms in our namespace that the ontology does not have."""
    for document, quad in stated:
        for term in quad[:3]:
            if isinstance(term, URIRef) and term in PARA and not stated.is_term(term):
                meant = likeness.same_folder(stated, term)
                yield _found("unknown-term", document, quad, f"The ontology has no term {short(term)}.", meant)
                break


def _schema(stated: Stated) -> Iterator[Finding]:
    """Find data that would change what a term of the ontology means."""
    for document, quad in stated.data():
        if quad[0] in PARA:
            advice = f"Data describes no terms: {short(quad[0])} is described in ontology/. Take this statement out."
            yield _found("term-described-in-data", document, quad, advice)


def _strays(stated: Stated) -> Iterator[Finding]:
    """Find IRIs that are nearly ours, and names that are no whole IRIs."""
    for document, quad in stated.data():
        for term in quad[:3]:
            if not isinstance(term, URIRef) or term == document.source.graph:
                continue
            relative = document.source.role is Role.DATASET and term.startswith(_RELATIVE)
            if (relative or _is_nearly_ours(term)) and not stated.said_of(term):
                meant = likeness.elsewhere(stated, term)
                if relative:
                    name = term.removeprefix(_RELATIVE)
                    yield _found(
                        "no-whole-iri", document, quad, f"<{name}> is no whole IRI: write the IRI in full.", meant
                    )
                else:
                    yield _found(
                        "near-miss", document, quad, f"<{short(term)}> is none of our IRIs, but looks like one.", meant
                    )
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
            advice = f"Say what {short(subject)} is, as in: {short(subject)} a para:Actor."
            yield _found("thing-without-a-kind", document, quad, advice)
        if _is_ours(value) and not stated.said_of(value):
            meant = likeness.same_folder(stated, value)
            yield _found("nowhere-described", document, quad, f"{short(value)} is described nowhere.", meant)


def _is_ours(term: Object) -> bool:
    return isinstance(term, URIRef) and (term in ID or term in terms.PAPER)


def _blank_nodes(stated: Stated) -> Iterator[Finding]:
    told = set()
    for document, quad in stated.data():
        for term in (quad[0], quad[2]):
            if isinstance(term, BNode) and term not in told and not _is_expression(stated, document, term):
                told.add(term)
                advice = f"Give this thing an IRI below {PREFIXES['id']}: data has no blank nodes."
                yield replace(_found("blank-node", document, quad, advice), focus=term)


def _is_expression(stated: Stated, document: Document, node: BNode) -> bool:
    """Whether a blank node is part of an axiom that a dataset contributes, which has no other way to write it."""
    said = {quad[1] for quad in stated.said_of(node)} - {RDF.type}
    return document.source.role is Role.DATASET and bool(said) and said <= _PARTS
