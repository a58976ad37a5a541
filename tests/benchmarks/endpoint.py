# ruff: noqa: T201 — because a benchmark prints
"""How fast the endpoint is, beside Oxigraph without and with its time limit, rdflib-endpoint and Fuseki.

``python tests/benchmarks/endpoint.py`` starts all that are installed over the same graphs in memory, asks them in turn
over eight connections, and prints medians of the rounds; it decides nothing. What a request costs is counted in
processor time of the server and of all its processes: on a machine that does other things as well, this is steadier
than requests a second. With ``--quick`` less is asked.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import geometric_mean, median

import crowd
import workloads
from contenders import ANY, CONTENDERS, FREE, LIMITED, OURS, Graph, Server, started
from inference import SMALL, agreements
from processes import memory, processor
from workloads import KINDS, REPEATED, UNSEEN, Workload

from paradiplomacy import build, formats, snapshot, sources
from paradiplomacy.snapshot import Content, Snapshot
from paradiplomacy.store.datasets import SCOPES, Graphs
from paradiplomacy.terms import URIRef

CONNECTIONS = 8
SECONDS = 3.0
"""After which no more is asked of a server in one round: what is slow is asked less."""

ROUNDS = 5
WARMING = 12
"""Requests for many rows before those that are timed: each of several processes is to have answered some."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a round of a workload took: seconds of processor time a request, requests a second, latencies in seconds."""

    processor: float
    rate: float
    median: float
    p99: float


TARGETS = {
    "look-up, repeated": (1.3, 3.0),
    "join, repeated": (10.0, 10.0),
    "count, repeated": (10.0, 10.0),
    UNSEEN: (0.65, 1.0),
}
"""How many times the processor time of this server Oxigraph is to take, without its limit and with it."""

Costs = dict[tuple[str, str], list[Cost]]
"""By workload and server, one a round."""


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="ask a quarter, in three rounds")
    options = arguments.parse_args()
    rounds, share = (3, 4) if options.quick else (ROUNDS, 1)
    for contender in CONTENDERS:
        if lacking := contender.lacking():
            print(f"{contender.name} is left out: {lacking}.")
    with tempfile.TemporaryDirectory() as folder:
        costs = _synthetic(Path(folder) / "synthetic", rounds, share)
        costs |= _real(Path(folder) / "real", rounds, share)
    _compare(costs)


# ── The graphs ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _synthetic(folder: Path, rounds: int, share: int) -> Costs:
    triples = list(agreements(SMALL))
    name = URIRef("http://x/graph")
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples).encode()
    form = formats.by_name("ntriples")
    stated = formats.parse(lines, form, base=name, default_graph=name, file="synthetic")
    content = Content(dict.fromkeys(stated, ()), frozenset({name}), frozenset(), frozenset())
    graph = _graph("synthetic agreements", folder, snapshot.write(folder, content, lambda *_: []))
    with started(graph) as servers:
        _introduce(graph, servers)
        costs = _measure(servers, workloads.about(triples, rounds, share))
        _stream(servers, rounds)
        _crowd(servers[0], list(dict.fromkeys(subject for subject, *_ in triples)), rounds)
    return costs


def _real(folder: Path, rounds: int, share: int) -> Costs:
    graph = _graph("this knowledge graph", folder, build.build(sources.root(), folder))
    with started(graph) as servers:
        _introduce(graph, servers)
        return _measure(servers, [workloads.of_library(rounds, share)])


def _graph(name: str, home: Path, made: Snapshot) -> Graph:
    """Write the dataset that is served once more, as N-Quads for the others."""
    graphs = Graphs(made, "paper")
    default = sorted({line for part in graphs.triples(SCOPES["paper"]) for line in part.splitlines()})
    named = made.text("asserted.nq").splitlines()
    file = home / "dataset.nq"
    file.write_bytes(b"".join(line + b"\n" for line in [*default, *named]))
    return Graph(name, home, file, len(default))


def _introduce(graph: Graph, servers: Sequence[Server]) -> None:
    print(f"\n{graph.name}: {graph.triples:,} triples in the default graph")
    for server in servers:
        size = memory(server.pid) / 2**20
        print(f"  {server.contender.name:<16} {server.start:6.2f} s from start to first answer  {size:7,.0f} MB")


# ── What is measured ────────────────────────────────────────────────────────────────────────────────────────────────


def _measure(servers: Sequence[Server], asked: Sequence[Workload]) -> Costs:
    """Ask each server in turn, workload by workload and round by round."""
    costs: Costs = defaultdict(list)
    for workload in asked:
        for server in servers:
            _drive(server, workload.warming)
    for number in range(len(asked[0].rounds)):
        for workload in asked:
            for server in servers:
                costs[workload.name, server.contender.name].append(_drive(server, workload.rounds[number]))
    print(f"\n{'':40}{'CPU':>12}{'requests':>11}{'p50':>13}{'p99':>13}{'memory':>11}")
    for workload in asked:
        for server in servers:
            _print_line(workload.name, server, costs[workload.name, server.contender.name])
    return costs


def _drive(server: Server, queries: Iterable[str]) -> Cost:
    requests = [server.request(query) for query in queries]
    asked = {
        "port": server.port,
        "requests": requests,
        "seconds": SECONDS,
        "connections": CONNECTIONS,
    }
    before = processor(server.pid)
    command = [sys.executable, str(Path(__file__).with_name("load.py"))]
    done = subprocess.run(command, input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True)
    spent = processor(server.pid) - before
    took = json.loads(done.stdout)
    latencies = took["latencies"]
    for status, number in took["failed"].items():
        print(f"  {server.contender.name}: {number} of {len(latencies)} answers had status {status}")
    percentiles = (latencies[len(latencies) * part // 100] for part in (50, 99))
    return Cost(spent / len(latencies), len(latencies) / took["seconds"], *percentiles)


def _print_line(name: str, server: Server, costs: Sequence[Cost]) -> None:
    spent, rate, middle, p99 = (median(getattr(cost, field.name) for cost in costs) for field in fields(Cost))
    print(
        f"{name:<22}{server.contender.name:<18}{spent * 1e6:>9,.0f} µs{rate:>9,.0f}/s"
        f"{middle * 1e3:>10,.2f} ms{p99 * 1e3:>10,.2f} ms{memory(server.pid) / 2**20:>8,.0f} MB"
    )


def _stream(servers: Sequence[Server], rounds: int) -> None:
    """Ask for many rows, and tell when the first byte and when the last one comes, of servers that are warm."""
    for server in servers:
        last = time.perf_counter() + SECONDS
        for number in range(WARMING):
            if time.perf_counter() < last:
                crowd.timed(server.port, server.request(workloads.rows(rounds + number)))
    times = defaultdict(list)
    for number in range(rounds):
        for server in servers:
            times[server.contender.name].append(crowd.timed(server.port, server.request(workloads.rows(number))))
    print(f"\n{workloads.ROWS:,} rows")
    medians = {name: [median(part) for part in zip(*took, strict=True)] for name, took in times.items()}
    for name, (first, whole) in medians.items():
        print(f"  {name:<18}first byte {first * 1e3:7.1f} ms   whole {whole * 1e3:8,.0f} ms")
    if FREE in medians:
        ratios = [mine / other for mine, other in zip(medians[OURS], medians[FREE], strict=True)]
        print(f"  first byte {ratios[0]:.2f} times as late as {FREE} (3 or less), whole {ratios[1]:.2f} (1.5 or less)")


def _crowd(server: Server, things: Sequence[str], rounds: int) -> None:
    """Compare the median of look-ups never seen before with and without a crowd, in turn."""
    medians: dict[bool, list[float]] = defaultdict(list)
    for number in range(rounds):
        for crowded in (False, True):
            queries = [workloads.look_up(thing, 101 + 2 * number + crowded) for thing in things[:800]]
            with crowd.gathered(server.port, server.request(ANY)) if crowded else nullcontext():
                medians[crowded].append(_drive(server, queries).median)
    alone, among = (median(medians[crowded]) * 1e3 for crowded in (False, True))
    print(
        f"\n{crowd.HALF_SENT:,} half-sent bodies and {crowd.IDLE:,} idle connections: the median look-up takes"
        f" {among:.2f} ms instead of {alone:.2f} ms, {among / alone - 1:+.0%} (less than 20 %)"
    )


# ── Beside Oxigraph ─────────────────────────────────────────────────────────────────────────────────────────────────


def _compare(costs: Costs) -> None:
    if (REPEATED.format(KINDS[0]), FREE) not in costs:
        return
    print(f"\nHow much more processor time Oxigraph takes{'without limit':>20}{'with its limit':>22}")
    for pattern in (REPEATED, UNSEEN):
        for kind in KINDS:
            name = pattern.format(kind)
            _print_ratios(name, [_ratio(costs, name, rival) for rival in (FREE, LIMITED)], TARGETS.get(name))
    means = [geometric_mean([_ratio(costs, UNSEEN.format(kind), rival) for kind in KINDS]) for rival in (FREE, LIMITED)]
    _print_ratios("geometric mean, never seen", means, TARGETS[UNSEEN])
    _print_ratios("library", [_ratio(costs, "library", rival) for rival in (FREE, LIMITED)], None)
    print("\nHow much larger p99/p50 is here than with Oxigraph (1.2 or less)")
    for name in dict.fromkeys(name for name, _ in costs):
        print(f"  {name:<40}{_tail(costs, name, FREE):>20.2f}{_tail(costs, name, LIMITED):>22.2f}")


def _print_ratios(name: str, ratios: Sequence[float], targets: tuple[float, float] | None) -> None:
    wanted = [f" ({target:g} or more)" if target else "" for target in targets or (0, 0)]
    print(f"  {name:<30}" + "".join(f"{ratio:>12.2f}{want:<14}" for ratio, want in zip(ratios, wanted, strict=True)))


def _ratio(costs: Costs, workload: str, rival: str) -> float:
    """Compare round by round, for both had the machine at the same time."""
    pairs = zip(costs[workload, rival], costs[workload, OURS], strict=True)
    return median(other.processor / mine.processor for other, mine in pairs)


def _tail(costs: Costs, workload: str, rival: str) -> float:
    mine, other = (median(cost.p99 / cost.median for cost in costs[workload, name]) for name in (OURS, rival))
    return mine / other


if __name__ == "__main__":
    main()
