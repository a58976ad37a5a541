"""Each rule of the W3C's tables 4 to 9 fires on the least that it needs, and on nothing less."""

import pytest
from cases import CASES, FALSE, Case
from graphs import assert_proved, turtle

from paradiplomacy.infer import RULES, close


def test_every_rule_has_a_case():
    """The cases are those of the tables, in their order."""
    assert [case.rule for case in CASES] == list(RULES)
    assert len(RULES) == 78


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_the_rule_fires(case: Case):
    """The least premises give the conclusion, by this rule, with a proof that holds."""
    closure = close(turtle(case.given))
    if case.then == FALSE:
        rules = {part.rule for clash in closure.inconsistencies for part in clash.proof.parts()}
        assert case.rule in rules
    else:
        [conclusion] = turtle(case.then)
        assert not closure.inconsistencies
        proofs = list(closure.prove(conclusion))
        assert case.rule in {part.rule for proof in proofs for part in proof.parts()}
        is_written = case.rule != "eq-ref"
        assert (conclusion in closure) == (conclusion in set(closure.inferred)) == is_written
    assert not closure.problems
    assert_proved(closure)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_near_miss_gives_nothing(case: Case):
    """With one premise changed neither the conclusion follows nor a contradiction."""
    closure = close(turtle(case.missed))
    assert not closure.inconsistencies
    if case.then != FALSE and turtle(case.given):
        [conclusion] = turtle(case.then)
        assert conclusion not in closure
        assert conclusion not in set(closure.inferred)
        assert not list(closure.prove(conclusion))
    assert_proved(closure)
