"""A claim has one kind, a gloss, a voice, a modality, a polarity, a generality, and involves something."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
claim:roads-made-trade a para:GeneralStatement ;
    rdfs:label "roads made trade easy"@en ;
    para:voice voice:second-hand ;
    para:modality modality:asserted ;
    para:polarity polarity:positive ;
    para:generality generality:general ;
    para:statedBy actor:guild ;
    para:reportedBy person:y ;
    para:viaReference reference:roads-1 ;
    para:about topic:human-security ;
    para:hedge hedge:often ;
    para:component topic:paradiplomacy ;
    para:reason claim:keep-roads ;
    para:illustratedBy cooperation:dunmere-oxbow ;
    para:quotation "roads make trade" .
"""

CASES = [
    ("of no narrower kind", "a para:GeneralStatement", "a para:Claim", "claim-has-one-kind", 2),
    (
        "of two kinds",
        "a para:GeneralStatement ;",
        "a para:GeneralStatement , para:Reservation ;",
        "claim-has-one-kind",
        2,
    ),
    ("no gloss", '    rdfs:label "roads made trade easy"@en ;\n', "\n", "claim-has-a-gloss", 2),
    (
        "a gloss in another language",
        '"roads made trade easy"@en',
        '"jalan memudahkan dagang"@id',
        "claim-has-a-gloss",
        3,
    ),
    ("no voice", "    para:voice voice:second-hand ;\n", "\n", "voice-is-given", 2),
    ("a hedge as voice", "para:voice voice:second-hand", "para:voice hedge:often", "voice-is-given", 4),
    ("no modality", "    para:modality modality:asserted ;\n", "\n", "modality-is-given", 2),
    ("two modalities", "modality:asserted", "modality:asserted , modality:can", "modality-is-given", 5),
    ("no polarity", "    para:polarity polarity:positive ;\n", "\n", "polarity-is-given", 2),
    ("a polarity in words", "polarity:positive", '"positive"', "polarity-is-given", 6),
    ("no generality", "    para:generality generality:general ;\n", "\n", "generality-is-given", 2),
    ("a modality as generality", "generality:general", "modality:can", "generality-is-given", 7),
    (
        "it involves nothing",
        (
            "    para:about topic:human-security ;\n"
            "    para:hedge hedge:often ;\n"
            "    para:component topic:paradiplomacy ;\n"
            "    para:reason claim:keep-roads ;\n"
        ),
        "    para:hedge hedge:often ;\n",
        "claim-involves-something",
        2,
    ),
    ("a word in a role", "para:about topic:human-security", 'para:about "security"', "literal-for-a-thing", 11),
    (
        "own, and somebody says it",
        (
            "para:voice voice:second-hand ;\n"
            "    para:modality modality:asserted ;\n"
            "    para:polarity polarity:positive ;\n"
            "    para:generality generality:general ;\n"
            "    para:statedBy actor:guild ;\n"
            "    para:reportedBy person:y ;\n"
            "    para:viaReference reference:roads-1 ;"
        ),
        (
            "para:voice voice:own ;\n"
            "    para:modality modality:asserted ;\n"
            "    para:polarity polarity:positive ;\n"
            "    para:generality generality:general ;\n"
            "    para:statedBy actor:guild ;"
        ),
        "own-voice-speaks-alone",
        4,
    ),
    (
        "cited, and nobody says it",
        (
            "para:voice voice:second-hand ;\n"
            "    para:modality modality:asserted ;\n"
            "    para:polarity polarity:positive ;\n"
            "    para:generality generality:general ;\n"
            "    para:statedBy actor:guild ;\n"
            "    para:reportedBy person:y ;\n"
            "    para:viaReference reference:roads-1 ;"
        ),
        (
            "para:voice voice:cited ;\n"
            "    para:modality modality:asserted ;\n"
            "    para:polarity polarity:positive ;\n"
            "    para:generality generality:general ;"
        ),
        "cited-voice-has-a-speaker",
        4,
    ),
    ("at second hand, through nobody", "    para:reportedBy person:y ;\n", "\n", "second-hand-has-a-reporter", 4),
    ("cited, through somebody", "voice:second-hand", "voice:cited", "reporter-is-at-second-hand", 4),
    ("said by a work", "para:statedBy actor:guild", "para:statedBy reference:roads-1", "speaker-is-an-actor", 8),
    ("reported by a work", "para:reportedBy person:y", "para:reportedBy reference:roads-1", "reporter-is-an-actor", 9),
    (
        "reported by the speaker",
        "para:reportedBy person:y",
        "para:reportedBy actor:guild",
        "reporter-is-not-the-speaker",
        9,
    ),
    (
        "through a person",
        "para:viaReference reference:roads-1",
        "para:viaReference person:y",
        "conveyed-by-a-reference",
        10,
    ),
    ("a hedge in words", "hedge:often", '"often"', "hedge-is-a-hedge", 12),
    (
        "an actor as component",
        "para:component topic:paradiplomacy",
        "para:component actor:velm",
        "component-is-a-concept",
        13,
    ),
    ("its own reason", "claim:keep-roads", "claim:roads-made-trade", "claim-is-not-its-own-reason", 14),
    ("a blank quotation", '"roads make trade"', '" "', "quotation-is-short", 16),
    ("a quotation in a language", '"roads make trade"', '"roads make trade"@en', "quotation-is-short", 16),
    ("a quotation of a page", '"roads make trade"', '"' + "roads " * 51 + '"', "quotation-is-short", 16),
]

UNUSUAL = {
    "in the paper's own voice": (
        (
            "para:voice voice:second-hand ;\n"
            "    para:modality modality:asserted ;\n"
            "    para:polarity polarity:positive ;\n"
            "    para:generality generality:general ;\n"
            "    para:statedBy actor:guild ;\n"
            "    para:reportedBy person:y ;\n"
            "    para:viaReference reference:roads-1 ;"
        ),
        (
            "para:voice voice:own ;\n"
            "    para:modality modality:asserted ;\n"
            "    para:polarity polarity:positive ;\n"
            "    para:generality generality:general ;"
        ),
    ),
    "a mark, and no name": (
        (
            "para:voice voice:second-hand ;\n"
            "    para:modality modality:asserted ;\n"
            "    para:polarity polarity:positive ;\n"
            "    para:generality generality:general ;\n"
            "    para:statedBy actor:guild ;\n"
            "    para:reportedBy person:y ;"
        ),
        (
            "para:voice voice:cited ;\n"
            "    para:modality modality:asserted ;\n"
            "    para:polarity polarity:positive ;\n"
            "    para:generality generality:general ;"
        ),
    ),
    "several things in one role": (
        "para:about topic:human-security",
        "para:about topic:human-security , actor:velm , cooperation:dunmere-oxbow",
    ),
    "a gloss in two languages": (
        '"roads made trade easy"@en',
        '"roads made trade easy"@en , "jalan memudahkan dagang"@id',
    ),
    "a quotation of 300 characters": ('"roads make trade"', '"' + "a" * 300 + '"'),
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
