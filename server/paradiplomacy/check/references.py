"""What no shape can see: graphs, passages, terms and things that are referred to and are not there."""

from collections.abc import Iterator

from paradiplomacy import terms
from paradiplomacy.check.profile import CONSTRUCTS
from paradiplomacy.check.stated import Stated, place, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.sources import OUTSIDE, Document, Role
from paradiplomacy.terms import ID, OWL, PARA, PREFIXES, RDF, BNode, Object, Quad, URIRef

__all__ = ["GRAPH_IS_WRONG", "KIND_IS_WRONG", "findings"]

KIND_IS_WRONG = frozenset({"unknown-term", "nowhere-described", "thing-without-a-kind", "blank-node"})
"""The checks after which a thing cannot be judged further: what rests on its kind waits until it has one."""

GRAPH_IS_WRONG = frozenset({"outside-any-passage", "unknown-passage", "derived-graph", "no-passage", "no-reading"})
"""The checks after which it is not known what a passage states."""

_PARTS = CONSTRUCTS | {
    OWL.onProperty, OWL.onClass, OWL.onDataRange, OWL.members, OWL.distinctMembers, OWL.sourceIndividual,
    OWL.assertionProperty, OWL.targetIndividual, OWL.targetValue, RDF.first, RDF.rest,
}  # fmt: skip
"""What a blank node of an axiom says: a restriction, a list, members (OWL 2 Mapping to RDF, section 2)."""

_DERIVED = {terms.graph(name) for name in ("all", "description", "inferred")}


def findings(stated: Stated) -> Iterator[Finding]:
    """Give what is wrong with graphs, terms, things and blank nodes."""
    for check in (_graphs, _terms, _schema, _things, _blank_nodes):
        yield from check(stated)


def _found(check: str, document: Document, quad: Quad, advice: str, focus: Object | None = None) -> Finding:
    subject, predicate, value, _ = quad
    return Finding(check, Severity.VIOLATION, place(document, quad), advice, focus or subject, predicate, value)


def _graphs(stated: Stated) -> Iterator[Finding]:
    seen = set()
    for document, quad in stated:
        name = quad[3]
        if name != OUTSIDE and (document.source.name, name) in seen:
            continue
        seen.add((document.source.name, name))
        if fault := _fault_of_graph(name, document.source.role, stated):
            yield _found(fault[0], document, quad, fault[1])


def _fault_of_graph(name: URIRef, role: Role, stated: Stated) -> tuple[str, str] | None:
    readings = terms.graph("readings")
    if name == OUTSIDE:
        where = "graph:readings { … }" if role is Role.READINGS else "the block of the passage that states it"
        return "outside-any-passage", f"Put this statement into {where}."
    if name in terms.PAPER and not stated.is_passage(name):
        advice = f"{short(name)} is no passage that is described.{stated.meant(name)}"
        return "unknown-passage", f"{advice} Facts stand in the graph of the passage that states them."
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
                advice = f"The ontology has no term {short(term)}.{stated.meant(term)}"
                yield _found("unknown-term", document, quad, advice)
                break


def _schema(stated: Stated) -> Iterator[Finding]:
    """Find data that would change what a term of the ontology means."""
    for document, quad in stated.data():
        if quad[0] in PARA:
            advice = f"Data describes no terms: {short(quad[0])} is described in ontology/. Take this statement out."
            yield _found("term-described-in-data", document, quad, advice)


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
            advice = f"{short(value)} is described nowhere.{stated.meant(value)}"
            yield _found("nowhere-described", document, quad, advice)


def _is_ours(term: Object) -> bool:
    return isinstance(term, URIRef) and (term in ID or term in terms.PAPER)


def _blank_nodes(stated: Stated) -> Iterator[Finding]:
    told = set()
    for document, quad in stated.data():
        for term in (quad[0], quad[2]):
            if isinstance(term, BNode) and term not in told and not _is_expression(stated, document, term):
                told.add(term)
                advice = f"Give this thing an IRI below {PREFIXES['id']}: data has no blank nodes."
                yield _found("blank-node", document, quad, advice, term)


def _is_expression(stated: Stated, document: Document, node: BNode) -> bool:
    """Whether a blank node is part of an axiom that a dataset contributes, which has no other way to write it."""
    said = {quad[1] for quad in stated.said_of(node)} - {RDF.type}
    return document.source.role is Role.DATASET and bool(said) and said <= _PARTS
