"""A discrepancy has two sides, ways to read it, and a verdict that fits them."""

import pytest
from records import spoil, spoilt, validate

GOOD = """
discrepancy:roads a para:Discrepancy ;
    para:between claim:half , register:pacts ;
    para:hasReading reading:by-rows , reading:by-years ;
    para:verdict verdict:agrees-under-one-reading .
reading:by-rows a para:Reading ; para:readingKind reading-kind:recomputation ; para:readingOf p:s-1 ;
    para:about claim:half ; para:rationale "by rows"@en ; para:recomputed 38.7 ; para:agrees false .
reading:by-years a para:Reading ; para:readingKind reading-kind:recomputation ; para:readingOf p:s-1 ;
    para:about claim:half ; para:rationale "by years"@en ;
    para:recomputed 50 ;
    para:agrees true .
"""

CASES = [
    ("one side", "claim:half , register:pacts ;", "claim:half ;", "sides-are-given", 3),
    ("a number as side", "claim:half , register:pacts ;", "claim:half , register:pacts , 50 ;", "side-is-a-thing", 3),
    (
        "not read",
        (
            "    para:hasReading reading:by-rows , reading:by-years ;\n"
            "    para:verdict verdict:agrees-under-one-reading ."
        ),
        "    para:verdict verdict:open .",
        "discrepancy-is-read",
        2,
    ),
    (
        "read by a claim",
        "reading:by-rows , reading:by-years ;",
        "reading:by-rows , reading:by-years , claim:half ;",
        "discrepancy-is-read",
        4,
    ),
    ("no verdict", " ;\n    para:verdict verdict:agrees-under-one-reading .", " .", "verdict-is-given", 2),
    ("a verdict in words", "verdict:agrees-under-one-reading", '"agrees"', "verdict-is-given", 5),
    (
        "never, and it agrees",
        "verdict:agrees-under-one-reading",
        "verdict:never-agrees",
        "verdict-fits-the-readings",
        5,
    ),
    ("under one, and none agrees", "para:agrees true", "para:agrees false", "verdict-fits-the-readings", 5),
    (
        "agreement not told",
        "para:recomputed 38.7 ; para:agrees false .",
        "para:recomputed 38.7 .",
        "agreement-is-given",
        6,
    ),
    ("agreement in words", "para:agrees false", 'para:agrees "no"', "agreement-is-given", 7),
    ("two recomputed values", "para:recomputed 50", "para:recomputed 50 , 51", "recomputed-is-a-number", 10),
    ("a value in words", "para:recomputed 50", 'para:recomputed "half"', "recomputed-is-a-number", 10),
]

UNUSUAL = {
    "open": ("verdict:agrees-under-one-reading", "verdict:open"),
    "three sides": ("claim:half , register:pacts", "claim:half , register:pacts , cooperation:dunmere-oxbow"),
    "a reading without a number": ("    para:recomputed 50 ;\n", ""),
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
