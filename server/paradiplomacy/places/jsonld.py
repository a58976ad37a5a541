"""JSON-LD, token by token, in the order in which it can be read as it comes (Streaming JSON-LD section 3)."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from rdflib import RDF, BNode, Literal

from paradiplomacy.places.pieces import Piece
from paradiplomacy.terms import Object, Quad

__all__ = ["pieces"]

FARTHEST = 100

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\]]|[^\s{}\[\],:"]+', re.DOTALL)
_FIRST = ("@context", "@type", "@id")
# The keywords whose values are objects of statements, or hold such.
_TELLING = ("@type", "@list", "@set", "@reverse", "@included", "@nest", "@graph", "@none")

# Those of them that hold more statements and are no object themselves.
_HOLDING = ("@reverse", "@included", "@nest", "@graph")


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text into its tokens, with the context, type and identity of each object before the rest.

    The statements that come with a token are matched with the values before it, in order.
    """
    document = _document(text)
    return _Walk(_aliases(document)).value(document, telling=False)


@dataclass(slots=True, eq=False)
class _Value:
    """A token, or an opening bracket and what is inside it: in an object, names and values in turn."""

    offset: int
    symbol: str
    inside: "list[_Value]" = field(default_factory=list)

    def members(self) -> "list[tuple[str, _Value]]":
        if self.symbol != "{":
            return []
        return [(name.text(), value) for name, value in zip(self.inside[::2], self.inside[1::2], strict=False)]

    def text(self) -> str:
        return str(json.loads(self.symbol)) if self.symbol[0] == '"' else self.symbol


def _document(text: str) -> _Value:
    top = _Value(0, "[")
    path = [top]
    for token in _TOKEN.finditer(text):
        if token[0] in ("]", "}"):
            path.pop()
            continue
        value = _Value(token.start(), token[0])
        path[-1].inside.append(value)
        if token[0] in ("[", "{"):
            path.append(value)
    return top.inside[0]


def _aliases(document: _Value) -> dict[str, str]:
    """Find the names that any context of the document gives to keywords."""
    found, open_values = {}, [document]
    while open_values:
        value = open_values.pop()
        open_values += value.inside
        contexts = [context for name, context in value.members() if name == "@context"]
        for name, term in (member for context in contexts for member in _terms(context)):
            keyword = dict(term.members()).get("@id", term).text()
            if keyword.startswith("@"):
                found[name] = keyword
    return found


def _terms(context: _Value) -> list[tuple[str, _Value]]:
    parts = context.inside if context.symbol == "[" else [context]
    return [member for part in parts for member in part.members()]


class _Walk:
    """A way through a document, with the values passed on it that may be objects of statements."""

    def __init__(self, aliases: dict[str, str]) -> None:
        self._aliases = aliases
        self._passed: list[_Value] = []
        self._claimed = 0
        self._quiet = 0

    def value(self, value: _Value, *, telling: bool) -> Iterator[Piece]:
        if telling and not self._quiet and value.symbol not in ("[", "null"):
            self._passed.append(value)
        if value.symbol == "{":
            yield from self._object(value)
        elif value.symbol == "[":
            yield from self._array(value, telling=telling)
        else:
            yield self._piece(value.symbol)

    def _array(self, value: _Value, *, telling: bool) -> Iterator[Piece]:
        yield self._piece("[")
        for number, member in enumerate(value.inside):
            if number:
                yield self._piece(",")
            yield from self.value(member, telling=telling)
        yield self._piece("]")

    def _object(self, value: _Value) -> Iterator[Piece]:
        members = [(self._aliases.get(name, name), name, member) for name, member in value.members()]
        comma = ""
        yield self._piece("{")
        for keyword, name, member in sorted(members, key=lambda member: _rank(member[0])):
            yield self._piece(f"{comma}{json.dumps(name)}:")
            quiet = keyword.startswith("@") and keyword not in _TELLING
            self._quiet += quiet
            yield from self.value(member, telling=keyword not in _HOLDING)
            self._quiet -= quiet
            comma = ","
        yield self._piece("}")

    def _piece(self, token: str) -> Piece:
        return Piece(token.encode(), partial(self._claim, len(self._passed)))

    def _claim(self, passed: int, quads: Sequence[Quad]) -> Iterator[int]:
        """Match quads with the values passed when they came, each with the first near by that fits and is left.

        What fits is the object, or the subject of a reverse property; the rest of a list stands near.
        """
        for subject, predicate, term, _ in quads:
            left = [] if predicate == RDF.rest else range(self._claimed, passed)[:FARTHEST]
            fits = (number for part in (term, subject) for number in left if self._fits(part, number))
            number = next(fits, None)
            if number is not None:
                self._claimed = number + 1
            near = min(self._claimed, passed - 1) if number is None else number
            yield self._passed[near].offset if self._passed else 0

    def _fits(self, term: Object, number: int) -> bool:
        value = self._passed[number]
        members = {self._aliases.get(name, name): member for name, member in value.members()}
        if isinstance(term, Literal):
            return _shows(members.get("@value", value), term)
        if value.symbol != "{":
            return _names(value.text(), term)
        if "@id" in members:
            return _names(members["@id"].text(), term)
        return not {"@value", "@set"} & set(members) and (isinstance(term, BNode) or term == RDF.nil)


def _rank(keyword: str) -> int:
    return _FIRST.index(keyword) if keyword in _FIRST else len(_FIRST)


def _shows(value: _Value, literal: Literal) -> bool:
    """Tell whether a value can be that of a literal: the same string, or a number, or a piece of JSON."""
    if value.symbol[0] == '"':
        return value.text() == str(literal)
    return value.symbol != "{" or literal.datatype == RDF.JSON


def _names(text: str, term: Object) -> bool:
    """Tell whether a name, whole or shortened, can stand for a term."""
    if isinstance(term, BNode):
        return text.startswith("_:")
    return term.endswith(re.split(r"[:/#]", text)[-1])
