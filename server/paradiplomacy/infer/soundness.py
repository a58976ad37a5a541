"""What in statements cannot be true, and what cannot be understood, told as findings with file and line."""

from collections.abc import Callable, Collection, Iterator, Mapping

from paradiplomacy.check.stated import short
from paradiplomacy.errors import Inconsistent
from paradiplomacy.findings import Finding, Place, Severity
from paradiplomacy.infer.closure import Inconsistency
from paradiplomacy.infer.rules import TYPE, Atom
from paradiplomacy.infer.statements import Consequences, spelt
from paradiplomacy.terms import OWL, RDF, RDFS, Quad

__all__ = ["check_consistency", "contradictions", "misread"]

Where = Callable[[Atom], tuple[Place, ...]]
"""Tells where a triple is stated."""

_DISJOINT = f"<{OWL.AllDisjointClasses}>"
_LISTED = frozenset(f"<{term}>" for term in (RDF.first, RDF.rest, OWL.members))

_SCHEMA = (f"<{OWL}", f"<{RDFS}", f"<{RDF}")
_OF_THINGS = frozenset(f"<{term}>" for term in (OWL.sameAs, OWL.differentFrom, RDF.type))

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
    proof = clash.proof.tell(name, source, leave_out=_is_list) if clash.proof else ""
    advice = f"{_fault(clash, name)}{_reason(clash, where, name)}"
    return Finding("inconsistency", Severity.VIOLATION, _place(clash, where, files), advice, focus, proof=proof)


def _is_list(triple: Atom) -> bool:
    """Whether a triple only strings a list of the ontology together: not what a reader can mend."""
    return triple[1] in _LISTED or triple[2] == _DISJOINT


def _is_axiom(triple: Atom) -> bool:
    """Whether a triple says how terms are used, rather than something of a thing: rarely what is to be mended."""
    _, predicate, value = triple
    term = value if predicate == TYPE else predicate
    return term.startswith(_SCHEMA) and term not in _OF_THINGS


def _fault(clash: Inconsistency, name: Callable[[str], str]) -> str:
    """Say in one sentence what cannot be: two kinds at once, two roles at once, or whatever a rule forbids."""
    premises = [part.triple for part in clash.proof.premises if part.triple] if clash.proof else []
    kinds = [name(kind) for _, predicate, kind in premises if predicate == TYPE]
    if len(kinds) > 1:
        return f"{name(clash.culprits[-1])} cannot be a {' and a '.join(kinds)} at once."
    if clash.rule == "prp-pdw" and len(premises) > 1:
        (one, first, other), (_, second, _) = premises[:2]
        return f"{name(other)} cannot be both {name(first)} and {name(second)} of {name(one)}."
    about = f" about {' and '.join(map(name, clash.culprits))}" if clash.culprits else ""
    return f"These statements{about} cannot all be true."


def _reason(clash: Inconsistency, where: Where, name: Callable[[str], str]) -> str:
    """Say which statements of the texts lead there, and that one of them is to go: what else is known, stands."""
    stated = [triple for triple in (clash.proof.assertions() if clash.proof else ()) if where(triple)]
    told = [triple for triple in stated if not _is_axiom(triple)] or stated
    said = " and ".join(dict.fromkeys(f"'{_written(triple, name)}'" for triple in told[:3]))
    if not said:
        return " Mend one of them."
    if len(told) == 1:
        return f" {said} leads to this, with what is recorded already: take it out, or name another thing in it."
    return f" {said} lead to this: take one of them out, or name another thing in it."


def _written(triple: Atom, name: Callable[[str], str]) -> str:
    subject, predicate, value = triple
    return f"{name(subject)} {'a' if predicate == TYPE else name(predicate)} {name(value)}"


def _place(clash: Inconsistency, where: Where, files: Collection[str]) -> Place:
    """Choose the place to mend: in the files in question, at the statement that says most of the culprits."""
    found = [
        (place.file in files, sum(term in clash.culprits for term in triple), place)
        for triple in (clash.proof.assertions() if clash.proof else ())
        for place in where(triple)
    ]
    nowhere = Place(min(files)) if files else NOWHERE
    return max(found, key=lambda choice: choice[:2], default=(False, 0, nowhere))[2]
