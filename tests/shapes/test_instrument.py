"""An instrument is a text to which parties have agreed."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
instrument:pact a para:Instrument ;
    para:instrumentKind instrument-kind:treaty ;
    para:signatory actor:dunmere , actor:guild ;
    para:year 1973 ;
    para:follows instrument:letter ;
    para:recordedIn register:pacts ;
    para:instrumentOf cooperation:dunmere-oxbow .
"""

CASES = [
    (
        "two kinds",
        "instrument-kind:treaty",
        "instrument-kind:treaty , instrument-kind:letter-of-intent",
        "instrument-kind-is-a-kind",
        3,
    ),
    ("a kind of passage", "instrument-kind:treaty", "passage-kind:sentence", "instrument-kind-is-a-kind", 3),
    ("a kind in words", "instrument-kind:treaty", '"treaty"', "instrument-kind-is-a-kind", 3),
    (
        "a place as signatory",
        "actor:dunmere , actor:guild",
        "actor:dunmere , actor:guild , place:norland",
        "signatory-is-an-actor",
        4,
    ),
    ("one side only", "actor:dunmere , actor:guild", "actor:dunmere", "signatories-are-given", 4),
    ("two years", "para:year 1973", "para:year 1973 , 1974", "one-year-of-signing", 5),
    ("earliest year with a letter", "para:year 1973", 'para:earliestYear "19l3"', "earliest-year-is-a-year", 5),
    ("latest year in the future", "para:year 1973", "para:latestYear 19730", "latest-year-is-a-year", 5),
    (
        "bounds in the wrong order",
        "para:year 1973",
        "para:earliestYear 1974 ; para:latestYear 1971",
        "years-are-in-order",
        5,
    ),
    (
        "year and bounds",
        "para:year 1973",
        "para:year 1973 ; para:earliestYear 1971 ; para:latestYear 1974",
        "year-or-bounds",
        5,
    ),
    ("it follows an actor", "instrument:letter", "actor:velm", "followed-is-an-instrument", 6),
    (
        "it follows itself",
        "para:follows instrument:letter",
        "para:follows instrument:pact",
        "instrument-follows-another",
        6,
    ),
    ("recorded in a place", "register:pacts", "place:norland", "register-is-a-register", 7),
    ("of an actor", "cooperation:dunmere-oxbow", "actor:velm", "instrument-of-a-cooperation", 8),
    (
        "it follows a later one",
        "para:follows instrument:letter",
        (
            "para:follows instrument:b . instrument:b a para:Instrument ; para:signatory actor:dunmere , actor:velm ; "
            "para:earliestYear 1974 . instrument:pact a para:Instrument"
        ),
        "instrument-follows-an-earlier-one",
        6,
    ),
    ("it follows what follows it", "instrument:letter", "instrument:later", "instrument-follows-another", 6),
    ("the partner has not signed", "actor:dunmere , actor:guild", "actor:dunmere , actor:velm", "both-sides-signed", 8),
    (
        "the lead party has not signed",
        "actor:dunmere , actor:guild",
        "actor:guild , actor:velm",
        "both-sides-signed",
        8,
    ),
]

UNUSUAL = {
    "bounds instead of a year": ("para:year 1973", "para:earliestYear 1971 ; para:latestYear 1974"),
    "one bound alone": ("para:year 1973", "para:latestYear 1974"),
    "no year": ("    para:year 1973 ;\n", ""),
    "no cooperation, no register": (
        (" ;\n    para:recordedIn register:pacts ;\n    para:instrumentOf cooperation:dunmere-oxbow"),
        "",
    ),
    "six parties": (
        "actor:dunmere , actor:guild",
        (
            "actor:dunmere , actor:guild , actor:velm , person:y , actor:a , actor:b . "
            'actor:a a para:State ; para:asWritten "A" . actor:b a para:InternationalOrganisation ; '
            'para:asWritten "B" . instrument:pact a para:Instrument'
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
