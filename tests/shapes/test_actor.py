"""An actor is whoever can be a party; of a government one may say its level and its country."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
actor:oxbow a para:SubStateActor ;
    para:asWritten "Oxbow Shire" ;
    para:administrativeLevel level:regency ;
    para:country place:norland ;
    para:governs place:dunmere .
actor:oxbow-office a para:Organisation ; rdfs:label "Office"@en ;
    para:unitOf actor:guild .
"""

CASES = [
    ("no name", '    para:asWritten "Oxbow Shire" ;\n', "\n", "actor-is-named", 2),
    (
        "an actor that is a place",
        "a para:SubStateActor",
        "a para:SubStateActor , para:Place",
        "actor-is-no-territory",
        2,
    ),
    ("a level in words", "level:regency", '"regency"', "level-is-a-level", 4),
    ("two levels", "level:regency", "level:regency , level:village", "level-is-a-level", 4),
    ("a level of another scheme", "level:regency", "passage-kind:sentence", "level-is-a-level", 4),
    ("a level of an actor of unknown kind", "a para:SubStateActor", "a para:Actor", "level-is-of-a-government", 4),
    ("a country in words", "place:norland", '"Norland"', "country-is-a-country", 5),
    ("a city as country", "para:country place:norland", "para:country place:dunmere", "country-is-a-country", 5),
    (
        "two countries",
        "place:norland",
        (
            'place:norland , place:sudland . place:sudland a para:Country ; rdfs:label "Sudland"@en . '
            "actor:oxbow a para:SubStateActor"
        ),
        "one-country",
        5,
    ),
    ("an actor as territory", "para:governs place:dunmere", "para:governs actor:velm", "territory-is-a-place", 6),
    ("a unit of itself", "para:unitOf actor:guild", "para:unitOf actor:oxbow-office", "unit-is-not-of-itself", 8),
    ("a unit of a person", "para:unitOf actor:guild", "para:unitOf person:y", "unit-of-an-organisation", 8),
]

UNUSUAL = {
    "no country": ("    para:country place:norland ;\n", ""),
    "no level": ("    para:administrativeLevel level:regency ;\n", ""),
    "a label alone": ('para:asWritten "Oxbow Shire"', 'rdfs:label "Oxbow"@en'),
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
