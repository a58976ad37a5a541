"""What documents state, where they state it, and of what kind the things are that they speak of."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from paradiplomacy.check.index import Index
from paradiplomacy.check.neighbours import draw
from paradiplomacy.findings import Place
from paradiplomacy.sources import Document, Role
from paradiplomacy.terms import ID, OWL, PAPER, PARA, PREFIXES, RDF, RDFS, Object, Quad, Triple, URIRef

__all__ = ["Portion", "Stated", "Watch", "place", "plain", "short"]

LONGEST_NAME = 120
PORTION = 100
MOST_COMPARED = 20_000
"""How many known names are compared with unknown ones, together, before no more is asked what was meant."""

_VOCABULARY = (Role.ONTOLOGY, Role.ALIGNMENT)
_TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Ontology, RDFS.Datatype)

Watch: TypeAlias = Callable[[int, int], None]
"""Is told how many things are judged, and how many there are."""


class Portion(NamedTuple):
    """Some things, and the union of all graphs as far as it bears on them; data has no blank nodes."""

    things: frozenset[URIRef]
    triples: set[Triple]


class Stated:
    """The statements of some documents, beside what else is known: the quads of a snapshot, or none."""

    def __init__(self, documents: Sequence[Document], known: Iterable[Quad] = (), watch: Watch | None = None) -> None:
        self.documents = documents
        self.known = Index.of(known)
        self._watch = watch
        self._compared = 0

    def __iter__(self) -> Iterator[tuple[Document, Quad]]:
        return ((document, quad) for document in self.documents for quad in document.quads)

    def data(self) -> Iterator[tuple[Document, Quad]]:
        """Give the statements that stand in no ontology and no alignment."""
        return (pair for pair in self if pair[0].source.role not in _VOCABULARY)

    def schema(self) -> Iterator[tuple[Document, Quad]]:
        """Give the statements of ontologies and alignments."""
        return (pair for pair in self if pair[0].source.role in _VOCABULARY)

    @cached_property
    def own(self) -> Index:
        """The statements of the documents; data has no say on the terms of the ontology."""
        data = (quad for _, quad in self.data() if quad[0] not in PARA)
        return Index([*(quad for _, quad in self.schema()), *data])

    def portions(self) -> Iterator[Portion]:
        """Give the things that the documents speak of, some at a time, each with all that bears on it.

        So the time that a judgement takes grows with the documents, and not with their square.
        """
        subjects = list(dict.fromkeys(quad[0] for quad in self.own))
        for start in range(0, len(subjects), PORTION):
            some = subjects[start : start + PORTION]
            own = {quad[:3] for subject in some for quad in self.own.said_of(subject)}
            others = {value for _, _, value in own if not self.own.said_of(value)}
            things = frozenset(thing for thing in (*some, *others) if isinstance(thing, URIRef))
            yield Portion(things, own.union(draw(own, self)))
            if self._watch:
                self._watch(start + len(some), len(subjects))

    def said_of(self, subject: Object) -> list[Quad]:
        """Give all quads with this subject: what is known, then those of the documents."""
        return [*self.known.said_of(subject), *self.own.said_of(subject)]

    def objects(self, subject: Object, predicate: URIRef) -> set[Object]:
        """Give the values of a property of one subject."""
        return {*self.known.objects(subject, predicate), *self.own.objects(subject, predicate)}

    def subjects(self, predicate: URIRef, value: Object) -> set[Object]:
        """Give the subjects of which a property has this value."""
        return {*self.known.subjects(predicate, value), *self.own.subjects(predicate, value)}

    def types(self, thing: Object) -> set[Object]:
        """Give the classes that a thing is said to be of."""
        return self.objects(thing, RDF.type)

    def kinds(self, thing: Object) -> set[Object]:
        """Give the classes of a thing, with the classes above them."""
        return self._upwards(self.types(thing), RDFS.subClassOf)

    def above(self, kind: Object) -> set[Object]:
        """Give the classes above a class, without itself."""
        return self._upwards({kind}, RDFS.subClassOf) - {kind}

    def properties(self, predicate: URIRef) -> set[Object]:
        """Give a property with the properties above it."""
        return self._upwards({predicate}, RDFS.subPropertyOf)

    def is_term(self, term: Object) -> bool:
        """Whether the ontology declares this term."""
        return not self.types(term).isdisjoint(_TERM_KINDS)

    def is_passage(self, name: Object) -> bool:
        """Whether a passage of this name is described."""
        return PARA.Passage in self.types(name)

    def places(self, triple: Triple) -> list[Place]:
        """Where documents state this triple, once for each passage or graph that does."""
        return [place(document, quad) for document, quad in self._by_triple.get(triple, ())]

    def may_compare(self, names: int) -> bool:
        """Whether a name may be compared with so many that are known: as long as they are not too many together."""
        may = self._compared < MOST_COMPARED
        self._compared += names
        return may

    @cached_property
    def _by_triple(self) -> dict[Triple, list[tuple[Document, Quad]]]:
        index: dict[Triple, list[tuple[Document, Quad]]] = {}
        for document, quad in self:
            index.setdefault(quad[:3], []).append((document, quad))
        return index

    def _upwards(self, start: Iterable[Object], predicate: URIRef) -> set[Object]:
        found: set[Object] = set()
        waiting = list(start)
        while waiting:
            if (term := waiting.pop()) not in found:
                found.add(term)
                waiting.extend(self.objects(term, predicate))
        return found


def place(document: Document, quad: Quad) -> Place:
    """Where a document states a quad: its first place, or the file where that is not known."""
    return next(iter(document.places.get(quad, ())), Place(document.source.name))


def short(term: Object, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Name a term as people write it, cut to a bearable length.

    >>> short(ID["actor/kyoto"]), short(PARA.row)
    ('actor:kyoto', 'para:row')
    """
    name = str(term)
    if name.startswith(ID):
        name = name.removeprefix(ID).replace("/", ":", 1)
    for prefix, namespace in (*prefixes.items(), ("paper", PAPER)):
        if name.startswith(namespace):
            name = f"{prefix}:{name.removeprefix(namespace)}"
    return plain(name, LONGEST_NAME)


def plain(text: str, longest: int) -> str:
    r"""Keep a foreign text from breaking lines, steering a terminal, or filling the page.

    >>> plain("two\nlines", 5)
    'two�l…'
    """
    shown = "".join(sign if sign.isprintable() else "�" for sign in text[:longest])
    return shown if len(text) <= longest else shown + "…"
