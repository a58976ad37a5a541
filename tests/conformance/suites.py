"""The query tests of the W3C's SPARQL 1.0 and 1.1 suites, read from their manifests.

Federation, entailment and updates are not among them. https://w3c.github.io/rdf-tests/sparql/
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pyoxigraph
import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection

from paradiplomacy import formats, sources
from paradiplomacy.store import Query

SUITES = sources.root().parent / "shared" / "conformance"
PUBLISHED = "https://w3c.github.io/rdf-tests/sparql/"
FOLDERS = {
    "sparql10": (
        "algebra", "ask", "basic", "bnode-coreference", "boolean-effective-value", "bound", "cast", "construct",
        "dataset", "distinct", "expr-builtin", "expr-equals", "expr-ops", "graph", "i18n", "open-world", "optional",
        "optional-filter", "reduced", "regex", "solution-seq", "sort", "syntax-sparql1", "syntax-sparql2",
        "syntax-sparql3", "syntax-sparql4", "syntax-sparql5", "triple-match", "type-promotion",
    ),
    "sparql11": (
        "aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping",
        "json-res", "negation", "project-expression", "property-path", "subquery", "syntax-query",
    ),
}  # fmt: skip

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")

EVALUATION, POSITIVE, NEGATIVE = "evaluation", "syntax, right", "syntax, wrong"
KINDS = {
    MF.QueryEvaluationTest: EVALUATION,
    MF.CSVResultFormatTest: EVALUATION,
    MF.PositiveSyntaxTest: POSITIVE,
    MF.PositiveSyntaxTest11: POSITIVE,
    MF.NegativeSyntaxTest: NEGATIVE,
    MF.NegativeSyntaxTest11: NEGATIVE,
}

_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """A test of a suite; files are named by the IRIs under which they are published."""

    iri: str
    kind: str
    query: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    result: str
    lax: bool

    @property
    def text(self) -> str:
        """The query, its relative IRIs resolved against its own address (RFC 3986 section 5.1.3)."""
        return f"BASE <{self.query}>\n{file(self.query).read_text(encoding='utf-8')}"

    @property
    def ordered(self) -> bool:
        """Whether the query orders its answer, outside any subquery."""
        tokens = Query(self.text, formats.by_name("json")).tokens
        return any(token.means("ORDER") and not token.depth for token in tokens)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The graphs that its FROM clauses name."""
        return tuple(urljoin(self.query, iri) for iri in _FROM.findall(self.text))


def need() -> Path:
    """Give the folder of the suites, or skip the test that needs it."""
    if not SUITES.is_dir():
        pytest.skip("the W3C's suites are not at hand: no ../shared/conformance")
    return SUITES


def file(iri: str) -> Path:
    """Find the copy of a published file."""
    return SUITES / iri.removeprefix(PUBLISHED)


@cache
def cases(suite: str, folder: str) -> tuple[Case, ...]:
    """Read the manifest of a folder, in its order."""
    manifest = f"{PUBLISHED}{suite}/{folder}/manifest.ttl"
    graph = Graph().parse(file(manifest), publicID=manifest)
    return tuple(_cases(graph, next(graph.objects(predicate=MF.entries))))


def every() -> tuple[Case, ...]:
    """Read all manifests."""
    return tuple(case for suite, folders in FOLDERS.items() for folder in folders for case in cases(suite, folder))


def quads(iri: str) -> list[pyoxigraph.Quad]:
    """Read a published RDF file; every term stays as it was written."""
    extension = iri.rpartition(".")[2]
    format_ = pyoxigraph.RdfFormat.from_extension(extension) or pyoxigraph.RdfFormat.TURTLE
    return list(pyoxigraph.parse(file(iri).read_bytes(), format_, base_iri=iri, lenient=True))


def _cases(graph: Graph, entries) -> Iterator[Case]:
    for test in Collection(graph, entries):
        kind = KINDS.get(graph.value(test, RDF.type))
        if kind:
            action = graph.value(test, MF.action)
            yield Case(
                str(test),
                kind,
                str(graph.value(action, QT.query) or action),
                tuple(map(str, graph.objects(action, QT.data))),
                tuple(map(str, graph.objects(action, QT.graphData))),
                str(graph.value(test, MF.result) or ""),
                (test, MF.resultCardinality, MF.LaxCardinality) in graph,
            )
