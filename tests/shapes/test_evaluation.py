"""An evaluation says what is judged, and as what."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
claim:c a para:Evaluation ;
    rdfs:label "a gloss"@en ;
    para:voice voice:own ;
    para:modality modality:asserted ;
    para:polarity polarity:positive ;
    para:generality generality:general ;
    para:about actor:dunmere ;
    para:content topic:human-security .
"""

CASES = [
    ("of nothing", "para:about actor:dunmere", "para:agent actor:dunmere", "judged-is-named", 2),
    (
        "no judgement",
        "para:content topic:human-security",
        "para:condition topic:human-security",
        "judgement-is-given",
        2,
    ),
]

UNUSUAL = {
    "of several": ("para:about actor:dunmere", "para:about actor:dunmere , actor:velm"),
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
