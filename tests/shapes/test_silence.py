"""A silence says of which thing which property is not said, and where."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
silence:country-of-y a para:Silence ;
    para:silentAbout person:y ;
    para:silentOn para:country ;
    para:silentIn p:s-1 .
"""

CASES = [
    ("about nothing", "    para:silentAbout person:y ;\n", "\n", "silence-is-about-one-thing", 2),
    ("about two things", "person:y", "person:y , actor:guild", "silence-is-about-one-thing", 3),
    ("about a word", "person:y", '"A. Y."', "silence-is-about-one-thing", 3),
    ("on nothing", "    para:silentOn para:country ;\n", "\n", "silence-is-on-one-property", 2),
    ("on a class", "para:country", "para:Country", "silence-is-on-one-property", 4),
    ("on a word", "para:country", '"country"', "silence-is-on-one-property", 4),
    ("in nothing", " ;\n    para:silentIn p:s-1 .", ".", "silence-is-in-a-document", 2),
    ("in a register", "p:s-1", "register:pacts", "silence-is-in-a-document", 5),
]

UNUSUAL = {
    "on the kind of a thing": (
        "person:y ;\n    para:silentOn para:country",
        "actor:weir ;\n    para:silentOn rdf:type",
    ),
    "in the whole paper": ("p:s-1", "paper:roads-and-pacts"),
    "on a number": ("para:country", "para:year"),
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
