"""A long closure shows how far it is, ends at Ctrl-C, and leaves what was there: real processes, real signals."""

import os
import pty
import shutil
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

import paradiplomacy
from paradiplomacy import snapshot
from paradiplomacy.infer.rules import name

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(paradiplomacy.__file__).parents[1])}
INTERRUPTED = 130
DATASET = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix place: <https://w3id.org/paradiplomacy/id/place/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/paradiplomacy/graph/dataset/zz> dcterms:title "Another source"@en ;
    dcterms:description "One statement more."@en ;
    dcterms:source <https://example.org/source> ;
    dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> .
place:egypt rdfs:comment "beside the Nile"@en .
"""

RING = 3000
"""Things in a circle of a transitive property: nine million facts, which nobody waits for."""


@pytest.fixture(autouse=True)
def _signals_are_heard():
    """Let the children hear SIGINT, which a shell makes those in its background ignore."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def ring(tmp_path):
    """Write a graph whose closure takes long."""
    lines = [f"<urn:x:n{k}> <urn:x:p> <urn:x:n{(k + 1) % RING}> .\n" for k in range(RING)]
    file = tmp_path / "ring.nt"
    file.write_text(f"<urn:x:p> {name('rdf:type')} {name('owl:TransitiveProperty')} .\n{''.join(lines)}")
    return file


def start(*arguments, **streams):
    """Start a command."""
    command = [sys.executable, "-m", "paradiplomacy", *map(str, arguments)]
    return subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, **streams)


def open_terminal():
    """Open a terminal of the usual size: what reads from it, what writes to it."""
    terminal, end = pty.openpty()
    termios.tcsetwinsize(end, (24, 80))
    return terminal, end


def heard(terminal, word):
    """Read what comes on a terminal until a word has come."""
    text = b""
    while word not in text:
        text += os.read(terminal, 1024)
    return text


def test_a_terminal_shows_how_far_a_long_closure_is_and_ctrl_c_ends_it(ring):
    """Rounds and facts on standard error; the end comes far sooner than the closure, and nothing is written."""
    terminal, end = open_terminal()
    begun = time.monotonic()
    process = start("infer", ring, stderr=end)
    os.close(end)
    shown = heard(terminal, b"facts/s")
    told = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=120)
    ended = time.monotonic()
    os.close(terminal)
    assert b"inferring, round " in shown
    assert (process.returncode, out) == (INTERRUPTED, "")
    assert ended - told < (told - begun) / 2


def test_without_a_terminal_nothing_is_shown_and_ctrl_c_says_nothing(ring):
    """What is kept in a file is the closure, or nothing; there is no traceback."""
    process = start("infer", ring, stderr=subprocess.PIPE)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=4)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=120) == ("", "")
    assert process.returncode == INTERRUPTED


def test_a_short_closure_shows_nothing_on_a_terminal(tmp_path):
    """Only what takes long is worth a line."""
    (tmp_path / "one.nt").write_text("<urn:x:a> <urn:x:b> <urn:x:c> .\n")
    terminal, end = open_terminal()
    process = start("infer", tmp_path / "one.nt", stderr=end)
    out, _ = process.communicate(timeout=120)
    os.write(end, b"end")
    shown = heard(terminal, b"end")
    os.close(end)
    os.close(terminal)
    assert process.returncode == 0
    assert "<urn:x:a> <urn:x:b> <urn:x:c> ." in out
    assert shown == b"end"


@pytest.mark.slow
def test_a_build_that_is_interrupted_leaves_the_last_good_snapshot(home, tmp_path):
    """At whatever moment it ends, the snapshot of before is current and whole, unless the new one is."""
    own_home = shutil.copytree(home, tmp_path / "home")
    before = snapshot.latest(own_home)
    dataset = own_home / "datasets/zz/zz.ttl"
    dataset.parent.mkdir(parents=True)
    dataset.write_text(DATASET, encoding="utf-8")
    again = shutil.copytree(own_home, tmp_path / "again")
    begun = time.monotonic()
    start("build", "--home", again).communicate(timeout=300)
    whole = time.monotonic() - begun
    fresh = snapshot.latest(again)
    codes = []
    for part in (0.45, 0.6, 0.75):
        process = start("build", "--home", own_home, stderr=subprocess.PIPE)
        time.sleep(whole * part)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
        codes.append(process.returncode)
        assert err == ""
        after = snapshot.latest(own_home)
        assert after.hash == (fresh if 0 in codes else before).hash
        assert len(list(after.asserted())) == after.counts["asserted.nq"]
    assert set(codes) <= {0, INTERRUPTED}
    assert INTERRUPTED in codes
