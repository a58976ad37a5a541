# ruff: noqa: T201 — because a benchmark prints
"""How fast validation is: one record beside graphs of three sizes, beside pyshacl, and ten thousand records in a file.

``python tests/benchmarks/validation.py`` prints medians of the processor's time, in one process, and decides nothing.
What is compared is run in turn, so that what else the machine does falls on both alike. With ``--quick`` the largest
graph and pyshacl on the whole graph, which is ended after two minutes, are left out.
"""

import argparse
import gc
import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pyshacl import validate as pyshacl_validate
from rdflib import Graph

from paradiplomacy import formats, sources
from paradiplomacy.check import Index, shapes
from paradiplomacy.sources import OUTSIDE, Role
from paradiplomacy.terms import RDFS, SKOS, Quad, Triple
from paradiplomacy.validation import Text, judge

SMALL, MIDDLE, LARGE = 2_000, 180_000, 1_200_000
MANY = 10_000
RUNS = 31
LONGEST = 120

TURTLE = formats.by_name("turtle")
GLOSSES = frozenset({RDFS.label, SKOS.definition, SKOS.scopeNote, SKOS.example, SKOS.prefLabel})
HEAD = """@prefix para: <https://w3id.org/paradiplomacy/ontology#> .
@prefix actor: <https://w3id.org/paradiplomacy/id/actor/> .
@prefix cooperation: <https://w3id.org/paradiplomacy/id/cooperation/> .
@prefix place: <https://w3id.org/paradiplomacy/id/place/> .
@prefix register: <https://w3id.org/paradiplomacy/id/register/> .
@prefix year-entry: <https://w3id.org/paradiplomacy/id/year-entry/> .
"""
NEEDED = """place:japan a para:Country ; para:asWritten "Japan" .
actor:yogyakarta a para:SubStateActor ; para:asWritten "Yogyakarta" .
register:hakiem-susilowati-table-1 a para:Register .
"""


def record(number: int, slug: str = "new") -> str:
    """Write a cooperation with its year and its partner: eleven triples."""
    return f"""cooperation:{slug}-{number} a para:Cooperation ;
  para:recordedIn register:hakiem-susilowati-table-1 ; para:row {number + 100} ;
  para:leadParty actor:yogyakarta ; para:counterpart actor:{slug}-{number} ;
  para:yearEntry year-entry:{slug}-{number} .
year-entry:{slug}-{number} a para:YearEntry ; para:year {1950 + number % 70} .
actor:{slug}-{number} a para:SubStateActor ; para:asWritten "Partner {number}" ; para:country place:japan .
"""


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="leave out what takes long")
    quick: bool = arguments.parse_args().quick
    gc.collect()
    known = {size: Index(_graph(size)) for size in ((SMALL, MIDDLE) if quick else (SMALL, MIDDLE, LARGE))}
    gc.freeze()  # the graphs stay, as in a server; a collection need not walk through them again and again
    _beside(known)
    _file(known[MIDDLE])
    _one(known[MIDDLE])
    if not quick:
        _whole(known[MIDDLE])


# ── The graphs ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _parsed(text: str) -> Iterator[Quad]:
    return formats.parse(text, TURTLE, base="urn:x:", default_graph=OUTSIDE, file="graph")


def _graph(size: int) -> list[Quad]:
    """Give a graph of about so many quads: ontology and records, and what the sources state if there is room."""
    found = sources.discover(sources.root(), Path("nowhere"))
    wanted = [source for source in found if size > SMALL or source.role is Role.ONTOLOGY]
    quads = [quad for source in wanted for quad in sources.read(source).quads]
    if size == SMALL:
        quads = [quad for quad in quads if quad[1] not in GLOSSES]
        quads += _parsed(HEAD + NEEDED)
    count = max(0, size - len(quads)) // 11
    quads += _parsed(HEAD + "".join(record(number, "known") for number in range(MANY, MANY + count)))
    return quads


# ── What is measured ────────────────────────────────────────────────────────────────────────────────────────────────


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def _ours(text: str, known: Index) -> Callable[[], object]:
    texts = [Text("new.ttl", (HEAD + text).encode(), TURTLE)]

    def run() -> None:
        report = judge(texts, [], known)
        assert report.conforms, next(iter(report))

    return run


def _in_turn(calls: Iterable[Callable[[], object]], runs: int) -> list[float]:
    """Run some calls in turn, several times: the median of each."""
    made = [[_seconds(call) for call in calls] for _ in range(runs)]
    return [statistics.median(times) for times in zip(*made, strict=True)]


def _beside(known: dict[int, Index]) -> None:
    calls = [_ours(record(1), index) for index in known.values()]
    _in_turn(calls, 3)
    took = _in_turn(calls, RUNS)
    for index, seconds in zip(known.values(), took, strict=True):
        quads = sum(1 for _ in index)
        print(
            f"one record beside {quads:>9,} triples: {seconds * 1e3:6.2f} ms, {seconds / took[0]:.2f} times the first"
        )


def _file(known: Index) -> None:
    alone = [_ours(record(number), known) for number in range(300)]
    each = statistics.mean(_seconds(call) for call in alone)
    for count in (MANY // 10, MANY):
        together = _seconds(_ours("".join(map(record, range(count))), known)) / count
        print(f"{count:>6,} records in one file: {together * 1e3:.2f} ms each, {together / each:.2f} times one alone")


def _theirs() -> Callable[[Iterable[Triple]], None]:
    """Give a run of pyshacl on some triples, its shapes parsed once."""
    rules = Graph().parse(data=shapes.text(), format="nt")

    def run(triples: Iterable[Triple]) -> None:
        graph = Graph()
        for triple in triples:
            graph.add(triple)
        pyshacl_validate(graph, shacl_graph=rules)

    return run


def _one(known: Index) -> None:
    theirs = _theirs()
    needed = {*_triples(HEAD + NEEDED), *(quad[:3] for quad in known if quad[1] == RDFS.subClassOf)}
    own = [*_triples(HEAD + record(1)), *needed]
    calls = [_ours(record(1), known), lambda: theirs(own)]
    ours, other = _in_turn(calls, 7)
    print(f"one record alone: ours {ours * 1e3:.2f} ms, pyshacl {other * 1e3:.1f} ms: {other / ours:.1f} times as long")


def _whole(known: Index) -> None:
    """Run pyshacl on everything, in a process that is ended after two minutes of the processor."""
    theirs = _theirs()
    triples = {*_triples(HEAD + record(1)), *(quad[:3] for quad in known)}
    [ours] = _in_turn([_ours(record(1), known)], RUNS)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
        theirs(triples)

    process = multiprocessing.get_context("fork").Process(target=limited)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    process.start()
    process.join()
    other = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    least = "more than " if process.exitcode else ""
    print(
        f"pyshacl on {len(triples):,} triples: {least}{other:.0f} s,"
        f" {least}{other / ours:,.0f} times as long as ours for the record that is new"
    )


def _triples(text: str) -> Iterator[Triple]:
    return (quad[:3] for quad in _parsed(text))


if __name__ == "__main__":
    main()
