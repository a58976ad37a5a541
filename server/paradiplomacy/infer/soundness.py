"""What in statements cannot be true, and what cannot be understood, told as findings with file and line."""

from collections.abc import Callable, Collection, Iterator, Mapping

from paradiplomacy.errors import Inconsistent
from paradiplomacy.findings import Finding, Place, Severity
from paradiplomacy.infer.closure import Inconsistency
from paradiplomacy.infer.rules import Atom
from paradiplomacy.infer.statements import Consequences, spelt
from paradiplomacy.terms import Quad

__all__ = ["check_consistency", "contradictions", "misread"]

Where = Callable[[Atom], tuple[Place, ...]]
"""Tells where a triple is stated."""

NOWHERE = Place("the sources")


def check_consistency(made: Consequences, places: Mapping[Quad, tuple[Place, ...]]) -> None:
    """Raise Inconsistent if statements contradict each other, with rule, things in question and proof."""
    if made.inconsistencies:
        raise Inconsistent(contradictions(made, places))


def contradictions(
    made: Consequences, places: Mapping[Quad, tuple[Place, ...]], files: Collection[str] = ()
) -> list[Finding]:
    """Tell what contradicts; at a statement of the files in question, if they are named and one takes part."""
    where = _where(places)
    return [_contradiction(clash, where, made, files) for clash in made.inconsistencies]


def misread(made: Consequences, places: Mapping[Quad, tuple[Place, ...]]) -> Iterator[Finding]:
    """Give the axioms of which the engine can make no rule, as those with a list that has a hole."""
    problems = made.closure.problems if made.closure else ()
    if not problems:
        return
    where = _where(places)
    for problem in problems:
        place = next(iter(where(problem.axiom)), NOWHERE)
        advice = f"No rule can be made of this axiom: {str(problem).rstrip('.')}."
        yield Finding("axiom", Severity.VIOLATION, place, advice, made.term(problem.axiom[0]))


def _where(places: Mapping[Quad, tuple[Place, ...]]) -> Where:
    index: dict[Atom, tuple[Place, ...]] = {}
    for quad, found in places.items():
        triple = spelt(quad[:3])
        index[triple] = tuple(sorted((*index.get(triple, ()), *found)))
    return lambda triple: index.get(triple, ())


def _contradiction(clash: Inconsistency, where: Where, made: Consequences, files: Collection[str]) -> Finding:
    """Word an inconsistency at the statement that says most of what it names, about the last thing that it names."""
    about = f", about {' and '.join(clash.culprits)}" if clash.proof else ""
    advice = f"These statements cannot all be true: {clash.rule}{about}. Mend one of them."
    focus = made.term(clash.culprits[-1]) if clash.culprits else None
    proof = clash.proof.tell(source=lambda triple: ", ".join(map(str, where(triple)))) if clash.proof else ""
    return Finding("inconsistency", Severity.VIOLATION, _place(clash, where, files), advice, focus, proof=proof)


def _place(clash: Inconsistency, where: Where, files: Collection[str]) -> Place:
    """Choose the place to mend: in the files in question, at the statement that says most of the culprits."""
    found = [
        (place.file in files, sum(term in clash.culprits for term in triple), place)
        for triple in (clash.proof.assertions() if clash.proof else ())
        for place in where(triple)
    ]
    nowhere = Place(min(files)) if files else NOWHERE
    return max(found, key=lambda choice: choice[:2], default=(False, 0, nowhere))[2]
