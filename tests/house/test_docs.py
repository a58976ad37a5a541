"""The pages say what is so."""

import json
import re
from importlib import import_module
from pathlib import Path

import commands_page
import ontology_page
import pytest
import rules_page
import yaml

import paradiplomacy
from paradiplomacy import formats
from paradiplomacy.store import Query
from paradiplomacy.terms import ID

LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
SNIPPET = re.compile(r"^```sparql\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PREFIXES, *SNIPPETS = SNIPPET.findall((Path(__file__).parents[2] / "docs/patterns.md").read_text(encoding="utf-8"))
ROOM = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \|", re.MULTILINE)


def pages(ours):
    """List the Markdown files."""
    return [name for name in ours if name.endswith(".md")]


def test_the_page_of_the_rules_is_what_the_engine_reads():
    """Write it anew with: python tests/house/rules_page.py."""
    assert rules_page.PAGE.read_text(encoding="utf-8") == rules_page.page()


def test_the_page_of_the_commands_is_what_they_say():
    """Write it anew with: python tests/house/commands_page.py."""
    assert commands_page.PAGE.read_text(encoding="utf-8") == commands_page.page()


def test_the_page_of_the_ontology_is_what_it_says():
    """Write it anew with: python tests/house/ontology_page.py."""
    assert ontology_page.PAGE.read_text(encoding="utf-8") == ontology_page.page()


def answered(store, snippet):
    """Tell whether a snippet of the patterns answers something: true, a binding or a triple."""
    form = "json" if snippet.startswith("ASK") else "tsv"
    body = store.answer(Query(PREFIXES + snippet, formats.by_name(form))).body.decode()
    return json.loads(body)["boolean"] if form == "json" else body.count("\n") > 1


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda text: " ".join(text.split())[:60])
def test_a_pattern_answers_unless_it_says_that_it_does_not(store, snippet):
    """Each snippet of the page runs on the paper as it stands there."""
    assert answered(store, snippet) is not snippet.startswith("# answers nothing")


def test_the_patterns_use_only_terms_that_exist():
    """A term of ours on the page is declared by the ontology."""
    page = (ontology_page.CHECKOUT / "docs/patterns.md").read_text(encoding="utf-8")
    declared = {f"para:{str(term).removeprefix(ontology_page.PARA)}" for term in ontology_page.GRAPH.subjects()}
    assert set(re.findall(r"\bpara:\w+", page)) - declared == set()


def test_every_kind_of_thing_has_a_prefix_on_the_page(store):
    """Whoever copies an IRI out of an answer can write it short."""
    things = f"SELECT DISTINCT ?s {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?s), '{ID}')) }}"
    answer = store.answer(Query(things, formats.by_name("csv"))).body.decode().split()[1:]
    kinds = {iri.removeprefix(ID).partition("/")[0] for iri in answer}
    assert {kind for kind in kinds if f"PREFIX {kind}: <{ID}{kind}/" not in PREFIXES} == set()


def test_every_property_of_the_paper_has_a_pattern(store):
    """What is stated of the paper, or read into it, is asked for by some pattern."""
    page = (ontology_page.CHECKOUT / "docs/patterns.md").read_text(encoding="utf-8")
    stated = (
        "SELECT DISTINCT ?property { GRAPH ?graph { ?s ?property ?o } FILTER(STRSTARTS(STR(?property), STR(para:))) }"
    )
    answer = store.answer(Query(PREFIXES + stated, formats.by_name("csv"))).body.decode().split()[1:]
    used = {f"para:{name.rpartition('#')[2]}" for name in answer}
    assert {name for name in used if not re.search(rf"{name}\b", page)} == set()


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
     ("explanation", "explain"),
     ("check", "check"), ("sources", "discover"), ("sources", "read"), ("places", "locate"), ("formats", "parse"),
     ("validation", "validate"), ("library", "examples"), ("web", "create_app"), ("cli", "main")],
)  # fmt: skip
def test_every_verb_of_the_architecture_is_one(checkout, room, verb):
    """What the table calls by name can be called, and the table calls it by name."""
    assert callable(getattr(import_module(f"paradiplomacy.{room}"), verb))
    assert f"`{verb}" in (checkout / "docs/architecture.md").read_text(encoding="utf-8")


def test_the_fact_of_the_architecture_page_is_in_the_table_of_the_paper(checkout, store):
    """The row prints the word, and the page's query finds it there."""
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
