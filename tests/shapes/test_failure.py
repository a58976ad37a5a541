"""A failure is of one cooperation, and explained if the source does."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
failure:oxbow a para:Failure ;
    para:failureOf cooperation:dunmere-oxbow ;
    para:explainedBy claim:keep-roads ;
    para:year 1999 .
"""

CASES = [
    ("of nothing", "    para:failureOf cooperation:dunmere-oxbow ;\n", "\n", "failed-is-a-cooperation", 2),
    ("of an actor", "cooperation:dunmere-oxbow", "actor:velm", "failed-is-a-cooperation", 3),
    ("not explained", "    para:explainedBy claim:keep-roads ;\n", "\n", "failure-is-explained", 2),
]

UNUSUAL = {
    "no year": (" ;\n    para:year 1999 .", " ."),
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
