"""A section is a titled part of a paper or of a section."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
p:section-1.1 a para:Section ;
    para:position 2 ;
    rdfs:label "Old roads"@en ;
    para:directlyPartOf p:section-1 .
"""

CASES = [
    ("no position", "    para:position 2 ;\n", "\n", "section-position-is-given", 2),
    ("a position with a letter", "para:position 2", 'para:position "2a"', "section-position-is-given", 3),
    ("no heading", '    rdfs:label "Old roads"@en ;\n', "\n", "section-is-titled", 2),
    ("part of nothing", " ;\n    para:directlyPartOf p:section-1 .", ".", "section-is-in-a-paper", 2),
    ("a position that is taken", "para:position 2", "para:position 1", "section-position-is-unique", 3),
    ("part of itself", "p:section-1 .", "p:section-1.1 .", "section-is-not-in-itself", 5),
    ("part of a passage", "p:section-1 .", "p:s-1 .", "section-is-in-a-paper", 5),
]

UNUSUAL = {
    "directly in the paper": ("p:section-1 .", "paper:roads-and-pacts ."),
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
