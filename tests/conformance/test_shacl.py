"""The validator passes the W3C's SHACL test suite: all of core, all of SHACL-SPARQL."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SH, BNode, Graph, Namespace
from rdflib.collection import Collection

from paradiplomacy import formats, sources
from paradiplomacy.check.engines import ENGINES, compiled
from paradiplomacy.errors import ParadiplomacyError

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
SUITE = sources.root().parent / "shared" / "conformance" / "shacl"
COMPARED = (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape, SH.value)

DIFFERENT = {
    "core/property/uniqueLang-002": 'sh:uniqueLang "1" is not "true" and has no effect; pyshacl obeys it',
    "sparql/node/prefixes-001": "pyshacl does not follow owl:imports to the prefixes of sh:prefixes",
    "sparql/pre-binding/shapesGraph-001": "pyshacl refuses $shapesGraph, which the standard leaves optional",
}
"""Where pyshacl 0.40.1 gives another report than the suite expects, and why."""


@cache
def read(iri):
    """Read a file of the suite, every literal as it is written."""
    text = Path(iri.removeprefix("file://")).read_bytes()
    graph = Graph()
    for quad in formats.parse(text, formats.by_name("turtle"), base=iri, default_graph=RDF.nil, file=iri):
        graph.add(quad[:3])
    return graph


def cases():
    """Give the tests of all files: name, graph and node. A manifest of the suite leaves one file out."""
    for file in sorted(SUITE.rglob("*.ttl")):
        graph = read(file.as_uri())
        for entries in graph.objects(None, MF.entries):
            for test in Collection(graph, entries):
                yield test.removeprefix(SUITE.as_uri() + "/"), graph, test


CASES = {name: (graph, test) for name, graph, test in cases()}


def path(graph, node):
    """Write down a path, blank nodes unfolded."""
    if not isinstance(node, BNode):
        return node
    if (node, RDF.first, None) in graph:
        return tuple(path(graph, member) for member in Collection(graph, node))
    return frozenset((predicate, path(graph, value)) for predicate, value in graph.predicate_objects(node))


def results(graph, report, *, messages):
    """Count the results of a report as the suite compares them: details left out, messages where it asks for them."""
    found = Counter()
    for result in graph.objects(report, SH.result):
        told = [graph.value(result, predicate) for predicate in COMPARED]
        said = frozenset(graph.objects(result, SH.resultMessage)) if messages else None
        where = path(graph, graph.value(result, SH.resultPath))
        found[(*("blank" if isinstance(term, BNode) else term for term in told), where, said)] += 1
    return found


def outcome(engine, graph, test):
    """Give what an engine finds, and what the suite expects: conforms or not, and the results; or a failure."""
    action, expected = graph.value(test, MF.action), graph.value(test, MF.result)
    messages = any(graph.value(result, SH.resultMessage) for result in graph.objects(expected, SH.result))
    due = expected if expected == SHT.Failure else (
        graph.value(expected, SH.conforms).toPython(), results(graph, expected, messages=messages))  # fmt: skip
    try:
        found = compiled(read(str(graph.value(action, SHT.shapesGraph))), engine)(
            read(str(graph.value(action, SHT.dataGraph))))  # fmt: skip
    except ParadiplomacyError:
        return SHT.Failure, due
    report = found.value(None, RDF.type, SH.ValidationReport)
    return (found.value(report, SH.conforms).toPython(), results(found, report, messages=messages)), due


def test_the_suite_is_at_hand_and_whole():
    """There are 98 tests of core and 23 of SHACL-SPARQL."""
    if not CASES:
        pytest.skip("the suite is not at hand: no conformance/shacl in ../shared")
    assert Counter(name.partition("/")[0] for name in CASES) == {"core": 98, "sparql": 23}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_finds_what_the_suite_expects(engine, name):
    """The report has the results that are expected, with focus, path, value, shape, component and severity."""
    found, due = outcome(engine, *CASES[name])
    assert (found == due) != (engine == "pyshacl" and name in DIFFERENT)
