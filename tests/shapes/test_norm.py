"""A norm says what ought to be, of whom or of what."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
claim:c a para:Norm ;
    rdfs:label "a gloss"@en ;
    para:voice voice:own ;
    para:modality modality:asserted ;
    para:polarity polarity:positive ;
    para:generality generality:general ;
    para:agent actor:dunmere ;
    para:content topic:human-security .
"""

CASES = [
    ("of nobody", "para:agent actor:dunmere", "para:condition actor:dunmere", "norm-is-of-something", 2),
    (
        "without a content",
        "para:content topic:human-security",
        "para:reason topic:human-security",
        "norm-has-a-content",
        2,
    ),
]

UNUSUAL = {
    "of a matter, not of an actor": ("para:agent actor:dunmere", "para:about topic:paradiplomacy"),
    "of several": (
        "para:agent actor:dunmere",
        "para:agent actor:dunmere , actor:velm ; para:about topic:paradiplomacy",
    ),
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
