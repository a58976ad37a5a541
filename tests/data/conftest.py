"""What the tests of the data stand on: the paper's passages as printed, where they are at hand, and what we state."""

import csv
import re
from typing import NamedTuple

import pytest
import rdflib

from paradiplomacy import sources
from paradiplomacy.sources import Role

PRINTED = sources.root().parent / "shared" / "paper" / "passages.tsv"


class Passage(NamedTuple):
    """A passage of the paper as printed."""

    id: str
    section: str
    kind: str
    locator: str
    text: str

    @property
    def plain(self):
        """The text without the marks of its typesetting."""
        return re.sub(r"</?sup>|\*", "", self.text)


@pytest.fixture(scope="session")
def printed():
    """Give the paper's passages, in order, by their ids."""
    if not PRINTED.exists():
        pytest.skip(f"the text of the paper is not at hand: no {PRINTED.name} in ../shared/paper")
    with PRINTED.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["id"]: Passage(**row) for row in rows}


@pytest.fixture(scope="session")
def documents(tmp_path_factory):
    """Read the real sources, without what somebody contributed."""
    home = tmp_path_factory.mktemp("no-home")
    return [sources.read(source) for source in sources.discover(sources.root(), home)]


@pytest.fixture(scope="session")
def stated(documents):
    """Give what the paper's files and our readings state, each passage a graph."""
    dataset = rdflib.Dataset()
    for document in documents:
        if document.source.role in {Role.PAPER, Role.PASSAGES, Role.READINGS}:
            for subject, predicate, value, graph in document.quads:
                dataset.graph(graph).add((subject, predicate, value))
    return dataset


@pytest.fixture(scope="session")
def union(stated):
    """Give the same in one graph."""
    graph = rdflib.Graph()
    for subject, predicate, value, _ in stated.quads():
        graph.add((subject, predicate, value))
    return graph
