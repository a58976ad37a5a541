"""An expectation says what is expected, and from what; nothing of it is done."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
expectation:profit a para:Expectation ;
    para:expectedFrom cooperation:dunmere-oxbow ;
    para:expects topic:human-security .
"""

CASES = [
    ("from nothing", "    para:expectedFrom cooperation:dunmere-oxbow ;\n", "\n", "expected-from-something", 2),
    ("from an actor", "cooperation:dunmere-oxbow", "actor:velm", "expected-from-something", 3),
    ("of nothing", " ;\n    para:expects topic:human-security .", " .", "expectation-has-a-content", 2),
    (
        "done, too",
        "a para:Expectation ;",
        (
            "a para:Expectation , para:Activity ; para:activityOf cooperation:dunmere-oxbow ; "
            "para:activityKind activity-kind:training ;"
        ),
        "expectation-is-nothing-done",
        2,
    ),
]

UNUSUAL = {
    "from a programme": ("cooperation:dunmere-oxbow", "programme:known"),
    "a crop": ("para:expects topic:human-security", "para:subjectMatter subject:grapes"),
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
