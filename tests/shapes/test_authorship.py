"""An authorship is one author's place in one work."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
reference:roads-1 para:authorship authorship:roads-1-1 , authorship:roads-1-2 .
authorship:roads-1-1 a para:Authorship ;
    para:position 1 ;
    para:author person:y ;
    para:affiliation actor:guild ;
    para:corresponding true ;
    para:email "y@example.org" .
authorship:roads-1-2 a para:Authorship ; para:position 2 ; para:author actor:guild .
"""

CASES = [
    ("no author", "    para:author person:y ;\n", "\n", "author-is-given", 3),
    ("two authors in one", "para:author person:y", "para:author person:y , actor:velm", "author-is-given", 5),
    ("an author in words", "person:y", '"A. Y."', "author-is-an-actor", 5),
    ("a place as author", "person:y", "place:dunmere", "author-is-an-actor", 5),
    ("no position", "    para:position 1 ;\n", "\n", "author-position-is-given", 3),
    ("position nought", "para:position 1", "para:position 0", "author-position-is-given", 4),
    ("two at one position", "para:position 1", "para:position 2", "author-position-is-unique", 2),
    (
        "of no work",
        "para:authorship authorship:roads-1-1 , authorship:roads-1-2",
        "para:authorship authorship:roads-1-2",
        "authorship-is-of-a-work",
        3,
    ),
    (
        "of two works",
        "reference:roads-1 para:authorship",
        ("paper:roads-and-pacts para:authorship authorship:roads-1-2 .\nreference:roads-1 para:authorship"),
        "authorship-is-of-a-work",
        10,
    ),
    (
        "the author in place of the authorship",
        "authorship:roads-1-1 , authorship:roads-1-2 .",
        "authorship:roads-1-1 , authorship:roads-1-2 , person:y .",
        "authorship-is-an-authorship",
        2,
    ),
    (
        "affiliated to a person",
        "para:affiliation actor:guild",
        "para:affiliation person:y",
        "affiliation-is-an-organisation",
        6,
    ),
    ("not corresponding", "para:corresponding true", "para:corresponding false", "corresponding-is-true", 7),
    ("corresponding in words", "para:corresponding true", 'para:corresponding "yes"', "corresponding-is-true", 7),
    ("no boolean", "para:corresponding true", 'para:corresponding "yes"^^xsd:boolean', "corresponding-is-true", 7),
    ("an address without a host", '"y@example.org"', '"y"', "email-is-an-address", 8),
]

UNUSUAL = {
    "nothing but position and author": (
        (' ;\n    para:affiliation actor:guild ;\n    para:corresponding true ;\n    para:email "y@example.org"'),
        "",
    ),
    "one as XML Schema also writes true": ("para:corresponding true", 'para:corresponding "true"^^xsd:boolean'),
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
