"""Axioms of any size are read whole, or named and not read at all."""

import pytest
from graphs import assert_proved, turtle

from paradiplomacy.infer import close

MALFORMED = {
    "no first member": (":C owl:unionOf [ rdf:rest (:D) ] . :a a :D", "has no rdf:first"),
    "no rest": (":C owl:unionOf [ rdf:first :D ] . :a a :D", "has no rdf:rest"),
    "two first members": (":C owl:unionOf [ rdf:first :D , :E ; rdf:rest () ] . :a a :D", "has several rdf:first"),
    "two rests": (":C owl:unionOf [ rdf:first :D ; rdf:rest () , (:E) ] . :a a :D", "has several rdf:rest"),
    "a circle": (":C owl:unionOf :l . :l rdf:first :D ; rdf:rest :l . :a a :D", "comes back to"),
    "no list": (":C owl:unionOf :D . :a a :D", "has no rdf:first"),
    "an empty intersection": (":C owl:intersectionOf () . :a a :D", "empty"),
    "an empty chain": (":p owl:propertyChainAxiom () . :a a :D", "empty"),
    "an empty key": (":D owl:hasKey () . :a a :D . :b a :D", "empty"),
}


@pytest.mark.parametrize(("graph", "reason"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_list_is_named_and_not_half_read(graph: str, reason: str):
    """Nothing follows from the axiom, and the problem tells the axiom and what is wrong with its list."""
    closure = close(turtle(graph))
    [problem] = closure.problems
    assert reason in str(problem)
    assert problem.axiom in set(closure.asserted)
    assert turtle(":a a :C")[0] not in set(closure.inferred)
    assert turtle(":a owl:sameAs :b")[0] not in set(closure.inferred)


OUTSIDE = {
    "[] owl:onProperty :p ; owl:hasSelf true": "owl:hasSelf",
    "[] owl:onProperty :p ; owl:minCardinality 1": "owl:minCardinality",
    "[] owl:onProperty :p ; owl:cardinality 1": "owl:cardinality",
    "[] owl:onProperty :p ; owl:maxCardinality 2": "at most 1 only",
    "[] owl:onProperty :p ; owl:maxCardinality 'one'": "at most 1 only",
    "[] owl:onProperty :p ; owl:maxQualifiedCardinality 1": "lacks owl:onClass",
    "[] owl:someValuesFrom :C": "lacks owl:onProperty",
    "[] owl:sourceIndividual :a ; owl:assertionProperty :p": "lacks owl:targetIndividual or owl:targetValue",
    "[] owl:sourceIndividual :a ; owl:targetIndividual :b": "lacks owl:assertionProperty",
    "[] a owl:AllDisjointClasses": "lacks owl:members",
    "[] a owl:AllDifferent": "lacks owl:members or owl:distinctMembers",
    ":p a owl:ReflexiveProperty": "owl:ReflexiveProperty",
    ":C owl:disjointUnionOf (:D :E)": "owl:disjointUnionOf",
    "rdfs:subClassOf owl:sameAs owl:equivalentClass": "vocabulary itself",
}


@pytest.mark.parametrize("graph", OUTSIDE, ids=OUTSIDE)
def test_an_axiom_without_a_rule_is_named(graph: str):
    """What OWL 2 RL has no rule for is no error, but it is not passed over either."""
    [problem] = close(turtle(graph)).problems
    assert OUTSIDE[graph] in str(problem)


@pytest.mark.parametrize("length", [1, 2, 3, 7, 40])
def test_lists_of_any_length_are_read(length: int):
    """Chains, keys, intersections and unions work with any number of members."""
    names = range(length)
    chain = close(
        turtle(
            f":q owl:propertyChainAxiom ({' '.join(f':p{k}' for k in names)}) . "
            + " . ".join(f":n{k} :p{k} :n{k + 1}" for k in names)
        )
    )
    assert turtle(f":n0 :q :n{length}")[0] in set(chain.inferred)
    assert_proved(chain)
    both = " , ".join(f":C{k}" for k in names)
    classes = " ".join(f":C{k}" for k in names)
    whole = close(turtle(f":I owl:intersectionOf ({classes}) . :U owl:unionOf ({classes}) . :a a {both} . :b a :C0"))
    assert {turtle(":a a :I")[0], turtle(":b a :U")[0]} <= set(whole.inferred)
    assert (turtle(":b a :I")[0] in set(whole.inferred)) == (length == 1)
    pairs = " ; ".join(f":p{k} {k}" for k in names)
    keys = f":C owl:hasKey ({' '.join(f':p{k}' for k in names)}) . :a a :C ; {pairs} . :b a :C ; {pairs}"
    assert turtle(":a owl:sameAs :b")[0] in set(close(turtle(keys)).inferred)
    assert not close(
        turtle(keys.replace(f":p{length - 1} {length - 1} . :b", f":p{length - 1} 'x' . :b"))
    ).inconsistencies
    assert turtle(":a owl:sameAs :b")[0] not in set(close(turtle(keys[: keys.rindex(" ")] + " 'other'")).inferred)


@pytest.mark.parametrize(
    ("kind", "bad"),
    [("AllDisjointClasses", ":a a :x7 , :x1999"), ("AllDisjointProperties", ":a :x7 :b ; :x1999 :b")],
)
def test_long_disjointness_does_not_unroll(kind: str, bad: str):
    """Two thousand disjoint classes or properties are one rule, not two million, and two of them clash."""
    members = " ".join(f":x{k}" for k in range(2000))
    axiom = f":all a owl:{kind} ; owl:members ({members})"
    assert len([rule for rule in close(turtle(axiom)).program if rule.pairwise]) == 1
    [clash] = close(turtle(f"{axiom} . {bad}")).inconsistencies
    assert clash.proof is not None
    assert not close(turtle(f"{axiom} . {bad.replace(':x1999', ':other')}")).inconsistencies


def test_a_long_list_of_different_things():
    """Two thousand different things, two of which turn out to be one."""
    members = " ".join(f":x{k}" for k in range(2000))
    graph = (
        f"[] a owl:AllDifferent ; owl:distinctMembers ({members}) . :p a owl:FunctionalProperty . :a :p :x3 , :x1500"
    )
    [clash, *_] = close(turtle(graph)).inconsistencies
    assert clash.rule == "eq-diff3"


def test_data_may_bring_schema():
    """Axioms that only inference gives work like any other, again and again."""
    graph = (
        ":sub rdfs:subPropertyOf rdfs:subClassOf . :C :sub :D . :D :sub2 :E . :sub2 rdfs:subPropertyOf :sub . :a a :C"
    )
    closure = close(turtle(graph))
    assert turtle(":a a :E")[0] in set(closure.inferred)
    assert_proved(closure)


def test_rdf_type_itself_may_stand_in_axioms():
    """rdf:type is a property too: it may have a domain, be part of a chain, or be the greater of two properties."""
    closure = close(
        turtle(
            "rdf:type rdfs:domain :Typed . :is rdfs:subPropertyOf rdf:type . :a :is :C . :C rdfs:subClassOf :D ."
            " :kindOf owl:propertyChainAxiom (rdf:type :near) . :D :near :E"
        )
    )
    assert set(turtle(":a a :C , :D , :Typed ; :kindOf :E")) <= set(closure.inferred)
    assert_proved(closure)


def test_same_as_itself_may_stand_in_axioms():
    """A property may be part of owl:sameAs, or owl:sameAs of a property."""
    closure = close(
        turtle(":is rdfs:subPropertyOf owl:sameAs . owl:sameAs rdfs:subPropertyOf :like . :a :is :b ; :p :c")
    )
    assert set(turtle(":b :p :c . :b :like :a . :a :like :b")) <= set(closure.inferred)
    assert_proved(closure)


def test_words_of_the_vocabulary_may_have_other_names():
    """A property that is the same as rdf:type or owl:sameAs serves as it, and is written beside it."""
    closure = close(
        turtle(
            ":isA owl:sameAs rdf:type . :is owl:sameAs owl:sameAs . :Kind owl:sameAs owl:Class . :a :isA :C ; :is :b ."
            " :C rdfs:subClassOf :D . :E :isA :Kind"
        )
    )
    expected = turtle(":a a :D ; :isA :D . :b :isA :C ; owl:sameAs :a ; :is :a . :E rdfs:subClassOf owl:Thing")
    assert set(expected) <= set(closure.inferred)
    assert all(triple in closure for triple in expected)
    assert_proved(closure)
    later = close(turtle(":c :isA :C"), closure)
    assert set(turtle(":c a :C , :D")) <= set(later.inferred)
    assert_proved(later)
