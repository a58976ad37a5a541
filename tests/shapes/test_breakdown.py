"""A breakdown is a whole of one thing, of which figures give the shares."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
breakdown:bridges a para:Breakdown ;
    para:wholeIs register:pacts .
claim:a a para:Figure ; rdfs:label "a part"@en ; para:voice voice:own ; para:modality modality:asserted ;
    para:polarity polarity:positive ; para:generality generality:general ; para:counts topic:paradiplomacy ;
    para:value 60 ; para:unit unit:percent ;
    para:inWhole breakdown:bridges .
"""

CASES = [
    ("of nothing", " ;\n    para:wholeIs register:pacts .", " .", "whole-is-given", 2),
    ("of two things", "register:pacts", "register:pacts , topic:human-security", "whole-is-given", 3),
    ("of a word", "register:pacts", '"pacts"', "whole-is-given", 3),
    (
        "without a share",
        "para:inWhole breakdown:bridges",
        ("para:inWhole breakdown:other . breakdown:other a para:Breakdown ; para:wholeIs register:pacts"),
        "breakdown-has-a-share",
        2,
    ),
]

UNUSUAL = {
    "of a concept": ("register:pacts", "topic:human-security"),
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
