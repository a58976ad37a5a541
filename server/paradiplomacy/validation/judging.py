"""Texts as documents, checked together beside what is known."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

from paradiplomacy import terms
from paradiplomacy.check import Watch, check
from paradiplomacy.check.stated import plain
from paradiplomacy.errors import ParadiplomacyError
from paradiplomacy.findings import Finding, Place, Report, Severity
from paradiplomacy.places import Places, locate
from paradiplomacy.sources import Document, Role, Source
from paradiplomacy.terms import BNode, Object, Quad
from paradiplomacy.validation.texts import Text

__all__ = ["CONTRIBUTED", "Watch", "judge"]

LONGEST = 600
CONTRIBUTED = terms.graph("dataset", "contributed")


def judge(texts: Sequence[Text], notes: Iterable[Finding], known: Iterable[Quad], watch: Watch | None = None) -> Report:
    """Check contributed texts together against what is known: the asserted quads of a snapshot.

    What a text states outside any graph block is one contributed graph. Its statements join those that are known of
    the same things; only what is wrong at the texts' own statements is reported. An Index (of ``check``) serves many
    calls, and then the time does not grow with what is known. ``watch`` is told how many things of how many are judged.
    ``notes`` are those that the texts came with. If a text cannot be read, the report says so and nothing is checked.
    """
    documents, faults = _documents(texts)
    files = tuple(text.name for text in texts)
    if faults:
        found, readable = faults, False
    else:
        found, readable = check(documents, known, watch), True
    told = [*notes, *(note for document in documents if readable for note in _notes(document))]
    named = {finding.place.file for finding in found}
    return Report(tuple(found), files, tuple(told), readable, {t.name: t.octets for t in texts if t.name in named})


def _documents(texts: Sequence[Text]) -> tuple[list[Document], list[Finding]]:
    documents, faults = [], []
    labels = (f"b{number}" for number in count(1))
    for text in texts:
        try:
            places = locate(text.octets, text.format, base=str(CONTRIBUTED), default_graph=CONTRIBUTED, file=text.name)
        except ParadiplomacyError as fault:
            faults.append(_unreadable(fault, text.name))
        else:
            source = Source(Path(text.name), text.name, Role.DATASET, CONTRIBUTED)
            documents.append(Document(source, Places(_relabelled(places, labels))))
    return documents, faults


def _unreadable(fault: ParadiplomacyError, name: str) -> Finding:
    advice = plain(f"{fault.message} {fault.advice}".strip(), LONGEST)
    return Finding("cannot-be-read", Severity.VIOLATION, fault.place or Place(name), advice)


def _relabelled(places: Places, labels: Iterator[str]) -> Iterator[tuple[Quad, Place]]:
    """Label blank nodes in the order of the texts, so that no two texts share one and each run gives the same."""
    nodes: dict[Object, BNode] = {}

    def term(old: Object) -> Object:
        if isinstance(old, BNode) and old not in nodes:
            nodes[old] = BNode(next(labels))
        return nodes.get(old, old)

    for (s, p, o, g), found in places.items():
        quad: Quad = (term(s), p, term(o), g)  # type: ignore[assignment]  # because a subject is relabelled to a BNode
        yield from ((quad, place) for place in found)


def _notes(document: Document) -> Iterator[Finding]:
    here = Place(document.source.name)
    if not document.quads:
        yield Finding("states-nothing", Severity.INFO, here, "This text states nothing.")
    elif not any(quad[3] in terms.PAPER for quad in document.quads):
        advice = "This text names no passage: it is checked as one contributed graph."
        yield Finding("names-no-passage", Severity.INFO, here, advice)
