"""Texts as documents, checked together beside what is known."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count
from pathlib import Path

from paradiplomacy import formats, terms
from paradiplomacy.check import Index, Watch, check, engines, wellformed
from paradiplomacy.check.stated import plain
from paradiplomacy.check.strangers import Shapes
from paradiplomacy.errors import ParadiplomacyError, SyntaxFault
from paradiplomacy.findings import Finding, Place, Report, Severity
from paradiplomacy.places import Places, locate
from paradiplomacy.sources import Document, Role, Source
from paradiplomacy.terms import PREFIXES, BNode, Object, Quad
from paradiplomacy.validation.consistency import inconsistencies
from paradiplomacy.validation.texts import Text
from paradiplomacy.validation.wording import in_words_of

__all__ = ["CONTRIBUTED", "Watch", "judge", "judge_by"]

LONGEST = 600
MOST = 500_000
"""How many statements may be checked together."""

CONTRIBUTED = terms.graph("dataset", "contributed")


def judge(texts: Sequence[Text], notes: Iterable[Finding], known: Iterable[Quad], watch: Watch | None = None) -> Report:
    """Check contributed texts together against what is known: the asserted quads of a snapshot.

    What a text states outside any graph block is one contributed graph. Its statements join those that are known of
    the same things; only what is wrong at the texts' own statements is reported. An Index (of ``check``) serves many
    calls, and then the time does not grow with what is known. ``watch`` is told how many things of how many are judged.
    ``notes`` are those that the texts came with. If a text cannot be read, the report says so and nothing is checked.
    """
    documents, faults = _documents(texts)
    if faults:
        return _report(texts, faults, notes, readable=False)
    told = [note for document in documents for note in _notes(document)]
    known = Index.of(known)
    found = check(documents, known, watch)
    if all(finding.severity is not Severity.VIOLATION for finding in found):
        found += inconsistencies(documents, known)
    return _report(texts, in_words_of(texts, found, known), [*notes, *told])


def judge_by(
    shapes: Sequence[Text], texts: Sequence[Text], notes: Iterable[Finding], engine: str = engines.USUAL
) -> Report:
    """Check texts together against the shapes of somebody, and against nothing else; all their graphs count as one.

    The shapes are made ready once for many calls. Nothing is fetched: what owl:imports and sh:shapesGraph name is not
    read. Raises SyntaxFault, with file and line, for shapes that are ill-formed, NotFound for an engine that is not
    installed, and Refused for what the engine gives up.
    """
    ready = _ready(tuple(shapes), engine)
    documents, faults = _documents(texts)
    if faults:
        return _report(texts, faults, notes, readable=False)
    told = [_silent(document) for document in documents if not document.quads]
    return _report(texts, ready.findings(documents), [*notes, *told])


@lru_cache(maxsize=8)
def _ready(shapes: tuple[Text, ...], engine: str) -> Shapes:
    prefixes = {**PREFIXES}
    for text in shapes:
        prefixes |= formats.prefixes(text.octets, text.format, text.name)
    documents, faults = _documents(shapes)
    for fault in faults:
        raise SyntaxFault(fault.advice, place=fault.place)
    return wellformed.ready(documents, prefixes, engine)


def _report(
    texts: Sequence[Text], found: Sequence[Finding], notes: Iterable[Finding], *, readable: bool = True
) -> Report:
    named = {finding.place.file for finding in found}
    octets = {text.name: text.octets for text in texts if text.name in named}
    return Report(tuple(found), tuple(text.name for text in texts), tuple(notes), readable, octets)


def _documents(texts: Sequence[Text]) -> tuple[list[Document], list[Finding]]:
    documents, faults = [], []
    left = MOST
    labels = (f"b{number}" for number in count(1))
    for text in texts:
        try:
            graph = CONTRIBUTED
            places = locate(text.octets, text.format, base=graph, default_graph=graph, file=text.name, most=left)
        except ParadiplomacyError as fault:
            faults.append(_unreadable(fault, text.name))
        else:
            source = Source(Path(text.name), text.name, Role.DATASET, CONTRIBUTED)
            left -= len(places)
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
    if not document.quads:
        yield _silent(document)
    elif not any(quad[3] in terms.PAPER for quad in document.quads):
        advice = "This text names no passage, which is no fault: it is checked as one contribution."
        yield Finding("names-no-passage", Severity.INFO, Place(document.source.name), advice)


def _silent(document: Document) -> Finding:
    return Finding(
        "states-nothing",
        Severity.INFO,
        Place(document.source.name),
        "This text states nothing: there was nothing to check.",
    )
