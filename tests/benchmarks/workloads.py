"""What ``endpoint.py`` asks: three kinds of query, each repeated or never seen before, and the query library."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

from inference import X

from paradiplomacy import library
from paradiplomacy.infer.rules import Atom

__all__ = ["KINDS", "REPEATED", "ROWS", "UNSEEN", "Workload", "about", "look_up", "of_library", "rows"]

ROWS = 100_000
KINDS = ("look-up", "join", "count")
REPEATED, UNSEEN = "{}, repeated", "{}, never seen"


@dataclass(frozen=True, slots=True)
class Workload:
    """Queries of one kind: those of each round, and some more to warm the servers up."""

    name: str
    rounds: Sequence[Sequence[str]]
    warming: Sequence[str]


def look_up(thing: str, most: int = 100) -> str:
    """Ask for what is stated of a thing."""
    return f"SELECT ?p ?o {{ {thing} ?p ?o }} LIMIT {most}"


def join(agreement: str, field: str) -> str:
    """Ask for year and class of each agreement of a field but one: about 150 rows."""
    where = f"?g <{X}field> {field} . ?g <{X}year> ?y . ?g a ?c FILTER (?g != {agreement})"
    return f"SELECT ?g ?y ?c {{ {where} }}"


def count(agreement: str) -> str:
    """Ask how many agreements but one there are of each field."""
    return f"SELECT ?f (COUNT(?g) AS ?n) {{ ?g <{X}field> ?f FILTER (?g != {agreement}) }} GROUP BY ?f"


def rows(offset: int) -> str:
    """Ask for 100,000 pairs of agreements of one year."""
    return f"SELECT ?a ?b {{ ?a <{X}year> ?y . ?b <{X}year> ?y }} OFFSET {offset} LIMIT {ROWS}"


def about(triples: Iterable[Atom], rounds: int, share: int) -> list[Workload]:
    """Make the workloads for the synthetic graph; ``share`` divides how much is asked.

    Each query that is never seen has an answer of its own: it is about another thing, or leaves another thing out.
    """
    triples = list(triples)
    chance = random.Random(1)  # noqa: S311 — no secret hangs on it
    fields = [(subject, value) for subject, predicate, value in triples if predicate == f"<{X}field>"]
    things = sorted({subject for subject, *_ in triples if subject.startswith("<")})
    chance.shuffle(fields)
    chance.shuffle(things)
    queries = {
        "look-up": [look_up(thing) for thing in things],
        "join": [join(*pair) for pair in fields],
        "count": [count(agreement) for agreement, _ in fields],
    }
    return [
        *(_repeated(REPEATED.format(kind), queries[kind].pop(), rounds, 4_000 // share) for kind in KINDS),
        *(_sliced(UNSEEN.format(kind), queries[kind], rounds, share) for kind in KINDS),
    ]


def of_library(rounds: int, share: int) -> Workload:
    """Make the workload of the library: which question is asked how often follows Zipf's law."""
    chance = random.Random(2)  # noqa: S311 — no secret hangs on it
    questions = [example.text for example in library.examples()]
    chance.shuffle(questions)
    weights = [1 / rank for rank in range(1, len(questions) + 1)]
    asked = [chance.choices(questions, weights, k=2_000 // share) for _ in range(rounds)]
    return Workload("library", asked, questions)


def _repeated(name: str, query: str, rounds: int, number: int) -> Workload:
    return Workload(name, list(repeat([query] * number, rounds)), [query] * 200)


def _sliced(name: str, queries: Sequence[str], rounds: int, share: int) -> Workload:
    warming = len(queries) // 10
    number = (len(queries) - warming) // rounds // share
    slices = [queries[warming + k * number : warming + (k + 1) * number] for k in range(rounds)]
    return Workload(name, slices, queries[:warming])
