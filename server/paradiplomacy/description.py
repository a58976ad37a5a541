"""What a snapshot says of itself: prefixes, example queries, statistics, and which passages speak of a thing.

Derived by the build and no input to inference. The shapes of the statements are those that other people's tools ask
for: SHACL prefixes and executables, VoID partitions (https://www.w3.org/TR/void/ section 4.3), DCAT.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256

from paradiplomacy import terms
from paradiplomacy.library import Example
from paradiplomacy.terms import (
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    PARA,
    PREFIXES,
    RDF,
    RDFS,
    SH,
    VOID,
    XSD,
    Literal,
    Quad,
    Triple,
    URIRef,
)

__all__ = ["describe"]

DATASET = terms.ID["dataset/paradiplomacy"]
TITLE = "Paradiplomacy: foreign partners of Yogyakarta and human security"
SUMMARY = (
    "What one paper states on the foreign partners of the Province of Yogyakarta, passage by passage, with an OWL 2 RL"
    " ontology and what follows from it."
)
CREATOR = terms.ID["agent/contributors"]
CREATOR_NAME = "The paradiplomacy contributors"
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
VOID_EXT = terms.Namespace("http://ldf.fi/void-ext#")
_FORMS = {
    "select": (SH.SPARQLSelectExecutable, SH.select),
    "ask": (SH.SPARQLAskExecutable, SH.ask),
    "construct": (SH.SPARQLConstructExecutable, SH.construct),
}


def describe(
    snapshot: URIRef, asserted: Iterable[Quad], closure: frozenset[Triple], examples: Iterable[Example]
) -> Iterator[Triple]:
    """Describe the snapshot of this IRI from what is asserted and the closure of a scope, its default graph."""
    yield from _dataset(snapshot)
    yield from _prefixes(closure)
    for example in examples:
        yield from _example(example)
    yield from _statistics(closure)
    yield from _stated_in(asserted, closure)


def _dataset(snapshot: URIRef) -> Iterator[Triple]:
    """Say what the dataset is, who made it, under which licence, and how it is cited (DCAT 3 section 6.6)."""
    for kind in (DCAT.Dataset, VOID.Dataset):
        yield DATASET, RDF.type, kind
    yield DATASET, DCTERMS.title, Literal(TITLE, lang="en")
    yield DATASET, DCTERMS.description, Literal(SUMMARY, lang="en")
    yield DATASET, DCTERMS.license, LICENCE
    yield DATASET, DCTERMS.creator, CREATOR
    yield CREATOR, RDF.type, FOAF.Agent
    yield CREATOR, FOAF.name, Literal(CREATOR_NAME, lang="en")
    yield DATASET, DCTERMS.bibliographicCitation, Literal(f"{CREATOR_NAME}: {TITLE}. {snapshot}", lang="en")
    yield DATASET, OWL.versionInfo, Literal(str(snapshot).rpartition("/")[2])
    yield DATASET, DCTERMS.hasVersion, snapshot
    yield DATASET, DCTERMS.identifier, Literal(snapshot, datatype=XSD.anyURI, normalize=False)
    yield DATASET, VOID.uriSpace, Literal(str(terms.ROOT))


def _prefixes(closure: frozenset[Triple]) -> Iterator[Triple]:
    """Declare the prefixes of the vocabularies, and one for each kind of thing that the closure speaks of."""
    subjects = {str(subject).removeprefix(terms.ID) for subject, _, _ in closure if str(subject).startswith(terms.ID)}
    kinds = {subject.partition("/")[0] for subject in subjects if "/" in subject}
    for prefix, namespace in (PREFIXES | {kind: f"{terms.ID}{kind}/" for kind in kinds}).items():
        node = terms.thing("prefix", prefix)
        yield DATASET, SH.declare, node
        yield node, SH.prefix, Literal(prefix)
        yield node, SH.namespace, Literal(namespace, datatype=XSD.anyURI, normalize=False)


def _example(example: Example) -> Iterator[Triple]:
    node = terms.thing("example", example.name)
    kind, text = _FORMS[example.result]
    for type_ in (SH.SPARQLExecutable, kind):
        yield node, RDF.type, type_
    yield node, RDFS.label, Literal(example.title, lang="en")
    yield node, RDFS.comment, Literal(f"{example.title} {example.description}", lang="en")
    yield node, text, Literal(example.text)
    yield node, SH.prefixes, DATASET
    for keyword in example.keywords:
        yield node, DCAT.keyword, Literal(keyword, lang="en")


def _statistics(closure: frozenset[Triple]) -> Iterator[Triple]:
    """Count triples, classes and properties, and for each class its properties and what they lead to."""
    types: dict[object, set[URIRef]] = defaultdict(set)
    for subject, predicate, obj in closure:
        if predicate == RDF.type and isinstance(obj, URIRef):
            types[subject].add(obj)
    yield DATASET, VOID.triples, Literal(len(closure))
    yield DATASET, VOID.entities, Literal(len(types))
    classes = Counter(kind for kinds in types.values() for kind in kinds)
    yield DATASET, VOID.classes, Literal(len(classes))
    yield DATASET, VOID.distinctSubjects, Literal(len({subject for subject, _, _ in closure}))
    yield DATASET, VOID.distinctObjects, Literal(len({obj for _, _, obj in closure}))
    properties = Counter(predicate for _, predicate, _ in closure)
    yield DATASET, VOID.properties, Literal(len(properties))
    for namespace in PREFIXES.values():
        if any(term.startswith(namespace) for term in (*properties, *classes)):
            yield DATASET, VOID.vocabulary, URIRef(namespace)
    for predicate, count in properties.items():
        yield from _partition(DATASET, VOID.propertyPartition, VOID.property, predicate, VOID.triples, count)
    for kind, count in classes.items():
        yield from _partition(DATASET, VOID.classPartition, VOID["class"], kind, VOID.entities, count)
    for (kind, predicate, target), count in _uses(closure, types).items():
        above = _node(_node(DATASET, VOID["class"], kind), VOID.property, predicate)
        if isinstance(target, Literal):
            datatype = URIRef(target)
            yield from _partition(above, VOID_EXT.datatypePartition, VOID_EXT.datatype, datatype, VOID.triples, count)
        else:
            yield from _partition(above, VOID.classPartition, VOID["class"], target, VOID.triples, count)
    for (kind, predicate), count in _used_by_class(closure, types).items():
        above = _node(DATASET, VOID["class"], kind)
        yield from _partition(above, VOID.propertyPartition, VOID.property, predicate, VOID.triples, count)


def _used_by_class(closure: frozenset[Triple], types: dict[object, set[URIRef]]) -> Counter[tuple[URIRef, URIRef]]:
    return Counter((kind, predicate) for subject, predicate, _ in closure for kind in types.get(subject, ()))


def _uses(
    closure: frozenset[Triple], types: dict[object, set[URIRef]]
) -> Counter[tuple[URIRef, URIRef, URIRef | Literal]]:
    """Count which class leads by which property to which class, or to which datatype (as a literal of its IRI)."""
    uses: Counter[tuple[URIRef, URIRef, URIRef | Literal]] = Counter()
    for subject, predicate, obj in closure:
        if isinstance(obj, Literal):
            targets: Iterable[URIRef | Literal] = [
                Literal(obj.datatype or (RDF.langString if obj.language else XSD.string))
            ]
        else:
            targets = types.get(obj, ())
        uses.update((kind, predicate, target) for kind in types.get(subject, ()) for target in targets)
    return uses


def _partition(  # noqa: PLR0913, PLR0917 — because a partition has so many parts
    above: URIRef, link: URIRef, key: URIRef, value: URIRef, measure: URIRef, count: int
) -> Iterator[Triple]:
    node = _node(above, key, value)
    yield above, link, node
    yield node, key, value
    yield node, measure, Literal(count)


def _node(above: URIRef, key: URIRef, value: URIRef) -> URIRef:
    return terms.thing("partition", sha256(f"{above} {key} {value}".encode()).hexdigest()[:24])


def _stated_in(asserted: Iterable[Quad], closure: frozenset[Triple]) -> Iterator[Triple]:
    typed = {subject for subject, predicate, _ in closure if predicate == RDF.type}
    for subject, _, obj, graph in asserted:
        if graph.startswith(str(terms.PAPER)):
            for node in (subject, obj):
                if node in typed and isinstance(node, URIRef):
                    yield node, PARA.statedIn, graph
