"""The pages say what is so."""

import re
from importlib import import_module
from pathlib import Path

import commands_page
import pytest
import yaml

import paradiplomacy

LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
ROOM = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \|", re.MULTILINE)


def pages(ours):
    """List the Markdown files."""
    return [name for name in ours if name.endswith(".md")]


def test_the_page_of_the_commands_is_what_they_say():
    """Write it anew with: python tests/house/commands_page.py."""
    assert commands_page.PAGE.read_text(encoding="utf-8") == commands_page.page()


@pytest.mark.parametrize("command", commands_page.COMMANDS)
def test_each_command_shows_an_example_whose_files_are_there(checkout, command):
    """The example begins with the command's own name; a file of the checkout that it names exists."""
    example = commands_page.helped(command).rpartition("example:\n  ")[2]
    assert example.startswith(f"paradiplomacy {command}")
    assert all((checkout / word).is_file() for word in example.split() if "/" in word)


def test_every_link_leads_somewhere(checkout, ours):
    """A link within the checkout names a file that is there."""
    broken = [
        f"{page}: {target}"
        for page in pages(ours)
        for target in LINK.findall((checkout / page).read_text(encoding="utf-8"))
        if not (checkout / page).parent.joinpath(target).exists()
    ]
    assert broken == []


def test_every_room_of_the_architecture_is_one(checkout):
    """The table of rooms names every module of the package, and no other."""
    table = ROOM.findall((checkout / "docs/architecture.md").read_text(encoding="utf-8"))
    named = {name for row in table for name in re.findall(r"\w+", row)} - {"room"}
    package = Path(paradiplomacy.__file__).parent
    there = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert named == {name for name in there if not name.startswith("__")}


@pytest.mark.parametrize(
    ("room", "verb"),
    [("build", "build"), ("snapshot", "write"), ("snapshot", "latest"), ("store", "connect"), ("infer", "close"),
     ("check", "check"), ("sources", "discover"), ("sources", "read"), ("places", "locate"), ("formats", "parse"),
     ("validation", "validate"), ("library", "examples"), ("web", "create_app"), ("cli", "main")],
)  # fmt: skip
def test_every_verb_of_the_architecture_is_one(checkout, room, verb):
    """What the table calls by name can be called, and the table calls it by name."""
    assert callable(getattr(import_module(f"paradiplomacy.{room}"), verb))
    assert f"`{verb}" in (checkout / "docs/architecture.md").read_text(encoding="utf-8")


def test_the_fact_of_the_architecture_page_is_in_the_table_of_the_paper(checkout, store):
    """The row prints the word, and the page's query finds it there."""
    from paradiplomacy import formats  # noqa: PLC0415 — because only this test asks
    from paradiplomacy.store import Query  # noqa: PLC0415 — because only this test asks

    page = (checkout / "docs/architecture.md").read_text(encoding="utf-8")
    text, said = re.search(r"echo '(.*?)' \| paradiplomacy query -\n(.*?)```", page, re.DOTALL).groups()
    assert store.answer(Query(text, formats.by_name("tsv"))).body.decode() == said


def test_the_citation_file_says_what_the_format_wants(checkout):
    """Citation File Format 1.2.0: its four required keys, and the version of the package."""
    citation = yaml.safe_load((checkout / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert all(citation[key] for key in ("message", "title", "authors"))
    assert citation["version"] == paradiplomacy.__version__
    assert all({"name"} <= set(author) or {"family-names"} <= set(author) for author in citation["authors"])


def test_the_changelog_names_the_version(checkout):
    """What is not released yet stands under Unreleased, in the format's own headings."""
    text = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### (.*)", text, re.MULTILINE)
    assert "## [Unreleased]" in text
    assert set(headings) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
