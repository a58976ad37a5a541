"""The whole way of the data on one screen: read, check, infer, write a snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from paradiplomacy import snapshot, sources
from paradiplomacy.build.admission import admit
from paradiplomacy.check import check
from paradiplomacy.description import describe
from paradiplomacy.errors import NotConforming
from paradiplomacy.findings import Finding, Place, Severity
from paradiplomacy.infer import noise
from paradiplomacy.infer.engine import Progress
from paradiplomacy.infer.soundness import check_consistency, misread
from paradiplomacy.infer.statements import ENGINE, Consequences, follow
from paradiplomacy.library import examples
from paradiplomacy.snapshot import Content, Snapshot
from paradiplomacy.sources import Document, Role
from paradiplomacy.terms import Quad, Triple

__all__ = ["build"]


def build(root: Path, home: Path, reasoner: str = ENGINE, *, progress: Progress | None = None) -> Snapshot:
    """Make the snapshot of the sources below a root and a home folder, and make it the current one.

    A contributed dataset that contradicts the rest is left out, and the snapshot tells why. ``progress`` hears the
    rounds of the inference. Raises SyntaxFault, NotConforming or Inconsistent, each with file and line; the last
    snapshot then stays.
    """
    documents = [sources.read(source) for source in sources.discover(root, home)]
    _conforming(check(documents))
    places = _places(documents)

    def close(some: Sequence[Document], base: Consequences | None = None) -> Consequences:
        return follow(_triples(some), base, reasoner=reasoner, progress=progress)

    paper = [document for document in documents if document.source.role.speaks_for_the_paper]
    ours = [document for document in documents if document.source.role is not Role.DATASET]
    own = _sound(close(paper), places)
    whole = _sound(close(ours, own), places) if len(paper) < len(ours) else own
    whole, admitted, refused = admit(documents, ours, whole, close, places)
    _conforming(list(misread(whole, places)))
    graphs = frozenset(quad[3] for document in paper for quad in document.quads)
    inferred, inferred_all = (frozenset(noise.without(made.inferred)) for made in (own, whole))
    closures = {scope: made.closure for scope, made in (("paper", own), ("all", whole)) if made.closure}
    content = Content(_places(admitted), graphs, inferred, inferred_all, closures, refused)
    described = {
        "paper": frozenset((*_triples(paper), *inferred)),
        "all": frozenset((*(quad[:3] for quad in content.asserted), *inferred_all)),
    }
    library = examples()
    return snapshot.write(home, content, lambda iri, scope: describe(iri, content.asserted, described[scope], library))


def _conforming(findings: Sequence[Finding]) -> None:
    faults = [finding for finding in findings if finding.severity is Severity.VIOLATION]
    if faults:
        raise NotConforming(faults)


def _sound(made: Consequences, places: Mapping[Quad, tuple[Place, ...]]) -> Consequences:
    _conforming(list(misread(made, places)))
    check_consistency(made, places)
    return made


def _triples(documents: Iterable[Document]) -> frozenset[Triple]:
    return frozenset(quad[:3] for document in documents for quad in document.quads)


def _places(documents: Iterable[Document]) -> dict[Quad, tuple[Place, ...]]:
    places: dict[Quad, tuple[Place, ...]] = {}
    for document in documents:
        for quad in document.quads:
            places[quad] = (*places.get(quad, ()), *document.places[quad])
    return places
