"""What follows is not stated: a record gives its ground."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
cooperation:dunmere-oxbow a para:Cooperation .
reference:roads-1 a para:Reference .
actor:velm a para:SubStateActor .
"""

CASES = [
    (
        "who cooperates with whom",
        "actor:velm a para:SubStateActor .",
        "actor:velm para:cooperatesWith actor:dunmere .",
        "cooperates-with-is-derived",
        4,
    ),
    (
        "who wrote it",
        "reference:roads-1 a para:Reference .",
        "reference:roads-1 para:hasAuthor person:y .",
        "has-author-is-derived",
        3,
    ),
    (
        "what somebody wrote",
        "actor:velm a para:SubStateActor .",
        "person:y para:authorOf reference:roads-1 .",
        "author-of-is-derived",
        4,
    ),
    (
        "where it is stated",
        "cooperation:dunmere-oxbow a para:Cooperation .",
        "cooperation:dunmere-oxbow para:statedIn p:s-1 .",
        "stated-in-is-derived",
        2,
    ),
]

UNUSUAL = {
    "an inverse may be stated": (
        "actor:velm a para:SubStateActor .",
        "actor:velm para:counterpartIn cooperation:dunmere-oxbow .",
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
