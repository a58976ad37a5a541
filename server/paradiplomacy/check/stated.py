"""What documents state, where they state it, and of what kind the things are that they speak of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import chain

from paradiplomacy.check.neighbours import draw
from paradiplomacy.findings import Place
from paradiplomacy.sources import Document, Role
from paradiplomacy.terms import ID, OWL, PARA, PREFIXES, RDF, RDFS, Object, Quad, Triple, URIRef

__all__ = ["Stated", "nearest", "short"]

LONGEST_NAME = 120
_VOCABULARY = (Role.ONTOLOGY, Role.ALIGNMENT)
_TERM_KINDS = frozenset(
    {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Ontology, RDFS.Datatype}
)


class Stated:
    """The statements of some documents, beside what else is known: the quads of a snapshot, or none."""

    def __init__(self, documents: Sequence[Document], known: Iterable[Quad] = ()) -> None:
        self.documents = documents
        self.known = tuple(known)

    def __iter__(self) -> Iterator[tuple[Document, Quad]]:
        return ((document, quad) for document in self.documents for quad in document.quads)

    def quads(self) -> Iterator[Quad]:
        """Give what else is known, then the statements of the documents; data has no say on terms of the ontology."""
        return chain(
            self.known,
            (quad for _, quad in self.schema()),
            (quad for _, quad in self.data() if quad[0] not in PARA),
        )

    def data(self) -> Iterator[tuple[Document, Quad]]:
        """Give the statements that stand in no ontology and no alignment."""
        return (pair for pair in self if pair[0].source.role not in _VOCABULARY)

    def schema(self) -> Iterator[tuple[Document, Quad]]:
        """Give the statements of ontologies and alignments."""
        return (pair for pair in self if pair[0].source.role in _VOCABULARY)

    def judged(self) -> set[Triple]:
        """Give the union of all graphs of the documents, and of what else is known what bears on them."""
        own = {quad[:3] for _, quad in self}
        return own.union(draw(own, (quad[:3] for quad in self.known)))

    def places(self, triple: Triple) -> list[Place]:
        """Where documents state this triple, once for each passage or graph that does."""
        return [place(document, quad) for document, quad in self._by_triple.get(triple, ())]

    def values(self, subject: Object, predicate: URIRef) -> list[Triple]:
        """Give the statements of documents with this subject and predicate, in their order."""
        return [triple for triple in self._by_subject.get(subject, ()) if triple[1] == predicate]

    def subject(self, thing: Object) -> list[Triple]:
        """Give the statements of documents with this subject, in their order."""
        return self._by_subject.get(thing, [])

    @cached_property
    def types(self) -> dict[Object, set[Object]]:
        """The classes that each thing is said to be of."""
        return self.related(RDF.type)

    @cached_property
    def domains(self) -> dict[Object, set[Object]]:
        """The domains that the ontology gives each property, without those of the properties above it."""
        return self.related(RDFS.domain)

    @cached_property
    def ranges(self) -> dict[Object, set[Object]]:
        """The ranges that the ontology gives each property, without those of the properties above it."""
        return self.related(RDFS.range)

    @cached_property
    def vocabulary(self) -> frozenset[Object]:
        """The terms of our namespace that the ontology declares."""
        return frozenset(term for term, kinds in self.types.items() if term in PARA and kinds & _TERM_KINDS)

    @cached_property
    def passages(self) -> frozenset[Object]:
        """Every passage that is described."""
        return frozenset(thing for thing, kinds in self.types.items() if PARA.Passage in kinds)

    def kinds(self, thing: Object) -> set[Object]:
        """Give the classes of a thing, with the classes above them."""
        return self._upwards(self.types.get(thing, set()), self._superclasses)

    def properties(self, predicate: URIRef) -> set[Object]:
        """Give a property with the properties above it."""
        return self._upwards({predicate}, self._superproperties)

    @cached_property
    def _superclasses(self) -> dict[Object, set[Object]]:
        return self.related(RDFS.subClassOf)

    @cached_property
    def _superproperties(self) -> dict[Object, set[Object]]:
        return self.related(RDFS.subPropertyOf)

    @cached_property
    def _by_triple(self) -> dict[Triple, list[tuple[Document, Quad]]]:
        index: dict[Triple, list[tuple[Document, Quad]]] = defaultdict(list)
        for document, quad in self:
            index[quad[:3]].append((document, quad))
        return index

    @cached_property
    def _by_subject(self) -> dict[Object, list[Triple]]:
        index: dict[Object, list[Triple]] = defaultdict(list)
        for triple in self._by_triple:
            index[triple[0]].append(triple)
        return index

    def related(self, predicate: URIRef) -> dict[Object, set[Object]]:
        """Give the values of a property by subject, from documents and what else is known."""
        relation: dict[Object, set[Object]] = defaultdict(set)
        for subject, value in self._by_predicate.get(predicate, ()):
            relation[subject].add(value)
        return relation

    @cached_property
    def _by_predicate(self) -> dict[URIRef, set[tuple[Object, Object]]]:
        index: dict[URIRef, set[tuple[Object, Object]]] = defaultdict(set)
        for subject, predicate, value, _ in self.quads():
            index[predicate].add((subject, value))
        return index

    @staticmethod
    def _upwards(start: Iterable[Object], above: dict[Object, set[Object]]) -> set[Object]:
        found: set[Object] = set()
        waiting = list(start)
        while waiting:
            if (term := waiting.pop()) not in found:
                found.add(term)
                waiting.extend(above.get(term, ()))
        return found


def place(document: Document, quad: Quad) -> Place:
    """Where a document states a quad: its first place, or the file where that is not known."""
    return next(iter(document.places.get(quad, ())), Place(document.source.name))


def short(term: Object) -> str:
    """Name a term as people write it, cut to a bearable length.

    >>> short(ID["actor/kyoto"]), short(PARA.row)
    ('actor:kyoto', 'para:row')
    """
    name = str(term)[:LONGEST_NAME]
    if name.startswith(ID):
        return name.removeprefix(ID).replace("/", ":", 1)
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace):
            return f"{prefix}:{name.removeprefix(namespace)}"
    return name


def nearest(term: Object, candidates: Iterable[Object]) -> str:
    """Say which known term may be meant by an unknown one: a sentence, or nothing."""
    similar = get_close_matches(str(term), sorted(map(str, candidates)), n=1, cutoff=0.85)
    return f" Did you mean {short(URIRef(similar[0]))}?" if similar else ""
