"""Behind a reverse proxy: the real server behind real nginx, as server/deploy/nginx.conf sets it up, under a prefix."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from paradiplomacy import sources
from paradiplomacy.web import create_app

PREFIX = "/paradiplomacy"
CONF = sources.root() / "server" / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
HALF = (
    b"POST /paradiplomacy/sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 6\r\n\r\nASK"
)
HELD = 32
"""Connections of one address that nginx holds (limit_conn)."""


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Wait until a process listens."""
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "it ended before it listened"
        time.sleep(0.05)


@dataclass
class Relay:
    """Stands between nginx and the server, and notes the bytes of each connection that nginx opens."""

    target: int
    seen: list[bytearray] = field(default_factory=list)
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    def run(self) -> None:
        """Pass everything on, until the listener is closed."""
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            self.seen.append(bytearray())
            for source, sink, note in ((near, far, self.seen[-1]), (far, near, bytearray())):
                threading.Thread(target=self._pass, args=(source, sink, note), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, note: bytearray) -> None:
        with source:
            try:
                while data := source.recv(65_536):
                    note += data
                    sink.sendall(data)
                sink.shutdown(socket.SHUT_WR)
            except OSError:
                return

    @property
    def received(self) -> bytes:
        """All that reached the server."""
        return b"".join(map(bytes, self.seen))


@pytest.fixture(scope="module")
def relay(home: Path) -> Iterator[Relay]:
    """Start the real server, which believes one proxy, behind a relay."""
    port = free_port()
    command = [sys.executable, "-m", "paradiplomacy", "serve", "--home", str(home), "--port", str(port)]
    server = subprocess.Popen(command, env={**os.environ, "PARADIPLOMACY_PROXIES": "1"}, stdout=subprocess.DEVNULL)
    wait_for(port, server)
    relay = Relay(port)
    threading.Thread(target=relay.run, daemon=True).start()
    yield relay
    relay.listener.close()
    server.terminate()
    server.wait()


@dataclass(frozen=True)
class Proxy:
    """An nginx that listens at a port."""

    port: int

    def get(self, path: str, headers: dict[str, str] | None = None, method: str = "GET", body: bytes | None = None):
        """Ask, and give the answer with its body read."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        connection.close()
        return response, text


def start(folder: Path, upstream: int) -> tuple[subprocess.Popen, Proxy]:
    """Start nginx with the shipped file; only its two ports are others."""
    port = free_port()
    site = CONF.read_text(encoding="utf-8")
    assert site.count("listen 80;") == site.count("server 127.0.0.1:8000;") == 1
    site = site.replace("listen 80;", f"listen 127.0.0.1:{port};")
    (folder / "site.conf").write_text(site.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}"), encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}include {folder}/site.conf;\n}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([str(NGINX), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"])
    wait_for(port, process)
    return process, Proxy(port)


@pytest.fixture(scope="module")
def nginx(relay: Relay, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Start nginx before the server."""
    if NGINX is None:
        pytest.skip("nginx is absent: apt-get install nginx-light")
    process, proxy = start(tmp_path_factory.mktemp("nginx"), relay.listener.getsockname()[1])
    yield proxy
    process.terminate()
    process.wait()


def found(page: str) -> set[str]:
    """List the addresses that a page leads to or loads, its own host's ones."""
    addresses = {unescape(address) for address in re.findall(r'(?:href|src|action)="([^"]*)"', page)}
    return {address for address in addresses if not re.match(r"[a-z]+:", address) and not address.startswith("#")}


PAGES = ("/", "/paper", "/questions", "/query?query=DESCRIBE%20%3Chttps://w3id.org/paradiplomacy/id/actor/kyoto%3E",
         "/explain?s=actor:kyoto&p=a&o=para:Actor", "/query?query=x", "/nowhere")  # fmt: skip
FEW = 12
"""Links that are followed of those that lead to one path."""


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_stands_under_the_prefix_and_leads_somewhere(nginx: Proxy, path):
    """None leads out of the prefix; of those to one path, which differ in what they ask, some are followed."""
    page = PREFIX + path
    links = {urljoin(page, address).partition("#")[0] for address in found(nginx.get(page, BROWSER)[1])}
    assert len(links) > 4
    assert [link for link in links if not link.startswith(PREFIX + "/")] == []
    by_path: dict[str, list[str]] = {}
    for link in sorted(links):
        by_path.setdefault(urlsplit(link).path, []).append(link)
    broken = {
        link: response.status
        for same in by_path.values()
        for link in same[:: len(same) // FEW + 1]
        if (response := nginx.get(link, BROWSER)[0]).status != 200
    }
    assert broken == {}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/sparql", "<http://graph.example/paradiplomacy/sparql>"),
        (
            "/.well-known/void?format=ntriples",
            "<http://graph.example/paradiplomacy/rdf-graph-store?default=&format=turtle>",
        ),
        ("/openapi.json", '"servers": [{"url": "/paradiplomacy"}]'),
        ("/", "curl http://graph.example/paradiplomacy/sparql"),
    ],
)
def test_what_names_addresses_names_those_that_a_client_sees(nginx: Proxy, path, words):
    """Host and prefix are those of the proxy."""
    response, text = nginx.get(PREFIX + path, {"Host": "graph.example"})
    assert response.status == 200
    assert words in text


def test_it_leads_on_under_the_prefix(nginx: Proxy):
    """A redirect stays within it; the prefix alone gets its slash."""
    assert nginx.get(PREFIX + "/sparql", BROWSER)[0].headers["Location"] == PREFIX + "/query"
    assert urlsplit(nginx.get(PREFIX, BROWSER)[0].headers["Location"]).path == PREFIX + "/"


def test_what_a_client_claims_of_itself_does_not_count(nginx: Proxy):
    """X-Forwarded fields that come from outside are replaced."""
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil", "X-Forwarded-Proto": "gopher"}
    _, text = nginx.get(PREFIX + "/sparql", {"Host": "graph.example", **forged})
    assert "http://graph.example/paradiplomacy/sparql" in text
    assert "evil" not in text
    assert "gopher" not in text


def test_an_answer_comes_through_as_it_is(nginx: Proxy):
    """Entity tag, 304 and the fields of the server are passed on."""
    path = PREFIX + "/sparql?query=SELECT%20*%20%7B%20?s%20%3Curn:x:y%3E%20?o%20%7D"
    first, _ = nginx.get(path)
    assert first.headers["Para-Unknown-Terms"] == '"urn:x:y"'
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert nginx.get(path, {"If-None-Match": first.headers["ETag"]})[0].status == 304


def test_a_half_sent_body_never_reaches_the_server(nginx: Proxy, relay: Relay):
    """As many as nginx holds wait there, the others are refused; look-ups go through; what is completed is answered."""
    time.sleep(0.3)  # until connections of the tests before are closed
    before = relay.received
    slow = [socket.create_connection(("127.0.0.1", nginx.port)) for _ in range(HELD - 2)]
    for connection in slow:
        connection.sendall(HALF)
    response, _ = nginx.get(PREFIX + "/sparql?query=ASK%20%7B%7D")
    assert response.status == 200
    passed = relay.received[len(before) :]
    assert b"GET /sparql?query=ASK" in passed
    assert b"POST" not in passed
    slow[0].sendall(b" {}")
    answer = HTTPResponse(slow[0], method="POST")
    answer.begin()
    assert (answer.status, b"true" in answer.read()) == (200, True)
    assert relay.received[len(before) :].count(b"POST") == 1
    for connection in slow:
        connection.close()


def test_one_address_holds_no_more_connections_than_it_may(nginx: Proxy):
    """Beyond that it is told 429, as a problem document that any origin may read."""
    time.sleep(0.3)
    slow = [socket.create_connection(("127.0.0.1", nginx.port)) for _ in range(HELD)]
    for connection in slow:
        connection.sendall(HALF)
    time.sleep(0.3)
    response, text = nginx.get(PREFIX + "/sparql?query=ASK%20%7B%7D")
    for connection in slow:
        connection.close()
    assert (response.status, response.headers["Content-Type"]) == (429, "application/problem+json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert '"status": 429' in text


@pytest.mark.parametrize(("size", "status"), [(900_000, 403), (1_040_000, 413), (1_200_000, 413)])
def test_a_body_that_is_too_large_is_refused(nginx: Proxy, size, status):
    """By the server where it is too long for a query or a request, by nginx where it is longer still."""
    fields = {"Content-Type": "application/sparql-query"}
    response, text = nginx.get(PREFIX + "/sparql", fields, "POST", b"#" * size)
    assert (response.status, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert f'"status": {status}' in text


def test_a_server_that_is_away_is_told(tmp_path: Path):
    """502 is a problem document, too."""
    if NGINX is None:
        pytest.skip("nginx is absent: apt-get install nginx-light")
    process, proxy = start(tmp_path, free_port())
    response, text = proxy.get(PREFIX + "/sparql")
    process.terminate()
    process.wait()
    assert (response.status, response.headers["Content-Type"]) == (502, "application/problem+json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert '"status": 502' in text


FORWARDED = {
    "X-Forwarded-For": "192.0.2.1, 192.0.2.2",
    "X-Forwarded-Host": "one.example, two.example",
    "X-Forwarded-Proto": "http, https",
    "X-Forwarded-Prefix": "/one, /two",
}


@pytest.mark.parametrize(
    ("proxies", "address"),
    [(0, "http://localhost/sparql"), (1, "https://two.example/two/sparql"), (2, "http://one.example/one/sparql")],
)
def test_as_many_proxies_are_believed_as_there_are(home, proxies, address):
    """By default none: what is not set by a proxy of ours was written by a client."""
    client = create_app(home, proxies=proxies).test_client()
    assert f"<{address}> " in client.get("/sparql", headers=FORWARDED).text
