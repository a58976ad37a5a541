"""A change claim names what changes, and from what, to what or how."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
claim:c a para:ChangeClaim ;
    rdfs:label "a gloss"@en ;
    para:voice voice:own ;
    para:modality modality:asserted ;
    para:polarity polarity:positive ;
    para:generality generality:general ;
    para:about topic:human-security ;
    para:from actor:velm ;
    para:to actor:dunmere .
"""

CASES = [
    ("of nothing", "para:about topic:human-security", "para:agent actor:velm", "changed-is-named", 2),
    (
        "from nothing to nothing",
        "    para:from actor:velm ;\n    para:to actor:dunmere .",
        "    para:condition actor:velm .",
        "change-has-a-side",
        2,
    ),
    ("to where it was", "actor:dunmere", "actor:velm", "change-has-two-sides", 9),
]

UNUSUAL = {
    "towards an open end": ("para:from actor:velm ;\n    para:to actor:dunmere", "para:from actor:velm"),
    "a growth": ("para:from actor:velm ;\n    para:to actor:dunmere", "para:content topic:paradiplomacy"),
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
