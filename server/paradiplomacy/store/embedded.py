"""Answers queries from a snapshot held in memory by Oxigraph, one store for each dataset that is asked for.

Oxigraph could choose the graphs of one store at each query. But a list of named graphs makes its joins with
``GRAPH ?g`` 40 times slower (measured), and it does not merge several default graphs: a triple that two of them state
is found twice.
"""

import json
from collections.abc import Collection
from functools import cache, cached_property, lru_cache
from io import BytesIO
from threading import Lock
from typing import IO, Protocol, cast

import pyoxigraph as ox

from paradiplomacy.errors import NotAcceptable, SyntaxFault
from paradiplomacy.findings import Place
from paradiplomacy.formats import Format
from paradiplomacy.snapshot import Snapshot
from paradiplomacy.store import dialect, faults, vocabulary
from paradiplomacy.store.datasets import DERIVED, Dataset, Graphs
from paradiplomacy.store.guard import admit
from paradiplomacy.store.query import Answer, Form, Query, head
from paradiplomacy.store.vocabulary import Vocabulary

__all__ = ["Store", "connect"]

MOST_STORES = 32
"""Datasets kept in memory; the one asked longest ago makes room."""

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class Output(Protocol):
    """Where an answer goes: first what is said of it, then its bytes."""

    def begin(self, head: bytes) -> None:
        """Say what it is, as a JSON object."""

    def write(self, data: bytes, /) -> int:
        """Add a piece."""

    def flush(self) -> None:
        """Bring what was added on its way."""


class _Whole(BytesIO):
    def begin(self, head: bytes) -> None:
        """Keep what is said of the answer, too."""
        self.head = json.loads(head)


class Store:
    """The stores of one snapshot; safe for use by several threads."""

    def __init__(self, snapshot: Snapshot, scope: str, services: Collection[str] = ()) -> None:
        self.snapshot = snapshot
        self._services = services
        self.scope = scope
        self._graphs = Graphs(snapshot, scope)
        self._loaded = lru_cache(MOST_STORES)(self._load)
        self._lock = Lock()

    def load(self) -> None:
        """Load the usual datasets now, rather than for the first query."""
        self._loaded(self._graphs.plain)
        self._loaded(self._graphs.usual)
        self.vocabulary  # noqa: B018 — because it is read when it is first asked for

    def answer(self, query: Query) -> Answer:
        """Answer a query in the format it asks for.

        Raises SyntaxFault with line and column for a text that is no query, Refused for one that is not carried
        out, NotAcceptable for a format that cannot hold the answer.
        """
        whole = _Whole()
        self.write(query, whole)
        return Answer.read(whole.head, query.format, whole.getvalue())

    def write(self, query: Query, output: Output) -> None:
        """Answer a query piece by piece. Raises what ``answer`` raises, before the answer begins."""
        admit(query, self._services)
        _acceptable(query)
        dataset = self._graphs.dataset(query)
        with self._lock:
            store = self._loaded(dataset)
        try:
            result = dialect.ask(store, query)
        except SyntaxError as error:
            raise faults.explain(error, query, self.vocabulary.prefixes) from None
        except ValueError:
            advice = "Code points end at U+10FFFF, and D800 to DFFF are none."
            raise SyntaxFault("The query has an escape that is no character.", advice, Place("query")) from None
        output.begin(head(self.snapshot.hash, self.vocabulary.unknown(query)))
        _serialize(result, query, output)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms that the snapshot holds; read once, in some tenths of a second."""
        return vocabulary.read(self.snapshot, DERIVED)

    def _load(self, dataset: Dataset) -> ox.Store:
        store = ox.Store()
        # In one order, so that the same query has its rows in the same order whichever process answers it.
        for graph in sorted(dataset.default):
            store.bulk_load(self._triples(graph), ox.RdfFormat.N_TRIPLES)
        for graph in sorted(dataset.named):
            store.bulk_load(self._triples(graph), ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))
        store.optimize()
        return store

    def _triples(self, graph: str) -> bytes:
        return b"".join(self._graphs.triples(graph))


def connect(snapshot: Snapshot, scope: str = "paper", services: Collection[str] = ()) -> Store:
    """Open a snapshot for asking.

    ``scope`` says which closure is the default graph; ``services`` are the endpoints to which SERVICE may go.
    """
    return Store(snapshot, scope, services)


def _acceptable(query: Query) -> None:
    form = query.form
    if form is not None and not _fits(form, query.format):
        raise NotAcceptable(
            f"{query.format.name} cannot hold the answer of {'an' if form.name == 'ASK' else 'a'} {form.name} query.",
            "Take json or xml." if form.name == "ASK" else "See the formats of the endpoint.",
        )


@cache
def _fits(form: Form, format: Format) -> bool:  # noqa: A002 — as elsewhere
    return form.gives in format.holds


def _serialize(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, query: Query, output: Output) -> None:
    out = cast("IO[bytes]", output)  # of which Oxigraph uses no more than Output has
    if isinstance(result, ox.QueryTriples):
        ox.serialize(result, out, format=_TRIPLES[query.format.name], prefixes=query.prefixes)
    else:
        result.serialize(out, format=_RESULTS[query.format.name])
