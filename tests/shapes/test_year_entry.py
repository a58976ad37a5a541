"""A year entry is one year that a register prints for one cooperation."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
cooperation:dunmere-oxbow para:yearEntry year-entry:dunmere-oxbow-1971 .
year-entry:dunmere-oxbow-1971 a para:YearEntry ;
    para:year 1971 .
"""

CASES = [
    ("no year", ";\n    para:year 1971 .", ".", "year-is-given", 3),
    ("two years", "para:year 1971", "para:year 1971 , 1972", "year-is-given", 4),
    (
        "no cooperation",
        "cooperation:dunmere-oxbow para:yearEntry year-entry:dunmere-oxbow-1971 .",
        "",
        "year-entry-has-a-cooperation",
        3,
    ),
    (
        "two cooperations",
        "cooperation:dunmere-oxbow para:yearEntry year-entry:dunmere-oxbow-1971 .",
        (
            "cooperation:dunmere-oxbow para:yearEntry year-entry:dunmere-oxbow-1971 . "
            "cooperation:b a para:Cooperation ; para:recordedIn register:pacts ; para:row 9 ; "
            "para:leadParty actor:dunmere ; para:counterpart actor:velm ; "
            "para:yearEntry year-entry:dunmere-oxbow-1971 ."
        ),
        "year-entry-has-a-cooperation",
        3,
    ),
    ("letter O for zero", "para:year 1971", 'para:year "20O8"', "year-is-a-year", 4),
    ("a text", "para:year 1971", 'para:year "1971"', "year-is-a-year", 4),
    ("a calendar year of XML Schema", "para:year 1971", 'para:year "1971"^^xsd:gYear', "year-is-a-year", 4),
    ("no integer", "para:year 1971", 'para:year "x"^^xsd:integer', "year-is-a-year", 4),
    ("a thousand years off", "para:year 1971", "para:year 3015", "year-is-a-year", 4),
    ("a year of two digits", "para:year 1971", "para:year 71", "year-is-a-year", 4),
    ("an empty text", "para:year 1971", 'para:year ""', "year-is-a-year", 4),
    ("a thing", "para:year 1971", "para:year actor:velm", "year-is-a-year", 4),
]

UNUSUAL = {
    "the first year that can be written": ("para:year 1971", "para:year 1000"),
    "the last year that can be written": ("para:year 1971", "para:year 2100"),
    "the year of another entry": ("para:year 1971", "para:year 1970"),
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
