"""A cooperation provides a means; of the means it is stated what becomes stronger."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
cooperation:dunmere-oxbow
    para:provides means:community-empowerment .
means:community-empowerment
    para:strengthens aspect:food-security ;
    para:promotes freedom:freedom-from-fear .
"""

CASES = [
    (
        "an aspect as means",
        "para:provides means:community-empowerment",
        "para:provides aspect:food-security",
        "provided-is-a-means",
        3,
    ),
    (
        "provided by an actor",
        "cooperation:dunmere-oxbow\n    para:provides",
        "actor:velm\n    para:provides",
        "subject-of-wrong-kind",
        2,
    ),
    (
        "of the cooperation itself",
        (
            "means:community-empowerment\n"
            "    para:strengthens aspect:food-security ;\n"
            "    para:promotes freedom:freedom-from-fear ."
        ),
        "cooperation:dunmere-oxbow\n    para:strengthens aspect:food-security .",
        "strengthening-is-of-a-means",
        3,
    ),
    ("it strengthens a topic", "aspect:food-security", "topic:paradiplomacy", "strengthened-is-an-aspect", 5),
    ("it promotes an aspect", "freedom:freedom-from-fear", "aspect:food-security", "promoted-is-a-freedom", 6),
]

UNUSUAL = {
    "no freedom": (" ;\n    para:promotes freedom:freedom-from-fear .", " ."),
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
