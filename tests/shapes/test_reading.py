"""A reading is an interpretation of ours with its reason; a doubt is one that stays uncertain."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
reading:kind-of-velm a para:Reading ;
    para:readingKind reading-kind:kind-of-actor ;
    para:about actor:velm ;
    para:readingOf p:s-1 ;
    para:rationale "a shire of this name has a council"@en .
"""

CASES = [
    ("no kind", "    para:readingKind reading-kind:kind-of-actor ;\n", "\n", "reading-kind-is-given", 2),
    (
        "two kinds",
        "reading-kind:kind-of-actor",
        "reading-kind:kind-of-actor , reading-kind:name",
        "reading-kind-is-given",
        3,
    ),
    ("a kind of another scheme", "reading-kind:kind-of-actor", "level:village", "reading-kind-is-given", 3),
    ("about nothing", "    para:about actor:velm ;\n", "\n", "reading-is-about-something", 2),
    ("about a word", "actor:velm", '"Velm"', "reading-is-about-something", 4),
    ("of no passage", "    para:readingOf p:s-1 ;\n", "\n", "reading-is-of-a-passage", 2),
    ("of a section", "p:s-1", "p:section-1", "reading-is-of-a-passage", 5),
    ("no reason", ' ;\n    para:rationale "a shire of this name has a council"@en .', ".", "reading-has-a-reason", 2),
    ("an empty reason", '"a shire of this name has a council"@en', '""@en', "reason-is-a-sentence", 6),
    (
        "a reason in another language",
        '"a shire of this name has a council"@en',
        '"ada dewan"@id',
        "reason-is-a-sentence",
        6,
    ),
    (
        "a reason without a language",
        '"a shire of this name has a council"@en',
        '"a council"',
        "reason-is-a-sentence",
        6,
    ),
    (
        "a doubt without a kind",
        "a para:Reading ;\n    para:readingKind reading-kind:kind-of-actor ;",
        "a para:Doubt ;\n",
        "reading-kind-is-given",
        2,
    ),
]

UNUSUAL = {
    "a doubt": ("a para:Reading", "a para:Doubt"),
    "of two passages, about two things": (
        "actor:velm ;\n    para:readingOf p:s-1",
        "actor:velm , actor:guild ;\n    para:readingOf p:s-1 , p:s-2",
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
