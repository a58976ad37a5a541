# ruff: noqa: T201 — because a benchmark prints
"""How fast inference is, beside owlrl and reasonable: whole processes, from reading N-Triples to writing the closure.

``python tests/benchmarks/inference.py`` prints medians and decides nothing. Each engine runs in a process of its own,
in turn, after one run that does not count; what is compared is the time of the processor, so that what else the machine
does weighs little and alike. With ``--quick`` the largest graph is left out.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from math import log
from pathlib import Path

from reasoners import peak

from paradiplomacy.infer import close
from paradiplomacy.infer.rules import SAME_AS, Atom, name

X = "http://x/"
SMALL, MIDDLE, LARGE = 3_000, 30_000, 200_000
RUNS = 7
PROOFS = 5_000


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="leave the largest graph out")
    arguments.add_argument("--runs", type=int, default=RUNS, help="runs of each engine at each size")
    options = arguments.parse_args()
    _equal()
    with tempfile.TemporaryDirectory() as folder:
        _compare(Path(folder), options.runs, quick=options.quick)
    _add(MIDDLE if options.quick else LARGE)
    _prove(MIDDLE if options.quick else LARGE)


# ── The graphs ──────────────────────────────────────────────────────────────────────────────────────────────────────


def agreements(count: int) -> Iterator[Atom]:
    """Make agreements between actors, nested places, sixty classes, a chain: about six triples an agreement."""
    chance = random.Random(count)  # noqa: S311 — no secret hangs on it
    thing = f"<{X}{{}}{{}}>".format
    yield from _schema(thing)
    places = max(20, count // 20)
    yield from ((thing("place", k), _p("locatedIn"), thing("place", (k - 1) // 4)) for k in range(1, places))
    actors = max(10, count // 10)
    for k in range(actors):
        yield thing("actor", k), _p("locatedIn"), thing("place", chance.randrange(places))
        yield thing("actor", k), name("a"), thing("Class", chance.randrange(20, 60))
    for k in range(count):
        agreement = thing("agreement", k)
        yield agreement, name("a"), thing("Class", chance.randrange(15, 60))
        yield from ((agreement, _p("party"), thing("actor", chance.randrange(actors))) for _ in range(2))
        yield agreement, _p("field"), thing("field", chance.randrange(20))
        yield agreement, _p("year"), f'"{chance.randrange(1985, 2020)}"^^{name("xsd:integer")}'
        if k % 3 == 0:
            yield thing("activity", k), _p("partOf"), agreement
            yield thing("activity", k), _p("strengthens"), thing("aspect", chance.randrange(7))


def _p(local: str) -> str:
    return f"<{X}{local}>"


def _schema(thing: Callable[[str, int], str]) -> Iterator[Atom]:
    for k in range(60):
        yield thing("Class", k), name("a"), name("owl:Class")
        if k:
            yield thing("Class", k), name("rdfs:subClassOf"), thing("Class", (k - 1) // 3)
    yield _p("locatedIn"), name("a"), name("owl:TransitiveProperty")
    yield _p("hasActivity"), name("owl:inverseOf"), _p("partOf")
    yield _p("party"), name("rdfs:domain"), thing("Class", 5)
    yield _p("party"), name("rdfs:range"), thing("Class", 7)
    yield _p("field"), name("rdfs:subPropertyOf"), _p("memberOf")
    yield _p("strengthensThrough"), name("owl:propertyChainAxiom"), "_:l1"
    yield "_:l1", name("rdf:first"), _p("hasActivity")
    yield "_:l1", name("rdf:rest"), "_:l2"
    yield "_:l2", name("rdf:first"), _p("strengthens")
    yield "_:l2", name("rdf:rest"), name("rdf:nil")


# ── What is measured ────────────────────────────────────────────────────────────────────────────────────────────────


def _run(engine: str, file: Path) -> tuple[float, int, int]:
    """Run an engine in a process: seconds of the processor, greatest memory in bytes, triples of the closure."""
    command = [sys.executable, str(Path(__file__).with_name("reasoners.py")), engine, str(file)]
    # Where Python may not keep what it compiled, as installed packages do, its own code would count and C would not.
    environment = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    triples, memory = done.stdout.split()
    return seconds, int(memory), int(triples)


def _compare(folder: Path, runs: int, *, quick: bool) -> None:
    seconds: dict[tuple[str, int], float] = {}
    sizes: dict[int, int] = {}
    for count in (SMALL, MIDDLE) if quick else (SMALL, MIDDLE, LARGE):
        file = folder / f"{count}.ttl"  # N-Triples are Turtle, and reasonable knows no other name
        triples = [f"{s} {p} {o} .\n" for s, p, o in agreements(count)]
        file.write_text("".join(triples))
        sizes[count] = len(triples)
        engines = {SMALL: ("ours", "reasonable", "owlrl"), MIDDLE: ("ours", "reasonable"), LARGE: ("ours",)}[count]
        made = [{engine: _run(engine, file) for engine in engines} for _ in range(runs + 1)][1:]
        for engine in engines:
            took, memory, closure = (statistics.median(run[engine][at] for run in made) for at in range(3))
            seconds[engine, count] = took
            ratio = statistics.median(run[engine][0] / run["ours"][0] for run in made)
            print(
                f"{len(triples):>9,} triples  {engine:<10}  {took:7.2f} s  {ratio:6.1f} times ours"
                f"  {closure:>9,.0f} in the closure  {memory / closure:5.0f} bytes each"
            )
    largest = max(sizes)
    growth = log(seconds["ours", largest] / seconds["ours", SMALL]) / log(sizes[largest] / sizes[SMALL])
    print(f"growth from {sizes[SMALL]:,} to {sizes[largest]:,} triples: n^{growth:.2f}")


def _add(count: int) -> None:
    """Compare an addition of a thousand triples with the whole closure."""
    triples = [(s, p, o) for s, p, o in agreements(count)]
    whole = _timed(lambda: close(triples))
    base = close(triples)
    more = [(f"<{X}actor{k}>", _p("locatedIn"), f"<{X}place{k % 20}>") for k in range(1000)]
    part = statistics.median(_timed(lambda: close(more, base)) for _ in range(RUNS))
    new = len(close(more, base)) - len(base)
    print(f"1,000 triples added to {len(base):,}: {part:.3f} s for {new:,} new ones, 1/{whole / part:.0f} of the whole")


def _prove(count: int) -> None:
    """Find the smallest proof of each of some thousand inferred triples."""
    closure = close(agreements(count))
    chance = random.Random(count)  # noqa: S311 — no secret hangs on it
    took = []
    for triple in chance.sample(list(closure.inferred), PROOFS):
        start = time.process_time()
        next(closure.prove(triple))
        took.append((time.process_time() - start) * 1000)
    *_, p99 = statistics.quantiles(took, n=100)
    print(f"a proof in a closure of {len(closure):,}: median {statistics.median(took):.2f} ms, p99 {p99:.1f} ms")


def _equal() -> None:
    """Close and read cliques of a hundred equal names."""
    for cliques in (250, 1000):
        links = [(f"<c{c}n{k}>", SAME_AS, f"<c{c}n{k + 1}>") for c in range(cliques) for k in range(99)]
        start = time.process_time()
        closure = close(links)
        closed = time.process_time()
        triples = sum(1 for _ in closure)
        closing, reading = closed - start, time.process_time() - closed
        memory = peak() / 2**20
        print(
            f"{cliques:,} cliques of 100 names: closed in {closing:.2f} s, {triples:,} triples read in"
            f" {reading:.2f} s, memory so far {memory:,.0f} MB"
        )


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
