"""A concept stands in one scheme, with one preferred label per language and a definition."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
scheme:weirs a skos:ConceptScheme ;
    skos:prefLabel "weirs"@en .
topic:weir a para:Topic ;
    skos:inScheme scheme:weirs ;
    skos:prefLabel "weir"@en , "bendung"@id ;
    skos:definition "A low dam."@en ;
    skos:broader topic:dam .
"""

CASES = [
    ("a scheme without a label", ' ;\n    skos:prefLabel "weirs"@en .', ".\n", "scheme-is-labelled", 2),
    ("in no scheme", "    skos:inScheme scheme:weirs ;\n", "\n", "concept-is-in-one-scheme", 4),
    (
        "in two schemes",
        "skos:inScheme scheme:weirs",
        "skos:inScheme scheme:weirs , scheme:topics",
        "concept-is-in-one-scheme",
        5,
    ),
    ("in a concept", "skos:inScheme scheme:weirs", "skos:inScheme topic:human-security", "concept-is-in-one-scheme", 5),
    ("no label", '    skos:prefLabel "weir"@en , "bendung"@id ;\n', "\n", "concept-is-labelled", 4),
    ("two labels in one language", '"bendung"@id', '"dam"@en', "concept-is-labelled", 6),
    ("a label without a language", '"bendung"@id', '"bendung"', "concept-label-is-a-name", 6),
    ("an empty label", '"bendung"@id', '""@id', "concept-label-is-a-name", 6),
    (
        "the name of another concept",
        "skos:broader topic:dam .",
        (
            "skos:broader topic:dam .\n"
            'topic:b a para:Topic ; skos:inScheme scheme:weirs ; skos:prefLabel "weir"@en ; '
            'skos:definition "B."@en .'
        ),
        "concept-label-is-unique",
        9,
    ),
    ("no definition", '    skos:definition "A low dam."@en ;\n', "\n", "concept-is-defined", 4),
    (
        "below one of another scheme",
        "skos:broader topic:dam",
        "skos:broader topic:paradiplomacy",
        "broader-is-in-the-same-scheme",
        8,
    ),
    ("below itself", "skos:broader topic:dam", "skos:broader topic:weir", "concept-is-not-below-itself", 8),
    ("a definition without a language", '"A low dam."@en', '"A low dam."', "concept-definition-is-a-sentence", 7),
]

UNUSUAL = {
    "a label in one language only": (' , "bendung"@id', ""),
    "a name in Javanese": ('"bendung"@id', '"ꦧꦼꦤ꧀ꦝꦸꦁ"@jv'),
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
