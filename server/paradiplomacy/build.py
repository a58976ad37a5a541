"""The whole way of the data on one screen: read, check, infer, write a snapshot."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from paradiplomacy import infer, snapshot, sources
from paradiplomacy.check import check
from paradiplomacy.description import describe
from paradiplomacy.errors import Inconsistent, NotConforming
from paradiplomacy.findings import Finding, Place, Severity
from paradiplomacy.library import examples
from paradiplomacy.snapshot import Content, Snapshot
from paradiplomacy.sources import Document
from paradiplomacy.terms import Literal, Object, Quad, Triple

__all__ = ["build"]


def build(root: Path, home: Path) -> Snapshot:
    """Make the snapshot of the sources below a root and a home folder, and make it the current one.

    Raises SyntaxFault, NotConforming or Inconsistent, each with file and line; the last snapshot then stays.
    """
    documents = [sources.read(source) for source in sources.discover(root, home)]
    _conforming(check(documents))
    places = _places(documents)
    paper = [document for document in documents if document.source.role.speaks_for_the_paper]
    inferred = _closed(paper, places)
    inferred_all = _closed(documents, places) if len(paper) < len(documents) else inferred
    graphs = frozenset(quad[3] for document in paper for quad in document.quads)
    content = Content(places, graphs, inferred, inferred_all)
    closure = frozenset((*_triples(paper), *inferred))
    return snapshot.write(home, content, lambda iri: describe(iri, places, closure, examples()))


def _conforming(findings: Sequence[Finding]) -> None:
    faults = [finding for finding in findings if finding.severity is Severity.VIOLATION]
    if faults:
        raise NotConforming(faults)


def _closed(documents: Iterable[Document], places: dict[Quad, tuple[Place, ...]]) -> frozenset[Triple]:
    closure = infer.close(_triples(documents))
    if closure.clashes:
        raise Inconsistent([_finding(clash, places) for clash in closure.clashes])
    return closure.inferred


def _triples(documents: Iterable[Document]) -> Iterator[Triple]:
    return (quad[:3] for document in documents for quad in document.quads)


def _places(documents: Iterable[Document]) -> dict[Quad, tuple[Place, ...]]:
    places: dict[Quad, tuple[Place, ...]] = {}
    for document in documents:
        for quad in document.quads:
            places[quad] = (*places.get(quad, ()), *document.places[quad])
    return places


def _finding(clash: infer.Clash, places: dict[Quad, tuple[Place, ...]]) -> Finding:
    """Word a clash, at the statement that says most of what it names, about the last thing that it names."""
    return Finding(
        "inconsistency",
        Severity.VIOLATION,
        _place(clash.culprits, places),
        f"These statements cannot all be true: {clash.message}. Mend one of them.",
        focus=clash.culprits[-1] if clash.culprits else None,
    )


def _place(culprits: Sequence[Object], places: dict[Quad, tuple[Place, ...]]) -> Place:
    for focus in reversed(culprits):
        said = [quad for quad in places if focus in {quad[0], quad[2] if isinstance(focus, Literal) else None}]
        if said:
            most = max(len({*quad} & {*culprits}) for quad in said)
            return min(place for quad in said if len({*quad} & {*culprits}) == most for place in places[quad])
    return Place("the sources")
