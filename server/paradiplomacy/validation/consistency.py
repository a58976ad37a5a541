"""Whether records contradict the graph: what OWL 2 RL finds in them and in what bears on them, with the proof."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from weakref import WeakKeyDictionary

from paradiplomacy import terms
from paradiplomacy.check import Index
from paradiplomacy.check.stated import Stated, short
from paradiplomacy.findings import Finding, Place
from paradiplomacy.infer.rules import Atom
from paradiplomacy.infer.soundness import contradictions
from paradiplomacy.infer.statements import Consequences, follow, spelt
from paradiplomacy.sources import Document
from paradiplomacy.terms import OWL, PARA, RDF, RDFS, Object, Quad, URIRef

__all__ = ["inconsistencies"]

_ASKED_WITH: WeakKeyDictionary[Index, dict[URIRef, bool]] = WeakKeyDictionary()
"""Of an ontology that is known, the properties that were met: whether more follows from each than it says."""


def inconsistencies(documents: Sequence[Document], known: Index) -> list[Finding]:
    """Find what in some documents cannot be true beside what is known, with rule and proof.

    Asked of documents in which nothing else is wrong: from the domains and ranges that ``check`` takes for demands,
    nothing can then follow that contradicts. So it is only inferred from what ``check`` cannot judge: properties to be
    asked with, whose inverse has the domain and range; terms of OWL; things that are said to be of several kinds.
    """
    stated = Stated(documents, known)
    if not _needs_inference(stated):
        return []
    places: dict[Quad, tuple[Place, ...]] = {}
    for document in documents:
        places |= document.places
    base = _ontology(known)
    told: dict[object, Finding] = {}
    for portion in stated.portions():
        made = follow(portion.triples, base)
        for finding in contradictions(made, places, elsewhere=partial(_graph, known, made)):
            worded = replace(finding, advice=finding.advice + _who_acts(stated, finding))
            told.setdefault((finding.focus, finding.advice), worded)
    return list(told.values())


def _who_acts(stated: Stated, finding: Finding) -> str:
    """Say what to name in the place of a territory that was taken for an actor."""
    place = finding.focus is not None and PARA.Place in stated.kinds(finding.focus)
    return (
        " A place does not act: name its government instead." if place and short(PARA.Actor) in finding.advice else ""
    )


def _needs_inference(stated: Stated) -> bool:
    own = [quad for _, quad in stated.data()]
    kinds = {quad[0] for quad in own if quad[1] == RDF.type}
    return any(_is_asked_with(stated.known, predicate) for predicate in {quad[1] for quad in own}) or any(
        _is_of_several_kinds(stated, thing) for thing in kinds
    )


def _is_asked_with(known: Index, predicate: URIRef) -> bool:
    """Whether more follows from a property than its own domain and range say."""
    if predicate in OWL or not known.objects(predicate, RDF.type):
        return predicate in OWL
    told = _ASKED_WITH.setdefault(known, {})
    if predicate not in told:
        told[predicate] = _says_more(Stated((), known), predicate)
    return told[predicate]


def _says_more(stated: Stated, predicate: URIRef) -> bool:
    for term in stated.properties(predicate):
        domains, ranges = stated.objects(term, RDFS.domain), stated.objects(term, RDFS.range)
        for inverse in stated.objects(term, OWL.inverseOf) | stated.subjects(OWL.inverseOf, term):
            if stated.objects(inverse, RDFS.range) - domains or stated.objects(inverse, RDFS.domain) - ranges:
                return True
    return False


def _is_of_several_kinds(stated: Stated, thing: Object) -> bool:
    kinds = stated.types(thing)
    return len(kinds.difference(*map(stated.above, kinds))) > 1


@lru_cache(maxsize=1)
def _ontology(known: Index) -> Consequences:
    return follow(quad[:3] for quad in known if quad[3] == terms.graph("ontology"))


def _graph(known: Index, made: Consequences, triple: Atom) -> str:
    """Name the graph in which a triple is known."""
    graphs = {quad[3] for quad in known.said_of(made.term(triple[0])) if spelt(quad[:3]) == triple}
    return ", ".join(map(short, sorted(graphs)))
