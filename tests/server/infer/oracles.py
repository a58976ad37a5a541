"""Two other engines for OWL 2 RL, asked for the closure of small graphs."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import sparq

from paradiplomacy.infer.rules import Atom

__all__ = ["Answer", "Owlrl", "sparq_rdf"]


class Answer(NamedTuple):
    """What an engine says: all triples, and whether it found a contradiction."""

    triples: set[Atom]
    inconsistent: bool


class Owlrl:
    """owlrl in a process of its own."""

    def __init__(self) -> None:
        worker = Path(__file__).with_name("owlrl_worker.py")
        self.process = subprocess.Popen(
            [sys.executable, str(worker)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, triples: Iterable[Atom]) -> Answer:
        """Close a graph."""
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(_lines(triples)), file=self.process.stdin, flush=True)
        found, messages = json.loads(self.process.stdout.readline())
        closure = {(s, p, o) for s, p, o in found if p != "<http://www.daml.org/2002/03/agents/agent-ont#error>"}
        return Answer(closure, bool(messages))

    def close(self) -> None:
        """End the process."""
        self.process.communicate()


def sparq_rdf(triples: Iterable[Atom]) -> Answer:
    """Close a graph with sparq-rdf."""
    graph = sparq.Graph.load(_lines(triples), format="ntriples")
    graph.reason("owl")
    rows = graph.query("SELECT ?s ?p ?o { ?s ?p ?o }").rows
    found = {(_term(row["s"]), _term(row["p"]), _term(row["o"])) for row in rows}
    return Answer({triple for triple in found if triple[0][0] != '"'}, bool(graph.inconsistencies()))


def _lines(triples: Iterable[Atom]) -> str:
    return "".join(f"{s} {p} {o} .\n" for s, p, o in triples)


def _term(term: sparq.Term) -> str:
    if term.kind == "uri":
        return f"<{term.value}>"
    if term.kind == "bnode":
        return f"_:{term.value}"
    text = json.dumps(term.value, ensure_ascii=False)
    if term.language:
        return f"{text}@{term.language}"
    return text if term.datatype.endswith("#string") else f"{text}^^<{term.datatype}>"
