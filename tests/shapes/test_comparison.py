"""A comparison sets one thing against another, or by a measure."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
claim:c a para:Comparison ;
    rdfs:label "a gloss"@en ;
    para:voice voice:own ;
    para:modality modality:asserted ;
    para:polarity polarity:positive ;
    para:generality generality:general ;
    para:about actor:dunmere ;
    para:insteadOf actor:velm .
"""

CASES = [
    ("of nothing", "para:about actor:dunmere", "para:agent actor:dunmere", "compared-is-named", 2),
    ("with nothing", "para:insteadOf actor:velm", "para:condition actor:velm", "comparison-has-another-side", 2),
    ("with itself", "actor:velm", "actor:dunmere", "compared-with-another", 9),
]

UNUSUAL = {
    "by a measure alone": ("para:insteadOf actor:velm", "para:content topic:human-security"),
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
