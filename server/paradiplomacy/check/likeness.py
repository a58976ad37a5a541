"""What was meant by a name that is not known: the described thing that is most like it."""

from collections import Counter
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

from paradiplomacy.check.corrections import nearest
from paradiplomacy.check.index import split
from paradiplomacy.check.stated import Stated, short
from paradiplomacy.terms import ID, OWL, PAPER, PARA, RDF, RDFS, SKOS, Object, URIRef

__all__ = [
    "CLASSES", "LISTED", "PROPERTIES", "asked", "below", "choice", "elsewhere", "naming", "of_kind", "same_folder",
    "usual_kind", "written",
]  # fmt: skip

LISTED = 8
"""As many names as one reads."""

CLASSES = frozenset({OWL.Class, RDFS.Datatype})
PROPERTIES = frozenset({OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty})


def asked(meant: URIRef | None) -> str:
    """Ask whether it was meant: a sentence after another, or nothing."""
    return f" Did you mean {short(meant)}?" if meant else ""


def written(term: URIRef) -> str:
    """Write an IRI as Turtle does: shortened if what is left is a local name, else in full."""
    name = short(term)
    return f"<{term}>" if "/" in name else name


def same_folder(stated: Stated, term: Object, kinds: Collection[Object] = ()) -> URIRef | None:
    """Give the described thing or term of the same folder that is nearly the same; of certain kinds, if some are given.

    A misspelt property was to be a property, and not a class.
    """
    folder, unknown = split(term)
    names = {name for index in (stated.known, stated.own) for name in index.folders.get(folder, ())} - {unknown}
    if kinds:
        names = {name for name in names if not stated.types(URIRef(folder + name)).isdisjoint(kinds)}
    found = nearest(unknown, names) if stated.may_compare(len(names)) else ""
    return URIRef(folder + found) if found else None


def elsewhere(stated: Stated, term: URIRef) -> URIRef | None:
    """Give the thing or term of ours that has the same name as one whose IRI is none of ours, or is cut short."""
    unknown = split(term)[1].casefold()
    folders = [pair for index in (stated.known, stated.own) for pair in index.folders.items() if _is_ours(pair[0])]
    if not stated.may_compare(sum(len(names) for _, names in folders)):
        return None
    same = {URIRef(folder + name) for folder, names in folders for name in names if name.casefold() == unknown}
    return max(sorted(same), key=lambda known: SequenceMatcher(None, known, term).ratio(), default=None)


def _is_ours(folder: str) -> bool:
    return folder.startswith((str(ID), str(PARA)))


def of_kind(stated: Stated, kinds: Iterable[Object], text: str) -> URIRef | None:
    """Give the thing of one of some classes that a text names: by its label, or by its own name."""
    names: dict[str, Object] = {}
    for thing in sorted({thing for kind in kinds for thing in below(stated, kind)}):
        labels = (
            label
            for told_by in (RDFS.label, SKOS.prefLabel, PARA.asWritten)
            for label in stated.objects(thing, told_by)
        )
        names |= dict.fromkeys((split(thing)[1], *map(str, labels)), thing)
    found = names.get(text)
    if found is None and stated.may_compare(len(names)):
        found = names.get(nearest(text, names))
    return found if isinstance(found, URIRef) else None


def below(stated: Stated, kind: Object) -> set[Object]:
    """Give the things of a class, and of the classes below it."""
    found: set[Object] = set()
    waiting, passed = [kind], set[Object]()
    while waiting:
        if (one := waiting.pop()) not in passed:
            passed.add(one)
            found |= stated.subjects(RDF.type, one)
            waiting += stated.subjects(RDFS.subClassOf, one)
    return found


def choice(stated: Stated, kind: Object) -> str:
    """Say which things of a class there are, if they are few, or where to look: a sentence after another."""
    things = below(stated, kind)
    if not things:
        return ""
    if len(things) <= LISTED:
        return f" There {'are' if len(things) > 1 else 'is'} {', '.join(sorted(map(short, things)))}."
    if SKOS.Concept in stated.above(kind):
        return f" docs/ontology.md lists every {short(kind)}."
    return f" To see which there are, ask: SELECT ?it {{ ?it a {short(kind)} }}."


def usual_kind(stated: Stated, thing: Object) -> URIRef | None:
    """Give the class that things of this folder are of: the one that the folder is called by, or the most frequent."""
    folder = split(thing)[0]
    if thing in PAPER:
        return PARA.Passage
    called = PARA["".join(word.capitalize() for word in folder.rstrip("/").rpartition("/")[2].split("-"))]
    if CLASSES & stated.types(called):
        return called
    names = (URIRef(folder + name) for index in (stated.known, stated.own) for name in index.folders.get(folder, ()))
    kinds = Counter(kind for name in names for kind in stated.types(name))
    usual = min(kinds, key=lambda kind: (-kinds[kind], kind), default=None)
    return usual if isinstance(usual, URIRef) else None


def naming(stated: Stated, kind: Object) -> list[URIRef]:
    """Give the properties after which things of just this class stand."""
    return sorted(URIRef(term) for term in stated.subjects(RDFS.range, kind) if term in PARA)
