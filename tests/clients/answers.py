"""Answers in the W3C's formats, read so that those of two clients can be compared term by term."""

from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from paradiplomacy.library import Example

STORED = Path(__file__).parents[1] / "queries"
YES = {"true\n": True, "false\n": False}

Row = tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]
Answer = bool | tuple[tuple[str, ...], tuple[Row, ...]] | frozenset[ox.Triple]
"""Yes or no; variables and solutions in their order; or triples."""


class Said(NamedTuple):
    """What a client was told, or what it makes of that: a body and its media type."""

    media_type: str
    body: str | bytes


def read(said: Said) -> Answer:
    """Read an answer in any format for bindings, yes or no, or triples."""
    if form := ox.RdfFormat.from_media_type(said.media_type):
        return frozenset(quad.triple for quad in ox.parse(said.body, format=form))
    form = ox.QueryResultsFormat.from_media_type(said.media_type)
    result = ox.parse_query_results(said.body, format=form)
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    return tuple(variable.value for variable in result.variables), tuple(map(tuple, result))


def stored(question: Example) -> Answer:
    """Read the answer that was written down beside the question."""
    place = STORED / question.name
    if question.result == "ask":
        return YES[place.with_suffix(".txt").read_text(encoding="utf-8")]
    ending, media_type = {
        "select": (".tsv", "text/tab-separated-values"),
        "construct": (".nt", "application/n-triples"),
    }[question.result]
    return read(Said(media_type, place.with_suffix(ending).read_bytes()))


def tabulated(answer: Answer) -> list[list[str]]:
    """Give an answer as a table of texts, without datatypes and languages; triples are sorted."""
    if isinstance(answer, bool):
        return [["yes" if answer else "no"]]
    if isinstance(answer, frozenset):
        return sorted([term.value for term in triple] for triple in answer)
    return [[term.value if term else "" for term in row] for row in answer[1]]
