"""A place lies in larger places, never in itself, and does not act."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
place:oxbow a para:Place ;
    rdfs:label "Oxbow"@en ;
    para:directlyWithin place:dunmere ;
    para:twinnedWith place:norland .
"""

CASES = [
    ("no name", '    rdfs:label "Oxbow"@en ;\n', "\n", "place-is-named", 2),
    (
        "in a government",
        "para:directlyWithin place:dunmere",
        "para:directlyWithin actor:dunmere",
        "place-lies-in-a-place",
        4,
    ),
    ("in a name", "para:directlyWithin place:dunmere", 'para:directlyWithin "Dunmere"', "place-lies-in-a-place", 4),
    (
        "in itself",
        "para:directlyWithin place:dunmere",
        "para:directlyWithin place:oxbow",
        "place-does-not-lie-in-itself",
        4,
    ),
    (
        "in what lies in it",
        "a para:Place ;",
        "a para:Place . place:norland para:directlyWithin place:dunmere .\nplace:oxbow",
        "place-does-not-lie-in-itself",
        2,
    ),
    (
        "twinned with a government",
        "para:twinnedWith place:norland",
        "para:twinnedWith actor:velm",
        "twin-is-a-place",
        5,
    ),
    (
        "twinned with itself",
        "para:twinnedWith place:norland",
        "para:twinnedWith place:oxbow",
        "twin-is-another-place",
        5,
    ),
]

UNUSUAL = {
    "in nothing": ("    para:directlyWithin place:dunmere ;\n", ""),
    "in two places, none of which holds the other": (
        "place:dunmere",
        ('place:dunmere , place:ford . place:ford a para:Place ; rdfs:label "Ford"@en . place:oxbow a para:Place'),
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
