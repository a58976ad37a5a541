"""A causal claim has a cause and an effect, and they are two things."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
claim:c a para:CausalClaim ;
    rdfs:label "a gloss"@en ;
    para:voice voice:own ;
    para:modality modality:asserted ;
    para:polarity polarity:positive ;
    para:generality generality:general ;
    para:cause topic:paradiplomacy ;
    para:effect topic:human-security .
"""

CASES = [
    ("no cause", "para:cause topic:paradiplomacy", "para:about topic:paradiplomacy", "cause-is-given", 2),
    ("no effect", "para:effect topic:human-security", "para:about topic:human-security", "effect-is-given", 2),
    ("its own cause", "topic:human-security", "topic:paradiplomacy", "cause-is-not-its-effect", 8),
]

UNUSUAL = {
    "a claim as cause": ("topic:paradiplomacy", "claim:keep-roads"),
}


def test_a_good_record_conforms():
    """Nothing is found in a record that says all that is asked."""
    assert list(validate(GOOD)) == []


@spoilt(CASES)
def test_one_fault_is_found_once_at_its_line(right, wrong, check, line):
    """The finding names the broken rule and the line to mend, and nothing else is found."""
    [finding] = validate(spoil(GOOD, right, wrong))
    assert (finding.check, finding.place.line) == (check, line)


@pytest.mark.parametrize(("right", "other"), UNUSUAL.values(), ids=UNUSUAL)
def test_what_is_unusual_but_right_conforms(right, other):
    """What a source may well say, or leave out, is no fault."""
    assert list(validate(spoil(GOOD, right, other))) == []
