"""A figure gives one number, bound or word, the number with its unit, a share with its whole."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
claim:c a para:Figure ;
    rdfs:label "a gloss"@en ;
    para:voice voice:own ;
    para:modality modality:asserted ;
    para:polarity polarity:positive ;
    para:generality generality:general ;
    para:counts topic:human-security ;
    para:value 40 ;
    para:unit unit:percent ;
    para:inWhole breakdown:roads .
claim:few a para:Figure ; rdfs:label "few roads"@en ; para:voice voice:own ; para:modality modality:asserted ;
    para:polarity polarity:positive ; para:generality generality:general ; para:about topic:paradiplomacy ;
    para:quantifier quantifier:some .
"""

CASES = [
    ("no amount", " ;\n    para:quantifier quantifier:some .", " .", "figure-gives-one-amount", 12),
    ("value and bound", "para:value 40", "para:value 40 ; para:moreThan 39", "figure-gives-one-amount", 9),
    (
        "number and word",
        "para:value 40",
        "para:value 40 ; para:quantifier quantifier:some",
        "figure-gives-one-amount",
        9,
    ),
    ("two values", "para:value 40", "para:value 40 , 1", "figure-gives-one-amount", 9),
    ("a number in words", "para:value 40", 'para:value "forty"', "amount-is-a-number", 9),
    ("a number for computers", "para:value 40", "para:value 4.0e1", "amount-is-a-number", 9),
    ("a word of no scheme", "quantifier:some", "hedge:some", "quantifier-is-a-quantifier", 14),
    ("more than all", "para:value 40", "para:moreThan 140", "percentage-is-up-to-100", 9),
    ("less than nothing", "para:value 40", "para:value -4", "percentage-is-up-to-100", 9),
    ("a bound beyond all", "para:value 40", "para:atLeast 101", "percentage-is-up-to-100", 9),
    ("a share of nothing", " ;\n    para:inWhole breakdown:roads .", " .", "percentage-has-a-whole", 10),
    ("a share of a register", "breakdown:roads", "register:pacts", "whole-is-a-breakdown", 11),
    ("no unit", "    para:unit unit:percent ;\n", "\n", "unit-is-given", 2),
    ("a unit in words", "unit:percent", '"%"', "unit-is-given", 10),
    ("two units", "unit:percent", "unit:percent , unit:provinces", "unit-is-given", 10),
    ("more than the rest of the whole", "para:value 40", "para:value 42", "shares-make-no-more-than-the-whole", 11),
]

UNUSUAL = {
    "a share with decimals": ("para:value 40", "para:value 39.5"),
    "a bound": ("para:value 40", "para:moreThan 40"),
    "a number of things, of no whole": (
        "para:unit unit:percent ;\n    para:inWhole breakdown:roads",
        "para:unit unit:cooperations",
    ),
    "all that is left, and one percent of rounding": ("para:value 40", "para:value 41"),
    "nothing": ("para:value 40", "para:value 0"),
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
