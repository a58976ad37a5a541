"""Which dataset a query is asked of (SPARQL 1.1 Query section 13), and the triples of each graph of a snapshot."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from paradiplomacy import terms
from paradiplomacy.errors import Refused
from paradiplomacy.snapshot import Snapshot, scoped
from paradiplomacy.store.query import Query

__all__ = ["DERIVED", "SCOPES", "Dataset", "Graphs"]

ALL = str(terms.graph("all"))
CLOSURE = str(terms.graph("closure"))
INFERRED = str(terms.graph("inferred"))
DESCRIPTION = str(terms.graph("description"))

DERIVED = frozenset({ALL, INFERRED, DESCRIPTION})
"""The graphs that the build makes; ``GRAPH ?g`` ranges over one only if the query names it."""

SCOPES = {"paper": CLOSURE, "all": ALL}
"""Which closure, with the description beside it, is the default graph."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs whose merge is the default graph, and the named graphs."""

    default: frozenset[str]
    named: frozenset[str]


@dataclass(frozen=True)
class Graphs:
    """The graphs of a snapshot, those of the build among them, as N-Triples."""

    snapshot: Snapshot
    scope: str

    def dataset(self, query: Query) -> Dataset:
        """Choose the dataset of a query: that of the request, or of its FROM clauses, or the usual one.

        A query without GRAPH cannot reach named graphs, and gets none: Oxigraph joins a sixth faster without them.
        Beyond the standard, ``FROM <…/graph/all>`` alone keeps the asserted graphs as named ones. Raises Refused for
        a graph that the snapshot does not have.
        """
        asks = query.default_graphs or query.named_graphs or query.clauses
        if not asks and not query.has("GRAPH"):
            return self.plain
        default, named = frozenset(query.default_graphs), frozenset(query.named_graphs)
        if not default and not named:
            default = frozenset(graph for is_named, graph, *_ in query.clauses if not is_named)
            named = frozenset(graph for is_named, graph, *_ in query.clauses if is_named)
        self._known(default | named)
        if not query.has("GRAPH"):
            return Dataset(default, frozenset())
        if named or default - {ALL}:
            return Dataset(default, named)
        mentioned = (DERIVED & query.iris) - default
        return Dataset(default or self.plain.default, self._asserted | mentioned)

    @cached_property
    def plain(self) -> Dataset:
        """The dataset of a query that asks for no graph."""
        return Dataset(frozenset({SCOPES[self.scope]}), frozenset())

    @cached_property
    def usual(self) -> Dataset:
        """The dataset of a query that asks for no graph in particular."""
        return Dataset(self.plain.default, self._asserted)

    def triples(self, graph: str) -> Iterator[bytes]:
        """Give the triples of a graph, in one or more parts that may overlap."""
        if graph in {CLOSURE, ALL}:
            wanted = self._asserted if graph == ALL else self.snapshot.paper_graphs
            yield from (self._stated[name] for name in sorted(wanted))
            for name in ("inferred.nt", "description.nt"):
                yield self.snapshot.text(scoped(name, "all" if graph == ALL else "paper"))
        if graph == INFERRED:
            yield self.snapshot.text("inferred.nt")
        if graph == DESCRIPTION:
            yield self.snapshot.text(scoped("description.nt", self.scope))
        if graph in self._stated:
            yield self._stated[graph]

    @cached_property
    def _asserted(self) -> frozenset[str]:
        return self.snapshot.graphs

    @cached_property
    def _stated(self) -> dict[str, bytes]:
        """What each asserted graph states: its lines, with the graph taken off."""
        lines: dict[str, list[bytes]] = defaultdict(list)
        for line in self.snapshot.text("asserted.nq").splitlines():
            triple, graph, _ = line.rsplit(b" ", 2)
            lines[graph[1:-1].decode()].append(triple + b" .\n")
        return {graph: b"".join(triples) for graph, triples in lines.items()}

    def _known(self, graphs: Iterable[str]) -> None:
        for graph in sorted(graphs):
            if graph not in DERIVED and graph not in self._asserted:
                raise Refused(
                    f"The snapshot has no graph <{graph}>.",
                    "List them with SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }; nothing is fetched from elsewhere.",
                )
