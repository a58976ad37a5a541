"""Adding triples to a closure gives what closing everything at once gives."""

import random
import time
from collections.abc import Callable
from itertools import pairwise
from statistics import median

from graphs import assert_proved, turtle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import graphs

from paradiplomacy.infer import Closure, close
from paradiplomacy.infer.rules import Atom


def in_parts(triples: list[Atom], cuts: list[int]) -> Closure:
    """Close the triples, added part by part."""
    bounds = [0, *sorted(cut % (len(triples) + 1) for cut in cuts), len(triples)]
    closure = None
    for start, end in pairwise(bounds):
        closure = close(triples[start:end], closure)
    assert closure is not None
    return closure


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(graphs(), st.lists(st.integers(0, 50), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_any_split_gives_the_same(text: str, cuts: list[int], chance: random.Random):
    """Facts and schema in any order and any number of parts: the same triples, problems and verdict."""
    triples = turtle(text)
    chance.shuffle(triples)
    parts, whole = in_parts(triples, cuts), close(triples)
    assert set(parts.asserted) == set(whole.asserted)
    assert set(parts.inferred) == set(whole.inferred)
    assert len(parts) == len(whole) == len(set(parts))
    assert all(triple in parts for triple in whole)
    assert set(parts.problems) == set(whole.problems)
    assert {clash.rule for clash in parts.inconsistencies} == {clash.rule for clash in whole.inconsistencies}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(graphs(), st.lists(st.integers(0, 50), min_size=1, max_size=2))
def test_what_was_added_has_proofs(text: str, cuts: list[int]):
    """Every triple of a closure made in parts has a proof that the checker accepts."""
    assert_proved(in_parts(turtle(text), cuts))


def test_the_base_stays_as_it_is():
    """An addition, even of schema or of equal names, leaves the closure that it was made on untouched."""
    base = close(turtle(":a :p :b . :b :p :c"))
    before = set(base)
    more = close(turtle(":p a owl:TransitiveProperty . :a owl:sameAs :d"), base)
    assert turtle(":d :p :c")[0] in set(more.inferred)
    assert set(base) == before


def test_what_was_inferred_becomes_asserted():
    """A triple that was inferred and is then given counts as given."""
    base = close(turtle(":p rdfs:domain :C . :a :p :b"))
    [known] = turtle(":a a :C")
    assert known in set(base.inferred)
    more = close([known], base)
    assert known in set(more.asserted)
    assert known not in set(more.inferred)


def test_an_addition_costs_what_it_brings():
    """A thousand triples onto a large closure take a small part of the time of closing it, medians of one run."""
    axioms = turtle(":in a owl:TransitiveProperty ; rdfs:domain :Place ; rdfs:range :Place")
    facts = [(f"<place{k}>", "<http://x/in>", f"<place{(k - 1) // 4}>") for k in range(1, 12_000)]
    more = [(f"<house{k}>", "<http://x/in>", f"<place{k % 20}>") for k in range(1000)]
    base = close([*axioms, *facts])
    parts, wholes = [], []
    for _ in range(5):
        parts.append(seconds(lambda: close(more, base)))
        wholes.append(seconds(lambda: close([*axioms, *facts, *more])))
    assert 1000 < len(close(more, base)) - len(base) < 10_000
    assert median(parts) < median(wholes) / 5


def seconds(work: Callable[[], object]) -> float:
    """Measure the time of the processor."""
    start = time.process_time()
    work()
    return time.process_time() - start
