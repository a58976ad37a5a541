"""A paper has a title, and topics as its keywords."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
paper:bridges-and-pacts a para:Paper ;
    dcterms:title "Bridges and Pacts"@en ;
    dcterms:subject topic:human-security .
"""

CASES = [
    ("no title", '    dcterms:title "Bridges and Pacts"@en ;\n', "\n", "paper-is-titled", 2),
    ("an empty title", '"Bridges and Pacts"@en', '""@en', "paper-is-titled", 3),
    ("a keyword in words", "topic:human-security", '"human security"', "subject-is-a-topic", 4),
    ("a place as keyword", "topic:human-security", "place:norland", "subject-is-a-topic", 4),
]

UNUSUAL = {
    "no keyword": (" ;\n    dcterms:subject topic:human-security", ""),
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
