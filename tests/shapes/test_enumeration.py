"""An enumeration lists at least two items, each at a place of its own, each naming one thing."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
claim:c a para:Enumeration ;
    rdfs:label "a gloss"@en ;
    para:voice voice:own ;
    para:modality modality:asserted ;
    para:polarity polarity:positive ;
    para:generality generality:general ;
    para:about topic:human-security ;
    para:hasItem item:c-1 , item:c-2 .
item:c-1 a para:EnumerationItem ; para:position 1 ;
    para:names aspect:food-security .
item:c-2 a para:EnumerationItem ;
    para:position 2 ;
    para:names actor:velm .
"""

CASES = [
    ("of nothing", "para:about topic:human-security", "para:agent actor:velm", "enumerated-is-named", 2),
    (
        "one item",
        (
            "item:c-1 , item:c-2 .\n"
            "item:c-1 a para:EnumerationItem ; para:position 1 ;\n"
            "    para:names aspect:food-security .\n"
            "item:c-2 a para:EnumerationItem ;\n"
            "    para:position 2 ;"
        ),
        "item:c-2 .\nitem:c-2 a para:EnumerationItem ;\n    para:position 1 ;",
        "items-are-given",
        9,
    ),
    ("the thing in place of the item", "item:c-1 , item:c-2", "item:c-1 , item:c-2 , actor:velm", "item-is-an-item", 9),
    ("two at one place", "para:position 2", "para:position 1", "item-position-is-unique", 9),
    ("a gap", "para:position 2", "para:position 3", "item-positions-have-no-gap", 9),
    ("counted from two", "para:position 1 ;", "para:position 3 ;", "item-positions-have-no-gap", 9),
    (
        "of no enumeration",
        "item:c-2 .\nitem:c-1",
        ("item:c-3 . item:c-3 a para:EnumerationItem ; para:position 2 ; para:names actor:velm .\nitem:c-1"),
        "item-is-of-an-enumeration",
        12,
    ),
    (
        "of two enumerations",
        "item:c-1 , item:c-2 .",
        (
            "item:c-1 , item:c-2 , item:c-3 . claim:known-list para:hasItem item:c-3 .\n"
            "item:c-3 a para:EnumerationItem ; para:position 3 ; para:names actor:velm ."
        ),
        "item-is-of-an-enumeration",
        10,
    ),
    ("no place", "    para:position 2 ;\n", "\n", "item-position-is-given", 12),
    ("a place in words", "para:position 2", 'para:position "two"', "item-position-is-given", 13),
    ("it names nothing", " ;\n    para:names actor:velm .", " .", "item-names-one-thing", 12),
    ("it names two things", "para:names actor:velm", "para:names actor:velm , actor:guild", "item-names-one-thing", 14),
    ("it names a word", "para:names actor:velm", 'para:names "Velm"', "item-names-one-thing", 14),
]

UNUSUAL = {
    "one thing named twice": ("para:names actor:velm", "para:names aspect:food-security"),
    "one more item of a known enumeration": (
        "item:c-1 a para:EnumerationItem",
        (
            "claim:known-list para:hasItem item:known-3 .\n"
            "item:known-3 a para:EnumerationItem ; para:position 3 ; para:names actor:velm .\n"
            "item:c-1 a para:EnumerationItem"
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
