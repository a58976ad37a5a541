"""Answers as a person reads them: tables of terms, each with a short name and, where it is safe, a link."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from rdflib import BNode, Literal, URIRef

from paradiplomacy import terms
from paradiplomacy.formats import by_name, parse
from paradiplomacy.store import Answering, Form, Query, Unknown
from paradiplomacy.terms import Object

__all__ = ["MOST_ROWS", "Table", "is_ours", "is_web", "note", "passage", "rows", "shorten", "tabulate"]

MOST_ROWS = 1000

Binding = dict[str, Object]

_THING = re.compile(re.escape(terms.ID) + r"([a-z0-9.-]+)/([a-z0-9.-]+)")
_PASSAGE = re.compile(re.escape(terms.PAPER) + r"[a-z0-9.-]+/([a-z0-9.-]+)")
_SOUND = re.compile(r'[^\x00-\x20<>"{}|^`\\]+')  # SPARQL 1.1 production 139, IRIREF
_LOCAL = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of an answer and how many there are; None is a variable without a value.

    ``unknown`` are terms of the query that the graph does not hold.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Object | None, ...], ...]
    total: int
    unknown: tuple[Unknown, ...] = ()


def rows(store: Answering, text: str) -> list[Binding]:
    """Give the solutions of a SELECT, each as its terms by variable."""
    answer = store.answer(Query(text, by_name("json")))
    return [
        {name: _term(value) for name, value in binding.items()}
        for binding in json.loads(answer.body)["results"]["bindings"]
    ]


def tabulate(store: Answering, query: Query) -> Table:
    """Answer an admitted query as a table: solutions by variable, yes or no, or the triples of a graph.

    Raises whatever the store raises for the query.
    """
    is_graph = query.form in (Form.CONSTRUCT, Form.DESCRIBE)
    answer = store.answer(replace(query, format=by_name("ntriples" if is_graph else "json")))
    table = _triples(answer.body) if is_graph else _solutions(json.loads(answer.body))
    return replace(table, unknown=answer.unknown)


def _solutions(result: Mapping[str, Any]) -> Table:
    """Read SPARQL 1.1 Query Results JSON."""
    if "boolean" in result:
        return Table(("answer",), ((Literal("yes" if result["boolean"] else "no"),),), 1)
    columns, bindings = tuple(result["head"]["vars"]), result["results"]["bindings"]
    return Table(columns, tuple(_row(binding, columns) for binding in bindings[:MOST_ROWS]), len(bindings))


def _row(binding: Mapping[str, Any], columns: Sequence[str]) -> tuple[Object | None, ...]:
    return tuple(_term(binding[name]) if name in binding else None for name in columns)


def _triples(body: bytes) -> Table:
    graph = terms.graph("all")  # N-Triples has no graphs: any name does
    quads = list(parse(body, by_name("ntriples"), base=terms.ROOT, default_graph=graph, file="answer"))
    return Table(("subject", "predicate", "object"), tuple(quad[:3] for quad in quads[:MOST_ROWS]), len(quads))


def _term(value: Mapping[str, Any]) -> Object:
    """Read a term of SPARQL 1.1 Query Results JSON (section 3.2.2); what is newer is shown as its JSON."""
    match value:
        case {"type": "uri", "value": iri}:
            return URIRef(iri)
        case {"type": "bnode", "value": label}:
            return BNode(label)
        case {"type": "literal", "value": text, "xml:lang": language}:
            return Literal(text, lang=language)
        case {"type": "literal", "value": text}:
            datatype = value.get("datatype")
            return Literal(text, datatype=URIRef(datatype) if datatype else None, normalize=False)
    return Literal(json.dumps(value))


def shorten(term: Object) -> str:
    """Tell what stands for a term in a table: a prefixed name where one fits, else the whole.

    >>> shorten(URIRef("https://w3id.org/paradiplomacy/id/actor/kyoto"))
    'actor:kyoto'
    """
    if not isinstance(term, URIRef):
        return f"_:{term}" if isinstance(term, BNode) else str(term)
    if thing := _THING.fullmatch(term):
        return ":".join(thing.groups())
    if passage := _PASSAGE.fullmatch(term):
        return f"p:{passage[1]}"
    return _prefixed(term) or str(term)


def passage(term: Object) -> str:
    """Tell the id of a passage or section of a paper, which is what follows the paper's own name, else "".

    >>> passage(URIRef("https://w3id.org/paradiplomacy/paper/hakiem-susilowati-paradiplomacy/table-1-row-27"))
    'table-1-row-27'
    """
    found = _PASSAGE.fullmatch(term) if isinstance(term, URIRef) else None
    return found[1] if found else ""


def _prefixed(iri: str) -> str | None:
    fits = (
        f"{prefix}:{iri.removeprefix(namespace)}"
        for prefix, namespace in _longest_first()
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri.removeprefix(namespace))
    )
    return next(fits, None)


@cache
def _longest_first() -> Iterable[tuple[str, str]]:
    return sorted({**terms.PREFIXES, "paper": str(terms.PAPER)}.items(), key=lambda item: -len(item[1]))


def note(term: Object) -> str:
    """Tell the language or datatype of a literal, where a reader cannot take it for granted."""
    if not isinstance(term, Literal):
        return ""
    return term.language or (shorten(term.datatype) if term.datatype not in (None, terms.XSD.string) else "")


def is_ours(term: Object) -> bool:
    """Whether the term is an IRI that we form and that can stand in a query as it is."""
    return isinstance(term, URIRef) and term.startswith(terms.ROOT) and bool(_SOUND.fullmatch(term))


def is_web(term: Object) -> bool:
    """Whether the term is an address on the web; nothing else of foreign origin becomes a link."""
    return isinstance(term, URIRef) and bool(re.match(r"https?://", term)) and bool(_SOUND.fullmatch(term))
