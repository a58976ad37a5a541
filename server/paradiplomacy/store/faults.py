"""Where a query cannot be read, and what would be right.

Oxigraph knows what it expected but often points behind the fault; rdflib's parser points to where the clause begins
that it could not read. Only a query that has failed is parsed a second time.
"""

import re
from collections.abc import Mapping
from itertools import pairwise, takewhile

from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery

from paradiplomacy.errors import SyntaxFault
from paradiplomacy.findings import Place
from paradiplomacy.store import mistakes
from paradiplomacy.store.query import Query
from paradiplomacy.store.reading import Mistake

__all__ = ["explain"]

MOST_EXPECTED = 8

_WHOLE = 3
"""Terms of a triple."""

_TERMS = frozenset({"variable", "iri", "name", "string", "number", "tag"})
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CLASSES = re.compile(r"\['?[^\]]*\]")
_WORD = re.compile(r"\S{1,40}")


def explain(error: SyntaxError, query: Query, prefixes: Mapping[str, str]) -> SyntaxFault:
    """Word the engine's error, at the line and column where the fault begins; ``prefixes`` can be offered."""
    mistake = mistakes.find(query, prefixes)
    if mistake:
        return _fault(query, mistake)
    words = error.msg or str(error)
    if bound := _bound_twice(words, query):
        return _fault(query, bound)
    begin = _begin(query.source)
    if begin is not None and (unfinished := _unfinished(query, begin)):
        return _fault(query, unfinished)
    found = _PLACE.search(words)
    line, column = (int(found[1]), int(found[2])) if found else (error.lineno or 0, error.offset or 0)
    expected = _expected(found[3] if found else words)
    if begin is None:
        return SyntaxFault(f"The query cannot be read: {expected}.", "", Place("query", line, column))
    word = _WORD.match(query.source, begin)
    told = f"The query cannot be read from {word[0]!r} on" if word else "The query ends early"
    return SyntaxFault(f"{told}: {expected}.", "", query.place(begin))


def _fault(query: Query, mistake: Mistake) -> SyntaxFault:
    return SyntaxFault(mistake.message, mistake.advice, query.place(mistake.start))


def _bound_twice(words: str, query: Query) -> Mistake | None:
    """Find the variable that is bound where it has a value already; that one is, only the engine knows."""
    for before, token in pairwise(query.tokens):
        rest = (other for other in query.tokens if other.text == token.text and other.start != token.start)
        if before.means("AS") and any(rest) and ("overrides" in words or words.endswith("[_]")):
            advice = f"Give the result a name of its own, as in AS {token.text}2."
            return Mistake(token.start, f"{token.text} has a value already.", advice)
    return None


def _unfinished(query: Query, begin: int) -> Mistake | None:
    """Tell of triples that are not parted, or not whole, from where a parser could not go on."""
    at = next((at for at, token in enumerate(query.tokens) if token.start >= begin), len(query.tokens))
    if not 0 < at < len(query.tokens) or query.tokens[at].kind not in _TERMS or not query.tokens[at].depth:
        return None
    token, before = query.tokens[at], query.tokens[at - 1]
    if before.kind in _TERMS or before.text in {"]", ")"}:
        advice = "Put a full stop before it; ';' keeps the subject, ',' subject and predicate."
        return Mistake(begin, f"A triple is complete before {token.text[:40]!r}.", advice)
    terms = [*takewhile(lambda part: part.kind in _TERMS or part.text == "a", query.tokens[at:])]
    if before.text in {"{", ".", "}", ";"} and len(terms) + (before.text == ";") < _WHOLE:
        message = f"The triple that begins with {token.text[:40]!r} is not complete."
        return Mistake(begin, message, "It has a subject, a predicate and an object.")
    return None


def _begin(text: str) -> int | None:
    """Find the first character of what rdflib cannot read; None if it reads all, or gives up."""
    try:
        parseQuery(text)
    except ParseException as error:
        return int(error.loc)
    except (RecursionError, ValueError):
        return None
    return None


def _expected(words: str) -> str:
    """Leave out the classes of characters that the engine's parser lists among what it expected."""
    items = _CLASSES.sub("", words.removeprefix("expected ").removeprefix("one of ")).split(", ")
    items = [item.strip(" |\n") for item in items if item.strip(" |\n")]
    sentences = [item for item in items if " " in item and not item.startswith('"')]
    if sentences:
        return sentences[0]
    return (
        f"expected, for example, {' or '.join(items[:MOST_EXPECTED])}" if items else "something is missing or too much"
    )
