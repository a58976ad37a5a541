"""A study is reported by a paper; its stages stand in order, each with what is done in it."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
paper:roads-and-pacts para:reports study:roads .
study:roads a para:Study ;
    para:stage stage:one , stage:two .
stage:one a para:StudyStage ; para:position 1 ; para:stageKind method:data-reduction .
stage:two a para:StudyStage ;
    para:position 2 ;
    para:stageKind method:interview .
"""

CASES = [
    ("reported nowhere", "paper:roads-and-pacts para:reports study:roads .", "", "study-is-reported", 3),
    (
        "a paper that reports a topic",
        "para:reports study:roads .",
        (
            'para:reports study:roads . paper:other a para:Paper ; dcterms:title "Other" ; '
            "para:reports topic:paradiplomacy ."
        ),
        "reported-is-a-study",
        2,
    ),
    (
        "a method as stage",
        "stage:one , stage:two .",
        "stage:one , stage:two , method:interview .",
        "stage-is-a-stage",
        4,
    ),
    ("two at one place", "para:position 2", "para:position 1", "stage-position-is-unique", 4),
    ("a gap", "para:position 2", "para:position 3", "stage-positions-have-no-gap", 4),
    ("of no study", "stage:one , stage:two .", "stage:one .", "stage-is-of-a-study", 6),
    ("no place", "    para:position 2 ;\n", "\n", "stage-position-is-given", 6),
    ("place nought", "para:position 2", "para:position 0", "stage-position-is-given", 7),
    ("nothing is done in it", " ;\n    para:stageKind method:interview .", " .", "stage-kind-is-given", 6),
    ("a topic is done in it", "method:interview", "topic:paradiplomacy", "stage-kind-is-given", 8),
]

UNUSUAL = {
    "without stages": (
        (
            " ;\n"
            "    para:stage stage:one , stage:two .\n"
            "stage:one a para:StudyStage ; para:position 1 ; para:stageKind method:data-reduction .\n"
            "stage:two a para:StudyStage ;\n"
            "    para:position 2 ;\n"
            "    para:stageKind method:interview ."
        ),
        " .",
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
