"""What a person could have meant by a term that the graph does not hold: the same query with a near term instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef

from paradiplomacy.store import Query, Unknown
from paradiplomacy.web.results import shorten

__all__ = ["Suggestion", "suggest"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term as the query writes it, and what is near: each by a short name, with the query that asks for it."""

    written: str
    near: tuple[tuple[str, str], ...]


def suggest(query: Query, unknown: Iterable[Unknown]) -> list[Suggestion]:
    """Mend a query in each of the ways that its unknown terms suggest."""
    return [
        Suggestion(term.written, tuple((_name(near), _mended(query, term.written, near)) for near in term.nearest))
        for term in unknown
    ]


def _name(iri: str) -> str:
    """Give a short name; a namespace has none."""
    short = shorten(URIRef(iri))
    return f"<{iri}>" if short == iri or short.endswith(":") else short


def _mended(query: Query, written: str, near: str) -> str:
    """Write the near term wherever the other is written, with the same prefix if it has its namespace."""
    namespace = query.prefixes.get(written.partition(":")[0], "")
    local = near.removeprefix(namespace) if namespace and near.startswith(namespace) else ""
    instead = f"{written.partition(':')[0]}:{local}" if local and not written.startswith("<") else f"<{near}>"
    text = query.source
    for token in reversed(query.tokens):
        if token.text == written:
            text = text[: token.start] + instead + text[token.start + len(written) :]
    return text
