"""Runs owlrl in a process of its own, because importing it changes rdflib's literals for the whole process.

Terms travel as a numbered list and come back as numbers, so that none is rewritten on the way; only what owlrl adds
of its own, as the terms of RDF, comes back spelt out.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from typing import cast

from paradiplomacy.errors import ParadiplomacyError
from paradiplomacy.terms import XSD, BNode, Literal, Object, Triple, URIRef

_Spelt = list[str | None]
"""A term as JSON: its class, its text, datatype and language."""


def run(triples: frozenset[Triple]) -> tuple[frozenset[Triple], tuple[str, ...]]:
    """Give what owlrl infers beyond the triples, and its messages of inconsistency.

    Raises ParadiplomacyError if the process fails.
    """
    terms = sorted({term for triple in triples for term in triple}, key=_spelt)
    number = {term: at for at, term in enumerate(terms)}
    sent = {
        "terms": [_spelt(term) for term in terms],
        "triples": sorted(tuple(map(number.__getitem__, triple)) for triple in triples),
    }
    command = [sys.executable, "-c", f"from {__name__} import main; main()"]
    done = subprocess.run(command, input=json.dumps(sent).encode(), capture_output=True, check=False)  # noqa: S603 — because it is our own
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise ParadiplomacyError(f"The reasoner owlrl failed: {''.join(last)}", "Please report this.")
    answer = json.loads(done.stdout)
    terms += map(_read, answer["terms"])
    closed = {cast("Triple", tuple(terms[at] for at in triple)) for triple in answer["triples"]}
    return frozenset(closed - triples), tuple(answer["messages"])


def _spelt(term: Object) -> _Spelt:
    kind = type(term).__name__
    if isinstance(term, Literal):
        return [kind, str(term), str(term.datatype or ""), term.language or ""]
    return [kind, str(term), "", ""]


def _read(spelt: _Spelt) -> Object:
    kind, text, datatype, language = spelt
    if kind == "Literal":
        return Literal(text, datatype=URIRef(datatype) if datatype else None, lang=language or None, normalize=False)
    return BNode(text) if kind == "BNode" else URIRef(str(text))


def culprits(message: str, triples: Iterable[Triple]) -> tuple[Object, ...]:
    """Give the terms of the triples that a message of owlrl's names, in the order in which it names them."""
    terms = {term for triple in triples for term in triple}
    known = {f"'{term}'" if isinstance(term, Literal) else str(term): term for term in sorted(terms, key=_spelt)}
    # The longest first: one name may begin another.
    names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return tuple(known[name] for name in re.findall(rf"(?:{names})(?![\w/#-])", message))


def main() -> None:
    """Read terms and triples as JSON from standard input, write owlrl's closure and messages to standard output."""
    import owlrl  # noqa: PLC0415 — because importing it changes rdflib's literals
    import rdflib  # noqa: PLC0415 — because only the child may change how literals behave

    # owlrl takes NaN and INF for no values of their datatypes (XML Schema Datatypes 1.1 sections 3.3.4 and 3.3.5).
    owlrl.DatatypeHandling.AltXSDToPYTHON.update({XSD.double: float, XSD.float: float})
    sent = json.load(sys.stdin)
    terms = [_read(spelt) for spelt in sent["terms"]]
    graph = rdflib.Graph()
    for triple in sent["triples"]:
        graph.add(tuple(terms[at] for at in triple))
    reasoner = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    reasoner.closure()
    number = {term: at for at, term in enumerate(terms)}
    closed = [triple for triple in graph if not isinstance(triple[0], Literal)]
    triples = [[number.setdefault(term, len(number)) for term in triple] for triple in closed]  # type: ignore[arg-type]  # because rdflib promises any node
    added = [_spelt(term) for term in [*number][len(terms) :]]
    json.dump({"terms": added, "triples": triples, "messages": sorted(set(reasoner.error_messages))}, sys.stdout)
