"""Many records in one text take the time of each, and are told as each would be."""

import gc
import time
from pathlib import Path
from statistics import median

import pytest
from reproduction import said_by, seeds

from paradiplomacy import formats, sources
from paradiplomacy.check import Index, stated
from paradiplomacy.formats import parse
from paradiplomacy.sources import OUTSIDE
from paradiplomacy.validation import validate

KNOWN = Index(
    quad for source in sources.discover(sources.root(), Path("no home")) for quad in sources.read(source).quads
)
HEAD = """@prefix para: <https://w3id.org/paradiplomacy/ontology#> . @prefix : <https://w3id.org/paradiplomacy/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix cooperation: <https://w3id.org/paradiplomacy/id/cooperation/> .
@prefix actor: <https://w3id.org/paradiplomacy/id/actor/> . @prefix place: <https://w3id.org/paradiplomacy/id/place/> .
@prefix topic: <https://w3id.org/paradiplomacy/id/topic/> .
@prefix register: <https://w3id.org/paradiplomacy/id/register/> .
"""


def cooperations(count, row="{number}"):
    """Write cooperations, each with a partner of its own."""
    one = (
        "cooperation:n{number} a para:Cooperation ; para:recordedIn register:hakiem-susilowati-table-1 ; para:row ROW ;"
        " para:leadParty actor:yogyakarta ; para:counterpart actor:n{number} .\n"
        'actor:n{number} a para:SubStateActor ; para:asWritten "Partner {number}" .\n'
    ).replace("ROW", row)
    return "".join(one.format(number=number) for number in range(100, 100 + count))


def places(count):
    """Write places, each within the next."""
    one = 'place:n{0} a para:Place ; rdfs:label "Place {0}"@en ; para:directlyWithin place:n{1} .\n'
    return "".join(one.format(number, number + 1) for number in range(count)) + (
        f'place:n{count} a para:Place ; rdfs:label "The largest"@en .\n'
    )


def concepts(count):
    """Write concepts of one name in one scheme."""
    one = 'topic:n{} a para:Topic ; skos:inScheme topic:all ; skos:prefLabel "Same"@en ; skos:definition "A."@en .\n'
    head = 'topic:all a skos:ConceptScheme ; skos:prefLabel "All"@en .\n'
    return head + "".join(map(one.format, range(count)))


def report(text):
    """Validate a text beside the graph."""
    return validate((HEAD + text).encode(), formats.by_name("turtle"), "new.ttl", KNOWN)


def cost(text):
    """Measure the processor's time for a text, in seconds."""
    start = time.process_time()
    report(text)
    return time.process_time() - start


def growth(text):
    """Tell how many times as much six times the records take: the median, each time beside each other.

    Without collections of garbage, which walk through what all other tests have left and so take longer after more.
    """
    few, many = text(100), text(600)
    gc.collect()
    gc.disable()
    try:
        return median(cost(many) / cost(few) for _ in range(5))
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "text",
    [
        cooperations,
        lambda count: cooperations(count, "77"),
        lambda count: cooperations(count, '"20O8"'),
        places,
        concepts,
    ],
    ids=["right records", "one row for all", "each with a fault", "a chain of places", "one name for all"],
)
def test_time_grows_with_the_text(text):
    """Six times the records take no more than nine times the time; their square would take thirty-six."""
    report(text(1))
    assert growth(text) < 9


MIXED = (
    cooperations(6)
    + cooperations(3, "7").replace(":n10", ":m10")
    + places(5)
    + "place:n5 para:directlyWithin place:n3 . place:n1 para:directlyWithin actor:n101 .\n"
    + concepts(4)
    + "<https://w3id.org/paradiplomacy/id/year-entry/alone> a para:YearEntry ; para:year 3015 .\n"
    + "actor:n101 para:country place:n1 , [ a para:Place ] . actor:n102 para:counterpart actor:n103 .\n"
)


@pytest.mark.parametrize("portion", [1, 2, 5])
def test_what_is_found_does_not_hang_on_how_many_are_judged_at_a_time(portion, monkeypatch):
    """Records that refer to each other are judged together, wherever they stand in the text."""
    at_once = list(map(str, report(MIXED)))
    assert len({line.rpartition("[")[2] for line in at_once}) > 6
    monkeypatch.setattr(stated, "PORTION", portion)
    assert list(map(str, report(MIXED))) == at_once


def test_what_is_found_is_the_same_in_each_process():
    """The order of sets, which Python draws by lot for each process, decides nothing."""
    check = "import test_validation_of_many as many; print(*many.report(many.MIXED), sep='\\n')"
    reports = said_by(check, seeds(4))
    assert [report.count(b"row-is-unique") for report in reports] == [2]


def test_one_record_costs_the_same_beside_a_larger_graph():
    """Beside six times as much, no more than 1.3 times as long: the median of many, in turn."""
    where = {"base": "urn:x:", "default_graph": OUTSIDE, "file": "x"}
    quads = parse(HEAD + cooperations(7000), formats.by_name("turtle"), **where)
    large = Index([*KNOWN, *quads])
    assert sum(1 for _ in large) > 5 * sum(1 for _ in KNOWN)
    text = (HEAD + cooperations(1, "77").replace(":n100", ":new")).encode()
    times = {KNOWN: [], large: []}
    for _ in range(41):
        for known, took in times.items():
            start = time.process_time()
            assert validate(text, formats.by_name("turtle"), "new.ttl", known).conforms
            took.append(time.process_time() - start)
    assert median(times[large]) < 1.3 * median(times[KNOWN])
