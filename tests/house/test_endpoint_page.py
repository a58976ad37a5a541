"""The snippets of the endpoint's page ask a running server and print what the page says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from walkthrough import matches, steps

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[2] / "docs" / "endpoint.md").read_text(encoding="utf-8")
STEPS = list(steps(PAGE))
COMMANDS = [step for step in STEPS if step.command]
ENVIRONMENT = Path(sys.prefix)

# What the first word of a command needs: a program, a folder, and where a reader has that beside him.
JAVA = ("javac", "jena", "apache-jena/lib")
NEEDS = {"node": ("node", "comunica/node_modules", "node_modules"), "java": JAVA, "apache-jena/bin/rsparql": JAVA}
RSPARQL = "#!/bin/sh\nexec java -cp 'apache-jena/lib/*' arq.rsparql \"$@\"\n"  # as that of the archive does


@pytest.fixture
def reader(address, tmp_path):
    """Give a folder in which all files of the page have been saved, with the server's own address."""
    for step in STEPS:
        if step.file:
            (tmp_path / step.file).write_text(at(address, step.printed), encoding="utf-8")
    (tmp_path / "apache-jena/bin").mkdir(parents=True)
    (tmp_path / "apache-jena/bin/rsparql").write_text(RSPARQL, encoding="utf-8")
    (tmp_path / "apache-jena/bin/rsparql").chmod(0o755)
    return tmp_path


def at(address, text):
    """Put the server's address for the one that is printed."""
    return text.replace("http://127.0.0.1:8000", address)


def test_each_client_has_a_snippet():
    """Whoever uses one of these finds it under "From your language"."""
    section = re.search(r"^## From your language\n(.*?)^## ", PAGE, re.MULTILINE | re.DOTALL)[1]
    assert all(name in section for name in ("curl", "SPARQLWrapper", "SPARQLStore", "comunica", "fetch", "rsparql"))


@pytest.mark.parametrize("step", COMMANDS, ids=[step.command[:40] for step in COMMANDS])
def test_a_command_prints_what_the_page_says(address, reader, step):
    """Word for word, once the files above it are saved and the client is installed."""
    if need := NEEDS.get(step.command.split()[0]):
        program, folder, place = need
        if not (shutil.which(program) and (ENVIRONMENT / folder).is_dir()):
            pytest.skip(f"{program} or {folder} is absent; make test installs it where apt-get, mvn and npm can")
        (reader / place).symlink_to(ENVIRONMENT / folder)
    path = f"{ENVIRONMENT / 'bin'}:{os.environ['PATH']}"
    shell = ["bash", "-c", at(address, step.command)]
    environment = os.environ | {"PATH": path}
    done = subprocess.run(shell, cwd=reader, env=environment, capture_output=True, text=True, check=False)
    assert matches(done.stdout, step.printed), done.stdout + done.stderr
