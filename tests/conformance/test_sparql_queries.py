"""SPARQL 1.0 and 1.1: the W3C's query tests, each asked of the running server over HTTP.

Every test passes or stands in ``failing.tsv`` with its cause. Graphs are named as the suite names its files, and the
request says which of them the test asks.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
import results
import servers
import suites
from suites import Case

from paradiplomacy import sources

pytestmark = pytest.mark.slow

MEDIA_TYPES = {
    "srx": "application/sparql-results+xml",
    "srj": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "rdf": "application/rdf+xml",
}
# Expected solutions that are described in RDF are asked for in JSON, graphs in Turtle.
EITHER = "application/sparql-results+json, text/turtle;q=0.5"

SOMEWHERE = "https://w3c.github.io/rdf-tests/sparql/sparql10/basic/data-1.ttl"
"""The graph that tests of syntax ask: a query is to be read there, not to be answered."""

FOLDERS = [(suite, folder) for suite, folders in suites.FOLDERS.items() for folder in folders]


def listed() -> dict[str, str]:
    """Read which tests fail, and why."""
    with Path(__file__).with_name("failing.tsv").open(encoding="utf-8", newline="") as file:
        return dict(csv.reader(file, dialect="excel-tab", quoting=csv.QUOTE_NONE))


def request(case: Case, there: servers.Graphs) -> tuple[str, bytes, dict[str, str]]:
    """Word the request for a test: parameters, body and header fields. A graph without triples is none."""
    default, named = (case.default, case.named) if not case.clauses else ((), ())
    if case.kind != suites.EVALUATION:
        default = (SOMEWHERE,)
    pairs = [("default-graph-uri", name) for name in default if name in there]
    pairs += [("named-graph-uri", name) for name in named if name in there]
    extension = case.result.rpartition(".")[2]
    accept = EITHER if extension in {"ttl", "rdf", ""} else MEDIA_TYPES[extension]
    return urlencode(pairs), case.text.encode(), {"Content-Type": "application/sparql-query", "Accept": accept}


def fault(case: Case, answer: servers.Answer) -> str:
    """Tell what is wrong with the answer to a test, if anything."""
    right = 400 if case.kind == suites.NEGATIVE else 200
    if answer.status != right:
        return f"{answer.status} {answer.body[:300]!r}"
    if case.kind != suites.EVALUATION:
        return ""
    media_type = MEDIA_TYPES[case.result.rpartition(".")[2]]
    expected = results.read(suites.file(case.result).read_bytes(), media_type, case.result)
    expected = replace(expected, ordered=expected.ordered or case.ordered)
    given = results.read(answer.body, answer.media_type, case.query)
    return "" if results.same(expected, given, lax=case.lax) else f"not {expected}, but {given}"[:2000]


def faults(send: servers.Send, path: str, there: servers.Graphs) -> dict[str, str]:
    """Ask every test of a server."""
    found = {}
    for case in suites.every():
        parameters, body, fields = request(case, there)
        found[case.iri] = fault(case, send("POST", f"{path}?{parameters}", body, fields))
    return {iri: wrong for iri, wrong in found.items() if wrong}


@pytest.fixture(scope="module")
def there() -> servers.Graphs:
    """Read all graphs that tests ask."""
    suites.need()
    asked = [case for case in suites.every() if case.kind == suites.EVALUATION]
    names = {SOMEWHERE}.union(*((*case.default, *case.named, *case.clauses) for case in asked))
    graphs = {name: suites.quads(name) for name in sorted(names)}
    return {name: triples for name, triples in graphs.items() if triples}


@pytest.fixture(scope="module")
def failing(there, tmp_path_factory) -> Iterator[dict[str, str]]:
    """Ask everything of this server: what fails, and how."""
    with servers.ours(there, tmp_path_factory.mktemp("home")) as send:
        yield faults(send, "/sparql", there)


@pytest.mark.parametrize(("suite", "folder"), FOLDERS)
def test_every_test_passes_or_stands_in_the_list(failing, suite, folder):
    """And what stands in the list fails."""
    tests = {case.iri for case in suites.cases(suite, folder)}
    assert tests
    assert {iri: wrong for iri, wrong in failing.items() if iri in tests - listed().keys()} == {}
    assert tests & listed().keys() - failing.keys() == set()


def test_the_list_names_tests_and_their_causes():
    """Every test of the list is one of the suites, and has a cause."""
    suites.need()
    assert listed().keys() <= {case.iri for case in suites.every()}
    assert all(listed().values())


def test_what_passes_through_oxigraph_passes_here(failing, there):
    """In the same run; this server passes more, and the README says how many."""
    with servers.oxigraph(there) as send:
        rival = faults(send, "/query", there)
    assert {iri: wrong for iri, wrong in failing.items() if iri not in rival} == {}
    assert len(failing) < len(rival)
    every = len(suites.every())
    counts = (
        f"{every} query tests {every - len(failing)} pass through it, `oxigraph serve` passes {every - len(rival)};"
    )
    assert counts in " ".join((sources.root() / "README.md").read_text(encoding="utf-8").split())
