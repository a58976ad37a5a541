"""What a proof is: a triple, the rule that gives it, and proofs of the rule's premises, down to what was asserted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from paradiplomacy.infer.rules import Atom, shorten

__all__ = ["ASSERTION", "Gap", "Proof"]

ASSERTION = "asserted"
"""What stands for the rule at a proof's leaves."""


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """Why a triple holds; ``triple`` is None for a proof that the graph is inconsistent.

    ``rule`` is the W3C's name. ``axioms`` prove the premises about the schema, lists included, ``premises`` the
    others. ``size`` counts the nodes of the tree; parts that are used twice are one object.
    """

    triple: Atom | None
    rule: str
    axioms: tuple["Proof", ...] = ()
    premises: tuple["Proof", ...] = ()
    size: int = 1

    def parts(self) -> Iterator["Proof"]:
        """Every proof in this one, each once, premises before what follows from them."""
        seen: set[int] = set()
        stack: list[tuple[Proof, bool]] = [(self, False)]
        while stack:
            proof, is_done = stack.pop()
            if is_done:
                yield proof
            elif id(proof) not in seen:
                seen.add(id(proof))
                stack.append((proof, True))
                stack += [(part, False) for part in reversed((*proof.axioms, *proof.premises))]

    def assertions(self) -> Iterator[Atom]:
        """Give the asserted triples that the proof rests on."""
        return (part.triple for part in self.parts() if part.rule == ASSERTION and part.triple)

    def tell(
        self,
        name: Callable[[str], str] = shorten,
        source: Callable[[Atom], str] = lambda _: "",
        leave_out: Callable[[Atom], bool] = lambda _: False,
    ) -> str:
        """Write the proof as an indented tree; a part that was told is not told again.

        ``name`` words a term, ``source`` says where an asserted triple is stated, ``leave_out`` which need not be told.
        """
        lines: list[str] = []
        told: set[int] = set()
        stack = [(self, 0)]
        while stack:
            proof, depth = stack.pop()
            again = id(proof) in told and bool(proof.axioms or proof.premises)
            told.add(id(proof))
            triple = " ".join(map(name, proof.triple)) if proof.triple else "false"
            said = source(proof.triple) if proof.triple and proof.rule == ASSERTION else ""
            reason = f"{proof.rule}{', see above' if again else ''}{said and ', '}{said}"
            lines.append(f"{'  ' * depth}{triple}   [{reason}]")
            if not again:
                below = (*proof.premises, *proof.axioms)
                stack += [(part, depth + 1) for part in reversed(below) if not (part.triple and leave_out(part.triple))]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.tell()


@dataclass(frozen=True, slots=True)
class Gap:
    """A rule that could give a triple, the premises that are there, and those that it lacks.

    What is lacking may hold variables: any triple of that form would do.
    """

    rule: str
    axioms: tuple[Atom, ...]
    present: tuple[Atom, ...]
    lacking: tuple[Atom, ...]

    def __str__(self) -> str:
        return f"{self.rule} lacks " + " and ".join(" ".join(map(shorten, atom)) for atom in self.lacking)
