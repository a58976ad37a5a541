"""A reservation limits something, or another claim."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
claim:c a para:Reservation ;
    rdfs:label "a gloss"@en ;
    para:voice voice:own ;
    para:modality modality:asserted ;
    para:polarity polarity:positive ;
    para:generality generality:general ;
    para:content topic:human-security ;
    para:limits claim:keep-roads .
"""

CASES = [
    ("of nothing", " ;\n    para:limits claim:keep-roads .", " .", "limited-is-named", 2),
    ("of a thing, as of a claim", "claim:keep-roads", "topic:paradiplomacy", "limits-a-claim", 9),
    ("of itself", "claim:keep-roads", "claim:c", "limits-another-claim", 9),
]

UNUSUAL = {
    "of a thing": ("para:limits claim:keep-roads", "para:about topic:paradiplomacy"),
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
