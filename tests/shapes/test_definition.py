"""A definition names a term, and says what it means."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
claim:c a para:Definition ;
    rdfs:label "a gloss"@en ;
    para:voice voice:own ;
    para:modality modality:asserted ;
    para:polarity polarity:positive ;
    para:generality generality:general ;
    para:about topic:human-security ;
    para:component topic:paradiplomacy .
"""

CASES = [
    ("of nothing", "para:about topic:human-security", "para:agent actor:velm", "defined-is-named", 2),
    ("it says nothing", " ;\n    para:component topic:paradiplomacy .", " .", "definition-says-something", 2),
]

UNUSUAL = {
    "by its wording": ("para:component topic:paradiplomacy", 'para:quotation "safety from want"'),
    "by one matter": ("para:component topic:paradiplomacy", "para:content topic:paradiplomacy"),
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
