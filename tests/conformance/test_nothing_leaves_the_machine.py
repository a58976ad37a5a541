"""Nothing leaves the machine: what names another host is refused or left out with a word, and the host hears nothing.

``URL`` in a case stands for the address of a host that listens.
"""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import servers

pytestmark = pytest.mark.slow

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NODE = ox.NamedNode("http://e.org/a")
ANY = "{ ?s ?p ?o }"


@pytest.fixture(scope="module")
def send(tmp_path_factory) -> Iterator[servers.Send]:
    """Start the server over a graph of one triple."""
    with servers.ours({"http://e.org/g": [ox.Quad(NODE, NODE, NODE)]}, tmp_path_factory.mktemp("home")) as send:
        yield send


@pytest.fixture
def host() -> Iterator[str]:
    """Give the address of a host that listens; at the end nobody may have called."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        listener.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listener.accept()


REFUSED = {
    "SERVICE": f"SELECT * {{ SERVICE <URL> {ANY} }}",
    "in small letters": f"SELECT * {{ service <URL> {ANY} }}",
    "by an escape": f"SELECT * {{ \\u0053ERVICE <URL> {ANY} }}",
    "SILENT": f"SELECT * {{ SERVICE SILENT <URL> {ANY} }}",
    "by a variable": f"SELECT * {{ VALUES ?host {{ <URL> }} SERVICE ?host {ANY} }}",
    "by a prefixed name": f"PREFIX h: <URL> SELECT * {{ SERVICE h: {ANY} }}",
    "relative to BASE": f"BASE <URL> SELECT * {{ SERVICE <y> {ANY} }}",
    "in a subquery": f"SELECT * {{ {{ SELECT ?s {{ SERVICE <URL> {ANY} }} }} }}",
    "in EXISTS": f"ASK {{ FILTER EXISTS {{ SERVICE <URL> {ANY} }} }}",
    "in MINUS after a comment": f"ASK {{ ?s ?p ?o MINUS {{ # {{\nSERVICE\t<URL>{ANY} }} }}",
    "FROM": f"SELECT * FROM <URL> {ANY}",  # noqa: S608 — SPARQL
    "FROM NAMED": f"SELECT * FROM NAMED <URL> {{ GRAPH ?g {ANY} }}",  # noqa: S608 — SPARQL
    "FROM of a CONSTRUCT": f"CONSTRUCT FROM <URL> WHERE {ANY}",
    "FROM by a prefixed name": f"PREFIX h: <URL> ASK FROM h: {ANY}",
    "LOAD": "LOAD <URL>",
    "LOAD SILENT INTO": "LOAD SILENT <URL> INTO GRAPH <http://e.org/g>",
    "LOAD after an update": "CLEAR ALL ; LOAD <URL>",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_query_that_reaches_out_is_refused(send, host, text):
    """SPARQL 1.1 Federated Query, Query section 13.2 and Update section 3.1.4: by GET and by POST, with the reason."""
    pairs = urlencode({"query": text.replace("URL", host)})
    for answer in (send("GET", f"/sparql?{pairs}", None, {}), send("POST", "/sparql", pairs.encode(), FORM)):
        assert (answer.status, answer.media_type) == (403, "application/problem+json")
        assert json.loads(answer.body)["detail"]


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_of_the_request_that_is_not_here_is_refused(send, host, name):
    """SPARQL 1.1 Protocol section 2.1.4: it is not fetched, and the answer says so."""
    answer = send("GET", "/sparql?" + urlencode({"query": f"SELECT * {ANY}", name: host}), None, {})
    assert answer.status == 403
    assert "nothing is fetched" in json.loads(answer.body)["advice"]


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ({"Content-Type": "application/sparql-update"}, "LOAD <URL>"),
        (FORM, "update=LOAD+<URL>"),
        (FORM, "update=LOAD+<URL>&using-graph-uri=URL"),
    ],
)
def test_an_update_is_refused(send, host, fields, body):
    """SPARQL 1.1 Protocol section 2.2."""
    assert send("POST", "/sparql", body.replace("URL", host).encode(), fields).status == 403


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ GRAPH <URL> {ANY} }}",
        "SELECT * { <URL> ?p ?o }",
        "SELECT * { ?s <URL>* <URL> FILTER(<URL>(?s)) }",
        "SELECT (IRI('URL') AS ?x) { FILTER(STRLEN(STR(<URL>)) = 0) }",
    ],
)
def test_an_address_is_but_a_name(send, host, text):
    """RDF 1.1 Concepts section 3.2: of what is not here, nothing is known."""
    answer = send("GET", "/sparql?" + urlencode({"query": text.replace("URL", host)}), None, {})
    assert json.loads(answer.body)["results"]["bindings"] == []


def test_what_the_pages_are_asked_is_not_fetched(send, host):
    """An address is a name there too."""
    triple = urlencode({"s": f"<{host}>", "p": f"<{host}>", "o": f"<{host}>"})
    for path in (f"/explain?{triple}", f"/query?{urlencode({'query': f'DESCRIBE <{host}>'})}"):
        assert send("GET", path, None, {"Accept": "text/html", "Referer": host}).status < 500


RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">'
    '<rdf:Description rdf:about="http://e.org/a"><e:b>{}</e:b></rdf:Description></rdf:RDF>'
)
IMPORTS = "<http://e.org/o> <http://www.w3.org/2002/07/owl#imports> <URL> ."
COLUMN = IMPORTS.index("<URL>") + 1
NEVER = "never fetched"
FILES = {
    "context.jsonld": ('{"@context": "URL", "@id": "http://e.org/a", "b": "c"}', NEVER),
    "contexts.jsonld": ('{"@context": [{"b": "http://e.org/b"}, "URL"], "@id": "http://e.org/a", "b": "c"}', NEVER),
    "import.jsonld": ('{"@context": {"@version": 1.1, "@import": "URL"}, "@id": "http://e.org/a"}', NEVER),
    "scoped.jsonld": (
        '{"@context": {"b": {"@id": "http://e.org/b", "@context": "URL"}}, "@id": "http://e.org/a", "b": {"@id": "x"}}',
        NEVER,
    ),
    "entity.rdf": ('<!DOCTYPE x [<!ENTITY y SYSTEM "URL">]>' + RDF.format("&y;"), "none is fetched"),
    "parameter.rdf": ('<!DOCTYPE x [<!ENTITY % y SYSTEM "URL"> %y;]>' + RDF.format("c"), "none is fetched"),
    "type.rdf": ('<!DOCTYPE x SYSTEM "URL">' + RDF.format("c"), NEVER),
    "public.owl": ('<!DOCTYPE x PUBLIC "-//e.org//x" "URL" [<!ENTITY y "z">]>' + RDF.format("&y;"), NEVER),
}


@pytest.fixture(scope="module")
def run(home) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command over the real snapshot."""

    def run(command: str, *arguments: object, folder: Path = home) -> subprocess.CompletedProcess[str]:
        at_home = () if command == "infer" else ("--home", folder)
        parts = (sys.executable, "-m", "paradiplomacy", command, *at_home, *arguments)
        return subprocess.run([*map(str, parts)], capture_output=True, text=True, timeout=60, check=False)

    return run


def test_files_that_rest_on_another_host_cannot_be_read(run, host, tmp_path):
    """JSON-LD 1.1 section 3.1 and XML 1.0 section 4.2.2: each a fault with file and line, exit code 2."""
    for name, (text, _) in FILES.items():
        (tmp_path / name).write_text(text.replace("URL", host), encoding="utf-8")
    done = run("validate", *(tmp_path / name for name in FILES))
    told = done.stdout.splitlines()
    assert done.returncode == 2
    for name, (_, says) in FILES.items():
        assert any(line.startswith(f"{tmp_path / name}:1:") and says in line for line in told), name


@pytest.mark.parametrize("name", ["context.jsonld", "entity.rdf", "type.rdf"])
def test_nothing_is_inferred_from_such_a_file(run, host, tmp_path, name):
    """It is not read in part."""
    text, says = FILES[name]
    file = tmp_path / name
    file.write_text(text.replace("URL", host), encoding="utf-8")
    done = run("infer", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{file}:1:" in done.stderr
    assert says in done.stderr


@pytest.mark.parametrize("name", FILES)
def test_a_record_sent_over_http_that_rests_on_another_host_cannot_be_read(send, host, name):
    """422, and the report says why."""
    text, says = FILES[name]
    media_type = "application/ld+json" if name.endswith("jsonld") else "application/rdf+xml"
    answer = send("POST", "/validate", text.replace("URL", host).encode(), {"Content-Type": media_type})
    assert answer.status == 422
    assert says in json.loads(answer.body)["findings"][0]["message"]


def test_a_record_sent_over_http_that_imports_is_refused(send, host):
    """The report has the finding."""
    answer = send("POST", "/validate", IMPORTS.replace("URL", host).encode(), {"Content-Type": "text/turtle"})
    assert "imports-nothing" in [finding["check"] for finding in json.loads(answer.body)["findings"]]


def test_a_record_that_imports_is_refused(run, host, tmp_path):
    """OWL 2 Structural Specification section 3.4: with file and line, exit code 1."""
    file = tmp_path / "new.ttl"
    file.write_text(IMPORTS.replace("URL", host), encoding="utf-8")
    done = run("validate", file)
    assert done.returncode == 1
    assert f"{file}:1:{COLUMN}: violation: Take the owl:imports out" in done.stdout


def test_a_build_refuses_what_imports(run, host, tmp_path):
    """The contributed dataset is not taken in, and no snapshot is written."""
    dataset = tmp_path / "datasets" / "one" / "data.ttl"
    dataset.parent.mkdir(parents=True)
    dataset.write_text(IMPORTS.replace("URL", host), encoding="utf-8")
    done = run("build", folder=tmp_path)
    assert done.returncode == 1
    assert "imports-nothing" in done.stderr
    assert not (tmp_path / "current").exists()


@pytest.mark.parametrize("reasoner", ["engine", "owlrl"])
def test_inference_says_that_it_imports_nothing(run, host, tmp_path, reasoner):
    """And goes on with what it was given."""
    file = tmp_path / "ontology.ttl"
    file.write_text(IMPORTS.replace("URL", host), encoding="utf-8")
    done = run("infer", file, "--reasoner", reasoner)
    assert done.returncode == 0
    assert f"{file}:1:{COLUMN}: warning: <{host}> is not fetched" in done.stderr
    assert "owl#imports" in done.stdout


@pytest.mark.parametrize("name", ["SERVICE", "FROM", "FROM NAMED", "LOAD"])
def test_a_query_in_a_terminal_is_refused_too(run, host, tmp_path, name):
    """Exit code 2 and the reason."""
    file = tmp_path / "out.rq"
    file.write_text(REFUSED[name].replace("URL", host), encoding="utf-8")
    done = run("query", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("paradiplomacy: ")
