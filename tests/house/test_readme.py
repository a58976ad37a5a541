"""The README can be followed word for word, from a fresh clone."""

import os
import re
import signal
import socket
import subprocess
import threading
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from walkthrough import matches, steps

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@dataclass
class Server:
    """A server that was started by a command of the README."""

    process: subprocess.Popen
    printed: str


def started(command, folder, environment):
    """Start the server, and read what it prints until it names its endpoint."""
    process = subprocess.Popen(
        ["bash", "-c", f"exec {command}"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "/sparql" in line:
            break
    # What it prints later must not fill the pipe.
    threading.Thread(target=process.stdout.read, daemon=True).start()
    return Server(process, "".join(lines))


@pytest.fixture(scope="module")
def port():
    """Find a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def newcomer(copy, tmp_path, stranger):
    """Give a fresh clone and the environment of someone who has just made it."""
    folder = copy(tmp_path / "clone")
    path = f"{folder / '.venv/bin'}:{stranger['PATH']}"
    rest = {name: value for name, value in stranger.items() if name not in {"PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"}}
    return folder, rest | {"PATH": path}


def asked(port):
    """Ask the endpoint at its printed address, again as long as it is not yet listening."""
    wait = threading.Event()
    for _ in range(600):
        try:
            query = urllib.parse.urlencode({"query": COUNT, "format": "csv"})
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?{query}", timeout=60) as answer:
                return answer.read().decode().split()
        except OSError:
            wait.wait(0.1)
    raise AssertionError("The server does not answer.")


def test_the_steps_are_found():
    """Serving, asking, building, exporting, checking and testing are commands of the README."""
    commands = [step.command for step in steps(README)]
    for word in ("make serve", "make test", "curl", "build", "query", "export", "validate"):
        assert any(word in command for command in commands), word


def test_what_is_made_is_a_target_of_the_makefile(checkout):
    """Each `make` of the README names a target."""
    makefile = (checkout / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([\w-]+):", makefile, re.MULTILINE)
    named = re.findall(r"(?:^\$ |`)make ([\w-]+)", README, re.MULTILINE)
    assert {"serve", "test"} <= set(named) <= set(targets)


@pytest.mark.slow
def test_following_it_word_for_word_prints_what_it_says(newcomer, port):
    """Each step is taken in order in a fresh clone; only `make test` is not, for it is what runs this."""
    folder, environment = newcomer
    servers = []
    try:
        for step in steps(README):
            command, said = (text.replace("8000", str(port)) for text in (step.command, step.printed))
            if step.file:
                (folder / step.file).write_text(said, encoding="utf-8")
            elif command == "make serve":
                servers.append(started(f"{command} PORT={port}", folder, environment))
                assert matches(servers[0].printed, said), servers[0].printed
                assert int(asked(port)[1]) > 0
            elif command != "make test":
                shell = ["bash", "-c", command]
                done = subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True, check=False)
                assert matches(done.stdout, said), f"$ {command}\n{done.stdout}{done.stderr}"
    finally:
        for server in servers:
            # To make and to all that it started. Not an interrupt: a shell lets what runs in its background ignore it.
            os.killpg(server.process.pid, signal.SIGTERM)
            server.process.wait()
            server.process.stdout.close()
    assert len(servers) == 1
