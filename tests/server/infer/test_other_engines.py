"""Two other engines agree on every triple and every contradiction, but for defects of theirs that have names."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from defects import DEFECTS, Defect, Difference
from graphs import document, turtle
from hypothesis import HealthCheck, given, settings
from oracles import Answer, Owlrl, sparq_rdf
from strategies import graphs

from paradiplomacy import sources
from paradiplomacy.infer import Closure, close
from paradiplomacy.infer.literals import value
from paradiplomacy.infer.rules import NAMESPACES, SAME_AS, Atom

Oracle = Callable[[list[Atom]], Answer]
ENTAILMENT = sources.root().parent / "shared" / "conformance" / "sparql11" / "entailment"
DATA = [file for file in sorted(ENTAILMENT.glob("*.ttl")) if file.stem != "manifest"]
_VOCABULARY = tuple(f"<{iri}" for iri in NAMESPACES.values())


@pytest.fixture(scope="module")
def oracles() -> Iterator[dict[str, Oracle]]:
    """Start the oracles."""
    owlrl = Owlrl()
    yield {"owlrl": owlrl, "sparq-rdf": sparq_rdf}
    owlrl.close()


def named(triples: list[Atom]) -> list[Atom]:
    """Give the triples with names for blank nodes, which every engine then keeps."""
    return [tuple(f"<http://x/{term[2:]}>" if term.startswith("_:") else term for term in triple) for triple in triples]


def comparable(triples: set[Atom]) -> set[Atom]:
    """Without eq-ref and what is true of the vocabulary itself; literals by their values."""
    return {
        (s, p, str(value(o) or o) if o.startswith('"') else o)
        for s, p, o in triples
        if not (s == o and p == SAME_AS) and not (s.startswith(_VOCABULARY) and o.startswith(_VOCABULARY))
    }


def differences(graph: list[Atom], closure: Closure, answer: Answer) -> Iterator[Difference]:
    """Tell what only one side says; of two inconsistent closures nothing is compared."""
    if closure.inconsistencies or answer.inconsistent:
        if not closure.inconsistencies:
            yield Difference(None, is_ours=False, rules=frozenset(), graph=graph)
        for clash in closure.inconsistencies if not answer.inconsistent else ():
            yield Difference(None, is_ours=True, rules=rules(clash.proof), graph=graph)
        return
    ours, theirs = comparable(set(closure)), comparable(answer.triples)
    proofs = {triple: next(closure.prove(triple), None) for triple in closure}
    for triple, proof in proofs.items():
        [seen] = comparable({triple}) or [None]
        if seen in ours - theirs:
            yield Difference(triple, is_ours=True, rules=rules(proof), graph=graph)
    yield from (Difference(triple, is_ours=False, rules=frozenset(), graph=graph) for triple in theirs - ours)


def rules(proof) -> frozenset[str]:
    """Give the rules that a proof uses."""
    return frozenset(part.rule for part in proof.parts())


def unexplained(oracle: str, graph: list[Atom], answer: Answer) -> list[Difference]:
    """Find the differences that no named defect explains."""
    known = [defect for defect in DEFECTS if defect.oracle == oracle]
    found = differences(graph, close(graph), answer)
    return [difference for difference in found if not any(defect.explains(difference) for defect in known)]


@pytest.mark.parametrize("oracle", ["owlrl", "sparq-rdf"])
@pytest.mark.parametrize("equality", [False, True], ids=["without sameAs", "with sameAs"])
def test_random_graphs_close_alike(oracle: str, *, equality: bool, oracles: dict[str, Oracle]):
    """On graphs over every construct each difference is a defect that has a name."""

    @settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
    @given(graphs(equality=equality))
    def agree(text: str) -> None:
        graph = named(turtle(text))
        assert not unexplained(oracle, graph, oracles[oracle](graph))

    agree()


@pytest.mark.parametrize("oracle", ["owlrl", "sparq-rdf"])
@pytest.mark.parametrize("file", DATA, ids=lambda file: file.stem)
def test_the_entailment_graphs_of_the_w3c_close_alike(oracle: str, file: Path, oracles: dict[str, Oracle]):
    """On the data of the SPARQL 1.1 entailment tests each difference is a defect that has a name."""
    graph = named(document(file.read_text()))
    assert not unexplained(oracle, graph, oracles[oracle](graph))


def test_the_entailment_graphs_of_the_w3c_are_there():
    """The data of the SPARQL 1.1 entailment tests were compared, or it is said that they are not here."""
    if not ENTAILMENT.is_dir():
        pytest.skip("the W3C's entailment tests are not on this machine")
    assert len(DATA) > 10


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.oracle} {defect.rule}: {defect.what}")
def test_a_named_defect_is_still_there(defect: Defect, oracles: dict[str, Oracle]):
    """The least graph shows the defect; the day it does not, the list is too long."""
    graph = named(turtle(defect.case))
    found = list(differences(graph, close(graph), oracles[defect.oracle](graph)))
    assert any(defect.explains(difference) for difference in found)
