"""Which contributed datasets enter: those that contradict neither what is ours nor a dataset before them.

A dataset that does is left out alone, with the proof. Of two that are each right by themselves and not together, the
one whose name comes first is in: the same files always give the same snapshot, whoever was there before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from paradiplomacy.findings import Finding, Place
from paradiplomacy.infer.soundness import contradictions
from paradiplomacy.infer.statements import Consequences
from paradiplomacy.sources import Document, Role
from paradiplomacy.terms import GRAPH, Quad

__all__ = ["admit"]

Close: TypeAlias = Callable[[Sequence[Document], Consequences], Consequences]
"""Closes documents, on what some of them gave already."""

Admission: TypeAlias = tuple[Consequences, Sequence[Document], tuple[Finding, ...]]
"""The closure with the datasets that enter, all documents in it, and why the others are left out."""


def admit(
    documents: Sequence[Document],
    ours: Sequence[Document],
    whole: Consequences,
    close: Close,
    places: Mapping[Quad, tuple[Place, ...]],
) -> Admission:
    """Add the datasets among some documents to the closure of the others, which are ours and consistent."""
    if len(ours) == len(documents):
        return whole, documents, ()
    together = close(documents, whole)
    if not together.inconsistencies:
        return together, documents, ()
    admitted, refused = list(ours), []
    contributed = [document for document in documents if document.source.role is Role.DATASET]
    for graph, files in groupby(sorted(contributed, key=_graph), key=_graph):
        dataset = list(files)
        made = close([*admitted, *dataset], whole)
        if made.inconsistencies:
            refused += _refusal(graph, made, places, frozenset(document.source.name for document in dataset))
        else:
            whole, admitted = made, [*admitted, *dataset]
    return whole, admitted, tuple(refused)


def _graph(document: Document) -> str:
    return document.source.graph


def _refusal(
    graph: str, made: Consequences, places: Mapping[Quad, tuple[Place, ...]], files: frozenset[str]
) -> list[Finding]:
    """Tell each contradiction at a statement of the dataset."""
    name = graph.removeprefix(GRAPH)
    return [
        replace(finding, check="dataset-refused", advice=f"{name} is left out, the rest is built. {finding.advice}")
        for finding in contradictions(made, places, files)
    ]
