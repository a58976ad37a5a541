"""Every inferred triple has a proof, down to asserted triples, and the checker is not easily pleased."""

from dataclasses import replace
from random import Random

import pytest
from graphs import assert_proved, turtle
from hypothesis import HealthCheck, given, settings
from strategies import graphs

from paradiplomacy.infer import Proof, Prover, Record, close
from paradiplomacy.infer.checker import faults
from paradiplomacy.infer.proof import ASSERTION
from paradiplomacy.infer.rules import SAME_AS


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(graphs())
def test_every_triple_and_contradiction_is_proved(text: str):
    """On graphs over every construct, sameAs too, each proof holds by the W3C's rules alone."""
    assert_proved(close(turtle(text)))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(graphs())
def test_rows_are_enough(text: str):
    """From plain rows and rules, as a snapshot stores them, the same triples are proved."""
    closure = close(turtle(text))
    prover = Prover(Record.read(closure.rows(), closure.program))
    asserted = set(closure.asserted)
    for triple in closure.inferred:
        proof = next(prover.prove(triple), None)
        assert proof is not None
        assert not faults(proof, asserted)


def test_the_smallest_proof_comes_first():
    """Of two ways to a triple the shorter one is told first, the other on request."""
    closure = close(turtle(":C rdfs:subClassOf :D . :D rdfs:subClassOf :E . :p rdfs:domain :E . :a a :C . :a :p :b"))
    [triple] = turtle(":a a :E")
    first, second = closure.prove(triple)
    assert (first.rule, second.rule) == ("prp-dom", "cax-sco")
    assert first.size < second.size


def test_a_proof_through_equal_names_says_each_step():
    """eq-rep and eq-trans stand in the proof, and the asserted links are its leaves."""
    closure = close(turtle(":a owl:sameAs :b . :b owl:sameAs :c . :p rdfs:domain :C . :a :p :x"))
    [triple] = turtle(":c a :C")
    proof = next(closure.prove(triple))
    assert {part.rule for part in proof.parts()} == {"asserted", "eq-trans", "eq-rep-s", "prp-dom"}
    assert set(proof.assertions()) == set(closure.asserted)


def test_a_long_chain_is_proved_and_printed():
    """A proof of a thousand steps neither fails nor takes the search out of its time."""
    links = " . ".join(f":n{k} :p :n{k + 1}" for k in range(1500))
    closure = close(turtle(f":p a owl:TransitiveProperty . {links}"))
    [triple] = turtle(":n0 :p :n1500")
    proof = next(closure.prove(triple, seconds=0.2))
    assert not faults(proof, set(closure.asserted))
    assert str(proof).startswith("<http://x/n0> <http://x/p> <http://x/n1500>   [prp-trp]")


@pytest.mark.parametrize("absent", [":b a :C", ":a a :Unknown", ":z :zz :zzz"])
def test_what_does_not_follow_has_no_proof(absent: str):
    """For a triple that is not in the closure nothing is made up."""
    closure = close(turtle(":p rdfs:domain :C . :a :p :b"))
    assert list(closure.prove(turtle(absent)[0])) == []
    assert turtle(absent)[0] not in closure


def test_what_is_missing_is_said():
    """For a triple that does not follow: the rules that could give it, and the premise that each lacks."""
    closure = close(turtle(":p rdfs:domain :C . :D rdfs:subClassOf :C . [] owl:intersectionOf (:D :E) . :a a :E"))
    gaps = {str(gap) for gap in closure.missing(turtle(":a a :C")[0])}
    assert gaps == {"prp-dom lacks <http://x/a> <http://x/p> ?y", "cax-sco lacks <http://x/a> rdf:type <http://x/D>"}


def test_what_is_missing_names_what_is_there():
    """Of a rule with several premises those that hold are told apart from those that do not."""
    closure = close(turtle(":q owl:propertyChainAxiom (:p1 :p2 :p3) . :a :p1 :b . :b :p2 :c"))
    [gap] = closure.missing(turtle(":a :q :unknown")[0])
    assert gap.present == tuple(turtle(":a :p1 :b . :b :p2 :c"))
    assert gap.lacking == tuple(turtle(":c :p3 :unknown"))


def proof_of_a_key() -> Proof:
    """Make a proof with a list, data premises and axioms."""
    closure = close(turtle(":C owl:hasKey (:p :q) . :a a :C ; :p :x ; :q :y . :b a :C ; :p :x ; :q :y"))
    [triple] = turtle(":a owl:sameAs :b")
    return next(closure.prove(triple))


SPOILERS = {
    "one premise less": lambda proof: replace(proof, premises=proof.premises[:-1]),
    "the list not told": lambda proof: replace(proof, axioms=proof.axioms[:1]),
    "another rule": lambda proof: replace(proof, rule="prp-fp"),
    "a rule that is none": lambda proof: replace(proof, rule="prp-magic"),
    "another conclusion": lambda proof: replace(proof, triple=("<http://x/a>", SAME_AS, "<http://x/c>")),
    "a contradiction instead": lambda proof: replace(proof, triple=None),
    "a leaf that nobody asserted": lambda proof: replace(
        proof, premises=(Proof(("<http://x/z>", SAME_AS, "<http://x/z>"), ASSERTION), *proof.premises)
    ),
    "asserted without being so": lambda proof: Proof(proof.triple, ASSERTION),
}


@pytest.mark.parametrize("spoil", SPOILERS.values(), ids=SPOILERS)
def test_a_spoilt_proof_is_refused(spoil):
    """The checker refuses a proof in which one thing is wrong."""
    proof = proof_of_a_key()
    asserted = set(proof.assertions())
    assert not faults(proof, asserted)
    assert faults(spoil(proof), asserted)


def test_lists_whose_members_turn_out_equal_are_proved():
    """Axioms with lists, read again when members have other names, are told in words that fit the rule."""
    graph = (
        ":r owl:propertyChainAxiom (:p :q :q) . :C owl:oneOf (:a :b) ; owl:onProperty :q ; owl:hasValue :e ."
        " :F owl:onProperty :q ; owl:maxCardinality 1 . :p owl:sameAs :r . :q owl:sameAs :r . :D owl:sameAs :F ."
        " :E owl:sameAs :C . :c :q :d ; :r :a , :b . :a a :D . :d a :F . :I owl:intersectionOf (:C :C :E)"
    )
    triples = turtle(graph)
    chance = Random(1)  # noqa: S311 — no secret hangs on it
    for _ in range(20):
        chance.shuffle(triples)
        half = len(triples) // 2
        assert_proved(close(triples[half:], close(triples[:half])))
