"""A register is a titled table or list."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
register:twinnings a para:Register ;
    dcterms:title "Twinnings"@en .
"""

CASES = [
    ("no title", ';\n    dcterms:title "Twinnings"@en .', ".", "register-is-titled", 2),
    ("a blank title", '"Twinnings"@en', '" "@en', "register-is-titled", 3),
    ("two titles in one language", '"Twinnings"@en', '"Twinnings"@en , "Twins"@en', "register-is-titled", 3),
]

UNUSUAL = {
    "titles in two languages": ('"Twinnings"@en', '"Twinnings"@en , "Kota kembar"@id'),
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
