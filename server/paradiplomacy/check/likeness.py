"""What was meant by a name that is not known: the described thing that is most like it."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from paradiplomacy.check.corrections import nearest
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
    if not stated.may_guess():
        return None
    folder, unknown = _split(term)
    names = {name for place, name in map(_split, _described(stated)) if place == folder}
    found = nearest(unknown, names - {unknown})
    return URIRef(folder + found) if found else None


def elsewhere(stated: Stated, term: URIRef) -> URIRef | None:
    """Give the thing or term of ours that has the same name as one whose IRI is none of ours, or is cut short."""
    if not stated.may_guess():
        return None
    _, unknown = _split(term)
    same = [known for known in _described(stated) if _split(known)[1].casefold() == unknown.casefold()]
    ours = [known for known in same if isinstance(known, URIRef) and (known in ID or known in PARA)]
    return max(sorted(ours), key=lambda known: SequenceMatcher(None, known, term).ratio(), default=None)


def of_kind(stated: Stated, kinds: Iterable[Object], text: str) -> URIRef | None:
    """Give the thing of one of some classes that a text names: by its label, or by its own name."""
    names: dict[str, Object] = {}
    for thing in (thing for kind in kinds for thing in stated.subjects(RDF.type, kind)):
        labels = (
            label
            for told_by in (RDFS.label, SKOS.prefLabel, PARA.asWritten)
            for label in stated.objects(thing, told_by)
        )
        names |= dict.fromkeys((_split(thing)[1], *map(str, labels)), thing)
    found = names.get(text) or names.get(nearest(text, names)) if stated.may_guess() else None
    return found if isinstance(found, URIRef) else None


def _described(stated: Stated) -> Iterable[Object]:
    return (*stated.known.described, *stated.own.described)


def _split(term: Object) -> tuple[str, str]:
    head, mark, name = str(term).rpartition("#" if "#" in term else "/")
    return head + mark, name
