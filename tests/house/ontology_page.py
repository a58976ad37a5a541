"""The page of the ontology, written from its labels, definitions, scope notes, examples and axioms.

To write it anew: python tests/house/ontology_page.py
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

CHECKOUT = Path(__file__).parents[2]
PAGE = CHECKOUT / "docs" / "ontology.md"
PARA = "https://w3id.org/paradiplomacy/ontology#"
THING = re.compile(r"https://w3id\.org/paradiplomacy/id/([^/]+)/(.+)")
HEAD = """\
# The ontology

Every class, property and concept, written from the ontology itself. How to ask with them:
[which pattern for which question](patterns.md).

A definition says what a term means; *use* says when to state it and when not; the example shows it, and may name what
stands in no paper. *From* and *to* are domain and range. *Follows from* `a` / `b`: what has `a` to something that has
`b` to a third, has this property to the third; such a triple is inferred, and stands in no passage. "Ask with it;
state …" marks an inverse: both directions are in the default graph, one of them in the passages.
"""


def read() -> Graph:
    """Read the ontology and its schemes."""
    graph = Graph()
    for file in sorted((CHECKOUT / "ontology").rglob("*.ttl")):
        graph.parse(file)
    return graph


GRAPH = read()
TEXT = (CHECKOUT / "ontology" / "paradiplomacy.ttl").read_text(encoding="utf-8")


def short(term: Node) -> str:
    """Name a term as a query does."""
    if found := THING.fullmatch(str(term)):
        return f"{found[1]}:{found[2]}"
    return f"para:{str(term).removeprefix(PARA)}" if str(term).startswith(PARA) else GRAPH.qname(term)


def said(term: Node, how: URIRef) -> str:
    """Give the English text that a term has by a property."""
    texts = [text for text in GRAPH.objects(term, how) if isinstance(text, Literal) and text.language in {"en", None}]
    return str(texts[0]) if texts else ""


def code(terms: Iterable[Node]) -> str:
    """Name terms one after the other."""
    return ", ".join(f"`{short(term)}`" for term in terms)


def place(term: Node) -> int:
    """Tell where in the ontology's file a term of ours is declared."""
    return TEXT.index(f"\n{short(term)} a ")


def declared(kind: URIRef) -> list[Node]:
    """List the terms of a kind that are ours, in the order of the ontology's file."""
    return sorted((term for term in GRAPH.subjects(RDF.type, kind) if str(term).startswith(PARA)), key=place)


def end(term: Node, own: URIRef, opposite: URIRef) -> Node | None:
    """Give the class at one end of a property: its own, that of its inverse, or that of a wider property."""
    if found := GRAPH.value(term, own):
        return found
    inverse = GRAPH.value(term, OWL.inverseOf) or GRAPH.value(None, OWL.inverseOf, term)
    if inverse and (found := GRAPH.value(inverse, opposite)):
        return found
    wider = GRAPH.value(term, RDFS.subPropertyOf)
    return end(wider, own, opposite) if wider else None


def axioms(term: Node) -> Iterator[str]:
    """Say the axioms of a class or property in a few words each."""
    if wider := sorted(GRAPH.objects(term, RDFS.subClassOf)):
        yield f"*a kind of* {code(wider)}"
    if start := end(term, RDFS.domain, RDFS.range):
        yield f"*from* `{short(start)}`"
    if goal := end(term, RDFS.range, RDFS.domain):
        yield f"*to* `{short(goal)}`"
    if wider := sorted(GRAPH.objects(term, RDFS.subPropertyOf)):
        yield f"*narrower than* {code(wider)}"
    if inverse := GRAPH.value(term, OWL.inverseOf) or GRAPH.value(None, OWL.inverseOf, term):
        yield f"*inverse* `{short(inverse)}`"
    for kind, word in ((OWL.TransitiveProperty, "*transitive*"), (OWL.SymmetricProperty, "*symmetric*")):
        if (term, RDF.type, kind) in GRAPH:
            yield word
    for chain in sorted(GRAPH.objects(term, OWL.propertyChainAxiom), key=lambda node: code(Collection(GRAPH, node))):
        yield "*follows from* " + " / ".join(f"`{short(step)}`" for step in Collection(GRAPH, chain))


def entry(term: Node) -> str:
    """Give what a term means, its axioms, when to use it, and an example, each on a line of one list item."""
    about = [" · ".join(axioms(term))] if any(axioms(term)) else []
    lines = [f"- **`{short(term)}`** ({said(term, RDFS.label)}): {said(term, SKOS.definition)}", *about]
    lines += [f"*use:* {said(term, SKOS.scopeNote)}", f"*example:* `{said(term, SKOS.example)}`"]
    return "  \n  ".join(lines) + "\n"


def tree(above: Node | None = None, depth: int = 0) -> Iterator[str]:
    """List the classes below one, each with its definition, the narrower ones indented."""
    for term in declared(OWL.Class):
        wider = [one for one in GRAPH.objects(term, RDFS.subClassOf) if str(one).startswith(PARA)]
        if (above in wider) if above else not wider:
            yield f"{'  ' * depth}- [`{short(term)}`](#{short(term)[5:]}) — {said(term, SKOS.definition)}\n"
            yield from tree(term, depth + 1)


def classes() -> Iterator[str]:
    """Give each class, with the properties that start from it; last those that start from several."""
    properties = sorted(declared(OWL.ObjectProperty) + declared(OWL.DatatypeProperty), key=place)
    ours = declared(OWL.Class)
    for term in ours:
        yield f'\n### <a id="{short(term)[5:]}"></a>{short(term)}\n\n{entry(term)}'
        yield from (entry(one) for one in properties if end(one, RDFS.domain, RDFS.range) == term)
    yield "\n### Properties of things of several classes\n\n"
    yield from (entry(one) for one in properties if end(one, RDFS.domain, RDFS.range) not in ours)


def exclusions() -> Iterator[str]:
    """Give the sets of classes no two of which share a member."""
    for node in GRAPH.subjects(RDF.type, OWL.AllDisjointClasses):
        members = GRAPH.value(node, OWL.members)
        yield f"- {code(Collection(GRAPH, members))}\n"


def schemes() -> Iterator[str]:
    """Give each scheme with its concepts."""
    for scheme in sorted(GRAPH.subjects(RDF.type, SKOS.ConceptScheme)):
        yield f"\n### `{short(scheme)}` — {said(scheme, SKOS.prefLabel)}\n\n{said(scheme, SKOS.definition)}\n\n"
        for concept in sorted(GRAPH.subjects(SKOS.inScheme, scheme)):
            label, definition = said(concept, SKOS.prefLabel), said(concept, SKOS.definition)
            yield f"- `{short(concept)}` — {label}: {definition}\n"


def page() -> str:
    """Give the whole page."""
    parts = [HEAD, "\n## Classes\n\n", *tree(), "\n## Classes and their properties\n", *classes()]
    parts += ["\n## What excludes what\n\nNothing is of two classes of one line.\n\n", *sorted(exclusions())]
    return "".join([*parts, "\n## Concepts\n\nThe values of lists, one scheme for each list.\n", *schemes()])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
