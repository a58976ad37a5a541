"""Answers queries from a snapshot held in memory by Oxigraph, one store for each default graph and set of derived ones.

An ordinary query must ask a store that holds no derived graph, because handing Oxigraph a list of named graphs makes
a join with ``GRAPH ?g`` 40 times slower (measured). So a store is made for each combination that is asked for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock

import pyoxigraph as ox

from paradiplomacy import terms
from paradiplomacy.errors import NotAcceptable, Refused, SyntaxFault
from paradiplomacy.findings import Place
from paradiplomacy.snapshot import Snapshot
from paradiplomacy.store import faults
from paradiplomacy.store.guard import admit
from paradiplomacy.store.query import Answer, Query

__all__ = ["Store", "connect"]

ALL = str(terms.graph("all"))
INFERRED = str(terms.graph("inferred"))
DESCRIPTION = str(terms.graph("description"))
DERIVED = frozenset({ALL, INFERRED, DESCRIPTION})
"""The graphs that the build makes; ``GRAPH ?g`` ranges over one only if the query names it."""

SCOPES = ("paper", "all")

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


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a query is asked of: the default graph's scope or graphs, and the named graphs (SPARQL section 13)."""

    scope: str
    derived: frozenset[str]
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


@dataclass
class Store:
    """The stores of one snapshot; safe for use by several threads."""

    snapshot: Snapshot
    scope: str
    _stores: dict[tuple[str, frozenset[str]], ox.Store] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def answer(self, query: Query) -> Answer:
        """Answer a query in the format it asks for.

        Raises SyntaxFault with line and column for a text that is no query, Refused for one that is not carried
        out, NotAcceptable for a format that cannot hold the answer.
        """
        admit(query)
        _acceptable(query)
        dataset = self._dataset(query)
        store = self._store(dataset.scope, dataset.derived)
        try:
            result = store.query(
                query.without_clauses(),
                default_graph=None if dataset.default is None else [*map(ox.NamedNode, dataset.default)],
                named_graphs=None if dataset.named is None else [*map(ox.NamedNode, dataset.named)],
            )
            body = _serialized(result, query)
        except SyntaxError as error:
            raise faults.explain(error, query) from None
        except ValueError:
            advice = "Code points end at U+10FFFF, and D800 to DFFF are none."
            raise SyntaxFault("The query has an escape that is no character.", advice, Place("query")) from None
        return Answer(self.snapshot.hash, query.format, body)

    def _dataset(self, query: Query) -> Dataset:
        default, named = query.default_graphs, query.named_graphs
        if not default and not named:
            default = tuple(graph for is_named, graph, *_ in query.clauses if not is_named)
            named = tuple(graph for is_named, graph, *_ in query.clauses if is_named)
        self._known({*default, *named})
        mentioned = DERIVED & (query.iris | {*default, *named})
        if not default and not named:
            return Dataset(self.scope, mentioned)
        if default == (ALL,) and not named:
            return Dataset("all", mentioned - {ALL})
        return Dataset(self.scope, DERIVED, default, named)

    def _known(self, graphs: Iterable[str]) -> None:
        for graph in sorted(graphs):
            if graph not in DERIVED and graph not in self.snapshot.graphs:
                raise Refused(
                    f"The snapshot has no graph <{graph}>.",
                    "List them with SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }; nothing is fetched from elsewhere.",
                )

    def _store(self, scope: str, derived: frozenset[str]) -> ox.Store:
        with self._lock:
            if (scope, derived) not in self._stores:
                self._stores[scope, derived] = self._loaded(scope, derived)
            return self._stores[scope, derived]

    def _loaded(self, scope: str, derived: frozenset[str]) -> ox.Store:
        store = ox.Store()
        store.bulk_load(self.snapshot.text("asserted.nq"), ox.RdfFormat.N_QUADS)
        for graph in (None, *sorted(derived)):
            name = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
            for text in self._texts(graph, scope):
                store.bulk_load(text, ox.RdfFormat.N_TRIPLES, to_graph=name)
        store.optimize()
        return store

    def _texts(self, graph: str | None, scope: str) -> Iterator[bytes]:
        """Give the triples of the default graph (None) or of a derived one."""
        if graph in {None, ALL}:
            everything = graph == ALL or scope == "all"
            yield _triples(self.snapshot, everything=everything)
            yield self.snapshot.text("inferred-all.nt" if everything else "inferred.nt")
        if graph == INFERRED:
            yield self.snapshot.text("inferred.nt")
        if graph in {None, ALL, DESCRIPTION}:
            yield self.snapshot.text("description.nt")


def connect(snapshot: Snapshot, scope: str = "paper") -> Store:
    """Open a snapshot for asking; ``scope`` says which closure is the default graph."""
    return Store(snapshot, scope)


def _triples(snapshot: Snapshot, *, everything: bool) -> bytes:
    """Take the graph off each line of what is asserted in a scope."""
    lines = (line.rsplit(b" ", 2) for line in snapshot.text("asserted.nq").splitlines())
    wanted = {f"<{graph}>".encode() for graph in snapshot.paper_graphs}
    return b"".join(triple + b" .\n" for triple, graph, _ in lines if everything or graph in wanted)


def _acceptable(query: Query) -> None:
    form = query.form
    if form is not None and form.gives not in query.format.holds:
        raise NotAcceptable(
            f"{query.format.name} cannot hold the answer of {'an' if form.name == 'ASK' else 'a'} {form.name} query.",
            "Take json or xml." if form.name == "ASK" else "See the formats of the endpoint.",
        )


def _serialized(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, query: Query) -> bytes:
    if isinstance(result, ox.QueryTriples):
        return ox.serialize(result, format=_TRIPLES[query.format.name], prefixes=query.prefixes) or b""
    return result.serialize(format=_RESULTS[query.format.name]) or b""
