"""A query as data, and what its text says before an engine reads it.

Oxigraph has no parser to ask, and rdflib's takes 9 ms; the few things that decide where a query goes are read off its
tokens (SPARQL 1.1 Query section 19.8) in some microseconds.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, Protocol, Self
from urllib.parse import urljoin

from paradiplomacy.findings import Place
from paradiplomacy.formats import Content, Format
from paradiplomacy.terms import ROOT

__all__ = ["BASE", "Answer", "Answering", "Edit", "Form", "Query", "Token", "Unknown", "head", "tokenize"]

BASE = ROOT
"""What relative IRIs are resolved against where the text has no BASE of its own (section 4.1.1.2)."""

Edit = tuple[int, int, str]
"""From where to where in the text of a query, and what stands there instead."""


class Form(Enum):
    """The four forms of a query (SPARQL 1.1 Query section 16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives(self) -> Content:
        """What the answer consists of."""
        return _GIVEN.get(self, Content.TRIPLES)


_FORMS = {form.name: form for form in Form}
_GIVEN = {Form.SELECT: Content.BINDINGS, Form.ASK: Content.BOOLEAN}


class Token(NamedTuple):
    """A token: its kind (a name of the pattern below), its text, where it starts, and how deep it is nested.

    A string that is not closed is one token, ``open``, to where it had to be closed.
    """

    kind: str
    text: str
    start: int
    depth: int

    def means(self, keyword: str) -> bool:
        """Whether it is this keyword, in whatever case."""
        return self.kind == "word" and self.text.upper() == keyword


_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|\"""(?:(?:"|"")?(?:[^"\\]|\\.))*\"""
                  |'(?!'')(?:[^'\\\n\r]|\\.)*'|"(?!"")(?:[^"\\\n\r]|\\.)*")
      | (?P<open>'''.*|\""".*|'(?:[^'\\\n\r]|\\.)*|"(?:[^"\\\n\r]|\\.)*)
      | (?P<variable>[?$]\w+)
      | (?P<tag>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
      | (?P<name>(?:[^\W\d_][\w.-]{0,99})?:(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*
                 (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%]))?)
      | (?P<word>[^\W\d]\w*)
      | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
      | (?P<sign>\^\^|&&|\|\||[<>!]=|[^\s])""",
    re.VERBOSE | re.DOTALL,
)
# The same without its names: a list of texts is read ten times as fast as tokens, and most queries need no more.
_PIECE = re.compile(re.sub(r"\(\?P<\w+>", "(?:", _TOKEN.pattern), _TOKEN.flags)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_LONG = 10_000  # characters, from which on a text counts as it is written: names resolved could make it immense
_SURROGATES = range(0xD800, 0xE000)
_LAST_CODE_POINT = 0x10FFFF


@dataclass(frozen=True)
class Query:
    """A query, the format of its answer, and the dataset of the request (SPARQL 1.1 Protocol section 2.1.4).

    With ``default_graphs`` or ``named_graphs`` the text's own FROM clauses do not count.
    """

    text: str
    format: Format
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    source: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", _ESCAPE.sub(_character, self.text))

    def in_format(self, format: Format) -> Self:  # noqa: A002 — as elsewhere
        """Give the same query for an answer in another format; what was read off its text stays read."""
        return self._with(format=format)

    def of_pieces(self, pieces: list[str]) -> Self:
        """Give the same query, told the texts of its tokens, which need not be read again."""
        return self._with(pieces=pieces)

    def _with(self, **known: object) -> Self:
        same = object.__new__(type(self))
        vars(same).update(vars(self), **known)
        return same

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the text, comments left out, code point escapes resolved."""
        return tuple(tokenize(self.source))

    @cached_property
    def pieces(self) -> list[str]:
        """The texts of the tokens."""
        return [piece for piece in _PIECE.findall(self.source) if piece[0] != "#"]

    @cached_property
    def capitals(self) -> str:
        """The text in capitals: a keyword that is not in it is no token of it."""
        return self.source.upper()

    def has(self, keyword: str) -> bool:
        """Whether the keyword, given in capitals, is a token."""
        return keyword in self.capitals and any(piece.upper() == keyword for piece in self.pieces)

    @cached_property
    def normal(self) -> str:
        """What is asked, however it is written: one blank between tokens, no comments, prefixed names resolved.

        It is the text itself where names cannot be resolved with certainty, or where it is long.
        """
        if len(self.text) > _LONG or self.has("BASE") or self._has_escaped_names:
            return self.text
        if not self.has("PREFIX"):
            return " ".join(self.pieces)
        return " ".join(self._resolved(piece) for piece in self._body())

    @property
    def _has_escaped_names(self) -> bool:
        return "\\" in self.source and any("\\" in name for name in filter(_is_name, self.pieces))

    def _body(self) -> Iterator[str]:
        """Give the pieces after the prologue."""
        pieces = iter(self.pieces)
        for piece in pieces:
            if piece.upper() == "PREFIX":
                next(pieces, None), next(pieces, None)
            else:
                yield piece

    def _resolved(self, piece: str) -> str:
        if not _is_name(piece):
            return piece
        name = piece.rstrip(".")
        prefix, _, local = name.partition(":")
        namespace = self.prefixes.get(prefix)
        return piece if namespace is None else f"<{namespace}{local}>{piece[len(name) :]}"

    @cached_property
    def form(self) -> Form | None:
        """The form of the query, or None where the text has none."""
        depth = 0
        for piece in self.pieces:
            if not depth and (form := _FORMS.get(piece.upper())):
                return form
            depth += (piece in _OPENING) - (piece in _CLOSING)
        return None

    @cached_property
    def clauses(self) -> tuple[tuple[bool, str, int, int], ...]:
        """The FROM clauses: whether NAMED, the graph's IRI, and where the clause starts and ends."""
        return tuple(self._clauses()) if self.has("FROM") else ()

    def _clauses(self) -> Iterator[tuple[bool, str, int, int]]:
        for at, token in enumerate(self.tokens):
            if token.depth or not token.means("FROM"):
                continue
            named = self.tokens[at + 1 : at + 2] and self.tokens[at + 1].means("NAMED")
            [graph] = self.tokens[at + 1 + bool(named) : at + 2 + bool(named)] or [token]
            if graph.kind not in {"iri", "name"}:
                continue  # the engine refuses it
            yield bool(named), self.resolve(graph), token.start, graph.start + len(graph.text)

    @cached_property
    def iris(self) -> frozenset[str]:
        """The IRIs that the text mentions, prefixed names resolved."""
        maybe = {piece for piece in self.pieces if ":" in piece or piece[0] == "<"}
        return frozenset(self._iri(piece) for piece in maybe if _is_iri(piece) or _is_name(piece))

    def resolve(self, token: Token) -> str:
        """Give the IRI that an IRI or prefixed name stands for."""
        return self._iri(token.text)

    def _iri(self, piece: str) -> str:
        if _is_iri(piece):
            return _absolute(self._prologue[0], piece[1:-1])
        prefix, _, local = piece.partition(":")
        return self.prefixes.get(prefix, prefix + ":") + re.sub(r"\\(.)", r"\1", local)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the text declares."""
        return self._prologue[1]

    @cached_property
    def _prologue(self) -> tuple[str, dict[str, str]]:
        """The base that the text ends up with, and its prefixes; each declaration counts from there on."""
        base, prefixes = BASE, dict[str, str]()
        if not self.has("BASE") and not self.has("PREFIX"):
            return base, prefixes
        for keyword, name, iri in zip(self.pieces, self.pieces[1:], self.pieces[2:], strict=False):
            if keyword.upper() == "BASE" and _is_iri(name):
                base = _absolute(base, name[1:-1])
            elif keyword.upper() == "PREFIX" and _is_name(name) and _is_iri(iri):
                prefixes[name[:-1]] = _absolute(base, iri[1:-1])
        return base, prefixes

    def place(self, at: int) -> Place:
        """Tell the line and column of a character of the text."""
        return Place("query", self.source.count("\n", 0, at) + 1, at - self.source.rfind("\n", 0, at))

    def without_clauses(self) -> str:
        """Give the text with its FROM clauses blanked out, so that lines and columns stay."""
        text = self.source
        for _, _, start, end in self.clauses:
            text = text[:start] + re.sub(r"[^\n\r]", " ", text[start:end]) + text[end:]
        return text


@dataclass(frozen=True, slots=True)
class Unknown:
    """A term, or a prefix's namespace, that the snapshot does not hold: as it is written, whole, and what is near."""

    written: str
    iri: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: which snapshot gave it, in which format, the bytes, and which of its terms are unknown."""

    snapshot: str
    format: Format
    body: bytes
    unknown: tuple[Unknown, ...] = ()

    @classmethod
    def read(cls, head: Mapping[str, Any], format: Format, body: bytes = b"") -> Self:  # noqa: A002 — as elsewhere
        """Put an answer together from what ``head`` has said of it and its bytes."""
        terms = (Unknown(term["written"], term["iri"], tuple(term["nearest"])) for term in head["unknown"])
        return cls(head["snapshot"], format, body, tuple(terms))


@lru_cache(maxsize=64)
def head(snapshot: str, unknown: tuple[Unknown, ...]) -> bytes:
    """Say of an answer what is no part of its bytes, as a JSON object; mostly that is the same."""
    return json.dumps({"snapshot": snapshot, "unknown": [asdict(term) for term in unknown]}).encode()


class Answering(Protocol):
    """What answers queries: a store in this process, or one behind others."""

    @property
    def scope(self) -> str:
        """What the default graph rests on: ``paper`` or ``all``."""

    def answer(self, query: Query) -> Answer:
        """Answer a query. Raises an error of the family if it cannot be answered."""


def _is_iri(piece: str) -> bool:
    return piece[0] == "<" and piece[-1] == ">"


def _is_name(piece: str) -> bool:
    return ":" in piece and piece[0] not in "<\"'"


def _absolute(base: str, iri: str) -> str:
    """Resolve an IRI against a base (RFC 3986 section 5.2); an absolute one stays, to its last "#".

    What cannot be an IRI stays too: the engine refuses it.
    """
    try:
        return iri if _SCHEME.match(iri) else urljoin(base, iri) + "#" * (iri.endswith("#") and iri != "#")
    except ValueError:
        return iri


def _character(escape: re.Match[str]) -> str:
    """Give the character of an escape, or the escape where there is none; the engine then refuses it."""
    point = int(escape[1] or escape[2], 16)
    return chr(point) if point <= _LAST_CODE_POINT and point not in _SURROGATES else escape[0]


def tokenize(text: str) -> Iterator[Token]:
    """Give the tokens of a text, comments left out."""
    depth = 0
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup or "", match.group()
        if kind == "comment":
            continue
        depth -= found in _CLOSING
        yield Token(kind, found, match.start(), depth)
        depth += found in _OPENING
