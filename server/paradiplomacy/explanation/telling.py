"""Explanations as text, JSON, and Turtle with PROV (https://www.w3.org/TR/prov-o/)."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from paradiplomacy import formats
from paradiplomacy.explanation.reasons import Explanation, Status
from paradiplomacy.findings import Place
from paradiplomacy.infer import Gap, Proof
from paradiplomacy.infer.rules import Atom
from paradiplomacy.infer.statements import unspelt
from paradiplomacy.terms import DCTERMS, PROV, RDF, RDFS, BNode, Literal, Triple, URIRef

__all__ = ["FORMATS", "Step", "steps", "tell"]

RULES = URIRef("https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules")
_WORDS = {
    Status.ASSERTED: "is asserted",
    Status.INFERRED: "is inferred",
    Status.DERIVED: "was derived by the build: it describes the snapshot, and no rule gave it",
    Status.ABSENT: "is not in the closure",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a proof: a triple, the rule that gives it, and the numbers of the steps that it needs, ascending."""

    number: int
    triple: Atom
    rule: str
    needs: tuple[int, ...]
    stated: tuple[tuple[str, tuple[Place, ...]], ...]


def steps(explanation: Explanation, proof: Proof) -> list[Step]:
    """Give the steps of a proof, numbered from 1: what is proved comes first, each before those that it needs."""
    parts = [*reversed([*proof.parts()])]
    number = {id(part): at for at, part in enumerate(parts, 1)}
    return [
        Step(
            number[id(part)],
            part.triple,
            part.rule,
            tuple(sorted(number[id(need)] for need in (*part.axioms, *part.premises))),
            () if part.axioms or part.premises else tuple(explanation.stated.get(part.triple, ())),
        )
        for part in parts
        if part.triple
    ]


def tell(explanation: Explanation, form: str) -> str:
    """Tell an explanation in one of FORMATS."""
    return FORMATS[form](explanation)


# ── Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(explanation: Explanation) -> str:
    names, status = explanation.names, explanation.status
    statement = " ".join(map(names.labelled, explanation.triple))
    head = f"{statement}\n{_WORDS[status]} (scope {explanation.scope})."
    proofs = [proof.tell(names.labelled, explanation.where) for proof in explanation.proofs]
    if status is Status.ABSENT and not explanation.gaps:
        proofs = ["No rule of the ontology could give it."]
    told = ["\n".join(_gap(gap, names.labelled)) for gap in explanation.gaps]
    return "\n\n".join([head, *proofs, *told]) + "\n"


def _gap(gap: Gap, name: Callable[[str], str]) -> Iterator[str]:
    yield f"{gap.rule} could give it:"
    for words, atoms in (("  axiom", gap.axioms), ("  there", gap.present), ("  lacks", gap.lacking)):
        yield from (f"{words}  {' '.join(map(name, atom))}" for atom in atoms)


# ── JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _json(explanation: Explanation) -> str:
    told, labels = _terms(explanation), explanation.names.labels
    answer = {
        "triple": explanation.triple,
        "scope": explanation.scope,
        "snapshot": explanation.snapshot,
        "status": explanation.status.value,
        "proofs": [[_step(step) for step in steps(explanation, proof)] for proof in explanation.proofs],
        "gaps": [
            {"rule": gap.rule, "axioms": gap.axioms, "present": gap.present, "lacking": gap.lacking}
            for gap in explanation.gaps
        ],
        "labels": {term: labels[term] for term in sorted(told & {*labels})},
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _terms(explanation: Explanation) -> set[str]:
    parts = (part.triple for proof in explanation.proofs for part in proof.parts() if part.triple)
    return {term for triple in (explanation.triple, *parts) for term in triple}


def _step(step: Step) -> Mapping[str, object]:
    stated = [
        {"graph": graph, "file": place.file, "line": place.line, "column": place.column}
        for graph, places in step.stated
        for place in places or (Place(""),)
    ]
    return {"step": step.number, "triple": step.triple, "rule": step.rule, "needs": step.needs, "stated": stated}


# ── Turtle ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _turtle(explanation: Explanation) -> str:
    triples = [
        triple
        for at, proof in enumerate(explanation.proofs, 1)
        for step in steps(explanation, proof)
        for triple in _entity(step, partial("p{}s{}".format, at))
    ]
    if not triples:
        triples = [*_statement(BNode("p1s1"), explanation.triple)]
        triples.append((BNode("p1s1"), RDFS.comment, Literal(_WORDS[explanation.status], lang="en")))
    return formats.write(triples, formats.by_name("turtle"), _used(explanation.names.prefixes, triples)).decode()


def _used(prefixes: Mapping[str, str], triples: Iterable[Triple]) -> dict[str, str]:
    names = {str(term) for triple in triples for term in triple if isinstance(term, URIRef)}
    return {prefix: iri for prefix, iri in prefixes.items() if any(name.startswith(iri) for name in names)}


def _entity(step: Step, label: Callable[[int], str]) -> Iterator[Triple]:
    """Describe a step as an entity derived from those it needs; an asserted one was quoted from its graph."""
    node = BNode(label(step.number))
    yield from _statement(node, step.triple)
    yield from ((node, PROV.wasDerivedFrom, BNode(label(need))) for need in step.needs)
    if not step.stated:
        activity = BNode(f"{label(step.number)}r")
        yield node, PROV.wasGeneratedBy, activity
        yield activity, RDF.type, PROV.Activity
        yield activity, RDFS.label, Literal(step.rule)
        yield activity, DCTERMS.conformsTo, RULES
    for graph, places in step.stated:
        yield node, PROV.hadPrimarySource, URIRef(graph)
        for place in places:
            location = BNode(f"{label(step.number)}-{place.line}-{place.column}")
            yield node, PROV.atLocation, location
            yield location, RDF.type, PROV.Location
            yield location, RDFS.label, Literal(str(place))


def _statement(node: BNode, triple: Atom) -> Iterator[Triple]:
    subject, predicate, object_ = map(unspelt, triple)
    yield node, RDF.type, PROV.Entity
    yield node, RDF.type, RDF.Statement
    yield node, RDF.subject, subject
    yield node, RDF.predicate, predicate
    yield node, RDF.object, object_


FORMATS: Mapping[str, Callable[[Explanation], str]] = {"text": _text, "json": _json, "turtle": _turtle}
"""The formats of an explanation, and what writes each."""
