"""The closure of what is stated under OWL 2 RL, and what in it contradicts itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from paradiplomacy.infer import noise, oracle
from paradiplomacy.terms import Object, Triple

__all__ = ["Clash", "Closure", "close"]


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that cannot be true: what the reasoner says, and the terms it says it of."""

    message: str
    culprits: tuple[Object, ...]


@dataclass(frozen=True, slots=True)
class Closure:
    """What is asserted, what only inference gives, and the clashes; the three do not overlap."""

    asserted: frozenset[Triple]
    inferred: frozenset[Triple]
    clashes: tuple[Clash, ...]


def close(triples: Iterable[Triple]) -> Closure:
    """Close triples under the rules of OWL 2 RL/RDF (W3C OWL 2 Profiles, section 4.3).

    What says nothing (see ``noise``) is left out of the inferred part. With a clash the inferred part is empty,
    because from a contradiction anything follows.
    """
    asserted = frozenset(triples)
    inferred, messages = oracle.run(asserted)
    clashes = tuple(Clash(message, oracle.culprits(message, asserted)) for message in messages)
    said = frozenset() if clashes else frozenset(noise.without(inferred))
    return Closure(asserted, said, clashes)
