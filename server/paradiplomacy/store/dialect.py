"""Asks Oxigraph, whose language is not SPARQL 1.1 everywhere, as it must be asked to answer as the standard says."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain

import pyoxigraph as ox

from paradiplomacy.errors import SyntaxFault
from paradiplomacy.findings import Place
from paradiplomacy.store import paths, scope
from paradiplomacy.store.query import BASE, Edit, Query, Token

__all__ = ["ask", "translate"]

_OPERANDS = frozenset({"variable", "string", "number"})
_OPERATORS = re.compile("<[^<>]*[,&][^<>]*>")
"""What may be an IRI that takes in operators."""

_UNKNOWN = re.compile(r"The custom function <(.*)> is not supported")

Solutions = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Function = Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]


def ask(store: ox.Store, query: Query) -> Solutions:
    """Ask a store.

    Raises SyntaxError and ValueError as Oxigraph does, and what ``translate`` raises.
    """
    text = meant = translate(query)
    edits: list[Edit] = []
    with suppress(ValueError):  # of an IRI that is none, Oxigraph tells where it stands
        edits = list(paths.shorten(query, partial(_absent, store)))
    if edits:
        meant = translate(query, edits)
    elif scope.matters(query):
        names = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
        meant = scope.name_graphs(text, names)
    try:
        return _ask(store, meant)
    except SyntaxError:
        return _ask(store, text)  # which tells of the fault where it was written


def _absent(store: ox.Store, iri: str) -> bool:
    """Whether a term is neither subject nor object in the default graph."""
    term, graph = ox.NamedNode(iri), ox.DefaultGraph()
    found = chain(store.quads_for_pattern(term, None, None, graph), store.quads_for_pattern(None, None, term, graph))
    return next(found, None) is None


def _ask(store: ox.Store, text: str) -> Solutions:
    """Ask, where a call of a function that nobody knows gives an error (SPARQL 1.1 Query section 17.6).

    Oxigraph refuses the whole query, and does so before it begins.
    """
    unknown: dict[ox.NamedNode, Function] = {}
    while True:
        try:
            return store.query(text, base_iri=BASE, custom_functions=unknown)
        except RuntimeError as error:
            function = _UNKNOWN.search(str(error))
            if function is None:
                raise
            unknown[ox.NamedNode(function[1])] = lambda *_: None


def translate(query: Query, edits: Iterable[Edit] = ()) -> str:
    """Give the text for the engine, edited, its FROM clauses blanked out, every line where it was.

    - ``TRUE`` and ``False`` are ``true`` and ``false`` (SPARQL 1.1 Query section 19.8, note 1).
    - What ``GROUP_CONCAT`` gives is a simple literal (section 18.5.1.7); Oxigraph keeps a common language tag.

    Raises SyntaxFault for an IRI where an expression must have an operator: ``<?a&&?b>`` is one IRI, because the
    longest token counts (section 19.8, note 3).
    """
    text = query.without_clauses()
    if _OPERATORS.search(text):
        _refuse_iris_after_operands(query.tokens)
    if query.has("TRUE") or query.has("FALSE") or query.has("GROUP_CONCAT"):
        edits = (*edits, *_edits(query.tokens))
    return "".join(_edited(text, sorted(edits))) if edits else text


def _edited(text: str, edits: Iterable[Edit]) -> Iterator[str]:
    done = 0
    for start, end, instead in edits:
        yield text[done:start]
        yield instead
        done = end
    yield text[done:]


def _edits(tokens: tuple[Token, ...]) -> Iterator[Edit]:
    for at, token in enumerate(tokens):
        if token.means("TRUE") or token.means("FALSE"):
            yield token.start, token.start + len(token.text), token.text.lower()
        elif token.means("GROUP_CONCAT"):
            close = next((last for last in tokens[at + 1 :] if last.text == ")" and last.depth == token.depth), None)
            if close:
                yield token.start, token.start, "STR("
                yield close.start, close.start, ")"


def _refuse_iris_after_operands(tokens: tuple[Token, ...]) -> None:
    before = Token("", "", 0, 0)
    expressions = [False]
    for token in tokens:
        if token.text in {"(", "[", "{"}:
            opens = before.kind == "word" and before.text not in {"a", "VALUES"}
            expressions.append(token.text == "(" and (opens or (before.text == "(" and expressions[-1])))
        elif token.text in {")", "]", "}"} and len(expressions) > 1:
            expressions.pop()
        elif token.kind == "iri" and before.kind in _OPERANDS and expressions[-1]:
            message = f"{token.text[:40]} is an IRI, and an expression has an operator there."
            raise SyntaxFault(message, "Put spaces around the operators < and >.", Place("query"))
        before = token
