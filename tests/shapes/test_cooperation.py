"""A cooperation is one entry of a register, between a lead party and its counterparts."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
cooperation:dunmere-velm a para:Cooperation ;
    para:recordedIn register:pacts ;
    para:row 4 ;
    para:leadParty actor:dunmere ;
    para:counterpart actor:velm ;
    para:yearEntry year-entry:dunmere-velm-1971 .
year-entry:dunmere-velm-1971 a para:YearEntry ; para:year 1971 .
cooperation:dunmere-oxbow para:field field:tourism ;
    para:cooperationForm cooperation-form:with-ngos .
"""

CASES = [
    ("no register", "    para:recordedIn register:pacts ;\n", "\n", "register-is-given", 2),
    (
        "two registers",
        "register:pacts",
        (
            "register:pacts , register:more . register:more a para:Register ; "
            'dcterms:title "More"@en . cooperation:dunmere-velm a para:Cooperation'
        ),
        "register-is-given",
        3,
    ),
    ("two rows", "para:row 4", "para:row 4 , 5", "one-row", 4),
    ("a row in words", "para:row 4", 'para:row "four"', "row-is-a-number", 4),
    ("row nought", "para:row 4", "para:row 0", "row-is-a-number", 4),
    ("a row with a leading zero", "para:row 4", "para:row 04", "row-is-a-number", 4),
    ("an empty row", "para:row 4", 'para:row ""', "row-is-a-number", 4),
    ("a row that is taken", "para:row 4", "para:row 3", "row-is-unique", 4),
    (
        "a second record with the same row",
        "year-entry:dunmere-velm-1971 a",
        (
            "cooperation:b a para:Cooperation ; para:recordedIn register:pacts ; para:row 4 ; "
            "para:leadParty actor:dunmere ; para:counterpart actor:guild .\n"
            "year-entry:dunmere-velm-1971 a"
        ),
        "row-is-unique",
        8,
    ),
    ("no lead party", "    para:leadParty actor:dunmere ;\n", "\n", "lead-party-is-given", 2),
    (
        "two lead parties",
        "para:leadParty actor:dunmere",
        "para:leadParty actor:dunmere , actor:guild",
        "lead-party-is-given",
        5,
    ),
    (
        "a place as lead party",
        "para:leadParty actor:dunmere",
        "para:leadParty place:dunmere",
        "lead-party-is-an-actor",
        5,
    ),
    ("no counterpart", "    para:counterpart actor:velm ;\n", "\n", "counterpart-is-given", 2),
    (
        "a place as counterpart",
        "para:counterpart actor:velm",
        "para:counterpart place:dunmere",
        "counterpart-is-an-actor",
        6,
    ),
    ("a name as counterpart", "para:counterpart actor:velm", 'para:counterpart "Velm"', "counterpart-is-an-actor", 6),
    (
        "an empty name as counterpart",
        "para:counterpart actor:velm",
        'para:counterpart ""',
        "counterpart-is-an-actor",
        6,
    ),
    ("a party with itself", "para:counterpart actor:velm", "para:counterpart actor:dunmere", "no-party-with-itself", 6),
    (
        "a number as year entry",
        "para:yearEntry year-entry:dunmere-velm-1971",
        "para:yearEntry year-entry:dunmere-velm-1971 , 1971",
        "year-entry-is-a-year-entry",
        7,
    ),
    (
        "another cooperation as year entry",
        "para:yearEntry year-entry:dunmere-velm-1971",
        "para:yearEntry year-entry:dunmere-velm-1971 , register:pacts",
        "year-entry-is-a-year-entry",
        7,
    ),
    ("a topic as field", "field:tourism", "topic:paradiplomacy", "field-is-a-field", 9),
    ("a field in words", "field:tourism", '"tourism"', "field-is-a-field", 9),
    ("a field as form", "cooperation-form:with-ngos", "field:tourism", "form-is-a-form", 10),
]

UNUSUAL = {
    "a register that prints no row numbers": ("    para:row 4 ;\n", ""),
    "no year": (
        (
            "para:counterpart actor:velm ;\n"
            "    para:yearEntry year-entry:dunmere-velm-1971 .\n"
            "year-entry:dunmere-velm-1971 a para:YearEntry ; para:year 1971 ."
        ),
        "para:counterpart actor:velm .",
    ),
    "two years": (
        "para:yearEntry year-entry:dunmere-velm-1971 .",
        (
            "para:yearEntry year-entry:dunmere-velm-1971 , year-entry:b .\n"
            "year-entry:b a para:YearEntry ; para:year 1999 ."
        ),
    ),
    "many counterparts": ("para:counterpart actor:velm", "para:counterpart actor:velm , actor:guild , person:y"),
    "a counterpart of unknown kind and country": (
        "para:counterpart actor:velm",
        (
            "para:counterpart actor:unknown .\n"
            'actor:unknown a para:Actor ; para:asWritten "Welf Wilh" .\n'
            "cooperation:dunmere-velm a para:Cooperation"
        ),
    ),
    "the same row of another register": (
        "register:pacts ;\n    para:row 4",
        (
            "register:other ;\n"
            "    para:row 3 .\n"
            'register:other a para:Register ; dcterms:title "Other"@en .\n'
            "cooperation:dunmere-velm a para:Cooperation"
        ),
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
