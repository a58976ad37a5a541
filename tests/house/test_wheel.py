"""The wheel, made by way of the source distribution, serves a stranger as the checkout serves us."""

import subprocess
import sys
import zipfile

import pytest

pytestmark = pytest.mark.slow

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/paradiplomacy/ontology#YearEntry> }"


def run(*command, **how):
    """Run a command to its end and give what it printed."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **how)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(copy, tmp_path_factory):
    """Build the source distribution from a copy of the checkout, and the wheel from that."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, copy(tmp_path_factory.mktemp("sources")))
    [wheel] = folder.glob("*.whl")
    return wheel


def test_it_holds_texts_types_and_licence_and_no_snapshot(wheel, ours):
    """Each file of ontology, data, shapes, queries and deploy is in it, and py.typed; no test and no snapshot is."""
    names = set(zipfile.ZipFile(wheel).namelist())
    folders = ("ontology/", "data/", "shapes/", "queries/")
    texts = {f"paradiplomacy/texts/{name}" for name in ours if name.startswith(folders)}
    code = {name.removeprefix("server/") for name in ours if name.startswith("server/paradiplomacy/")}
    deploy = {
        name.replace("server/deploy/", "share/paradiplomacy/") for name in ours if name.startswith("server/deploy/")
    }
    assert {name.partition(".data/data/")[2] for name in names if ".data/" in name} == deploy
    assert {name for name in names if ".dist-info/" not in name and ".data/" not in name} == texts | code
    assert "paradiplomacy/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_it_builds_and_answers_in_an_empty_folder(wheel, stranger, tmp_path):
    """Installed alone, without the checkout, it builds its own texts and answers from them."""
    run(sys.executable, "-m", "venv", tmp_path / "venv")
    run(tmp_path / "venv/bin/python", "-m", "pip", "install", "--quiet", wheel, env=stranger)
    program = tmp_path / "venv/bin/paradiplomacy"
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run(program, "build", cwd=empty, env=stranger).startswith("https://w3id.org/paradiplomacy/snapshot/")
    assert run(program, "query", "-", cwd=empty, env=stranger, input=COUNT) == "?n\n42\n"
