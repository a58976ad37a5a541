"""A closure that takes long says how far it is, can be stopped, and grows no faster than what it holds."""

import os
import signal
import subprocess
import sys
import threading
import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest
from reproduction import said_by, seeds

import paradiplomacy
from paradiplomacy.infer import close
from paradiplomacy.infer.rules import SAME_AS, name

TRANSITIVE = ("<p>", name("rdf:type"), name("owl:TransitiveProperty"))


def ring(size: int) -> list[tuple[str, str, str]]:
    """Make a transitive property that goes in a circle."""
    return [TRANSITIVE, *((f"<n{k}>", "<p>", f"<n{(k + 1) % size}>") for k in range(size))]


def test_progress_is_told_round_by_round():
    """The callback hears each round's number and how many facts there are."""
    heard: list[tuple[int, int]] = []
    close(ring(20), progress=lambda round_, facts: heard.append((round_, facts)))
    assert [round_ for round_, _ in heard] == list(range(1, len(heard) + 1))
    assert [facts for _, facts in heard] == sorted(facts for _, facts in heard)
    assert len(heard) >= 20


def test_a_circle_of_a_transitive_property_takes_a_round_a_step():
    """Each round brings each fact once: a circle of n things takes n rounds and holds n times n facts."""
    heard: list[int] = []
    closure = close(ring(150), progress=lambda _, facts: heard.append(facts))
    assert sum(1 for s, p, _ in closure if p == "<p>") == 150 * 150
    assert len(heard) < 150 + 10
    assert max(later - before for before, later in pairwise(heard)) <= 3 * 150


def test_a_round_may_have_any_number():
    """Rounds are counted on from those of the base, past what sixteen bits hold, and proofs still know the order."""
    steps = [(f"<C{k}>", name("rdfs:subClassOf"), f"<C{k + 1}>") for k in range(3)]
    base = close([*steps, ("<a>", name("rdf:type"), "<C0>")])
    base.engine.facts.round = 2**17
    more = close([("<b>", name("rdf:type"), "<C0>")], base)
    [round_] = [round_ for triple, round_, _ in more.rows() if triple == ("<b>", name("rdf:type"), "<C3>")]
    assert round_ > 2**17
    assert next(more.prove(("<b>", name("rdf:type"), "<C3>"))).size == 7


def test_what_is_interrupted_leaves_the_base():
    """An exception in the middle of an addition leaves the closure that it was made on as it was."""
    base = close(ring(10))
    before = set(base)

    def stop(round_: int, _: int) -> None:
        if round_ > base.engine.facts.round + 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        close([("<n0>", SAME_AS, "<m>"), ("<m>", "<p>", "<o>")], base, progress=stop)
    assert set(base) == before
    assert set(close([("<m>", "<p>", "<o>")], base)) > before


def test_ctrl_c_is_heard_while_rules_run():
    """An interrupt ends a closure that would take minutes, at once and without a traceback of ours."""
    script = (
        "import signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # which a shell's background job lacks
        "from paradiplomacy.infer import close\n"
        "from paradiplomacy.infer.rules import name\n"
        "ring = [(f'<n{k}>', '<p>', f'<n{(k + 1) % 6000}>') for k in range(6000)]\n"
        "def tell(round_, facts):\n    print(round_, flush=True)\n"
        "try:\n"
        "    close([('<p>', name('rdf:type'), name('owl:TransitiveProperty')), *ring], progress=tell)\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped')\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(paradiplomacy.__file__).parents[1])}
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    while process.stdout.readline() != "100\n":
        pass
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert rest.splitlines()[-1] == "stopped"
    assert len(rest.splitlines()) < 3000


def test_no_seed_changes_the_rows():
    """The same triples in the same order give the same rows, rounds and rules, whatever Python's hash seed."""
    script = (
        "from cases import CASES\nfrom graphs import turtle\nfrom paradiplomacy.infer import close\n"
        "given = [case.given for case in CASES if case.given and not {'[', '('} & set(case.given)]\n"
        "text = ' . '.join(given)\n"
        "closure = close(turtle(text))\nprint(list(closure.rows()), closure.program, list(closure))"
    )
    assert len(said_by(script, seeds(3))) == 1


def test_many_names_cost_what_the_closure_holds():
    """Cliques of equal names are kept as one name each; only reading the closure writes them all."""
    names = [(f"<c{c}n{k}>", SAME_AS, f"<c{c}n{k + 1}>") for c in range(20) for k in range(99)]
    facts = [(f"<c{c}n50>", "<p>", f"<o{c}>") for c in range(20)]
    tracemalloc.start()
    closure = close([*names, *facts])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(1 for _, p, _ in closure if p == SAME_AS) == 20 * 100 * 99
    assert sum(1 for _, p, _ in closure if p == "<p>") == 20 * 100
    assert peak < 20 * 100 * 100 * 16


def test_closures_on_one_base_do_not_meet():
    """Two additions to one closure, made at the same time, know nothing of each other."""
    base = close(ring(30))
    made: dict[int, set[tuple[str, str, str]]] = {}

    def add(number: int) -> None:
        made[number] = set(close([(f"<m{number}>", "<p>", "<n0>"), (f"<m{number}>", "<q>", f'"{number}"')], base))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, triples in made.items():
        others = {f"<m{other}>" for other in range(4) if other != number}
        assert not others & {term for triple in triples for term in triple}
        assert (f"<m{number}>", "<p>", "<n29>") in triples
