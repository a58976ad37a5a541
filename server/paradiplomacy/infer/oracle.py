"""Runs owlrl in a process of its own, because importing it changes rdflib's literals for the whole process.

Literals travel as they were written, and blank nodes as IRIs, so that no term is rewritten on the way.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import cast

from paradiplomacy import formats
from paradiplomacy.errors import ParadiplomacyError
from paradiplomacy.terms import BNode, Object, Triple, URIRef

_NT = formats.by_name("ntriples")
_BASE = URIRef("urn:x-paradiplomacy:closure")
_BLANK = "urn:x-paradiplomacy:blank:"
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"',;()]+")


def run(triples: frozenset[Triple]) -> tuple[frozenset[Triple], tuple[str, ...]]:
    """Give what owlrl infers beyond the triples, and its messages of inconsistency.

    Raises ParadiplomacyError if the process fails.
    """
    sent = formats.write((_each(_named, triple) for triple in triples), _NT)
    command = [sys.executable, "-c", f"from {__name__} import main; main()"]
    done = subprocess.run(command, input=sent, capture_output=True, check=False)  # noqa: S603 — because it is our own
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise ParadiplomacyError(f"The reasoner owlrl failed: {''.join(last)}", "Please report this.")
    answer = json.loads(done.stdout)
    quads = formats.parse(answer["closure"].encode(), _NT, base=str(_BASE), default_graph=_BASE, file="closure")
    closed = frozenset(_each(_blank, quad[:3]) for quad in quads)
    return closed - triples, tuple(answer["messages"])


def _each(change: Callable[[Object], Object], triple: Triple) -> Triple:
    subject, predicate, obj = triple
    return cast("Triple", (change(subject), predicate, change(obj)))


def _named(term: Object) -> Object:
    return URIRef(_BLANK + term) if isinstance(term, BNode) else term


def _blank(term: Object) -> Object:
    named = isinstance(term, URIRef) and term.startswith(_BLANK)
    return BNode(term.removeprefix(_BLANK)) if named else term


def culprits(message: str, triples: Iterable[Triple]) -> tuple[Object, ...]:
    """Give the terms of the triples that a message of owlrl's names, in the order in which it names them."""
    known = {str(term): term for triple in triples for term in triple}
    return tuple(known[word] for word in _IRI.findall(message) if word in known)


def main() -> None:
    """Read N-Triples from standard input, write the closure and owlrl's messages as JSON to standard output."""
    import rdflib  # noqa: PLC0415 — because only the child may change how literals behave

    rdflib.NORMALIZE_LITERALS = False
    import owlrl  # noqa: PLC0415 — because importing it changes rdflib's literals

    graph = rdflib.Graph()
    graph.parse(data=sys.stdin.buffer.read(), format="nt")
    reasoner = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    reasoner.closure()
    lines = sorted(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in graph if not isinstance(s, rdflib.Literal))
    json.dump({"closure": "".join(lines), "messages": sorted(set(reasoner.error_messages))}, sys.stdout)
