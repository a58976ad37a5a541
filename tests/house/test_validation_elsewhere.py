"""The validator works where other people's records are: in their CI, and before their commits."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

CHECKOUT = Path(__file__).parents[2]
RECORD = """@prefix para: <https://w3id.org/paradiplomacy/ontology#> .
@prefix actor: <https://w3id.org/paradiplomacy/id/actor/> .
actor:new a para:SubStateActor ; para:asWritten "New" .
"""
GOOD, BAD = RECORD, RECORD.replace('"New"', '" New"')


def run(command, folder, **how):
    """Run a command of a stranger, who has the installed program on the path."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False, **how
    )


def steps():
    """Read the steps that run a command, but for the one that installs, each with whether it runs after a failure."""
    workflow = yaml.safe_load((CHECKOUT / "docs" / "ci-example.yml").read_text(encoding="utf-8"))
    [job] = workflow["jobs"].values()
    for step in job["steps"]:
        if "run" in step and not step["run"].startswith("pip install"):
            yield step["run"], step.get("if") == "always()"


@pytest.mark.parametrize(("record", "passes"), [(GOOD, True), (BAD, False)], ids=["a right record", "a wrong record"])
def test_the_workflow_passes_what_conforms_and_fails_the_rest(tmp_path, record, passes):
    """Its commands are run as they stand; the findings are written either way."""
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "new.ttl").write_text(record, encoding="utf-8")
    passed = True
    for command, always in steps():
        if passed or always:
            # As GitHub runs a step: https://docs.github.com/actions, the shell bash.
            done = run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command], tmp_path)
            passed = passed and done.returncode == 0
            assert "Traceback" not in done.stderr
    assert passed is passes
    log = json.loads((tmp_path / "findings.sarif").read_text(encoding="utf-8"))
    assert len(log["runs"][0]["results"]) == (0 if passes else 1)


def hook():
    """Read the one hook that is offered."""
    [offered] = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return offered


@pytest.mark.parametrize(("record", "code"), [(GOOD, 0), (BAD, 1)], ids=["a right record", "a wrong record"])
def test_the_hook_lets_a_commit_be_made_only_if_it_conforms(tmp_path, record, code):
    """Run by pre-commit itself, in a repository of a stranger; the program is the one that is installed here."""
    run(["git", "init", "--quiet"], tmp_path)
    local = {**hook(), "language": "system"}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (tmp_path / "new.ttl").write_text(record, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no RDF", encoding="utf-8")
    run(["git", "add", "."], tmp_path)
    done = run(["pre-commit", "run", "--verbose"], tmp_path)
    assert done.returncode == code, done.stdout + done.stderr
    assert ("spelling-is-a-name" in done.stdout) is bool(code)


@pytest.mark.slow
def test_pre_commit_installs_the_hook_from_the_repository(copy, stranger, tmp_path):
    """Into an environment of its own, as on a machine that has never seen the project."""
    theirs, ours = tmp_path / "theirs", copy(tmp_path / "ours")
    theirs.mkdir()
    (theirs / "new.ttl").write_text(BAD, encoding="utf-8")
    for folder in (ours, theirs):
        run(["git", "init", "--quiet"], folder)
        run(["git", "add", "."], folder)
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    run(["git", *author, "commit", "--quiet", "--message", "All"], ours)
    program = Path(sys.executable).parent / "pre-commit"
    environment = {**stranger, "PRE_COMMIT_HOME": str(tmp_path / "cache")}
    command = [program, "try-repo", ours, hook()["id"], "--verbose", "--all-files"]
    done = subprocess.run(command, cwd=theirs, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "spelling-is-a-name" in done.stdout, done.stdout
