"""An activity is of a kind, part of a cooperation or programme, and in one year or its bounds."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
activity:three-go a para:Activity ;
    para:activityOf cooperation:dunmere-oxbow ;
    para:inProgramme programme:known ;
    para:activityKind activity-kind:sending ;
    para:subjectMatter subject:grapes ;
    para:performer actor:velm ;
    para:takesPlaceIn place:dunmere ;
    para:origin actor:velm ;
    para:destination actor:dunmere ;
    para:persons 3 ;
    para:duration "P2M"^^xsd:duration ;
    para:frequency frequency:yearly ;
    para:partOfEvent activity:known ;
    para:year 1990 .
"""

CASES = [
    (
        "part of nothing",
        ("    para:activityOf cooperation:dunmere-oxbow ;\n    para:inProgramme programme:known ;\n"),
        "\n\n",
        "activity-is-part-of-something",
        2,
    ),
    (
        "of an actor",
        "para:activityOf cooperation:dunmere-oxbow",
        "para:activityOf actor:velm",
        "activity-of-a-cooperation",
        3,
    ),
    (
        "in a cooperation, as in a programme",
        "para:inProgramme programme:known",
        "para:inProgramme cooperation:dunmere-oxbow",
        "activity-in-a-programme",
        4,
    ),
    ("no kind", "    para:activityKind activity-kind:sending ;\n", "\n", "activity-kind-is-given", 2),
    ("a crop as kind", "activity-kind:sending", "subject:grapes", "activity-kind-is-given", 5),
    ("a kind as subject", "subject:grapes", "activity-kind:cultivation", "subject-matter-is-a-subject", 6),
    ("by a group of people", "para:performer actor:velm", "para:performer group:citizens", "performer-is-an-actor", 7),
    ("in an actor", "para:takesPlaceIn place:dunmere", "para:takesPlaceIn actor:dunmere", "site-is-a-place", 8),
    (
        "to where it starts",
        "para:destination actor:dunmere",
        "para:destination actor:velm",
        "destination-is-not-the-origin",
        10,
    ),
    ("nobody takes part", "para:persons 3", "para:persons 0", "persons-are-a-number", 11),
    ("persons in words", "para:persons 3", 'para:persons "three"', "persons-are-a-number", 11),
    ("two numbers of persons", "para:persons 3", "para:persons 3 , 4", "persons-are-a-number", 11),
    ("a duration as people write it", '"P2M"^^xsd:duration', '"2 months"', "duration-is-a-duration", 12),
    ("no time at all", '"P2M"', '"P0M"', "duration-is-a-duration", 12),
    ("back in time", '"P2M"', '"-P2M"', "duration-is-a-duration", 12),
    ("a duration without its first letter", '"P2M"', '"2M"', "duration-is-a-duration", 12),
    ("a frequency in words", "frequency:yearly", '"yearly"', "frequency-is-a-frequency", 13),
    (
        "part of itself",
        "para:partOfEvent activity:known",
        "para:partOfEvent activity:three-go",
        "activity-is-no-part-of-itself",
        14,
    ),
    (
        "part of its part",
        "para:partOfEvent activity:known",
        "para:partOfEvent activity:around",
        "activity-is-no-part-of-itself",
        14,
    ),
    ("two years", "para:year 1990", "para:year 1990 , 1991", "one-year-of-activity", 15),
    (
        "bounds in the wrong order",
        "para:year 1990",
        "para:earliestYear 1991 ; para:latestYear 1990",
        "years-are-in-order",
        15,
    ),
]

UNUSUAL = {
    "of a cooperation alone": ("    para:inProgramme programme:known ;\n", ""),
    "in a programme alone": ("    para:activityOf cooperation:dunmere-oxbow ;\n", ""),
    "no year": (" ;\n    para:year 1990 .", " ."),
    "bounds": ("para:year 1990", "para:earliestYear 1989 ; para:latestYear 1990"),
    "of two kinds": ("activity-kind:sending", "activity-kind:sending , activity-kind:training"),
    "half an hour": ('"P2M"', '"PT30M"'),
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
