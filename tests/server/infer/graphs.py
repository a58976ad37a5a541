"""Small graphs for the tests, written in Turtle, and what the tests ask of a closure."""

import pyoxigraph

from paradiplomacy.infer import Closure
from paradiplomacy.infer.checker import faults
from paradiplomacy.infer.rules import NAMESPACES, Atom

__all__ = ["PREFIXES", "assert_proved", "document", "turtle"]

PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in {**NAMESPACES, "": "http://x/"}.items())


VOCABULARY = tuple(f"<{iri}" for iri in NAMESPACES.values())


def turtle(text: str) -> list[Atom]:
    """Read the triples of a text in Turtle, with the usual prefixes; the last dot may be left out."""
    return document(f"{PREFIXES}{text} ." if text.strip() else "")


def document(text: str) -> list[Atom]:
    """Read the triples of a whole document in Turtle."""
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE, base_iri="http://x/document")
    return [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads]


def assert_proved(closure: Closure) -> int:
    """Find a proof that holds of every inferred or recorded triple on the user's terms, and of every contradiction."""
    asserted = set(closure.asserted)
    recorded = (triple for triple, _, rule in closure.rows() if rule >= 0)
    triples = {triple for triple in (*closure.inferred, *recorded) if not triple[0].startswith(VOCABULARY)}
    for triple in triples:
        proof = next(closure.prove(triple), None)
        assert proof is not None, f"no proof of {triple}"
        assert proof.triple == triple
        assert not faults(proof, asserted), f"{faults(proof, asserted)[0]}\n{proof}"
    for clash in closure.inconsistencies:
        assert clash.proof is not None, f"no proof of {clash}"
        assert not faults(clash.proof, asserted), f"{faults(clash.proof, asserted)[0]}\n{clash.proof}"
    return len(triples)
