"""Explanations from a snapshot alone: what is asserted in it, and the rounds and rules of what is inferred."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from threading import Lock

from paradiplomacy.explanation.names import Names
from paradiplomacy.findings import Place
from paradiplomacy.infer import Gap, Proof, Prover
from paradiplomacy.infer.proof import ASSERTION
from paradiplomacy.infer.rules import Atom
from paradiplomacy.snapshot import Snapshot, scoped

__all__ = ["Explanation", "Reasons", "Status", "explain"]

SECONDS = 1.0
"""How long the smallest proof is looked for; then each triple's recorded rule is followed."""


class Status(Enum):
    """What a triple is to a closure."""

    ASSERTED = "asserted"
    INFERRED = "inferred"
    DERIVED = "derived by the build"
    ABSENT = "not in the closure"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a triple is in the closure of a scope, or what lacks.

    ``proofs`` are the smallest and as many others as were asked for; ``gaps`` are the rules that could give a triple
    that is absent. ``stated`` gives the graphs of asserted triples, a passage each, and the places there.
    """

    triple: Atom
    scope: str
    snapshot: str
    status: Status
    proofs: tuple[Proof, ...]
    gaps: tuple[Gap, ...]
    stated: Mapping[Atom, Sequence[tuple[str, tuple[Place, ...]]]]
    names: Names

    def where(self, triple: Atom) -> str:
        """Say in which passages or graphs an asserted triple is stated, with file and line."""
        return "; ".join(
            " ".join((self.names.short(f"<{graph}>"), ", ".join(f"{place.file}:{place.line}" for place in places)))
            for graph, places in self.stated.get(triple, ())
        )


class Reasons:
    """What the explanations of one scope of a snapshot are made from, read once; safe to ask from several threads.

    Raises NotFound if the snapshot was made by a reasoner without proofs.
    """

    def __init__(self, snapshot: Snapshot, scope: str = "paper") -> None:
        self._snapshot, self._scope = snapshot, scope
        self._stated = snapshot.stated(scope)
        self._prover = Prover(snapshot.record(scope, self._stated))
        self._described = snapshot.text(scoped("description.nt", scope)).decode()
        self._lock = Lock()
        self.names = Names(self._stated, self._described)

    def explain(self, triple: Atom, others: int = 0, seconds: float = SECONDS) -> Explanation:
        """Explain a triple in N-Triples, with at most so many other proofs beside the smallest."""
        with self._lock:
            proofs = tuple(islice(self._prover.prove(triple, seconds), 1 + others))
            status = self._status(triple, proofs)
            gaps = tuple(self._prover.missing(triple)) if status is Status.ABSENT else ()
        iri = str(self._snapshot.iri)
        return Explanation(triple, self._scope, iri, status, proofs, gaps, self._stated, self.names)

    def _status(self, triple: Atom, proofs: Iterable[Proof]) -> Status:
        for proof in proofs:
            return Status.ASSERTED if proof.rule == ASSERTION else Status.INFERRED
        line = " ".join(triple) + " .\n"
        return Status.DERIVED if "\n" + line in "\n" + self._described else Status.ABSENT


def explain(triple: Atom, snapshot: Snapshot, scope: str = "paper") -> Explanation:
    """Explain one triple, its terms in N-Triples. Raises NotFound if the snapshot has no proofs."""
    return Reasons(snapshot, scope).explain(triple)
