"""The ontology and the paper's data close without fault, every inferred triple has a proof, and owlrl agrees."""

from pathlib import Path

import pyoxigraph
import pytest
from oracles import Owlrl
from test_other_engines import comparable, unexplained

from paradiplomacy.infer import Closure, close
from paradiplomacy.infer.checker import faults
from paradiplomacy.infer.rules import Atom

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def graph() -> list[Atom]:
    """Read every source as one graph, blank nodes named."""
    files = [*sorted(ROOT.glob("ontology/**/*.ttl")), *sorted(ROOT.glob("data/**/*.t*"))]
    triples: dict[Atom, None] = {}
    for number, file in enumerate(file for file in files if file.suffix in {".ttl", ".trig"}):
        for quad in pyoxigraph.parse(path=file):
            terms = (str(quad.subject), str(quad.predicate), str(quad.object))
            s, p, o = (f"<http://x/{number}-{term[2:]}>" if term.startswith("_:") else term for term in terms)
            triples[s, p, o] = None
    if not triples:
        pytest.skip("there are no sources yet")
    return list(triples)


@pytest.fixture(scope="module")
def closure(graph: list[Atom]) -> Closure:
    """Close the sources."""
    return close(graph)


def test_nothing_contradicts(closure: Closure):
    """The sources are consistent, and the reasoner has a rule for each of their axioms."""
    assert not [f"{clash.rule} {clash.culprits}\n{clash.proof}" for clash in closure.inconsistencies]
    assert not list(map(str, closure.problems))


def test_every_inferred_triple_is_proved(closure: Closure):
    """Each has a proof that the checker accepts."""
    asserted = set(closure.asserted)
    for triple in closure.inferred:
        proof = next(closure.prove(triple), None)
        assert proof is not None, triple
        assert not faults(proof, asserted), str(proof)


@pytest.mark.slow
def test_owlrl_agrees(graph: list[Atom], closure: Closure):
    """Each difference to owlrl's closure is a defect that has a name."""
    owlrl = Owlrl()
    answer = owlrl(graph)
    owlrl.close()
    assert comparable(set(closure)) & comparable(answer.triples)
    assert not unexplained("owlrl", graph, answer)
