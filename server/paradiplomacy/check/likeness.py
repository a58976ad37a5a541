"""What was meant by a name that is not known: the described thing that is most like it."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from paradiplomacy.check.corrections import nearest
from paradiplomacy.check.index import split
from paradiplomacy.check.stated import Stated, short
from paradiplomacy.terms import ID, PARA, RDF, RDFS, SKOS, Object, URIRef

__all__ = ["asked", "elsewhere", "of_kind", "same_folder", "written"]


def asked(meant: URIRef | None) -> str:
    """Ask whether it was meant: a sentence after another, or nothing."""
    return f" Did you mean {short(meant)}?" if meant else ""


def written(term: URIRef) -> str:
    """Write an IRI as Turtle does: shortened if what is left is a local name, else in full."""
    name = short(term)
    return f"<{term}>" if "/" in name else name


def same_folder(stated: Stated, term: Object) -> URIRef | None:
    """Give the described thing or term of the same folder that is most like an unknown one."""
    folder, unknown = split(term)
    names = {name for index in (stated.known, stated.own) for name in index.folders.get(folder, ())} - {unknown}
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
    for thing in (thing for kind in kinds for thing in stated.subjects(RDF.type, kind)):
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
