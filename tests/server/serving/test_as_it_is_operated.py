"""The server as an operator runs it: settings, log, counts, and the same answers as the application gives alone."""

import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from http.client import HTTPConnection, IncompleteRead
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlencode

import pytest
import zstandard
from flask.testing import FlaskClient

from paradiplomacy.errors import ParadiplomacyError
from paradiplomacy.serving import Settings
from paradiplomacy.web import create_app

SELECT = "SELECT ?s { ?s a <https://w3id.org/paradiplomacy/ontology#Cooperation> } ORDER BY ?s"
PAGE = Path(__file__).parents[3] / "docs" / "serving.md"
MANY = "SELECT * { ?s ?p ?o FILTER(!ISBLANK(?s) && !ISBLANK(?o)) }"


def _unzstd(body: bytes) -> bytes:
    stream = zstandard.ZstdDecompressor().decompressobj()
    read = stream.decompress(body)
    assert stream.eof, "there is no end"
    return read


CODINGS = {"gzip": gzip.decompress, "zstd": _unzstd}


class Served:
    """A running server, and a connection to it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **fields: str):
        """Give status, header fields in small letters, and body."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in fields.items()})
            with connection.getresponse() as answer:
                body = answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def ask(self, query: str, **fields: str):
        """Ask a query."""
        return self.get("/sparql?query=" + quote(query), **fields)


@contextmanager
def served(home: Path, folder: Path, **settings: object) -> Iterator[Served]:
    """Serve with a configuration file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lines = [f"{name} = {json.dumps(value)}" for name, value in {"home": str(home), "port": port, **settings}.items()]
    (folder / "serve.toml").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "paradiplomacy", "serve", "--config", str(folder / "serve.toml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        assert process.stdout.readline().startswith("Serving")
        yield Served(port)
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
    assert process.returncode == 0


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name the log of the server."""
    return tmp_path_factory.mktemp("log") / "access.jsonl"


@pytest.fixture(scope="module")
def server(home: Path, log: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Run a server with one process, so that what it keeps is found again."""
    folder = tmp_path_factory.mktemp("served")
    with served(home, folder, processes=1, access_log=str(log), concurrent=2, waiting=1) as running:
        yield running


@pytest.fixture(scope="module")
def silent(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Run a server that keeps no log, in which plain requests go a shorter way."""
    with served(home, tmp_path_factory.mktemp("silent"), processes=1, seconds=2) as running:
        yield running


@pytest.fixture(scope="module")
def client(home: Path) -> FlaskClient:
    """Open a client of the application alone."""
    return create_app(home).test_client()


# ── The server says what the application says ──

REQUESTS = {
    "bindings": ("GET", "/sparql?query=" + quote(SELECT), None, {}),
    "bindings as CSV": ("GET", "/sparql?query=" + quote(SELECT), None, {"Accept": "text/csv"}),
    "bindings by POST": ("POST", "/sparql", urlencode({"query": SELECT}).encode(),
                         {"Content-Type": "application/x-www-form-urlencoded"}),
    "a query as a body": ("POST", "/sparql", SELECT.encode(), {"Content-Type": "application/sparql-query"}),
    "yes or no": ("GET", "/sparql?query=ASK%20%7B%7D", None, {}),
    "a graph": ("GET", "/sparql?query=" + quote("DESCRIBE <https://w3id.org/paradiplomacy/id/actor/kyoto>"), None, {}),
    "an unknown term": ("GET", "/sparql?query=" + quote(SELECT.replace("Cooperation", "Coperation")), None, {}),
    "a fault": ("GET", "/sparql?query=SELECT", None, {}),
    "a fault, for a person": ("GET", "/sparql?query=SELECT", None, {"Accept": "text/html"}),
    "a format that there is not": ("GET", "/sparql?format=pdf&query=ASK%20%7B%7D", None, {}),
    "an update": ("POST", "/sparql", b"CLEAR ALL", {"Content-Type": "application/sparql-update"}),
    "a body of another type": ("POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}),
    "two queries": ("GET", "/sparql?query=a&query=b", None, {}),
    "a graph that there is not": ("GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=urn:x", None, {}),
    "the home page": ("GET", "/", None, {}),
    "a page that there is not": ("GET", "/nowhere", None, {}),
    "HEAD": ("HEAD", "/sparql?query=" + quote(SELECT), None, {}),
    "OPTIONS": ("OPTIONS", "/sparql", None, {"Origin": "https://example.org"}),
}  # fmt: skip
DIFFERS = {"date", "connection", "server", "vary"}


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
@pytest.mark.parametrize("time", ["at first", "again"])
@pytest.mark.parametrize("one", ["server", "silent"])
def test_the_server_answers_as_the_application_alone(request, one, client: FlaskClient, request_, time):
    """Status, header fields and body are the same, whether an answer is new or kept; only Vary says more."""
    del time
    server = request.getfixturevalue(one)
    method, path, body, fields = request_
    host = {"Host": f"127.0.0.1:{server.port}"}
    status, head, content = server.get(path, method, body, **fields)
    expected = client.open(path, method=method, data=body, headers={**fields, **host})
    assert status == expected.status_code
    wanted = {name.lower(): value for name, value in expected.headers.items()}
    assert {name: value for name, value in head.items() if name not in DIFFERS} == {
        name: value for name, value in wanted.items() if name not in DIFFERS
    }
    assert content == expected.data
    assert {*wanted.get("vary", "").split(", ")} <= {*head.get("vary", "").split(", ")}


# ── What is kept ──


def test_a_query_is_known_again_however_it_is_written(server, log):
    """White space, comments and prefixes make no other query: the answer is the one that was kept."""
    other = (
        "PREFIX p: <https://w3id.org/paradiplomacy/ontology#> # a comment\n"
        "SELECT   ?s\n{ ?s a p:Cooperation }\nORDER BY ?s"
    )
    _, first, body = server.ask(SELECT)
    _, second, again = server.ask(other)
    assert (first["etag"], body) == (second["etag"], again)
    assert [line["source"] for line in _lines(log)[-1:]] == ["kept"]


@pytest.mark.parametrize(("coding", "read"), CODINGS.items(), ids=CODINGS)
def test_an_answer_is_compressed_for_who_accepts_it(server, coding, read):
    """RFC 9110 section 8.4: the coding is named, and the entity tag is another, for the bytes are others."""
    _, plain, body = server.ask(SELECT)
    _, head, compressed = server.ask(SELECT, Accept_Encoding=f"br, {coding};q=0.5")
    assert head["content-encoding"] == coding
    assert read(compressed) == body
    assert len(compressed) < len(body) / 2
    assert head["etag"] != plain["etag"]
    assert "Accept-Encoding" in head["vary"]
    assert server.ask(SELECT, Accept_Encoding=coding, If_None_Match=head["etag"])[0] == 304
    assert "content-encoding" not in server.ask(SELECT, Accept_Encoding=f"{coding};q=0, identity")[1]


@pytest.mark.parametrize("one", ["server", "silent"])
@pytest.mark.parametrize("coding", ["", *CODINGS])
def test_a_large_answer_comes_in_pieces_and_whole(request, one, coding, client: FlaskClient):
    """It bears no length, is compressed on its way for who accepts it, and is the application's."""
    status, head, body = request.getfixturevalue(one).ask(MANY, **({"Accept_Encoding": coding} if coding else {}))
    assert (status, head.get("transfer-encoding"), "content-length" in head) == (200, "chunked", False)
    assert head.get("content-encoding", "") == coding
    assert "Accept-Encoding" in head["vary"]
    whole = client.get("/sparql?query=" + quote(MANY))
    plain = CODINGS[coding](body) if coding else body
    assert len(body) < len(plain) / 8 or not coding
    assert plain == whole.data
    tag = whole.headers["ETag"].strip('"')
    assert head["etag"] == (f'"{tag}-{coding}"' if coding else f'"{tag}"')


@pytest.mark.parametrize("coding", ["", *CODINGS])
def test_a_large_answer_that_fails_looks_cut_off_in_every_coding(home, tmp_path, coding):
    """Its last piece does not come."""
    with served(home, tmp_path, processes=1, size=1_000_000) as server, pytest.raises(IncompleteRead):
        server.ask(MANY, **({"Accept_Encoding": coding} if coding else {}))


# ── Operation ──


def _lines(log: Path) -> list[dict]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_the_log_names_nobody(server, log):
    """A line is a JSON object: when, what kind of request, how it ended, how long it took; not who asked what."""
    server.get("/sparql?query=" + quote("ASK { <urn:x:secret> ?p ?o }"), X_Forwarded_For="192.0.2.77")
    line = _lines(log)[-1]
    assert set(line) == {"time", "method", "path", "status", "bytes", "milliseconds", "source"}
    assert (line["method"], line["path"], line["status"], line["source"]) == ("GET", "/sparql", 200, "asked")
    assert not any(word in log.read_text() for word in ("secret", "192.0.2", "127.0.0.1"))


def test_the_log_names_who_asks_where_the_operator_wants_it(home, tmp_path):
    """`log_clients`: the address, as the proxies that are believed have seen it, and the query."""
    log = tmp_path / "log"
    with served(home, tmp_path, processes=1, proxies=1, access_log=str(log), log_clients=True) as server:
        server.get("/sparql?query=ASK%20%7B%7D", X_Forwarded_For="198.51.100.1, 192.0.2.77")
    [line] = _lines(log)
    assert (line["client"], line["query"]) == ("192.0.2.77", "query=ASK%20%7B%7D")


def test_what_is_counted_can_be_read_by_prometheus(server):
    """Answers by status, durations by source as a histogram, and work that ended unfinished."""
    before = _samples(server.get("/metrics")[2])
    server.ask("ASK { ?s ?p 'counted' }")
    server.ask("ASK { ?s ?p 'counted' }")
    server.ask("SELECT")
    failed = 'paradiplomacy_answers_total{status="4xx"}'
    for _ in range(100):  # an answer is counted after it is given
        status, head, body = server.get("/metrics")
        after = _samples(body)
        if after[failed] > before[failed]:
            break
    assert (status, head["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert set(before) == set(after)
    grown = {name: after[name] - before[name] for name in after}
    assert grown[failed] == 1
    assert grown['paradiplomacy_answer_seconds_count{source="kept"}'] == 1
    assert grown['paradiplomacy_answer_seconds_bucket{source="kept",le="+Inf"}'] == 1
    assert after['paradiplomacy_generation{work="queries"}'] == 1


def _samples(text: bytes) -> dict[str, float]:
    """Read the samples of an exposition; each metric is described before them."""
    lines = text.decode().splitlines()
    described = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    samples = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    bare = {name.partition("{")[0] for name in samples}
    assert {name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for name in bare} == described
    return {name: float(value) for name, value in samples.items()}


def test_it_says_that_it_is_well(server):
    """`/healthz` and `/readyz` are 200, and nobody keeps them."""
    for path in ("/healthz", "/readyz"):
        status, head, _ = server.get(path)
        assert (status, head["cache-control"]) == (200, "no-store")


class _Elsewhere(BaseHTTPRequestHandler):
    """Another endpoint."""

    def do_POST(self) -> None:
        """Answer any query with one solution."""
        body = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"elsewhere"}}]}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815 — because http.server calls it so

    def log_message(self, *_: object) -> None:
        """Be silent."""


def test_service_goes_where_the_operator_says(home, tmp_path):
    """`services` lists the endpoints that SERVICE may ask; any other is refused, and the list is told."""
    with HTTPServer(("127.0.0.1", 0), _Elsewhere) as elsewhere:
        Thread(target=elsewhere.serve_forever, daemon=True).start()
        there = f"http://127.0.0.1:{elsewhere.server_port}/sparql"
        with served(home, tmp_path, processes=1, services=[there]) as server:
            status, _, body = server.ask(f"SELECT ?x {{ SERVICE <{there}> {{ ?s ?p ?x }} }}")
            assert (status, b"elsewhere" in body) == (200, True), body
            for other in (f"<{there}x>", "?anywhere", f"SILENT <{there}/../x>"):
                status, _, body = server.ask(f"SELECT ?x {{ SERVICE {other} {{ ?s ?p ?x }} }}")
                assert (status, there in json.loads(body)["advice"]) == (403, True), other
        elsewhere.shutdown()


# ── Settings ──


def test_options_stand_above_the_environment_and_that_above_the_file(tmp_path):
    """Defaults, then the file, then the environment, then the options."""
    (tmp_path / "a.toml").write_text('port = 1\nseconds = 2\nmemory = 3\nservices = ["urn:x"]\n', encoding="utf-8")
    environment = {"PARADIPLOMACY_SECONDS": "4.5", "PARADIPLOMACY_MEMORY": "5", "PARADIPLOMACY_LOG_CLIENTS": "true"}
    settings = Settings.load(tmp_path / "a.toml", environment, memory=6, host=None)
    assert (settings.port, settings.seconds, settings.memory) == (1, 4.5, 6)
    assert (settings.host, settings.services, settings.log_clients) == ("127.0.0.1", ("urn:x",), True)


@pytest.mark.parametrize(
    ("text", "environment", "said"),
    [
        ("sekonds = 1", {}, "a.toml: There is no setting 'sekonds'. Take one of host, port,"),
        ("seconds = 'x'", {}, "a.toml: seconds cannot be 'x'. It is of type float."),
        ("seconds = -1", {}, "a.toml: seconds cannot be '-1'."),
        ("port = 1.5", {}, "a.toml: port cannot be '1.5'. It is of type int."),
        ("port = ", {}, "a.toml: This is no TOML"),
        ("", {"PARADIPLOMACY_LOG_CLIENTS": "perhaps"}, "environment: log_clients cannot be 'perhaps'."),
        ("", {"PARADIPLOMACY_PORTS": "1"}, "environment: There is no setting 'ports'."),
    ],
)
def test_a_setting_that_is_none_is_refused_with_its_place(tmp_path, text, environment, said):
    """A typing error never passes for a default."""
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ParadiplomacyError) as error:
        Settings.load(tmp_path / "a.toml", environment)
    assert str(error.value).removeprefix(f"{tmp_path}/").startswith(said)


def test_every_setting_stands_on_the_page_with_its_default():
    """docs/serving.md lists what an operator may decide, and nothing else; numbers as they are by default."""
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \| ([^|]+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    settings = {name: default for names, default in rows for name in re.findall(r"[a-z_]+", names)}
    assert set(settings) == {field.name for field in fields(Settings)}
    usual = Settings()
    for name in ("proxies", "seconds", "memory", "size", "concurrent", "waiting", "rate", "cache"):
        assert float(settings[name].replace(",", "")) == getattr(usual, name)
