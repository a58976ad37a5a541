"""The commands: each shows an example, ends with its exit code, and tells what is wrong without a traceback."""

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import pytest
from rdflib import Literal

from paradiplomacy import __version__, cli, formats, snapshot, terms
from paradiplomacy.infer import RULES
from paradiplomacy.terms import XSD

COMMANDS = ("build", "serve", "query", "explain", "validate", "export", "infer", "rules")
GOOD = """\
@prefix place: <https://w3id.org/paradiplomacy/id/place/> .
@prefix para: <https://w3id.org/paradiplomacy/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
place:bandung a para:Place ; rdfs:label "Bandung"@en .
"""
BAD = (
    GOOD
    + """\
@prefix year-entry: <https://w3id.org/paradiplomacy/id/year-entry/> .
year-entry:bandung-1960 a para:YearEntry ; para:year "I960" .
"""
)


@pytest.fixture
def run(home, capsysbinary):
    """Run a command in the home of the real snapshot: give exit code, output and complaint."""

    def ran(*arguments, at=home):
        code = cli.main([*map(str, arguments), "--home", str(at)])
        out, err = capsysbinary.readouterr()
        return code, out, err.decode()

    return ran


@pytest.fixture
def put(tmp_path):
    """Write a file and give its path."""

    def written(name, text):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / name

    return written


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_a_command_does_and_shows_an_example(command, capsys):
    """The example is a command line that begins with the command itself."""
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    text = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"example:\n  paradiplomacy {command}" in text


def test_help_lists_every_command(capsys):
    """And says where the examples are."""
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    text = capsys.readouterr().out
    assert all(f"\n    {command}" in text for command in COMMANDS)
    assert "--help shows an example" in text


def test_the_module_is_the_command():
    """``python -m paradiplomacy --version`` names the version."""
    command = [sys.executable, "-m", "paradiplomacy", "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said == f"paradiplomacy {__version__}\n"


def test_a_query_is_answered_as_a_table(run, put):
    """TSV is the usual format of bindings."""
    asked = put("q.rq", "SELECT (1 + 1 AS ?n) {}")
    assert run("query", asked) == (0, b"?n\n2\n", "")


def test_a_query_is_read_from_standard_input(run, monkeypatch):
    """The file ``-`` is what comes in."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"ASK {}")))
    assert run("query", "-") == (0, b'{"head":{},"boolean":true}\n', "")


@pytest.mark.parametrize(
    ("text", "name", "begins"),
    [
        ("SELECT ?x { VALUES ?x { 'a' } }", "csv", b"x\r\na"),
        ("ASK {}", "xml", b"<?xml"),
        ("CONSTRUCT { <urn:x:a> <urn:x:b> 'c' } {}", "jsonld", b"["),
    ],
)
def test_a_query_is_answered_in_the_format_asked_for(run, put, text, name, begins):
    """As over HTTP."""
    code, out, _ = run("query", put("q.rq", text), "--format", name)
    assert code == 0
    assert out.startswith(begins)


def test_the_scope_decides_the_default_graph(run, put):
    """The background is in the one and not in the other."""
    asked = put("q.rq", "ASK { ?a <https://w3id.org/paradiplomacy/ontology#twinnedWith> ?b }")
    assert b"false" in run("query", asked)[1]
    assert b"true" in run("query", asked, "--scope", "all")[1]


def test_a_good_record_conforms(run, put):
    """Exit code 0; that it names no passage is a note."""
    code, out, err = run("validate", put("new.ttl", GOOD))
    assert (code, err) == (0, "")
    assert out.startswith(b"note: ")
    assert out.endswith(b"\nconforms\n")


def test_a_bad_record_does_not_conform(run, put):
    """Exit code 1; each finding names file and line."""
    file = put("new.ttl", BAD)
    code, out, _ = run("validate", file)
    assert code == 1
    assert f"{file}:6:".encode() in out
    assert b"[year-is-a-year]" in out
    assert out.endswith(b"\ndoes not conform: 2 to mend\n")


WRONG = {
    "a query that is none": ("query", "q.rq", "hello"),
    "half a query": ("query", "q.rq", "SELECT * {"),
    "an update": ("query", "q.rq", "DELETE WHERE { ?s ?p ?o }"),
    "a query in latin-1": ("query", "q.rq", "ASK { ?s ?p ü }".encode("latin-1")),
    "nothing": ("query", "q.rq", ""),
    "a record in an unknown format": ("validate", "new.docx", GOOD),
}


@pytest.mark.parametrize(("command", "name", "text"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_read_is_told_in_a_line_or_two(run, put, command, name, text):
    """Exit code 2, a sentence, and no traceback."""
    code, out, err = run(command, put(name, text))
    assert (code, out) == (2, b"")
    assert err.startswith("paradiplomacy: ")
    assert "Traceback" not in err
    assert len(err) < 500


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "nowhere.rq"),
        ("query", "."),
        ("validate", "nowhere.ttl"),
        ("export", "--format", "docx"),
        ("export", "--format", "csv"),
        ("export", "--format", "turtle", "--graph", "nowhere"),
        ("export", "--graph", "asserted.nq"),
        ("export", "--graph", "asserted", "--format", "turtle"),
        ("export", "--graph", "http://example.org/elsewhere"),
        ("export", "--graph", ""),
    ],
    ids=" ".join,
)
def test_what_is_not_there_is_told(run, arguments):
    """A file, a format, a graph: exit code 2 and what there is instead."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, b"")
    assert err.startswith("paradiplomacy: ")


@pytest.mark.parametrize("command", [("query", "-"), ("export",), ("serve",)], ids=" ".join)
def test_without_a_snapshot_the_advice_is_to_build(run, tmp_path, monkeypatch, command):
    """Exit code 2."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"ASK {}")))
    code, _, err = run(*command, at=tmp_path / "empty")
    assert code == 2
    assert "Run: paradiplomacy build" in err


@pytest.mark.parametrize("option", ["--port=x", "--port=70000", "--port=-1", "--scope=some"])
def test_an_option_that_is_wrong_is_told(run, option):
    """Exit code 2, before anything is served."""
    with pytest.raises(SystemExit) as ended:
        run("serve", option)
    assert ended.value.code == 2


@pytest.mark.parametrize("host", ["300.1.1.1", "nowhere.invalid", "192.0.2.1", "x" * 300, "a b"])
def test_a_host_where_nobody_can_listen_is_told(run, host):
    """Exit code 2, and nothing is said to be served."""
    code, out, err = run("serve", "--host", host)
    assert (code, out) == (2, b"")
    assert "--host" in err


def test_a_port_that_is_taken_is_told(run):
    """Exit code 2, and the advice to take another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, out, err = run("serve", "--port", taken.getsockname()[1])
    assert (code, out) == (2, b"")
    assert "--port" in err


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_it_is_served_at_the_printed_address_until_it_is_told_to_stop(home, host):
    """A name is served as its address is; an interrupt ends it quietly."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "paradiplomacy", "serve", "--home", str(home), "--host", host, "--port", str(port)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heeds_interrupts,  # noqa: PLW1509 — it takes no lock
    ) as served:
        try:
            lines = [served.stdout.readline() for _ in range(3)]
            assert lines[0].startswith("Serving https://w3id.org/paradiplomacy/snapshot/")
            address = lines[2].split()[1]
            assert answered(f"{address}?query=ASK%7B%7D&format=json") == b'{"head":{},"boolean":true}'
        finally:
            # As a terminal does: to the command and to all that it started.
            os.killpg(served.pid, signal.SIGINT)
            _, err = served.communicate()
    assert (served.returncode, err) == (0, "")


def heeds_interrupts():
    """Undo what a shell does to a process that it runs in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def answered(address):
    """Ask again as long as nobody listens yet."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 — the address is our own
                return answer.read()
        except ConnectionError:
            threading.Event().wait(0.1)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            threading.Event().wait(0.1)
    raise AssertionError("Nobody listens at " + address)


@pytest.mark.parametrize("name", ["turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld"])
def test_what_is_exported_reads_back_as_the_same_triples(run, snapshot, name):
    """In every format, term by term."""
    code, out, _ = run("export", "--graph", "paper", "--format", name)
    form = formats.by_name(name)
    read = {quad[:3] for quad in formats.parse(out, form, base="urn:x:", default_graph=terms.GRAPH.x, file="out")}
    assert code == 0
    assert read == {quad[:3] for quad in snapshot.asserted() if quad[3].startswith(terms.PAPER)}


@pytest.mark.parametrize("name", ["trig", "nquads", "jsonld"])
def test_graphs_are_exported_as_graphs(run, snapshot, name):
    """All that is asserted, each statement in its own."""
    _, out, _ = run("export", "--graph", "asserted", "--format", name)
    form = formats.by_name(name)
    read = set(formats.parse(out, form, base="urn:x:", default_graph=terms.GRAPH.x, file="out"))
    assert read == set(snapshot.asserted())


@pytest.mark.parametrize("graph", ["closure", "all", "inferred", "description", "readings", "background/twin-cities"])
def test_each_graph_is_exported_by_its_name_or_its_iri(run, graph):
    """The two give the same bytes, and some."""
    by_name = run("export", "--graph", graph, "--format", "ntriples")
    assert by_name == run("export", "--graph", terms.GRAPH + graph, "--format", "ntriples")
    assert by_name[1].count(b"\n") > 10


def test_a_number_is_exported_as_it_was_written(run, tmp_path):
    """``01`` stays ``01``, in every format."""
    one = Literal("01", datatype=XSD.integer, normalize=False)
    quad = (terms.ID.a, terms.ID.b, one, terms.graph("paper-x"))
    graph = terms.PAPER["x/y"]
    content = snapshot.Content({(*quad[:3], graph): ()}, frozenset({graph}), frozenset(), frozenset())
    snapshot.write(tmp_path, content, lambda *_: [])
    for form in ("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld"):
        code, out, _ = run("export", "--format", form, at=tmp_path)
        assert code == 0
        assert b"01" in out, form


def test_a_reader_that_has_seen_enough_is_no_fault(home):
    """``| head -1`` closes the pipe; the command ends quietly."""
    command = f"{sys.executable} -m paradiplomacy export --home {home} --graph all --format ntriples | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


def test_build_says_which_snapshot_it_made_and_where(run, tmp_path):
    """The IRI to cite is its first line."""
    code, out, _ = run("build", at=tmp_path)
    made = snapshot.latest(tmp_path)
    assert code == 0
    assert out.decode().splitlines()[0] == str(made.iri)
    assert str(made.folder) in out.decode()


def test_a_home_that_cannot_be_written_is_told(run, put):
    """Exit code 2, with the advice to take another."""
    code, _, err = run("build", at=put("home", ""))
    assert code == 2
    assert "--home" in err


def test_explain_tells_the_proof_as_a_tree(run):
    """Down to passage, file and line; exit code 0."""
    code, out, err = run("explain", "cooperation:yogyakarta-kyoto", "para:counterpart", "actor:kyoto")
    assert (code, err) == (0, "")
    assert b"p:table-1-row-01 data/paper/table-1.trig:" in out


@pytest.mark.parametrize(("name", "begins"), [("json", b"{"), ("turtle", b"@prefix"), ("text", b"actor:kyoto")])
def test_explain_tells_in_each_format_and_scope(run, name, begins):
    """As the page does."""
    for scope in ("paper", "all"):
        code, out, _ = run("explain", "actor:kyoto", "a", "para:Actor", "--format", name, "--scope", scope)
        assert code == 0
        assert out.startswith(begins)


def test_explain_tells_other_proofs_on_request(run):
    """At most so many."""
    one = run("explain", "actor:kyoto", "a", "para:Actor")[1]
    two = run("explain", "actor:kyoto", "a", "para:Actor", "--all", "1")[1]
    assert two.startswith(one.rstrip())
    assert two.count(b"\nactor:kyoto") == one.count(b"\nactor:kyoto") + 1


def test_explain_of_what_does_not_follow_tells_what_lacks(run):
    """Exit code 1."""
    code, out, _ = run("explain", "actor:kyoto", "a", "para:Obstacle")
    assert code == 1
    assert b"not in the closure" in out
    assert b"  lacks  actor:kyoto" in out


def test_explain_of_what_is_no_term_is_told(run):
    """Exit code 2."""
    code, out, err = run("explain", "actor:kyoto", "a", '"x')
    assert (code, out) == (2, b"")
    assert "actor:kyoto" in err


CATS = """\
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:tom a :Cat ; :weight 01 . :Cat rdfs:subClassOf :Animal . [] :p _:tail .
"""
ANIMAL = b"<http://example.org/tom> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/Animal> .\n"


@pytest.fixture
def infer(capsysbinary):
    """Run ``infer``, which has no home."""

    def ran(*arguments):
        code = cli.main(["infer", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out, err.decode()

    return ran


@pytest.mark.parametrize("reasoner", ["engine", "owlrl"])
def test_infer_writes_the_closure_of_any_file(infer, put, reasoner):
    """Sorted N-Triples, each term as it was, labels of blank nodes too; the same each time."""
    file = put("cats.ttl", CATS)
    code, out, err = infer(file, "--reasoner", reasoner)
    lines = out.splitlines(keepends=True)
    assert (code, err) == (0, "")
    assert lines == sorted(lines)
    assert ANIMAL in lines
    assert b'"01"^^<http://www.w3.org/2001/XMLSchema#integer>' in out
    assert b"_:anonymous-1 <http://example.org/p> _:tail ." in out
    assert infer(file, "--reasoner", reasoner)[1] == out


def test_infer_writes_only_what_is_new(infer, put):
    """Together with what is stated it is the closure."""
    file = put("cats.ttl", CATS)
    new, whole = (set(infer(*arguments)[1].splitlines()) for arguments in ((file, "--only-new"), (file,)))
    assert ANIMAL.strip() in new
    assert new < whole
    assert not any(b":tail" in line or b"weight" in line for line in new)


def test_infer_reads_several_files_in_several_formats_as_one_graph(infer, put):
    """A blank node of one is not that of another, whatever its label."""
    axiom = (
        b"<http://example.org/Animal> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <http://example.org/Being> ."
    )
    node = b"\n_:tail <http://example.org/q> _:tail .\n"
    code, out, _ = infer(put("cats.ttl", CATS), put("more.nt", axiom + node))
    assert code == 0
    assert ANIMAL.replace(b"Animal", b"Being") in out
    assert b"_:tail-2 <http://example.org/q> _:tail-2 ." in out


CLASH = """\
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
:A owl:disjointWith :B .
:x a :A ,
  :B .
"""


def test_infer_tells_an_inconsistency_with_rule_and_proof(infer, put):
    """Exit code 1, nothing on standard output; each leaf has file and line."""
    file = put("clash.ttl", CLASH)
    code, out, err = infer(file)
    assert (code, out) == (1, b"")
    assert "cax-dw" in err
    assert f"[asserted, {file}:5:3]" in err


def test_infer_names_a_list_with_a_hole(infer, put):
    """The axiom is not half read: what it would give is not given."""
    text = CLASH + ":C owl:unionOf [ <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> :A ] ."
    code, out, err = infer(file := put("hole.ttl", text.replace("  :B .", "  :D .")))
    assert code == 0
    assert err.startswith(f"{file}:6:")
    assert "No rule can be made of this axiom" in err
    assert b"<http://example.org/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/C>" not in out


@pytest.mark.parametrize(
    ("name", "text"), [("a.ttl", "<urn:x:a> <urn:x:b>"), ("a.docx", ""), ("a.nt", b"\xff"), (".", None)]
)
def test_infer_of_what_cannot_be_read_is_told(infer, put, tmp_path, name, text):
    """Exit code 2."""
    code, out, err = infer(tmp_path if text is None else put(name, text))
    assert (code, out) == (2, b"")
    assert err.startswith("paradiplomacy: ")


def test_infer_of_nothing_gives_what_holds_of_every_graph(infer, put):
    """The axioms of the datatypes and annotation properties."""
    code, out, _ = infer(put("empty.ttl", ""))
    assert code == 0
    assert out.count(b"\n") > 10


def test_rules_lists_every_rule(capsys):
    """All 78, by the names of the W3C."""
    assert cli.main(["rules"]) == 0
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines() if "|" in line}
    assert listed == set(RULES)
    assert len(listed) == 78
