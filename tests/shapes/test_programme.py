"""A programme is named, belongs to a cooperation or has activities, and begins before they do."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
programme:roads a para:Programme ;
    para:asWritten "Better Roads" ;
    para:programmeOf cooperation:dunmere-oxbow ;
    para:beginYear 1980 ;
    para:takesPlaceIn place:dunmere .
activity:paving a para:Activity ; para:inProgramme programme:roads ; para:activityKind activity-kind:construction ;
    para:year 1981 .
"""

CASES = [
    ("no name", '    para:asWritten "Better Roads" ;\n', "\n", "programme-is-named", 2),
    ("of an actor", "cooperation:dunmere-oxbow", "actor:velm", "programme-is-of-a-cooperation", 4),
    (
        "of nothing, with nothing in it",
        (
            "    para:programmeOf cooperation:dunmere-oxbow ;\n"
            "    para:beginYear 1980 ;\n"
            "    para:takesPlaceIn place:dunmere .\n"
            "activity:paving a para:Activity ; para:inProgramme programme:roads ;"
        ),
        ("    para:beginYear 1980 .\nactivity:paving a para:Activity ; para:activityOf cooperation:dunmere-oxbow ;"),
        "programme-is-connected",
        2,
    ),
    ("an activity before it began", "para:year 1981", "para:year 1979", "programme-begins-before-its-years", 5),
    (
        "it ended before it began",
        "para:beginYear 1980",
        "para:beginYear 1980 ; para:latestYear 1970",
        "programme-begins-before-its-years",
        5,
    ),
    ("a beginning with a letter", "para:beginYear 1980", 'para:beginYear "198O"', "begin-year-is-a-year", 5),
    ("two beginnings", "para:beginYear 1980", "para:beginYear 1980 , 1981", "begin-year-is-a-year", 5),
    ("in an actor", "place:dunmere", "actor:dunmere", "site-is-a-place", 6),
]

UNUSUAL = {
    "a label alone": ('para:asWritten "Better Roads"', 'rdfs:label "Better Roads"@en'),
    "of no cooperation, with an activity": ("    para:programmeOf cooperation:dunmere-oxbow ;\n", ""),
    "begun in the year of its first activity": ("para:beginYear 1980", "para:beginYear 1981"),
    "no beginning": ("    para:beginYear 1980 ;\n", ""),
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
