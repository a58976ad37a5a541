"""An obstacle is named, hampers something, and has its place, as have the claims that explain it."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
obstacle:mud a para:Obstacle ;
    para:asWritten "mud" ;
    para:position 2 ;
    para:hampers topic:human-security ;
    para:obstacleTo actor:dunmere ;
    para:explainedBy claim:rain .
claim:rain a para:CausalClaim ; rdfs:label "rain makes mud"@en ; para:voice voice:own ;
    para:modality modality:asserted ; para:polarity polarity:positive ; para:generality generality:general ;
    para:toldUnder obstacle:mud ; para:position 1 ; para:cause topic:human-security ; para:effect topic:paradiplomacy .
"""

CASES = [
    ("no name", '    para:asWritten "mud" ;\n', "\n", "obstacle-is-named", 2),
    ("no place", "    para:position 2 ;\n", "\n", "obstacle-position-is-given", 2),
    ("a place in words", "para:position 2", 'para:position "2nd"', "obstacle-position-is-given", 4),
    ("a place that is taken", "para:position 2", "para:position 1", "obstacle-position-is-unique", 4),
    ("it hampers nothing", "    para:hampers topic:human-security ;\n", "\n", "hampered-is-named", 2),
    ("it hampers a word", "para:hampers topic:human-security", 'para:hampers "trade"', "hampered-is-named", 5),
    (
        "to a policy",
        "para:obstacleTo actor:dunmere",
        "para:obstacleTo topic:paradiplomacy",
        "obstacle-is-met-by-an-actor",
        6,
    ),
    ("explained by a concept", "claim:rain .\nclaim", "topic:paradiplomacy .\nclaim", "explanation-is-a-claim", 7),
    (
        "two explanations at one place",
        "para:explainedBy claim:rain .\n",
        (
            "para:explainedBy claim:rain , claim:snow . claim:snow a para:GeneralStatement ; "
            'rdfs:label "snow"@en ; para:voice voice:own ; para:modality modality:can ; '
            "para:polarity polarity:positive ; para:generality generality:general ; "
            "para:toldUnder obstacle:mud ; para:position 1 ; para:about topic:paradiplomacy .\n"
        ),
        "explanation-position-is-unique",
        7,
    ),
]

UNUSUAL = {
    "a label alone": ('para:asWritten "mud"', 'rdfs:label "mud"@en'),
    "not explained": (" ;\n    para:explainedBy claim:rain .", " ."),
    "the first of another actor": (
        ("para:position 2 ;\n    para:hampers topic:human-security ;\n    para:obstacleTo actor:dunmere"),
        ("para:position 1 ;\n    para:hampers topic:human-security ;\n    para:obstacleTo actor:velm"),
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
