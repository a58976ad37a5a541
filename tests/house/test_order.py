"""The house is in order: who imports whom, how it is written, what lies where."""

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

SCRIPTS = Path(sysconfig.get_path("scripts"))

TOP = {
    "pyproject.toml", "ontology", "data", "shapes", "server", "queries", "tests", "docs", ".ci", "Makefile",
    "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff",
}  # fmt: skip

A_MACHINE = re.compile(r"(?<![\w./:}>-])/(?:home|Users|root|work|mnt|opt|tmp)/\w|[A-Z]:\\Users\b")
A_REGISTRY = re.compile(r"pypi\.org|python[h]osted|registry\.npm[j]s|--(?:extra-)?index[-]url|proxy\.golang\.org")
UNDONE = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X])\b")


@pytest.mark.parametrize(
    "command",
    [["lint-imports"], ["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]],
    ids=["imports go one way", "the style is kept", "the format is kept", "the types hold"],
)
def test_a_check_of_the_whole_house_passes(checkout, command):
    """What `make check` runs finds nothing."""
    done = subprocess.run(
        [SCRIPTS / command[0], *command[1:]], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_lies_about_at_the_top(ours):
    """The top holds the owner's names and files that begin with a dot, and no more."""
    top = {name.partition("/")[0] for name in ours}
    assert {name for name in top - TOP if not name.startswith(".")} == set()
    assert TOP - top == set()


@pytest.mark.parametrize(
    "pattern", [A_MACHINE, A_REGISTRY, UNDONE], ids=["a machine's path", "a registry's host", "work left undone"]
)
def test_no_file_names(checkout, ours, pattern):
    """What holds on one machine or for one day stands in no text; a picture is none."""
    found = []
    for name in (name for name in ours if not name.endswith(".png")):
        text = (checkout / name).read_bytes().decode(errors="replace")
        found += [f"{name}: {match.group()}" for match in pattern.finditer(text)]
    assert found == []


def test_no_module_is_longer_than_can_be_read(checkout, ours):
    """Past 350 lines a module is two."""
    modules = [name for name in ours if name.startswith("server/") and name.endswith(".py")]
    lengths = {name: (checkout / name).read_text(encoding="utf-8").count("\n") for name in modules}
    assert {name: length for name, length in lengths.items() if length > 350} == {}


def test_exact_versions_are_given_for_every_package(checkout):
    """Each line of the constraints names one version, and no place to get it from."""
    lines = (checkout / ".ci/constraints.txt").read_text(encoding="utf-8").splitlines()
    wrong = [line for line in lines if not line.startswith("#") and not re.fullmatch(r"[a-z0-9-]+==[\w.]+", line)]
    assert wrong == []
