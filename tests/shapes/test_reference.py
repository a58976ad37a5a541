"""A reference holds the parts that an entry prints, each in its form."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
reference:roads-2 a para:Reference ;
    para:number 2 ;
    dcterms:title "On Bridges"@en ;
    para:year 1994 ;
    para:containerTitle "J. Bridges" ;
    bibo:volume "7" ;
    bibo:issue "2" ;
    bibo:edition "3rd" ;
    bibo:pageStart "295" ;
    bibo:pageEnd "310" ;
    dcterms:publisher actor:guild ;
    para:publicationPlace place:dunmere ;
    bibo:uri "https://example.org/bridges"^^xsd:anyURI ;
    para:accessed "2019-09-20"^^xsd:date ;
    para:supports p:s-1 .
"""

CASES = [
    ("no number", "    para:number 2 ;\n", "\n", "number-is-given", 2),
    ("a number in brackets", "para:number 2", 'para:number "[2]"', "number-is-given", 3),
    ("a number that is taken", "para:number 2", "para:number 1", "number-is-unique", 3),
    ("no title", '    dcterms:title "On Bridges"@en ;\n', "\n", "reference-is-titled", 2),
    ("an empty title", '"On Bridges"@en', '""', "reference-is-titled", 4),
    ("two years", "para:year 1994", "para:year 1994 , 1995", "one-year-of-publication", 5),
    ("letter l for one", "para:year 1994", 'para:year "l994"', "year-is-a-year", 5),
    ("an empty journal", '"J. Bridges"', '""', "container-title-is-a-title", 6),
    ("two journals", '"J. Bridges"', '"J. Bridges" , "Bridges"', "container-title-is-a-title", 6),
    ("a number as volume", '"7"', "7", "volume-is-a-text", 7),
    ("an empty issue", '"2"', '""', "issue-is-a-text", 8),
    ("an empty edition", '"3rd"', '" "', "edition-is-a-text", 9),
    ("both pages in one", '"295"', '"295-310"', "first-page-is-a-page", 10),
    ("a page with a letter for a digit", '"310"', '"31O"', "last-page-is-a-page", 11),
    ("pages in the wrong order", '"310"', '"31"', "pages-are-in-order", 11),
    ("a place as publisher", "actor:guild", "place:norland", "publisher-is-an-actor", 12),
    ("a publisher in words", "actor:guild", '"Guild"', "publisher-is-an-actor", 12),
    ("a government as place", "place:dunmere", "actor:dunmere", "publication-place-is-a-place", 13),
    (
        "an address as text",
        '"https://example.org/bridges"^^xsd:anyURI',
        '"https://example.org/bridges"',
        "address-is-a-uri",
        14,
    ),
    (
        "an address with a space",
        '"https://example.org/bridges"^^xsd:anyURI',
        '"https://example.org/the bridges"^^xsd:anyURI',
        "address-is-a-uri",
        14,
    ),
    (
        "an address that runs a script",
        '"https://example.org/bridges"^^xsd:anyURI',
        '"javascript:alert(1)"^^xsd:anyURI',
        "address-is-a-uri",
        14,
    ),
    ("a day that no calendar has", '"2019-09-20"^^xsd:date', '"2019-02-30"^^xsd:date', "accessed-is-a-date", 15),
    ("a day as people write it", '"2019-09-20"^^xsd:date', '"20 Sep 2019"', "accessed-is-a-date", 15),
    (
        "an actor supports",
        "    para:supports p:s-1 .",
        '    rdfs:comment "read"@en . actor:velm para:supports p:s-1 .',
        "subject-of-wrong-kind",
        16,
    ),
    ("it supports a section", "p:s-1", "p:section-1", "supported-is-a-passage", 16),
]

UNUSUAL = {
    "no author, no year": ("    para:year 1994 ;\n", ""),
    "pages of a supplement": ('"295" ;\n    bibo:pageEnd "310"', '"S9" ;\n    bibo:pageEnd "S12"'),
    "pages of a preface": ('"295" ;\n    bibo:pageEnd "310"', '"xiv" ;\n    bibo:pageEnd "xx"'),
    "one page": (' ;\n    bibo:pageEnd "310"', ""),
    "a title in another script": ('"On Bridges"@en', '"橋について"@ja'),
    "a double issue": ('"2"', '"2-3"'),
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
