"""A passage has its kind, its place in its section, and the citation marks printed in it."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
p:s-3 a para:Passage ;
    para:position 3 ;
    para:passageKind passage-kind:table-row ;
    para:locator "row 1" ;
    para:directlyPartOf p:section-1 ;
    para:cites reference:roads-1 .
"""

CASES = [
    ("no position", "    para:position 3 ;\n", "\n", "passage-position-is-given", 2),
    ("position nought", "para:position 3", "para:position 0", "passage-position-is-given", 3),
    ("a position in words", "para:position 3", 'para:position "third"', "passage-position-is-given", 3),
    ("a position that is taken", "para:position 3", "para:position 2", "passage-position-is-unique", 3),
    ("no kind", "    para:passageKind passage-kind:table-row ;\n", "\n", "passage-kind-is-given", 2),
    ("a kind of another scheme", "passage-kind:table-row", "level:village", "passage-kind-is-given", 4),
    ("no locator", '    para:locator "row 1" ;\n', "\n", "locator-is-given", 2),
    ("an empty locator", '"row 1"', '""', "locator-is-given", 5),
    ("in no section", "    para:directlyPartOf p:section-1 ;\n", "\n", "passage-is-in-a-section", 2),
    ("in the paper itself", "p:section-1", "paper:roads-and-pacts", "passage-is-in-a-section", 6),
    ("it cites an author", "reference:roads-1", "person:y", "cited-is-a-reference", 7),
    (
        "a kind of passage as reason",
        "para:locator",
        "para:statesNothing passage-kind:sentence ; para:locator",
        "reason-for-nothing-is-a-reason",
        5,
    ),
    ("it cites a number", "reference:roads-1", "1", "cited-is-a-reference", 7),
]

UNUSUAL = {
    "nothing stated": ("para:locator", "para:statesNothing unstated-reason:bare-heading ; para:locator"),
    "no citation": (" ;\n    para:cites reference:roads-1", ""),
    "the same position in another section": (
        (
            "para:position 3 ;\n"
            "    para:passageKind passage-kind:table-row ;\n"
            '    para:locator "row 1" ;\n'
            "    para:directlyPartOf p:section-1"
        ),
        (
            "para:position 2 ;\n"
            "    para:passageKind passage-kind:table-row ;\n"
            '    para:locator "row 1" ;\n'
            "    para:directlyPartOf p:section-2 . p:section-2 a para:Section ; para:position 2 ; "
            'rdfs:label "Two"@en ; para:directlyPartOf paper:roads-and-pacts . p:s-3 a para:Passage'
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
