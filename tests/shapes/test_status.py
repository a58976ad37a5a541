"""A status statement says of a partner how cooperation stands, and in which year."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
status:velm-running a para:StatusStatement ;
    para:withPartner actor:guild ;
    para:concerns cooperation:dunmere-oxbow ;
    para:statusKind status-kind:running ;
    para:asOfYear 1999 .
"""

CASES = [
    ("of nobody", "    para:withPartner actor:guild ;\n", "\n", "status-partner-is-given", 2),
    ("of two partners", "actor:guild", "actor:guild , actor:velm", "status-partner-is-given", 3),
    ("of a place", "actor:guild", "place:norland", "status-partner-is-given", 3),
    ("of no cooperation", "    para:concerns cooperation:dunmere-oxbow ;\n", "\n", "status-concerns-a-cooperation", 2),
    ("of an instrument", "cooperation:dunmere-oxbow", "instrument:letter", "status-concerns-a-cooperation", 4),
    ("no kind", "    para:statusKind status-kind:running ;\n", "\n", "status-kind-is-given", 2),
    ("two kinds", "status-kind:running", "status-kind:running , status-kind:ended", "status-kind-is-given", 5),
    ("a kind in words", "status-kind:running", '"running"', "status-kind-is-given", 5),
    ("no year", " ;\n    para:asOfYear 1999 .", " .", "status-is-dated", 2),
    ("a year with a letter", "para:asOfYear 1999", 'para:asOfYear "l999"', "as-of-year-is-a-year", 6),
    (
        "another kind in the same year",
        "status:velm-running a",
        (
            "status:b a para:StatusStatement ; para:withPartner actor:guild ; para:concerns cooperation:dunmere-oxbow ;"
            " para:statusKind status-kind:ended ; para:asOfYear 1999 .\nstatus:velm-running a"
        ),
        "statuses-agree",
        6,
    ),
    ("two years", "para:asOfYear 1999", "para:asOfYear 1999 , 2000", "as-of-year-is-a-year", 6),
]

UNUSUAL = {
    "another speaker says otherwise": (
        "status:velm-running a para:StatusStatement ;",
        (
            "status:b a para:StatusStatement ; para:withPartner actor:guild ; para:concerns cooperation:dunmere-oxbow ;"
            " para:statusKind status-kind:ended ; para:asOfYear 1999 ; para:statedBy actor:weir .\n"
            "status:velm-running a para:StatusStatement ; para:statedBy person:y ;"
        ),
    ),
    "somebody says it": (
        "para:withPartner actor:guild",
        ("para:withPartner actor:guild ; para:statedBy person:y ; para:viaReference reference:roads-1"),
    ),
    "two cooperations may be meant": (
        "para:concerns cooperation:dunmere-oxbow",
        (
            "para:concerns cooperation:dunmere-oxbow , cooperation:b .\n"
            "cooperation:b a para:Cooperation ; para:recordedIn register:pacts ; para:row 9 ; "
            "para:leadParty actor:dunmere ; para:counterpart actor:guild .\n"
            "status:velm-running a para:StatusStatement"
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
