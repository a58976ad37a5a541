"""Things have labels for people, and spellings as a source prints them."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
actor:oxbow a para:Actor ;
    rdfs:label "Oxbow"@en , "Oksbau"@id ;
    para:asWritten "Oxbow Shire" ;
    para:possiblySame actor:velm .
"""

CASES = [
    ("a blank label", '"Oxbow"@en', '" "@en', "label-is-a-name", 3),
    ("a number as label", '"Oxbow"@en', "7", "label-is-a-name", 3),
    ("two labels in one language", '"Oksbau"@id', '"Oxbo"@en', "one-label-per-language", 3),
    ("an empty spelling", '"Oxbow Shire"', '""', "spelling-is-a-name", 4),
    ("a spelling of white space", '"Oxbow Shire"', '"  "', "spelling-is-a-name", 4),
    ("a spelling with space around it", '"Oxbow Shire"', '" Oxbow Shire"', "spelling-is-a-name", 4),
    ("a spelling with a language", '"Oxbow Shire"', '"Oxbow Shire"@en', "spelling-is-a-name", 4),
    ("a thing as spelling", '"Oxbow Shire"', "actor:velm", "spelling-is-a-name", 4),
    ("possibly a text", "para:possiblySame actor:velm", 'para:possiblySame "Velm"', "possibly-same-is-a-thing", 5),
    ("possibly itself", "para:possiblySame actor:velm", "para:possiblySame actor:oxbow", "possibly-same-is-another", 5),
]

UNUSUAL = {
    "a name in Javanese script": ('"Oxbow Shire"', '"ꦔꦪꦺꦴꦒꦾꦏꦂꦠ"'),
    "a name in Arabic script, from right to left": ('"Oxbow Shire"', '"الإسماعيلية"'),
    "a name of one sign": ('"Oxbow Shire"', '"京"'),
    "two spellings": ('"Oxbow Shire"', '"Oxbow Shire" , "Oksbou"'),
    "a label whose language is not known": ('"Oksbau"@id', '"Oksbau"'),
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
