"""Statements into a reasoner and out of it: each term goes in by its text and comes back as the term it was."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from paradiplomacy import formats
from paradiplomacy.infer import oracle
from paradiplomacy.infer.closure import Closure, Inconsistency, close
from paradiplomacy.infer.engine import Progress
from paradiplomacy.infer.rules import Atom
from paradiplomacy.terms import Object, Triple, URIRef

__all__ = ["ENGINE", "OWLRL", "REASONERS", "Consequences", "follow", "spelt", "unspelt"]

ENGINE, OWLRL = REASONERS = ("engine", "owlrl")


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from statements, or what in them contradicts.

    ``closure`` has the proofs; it is None if owlrl was asked, which has none. ``terms`` holds terms by their texts.
    """

    inferred: frozenset[Triple]
    inconsistencies: tuple[Inconsistency, ...]
    closure: Closure | None = None
    terms: dict[str, Object] = field(default_factory=dict)

    def term(self, text: str) -> Object:
        """Give the term that is spelt so."""
        return self.terms.get(text) or unspelt(text)


def spelt(triple: Triple) -> Atom:
    """Spell a triple as the engine takes it."""
    subject, predicate, object_ = map(formats.spell, triple)
    return subject, predicate, object_


def unspelt(text: str) -> Object:
    """Read a term from its canonical N-Triples."""
    statement = f"<x:s> <x:p> {text} ."
    graph = URIRef("x:g")
    quads = formats.parse(statement, formats.by_name("ntriples"), base=graph, default_graph=graph, file="term")
    [(_, _, term, _)] = quads
    return term


def follow(
    triples: Iterable[Triple],
    base: Consequences | None = None,
    *,
    reasoner: str = ENGINE,
    progress: Progress | None = None,
) -> Consequences:
    """Close statements under OWL 2 RL/RDF (W3C OWL 2 Profiles, section 4.3), in an order that is theirs alone.

    With ``base`` the engine adds the statements to those of the base; they may be told again. With an inconsistency
    nothing is inferred: from a contradiction anything follows. Raises ParadiplomacyError if owlrl fails.
    """
    stated = frozenset(triples)
    if reasoner == OWLRL:
        inferred, messages = oracle.run(stated)
        clashes = tuple(_named(message, oracle.culprits(message, stated)) for message in messages)
        return Consequences(frozenset() if clashes else inferred, clashes)
    atoms = sorted(map(spelt, stated))
    closure = close(atoms, base.closure if base else None, progress=progress)
    terms = (base.terms if base else {}) | {formats.spell(term): term for triple in stated for term in triple}
    clashes = closure.inconsistencies
    made = Consequences(frozenset(), clashes, closure, terms)
    if clashes:
        return made
    new = frozenset(tuple(map(made.term, triple)) for triple in closure.inferred)
    return Consequences(new, (), closure, terms)  # type: ignore[arg-type]  # because the engine keeps what stands where


def _named(message: str, culprits: Iterable[Object]) -> Inconsistency:
    """Tell what owlrl says as an inconsistency; it names no rule."""
    return Inconsistency(message, tuple(map(formats.spell, culprits)), None)
