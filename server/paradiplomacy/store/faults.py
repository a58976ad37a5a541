"""Where a query cannot be read, and what would be right.

Oxigraph knows what it expected but often points behind the fault; rdflib's parser points to where the clause begins
that it could not read. Only a query that has failed is parsed a second time.
"""

import re

from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery

from paradiplomacy.errors import SyntaxFault
from paradiplomacy.findings import Place
from paradiplomacy.store.query import Query

__all__ = ["explain"]

MOST_EXPECTED = 8
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CLASSES = re.compile(r"\['?[^\]]*\]")
_WORD = re.compile(r"\S{1,40}")


def explain(error: SyntaxError, query: Query) -> SyntaxFault:
    """Word the engine's error, at the line and column where the fault begins."""
    words = error.msg or str(error)
    found = _PLACE.search(words)
    line, column = (int(found[1]), int(found[2])) if found else (error.lineno or 0, error.offset or 0)
    expected = _expected(found[3] if found else words)
    begin = _begin(query.source)
    if begin is None:
        return SyntaxFault(f"The query cannot be read: {expected}.", "", Place("query", line, column))
    line, column, word = begin
    message = (
        f"The query cannot be read from {word!r} on: {expected}." if word else f"The query ends early: {expected}."
    )
    return SyntaxFault(message, "", Place("query", line, column))


def _begin(text: str) -> tuple[int, int, str] | None:
    """Find line, column and first word of what rdflib cannot read; None if it reads all, or gives up."""
    try:
        parseQuery(text)
    except ParseException as error:
        word = _WORD.match(text, error.loc)
        return error.lineno, error.column, word[0] if word else ""
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
