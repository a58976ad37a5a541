"""What in statements cannot be true, and what cannot be understood, told as findings with file and line."""

from collections.abc import Callable, Collection, Iterator, Mapping

from paradiplomacy.check.stated import short
from paradiplomacy.errors import Inconsistent
from paradiplomacy.findings import Finding, Place, Severity
from paradiplomacy.infer.closure import Inconsistency
from paradiplomacy.infer.rules import TYPE, Atom
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
    made: Consequences,
    places: Mapping[Quad, tuple[Place, ...]],
    files: Collection[str] = (),
    elsewhere: Callable[[Atom], str] = lambda _: "",
) -> list[Finding]:
    """Tell what contradicts; at a statement of the files in question, if they are named and one takes part.

    ``elsewhere`` names the source of a triple that has no place.
    """
    where = _where(places)
    return [_contradiction(clash, where, made, files, elsewhere) for clash in made.inconsistencies]


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


def _contradiction(
    clash: Inconsistency,
    where: Where,
    made: Consequences,
    files: Collection[str],
    elsewhere: Callable[[Atom], str],
) -> Finding:
    """Word an inconsistency at the statement that says most of what it names, about the last thing that it names."""

    def name(text: str) -> str:
        return text if text[0] in '"_' else short(made.term(text))

    def source(triple: Atom) -> str:
        return ", ".join(map(str, where(triple))) or elsewhere(triple)

    focus = made.term(clash.culprits[-1]) if clash.culprits else None
    proof = clash.proof.tell(name, source) if clash.proof else ""
    advice = f"These statements cannot all be true: {clash.rule}{_about(clash, name)}. Mend one of them."
    return Finding("inconsistency", Severity.VIOLATION, _place(clash, where, files), advice, focus, proof=proof)


def _about(clash: Inconsistency, name: Callable[[str], str]) -> str:
    """Say which things are in question, and of two kinds that exclude each other, which these are."""
    if not clash.proof:
        return ""
    premises = [part.triple for part in clash.proof.premises if part.triple]
    kinds = [name(kind) for _, predicate, kind in premises if predicate == TYPE]
    both = f", which cannot be {' and '.join(kinds)} at once" if len(kinds) > 1 else ""
    return f", about {' and '.join(map(name, clash.culprits))}{both}"


def _place(clash: Inconsistency, where: Where, files: Collection[str]) -> Place:
    """Choose the place to mend: in the files in question, at the statement that says most of the culprits."""
    found = [
        (place.file in files, sum(term in clash.culprits for term in triple), place)
        for triple in (clash.proof.assertions() if clash.proof else ())
        for place in where(triple)
    ]
    nowhere = Place(min(files)) if files else NOWHERE
    return max(found, key=lambda choice: choice[:2], default=(False, 0, nowhere))[2]
