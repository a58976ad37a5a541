"""RDF texts as quads, with every term exactly as it was written and every fault at its line."""

# ruff: noqa: A002 — a format is called a format here

import json
import logging
import re
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from typing import TypeVar

import pyoxigraph
from rdflib import BNode, Literal, URIRef

from paradiplomacy.errors import SyntaxFault
from paradiplomacy.findings import Place
from paradiplomacy.formats.markup import check_markup
from paradiplomacy.formats.media import Format
from paradiplomacy.formats.nesting import check_nesting
from paradiplomacy.formats.text import byte_place, utf8
from paradiplomacy.terms import XSD, Object, Quad

__all__ = ["Pieces", "parse", "parse_spelt", "prefixes"]

Made = TypeVar("Made")

# What is no value of its datatype is a finding of the shapes; rdflib would log it here, with a traceback, or warn.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", message="Parsing weird boolean", module=r"rdflib\.term")

_SYNTAX = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
_AS_IT_COMES = {**_SYNTAX, "jsonld": pyoxigraph.RdfFormat.STREAMING_JSON_LD}

_LENIENT = frozenset({pyoxigraph.RdfFormat.JSON_LD, pyoxigraph.RdfFormat.STREAMING_JSON_LD})

# What may be read at a time to find the place of a fault that the parser reports without one.
_STEP = {
    "rdfxml": re.compile(rb"<[^>]*>|[^<]+|<"),
    "jsonld": re.compile(rb'"(?:[^"\\]++|\\.)*+"|[^"{}\[\],:\s]+|\s+|.', re.DOTALL),
}

# More than the parser holds of what it has not understood.
_TOO_LONG = re.compile(rb"[^\r\n]{16777216}")

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)

# Only the parser that reads JSON-LD as it comes says this, and a text need not be in that order.
_ORDER = "must be the first key"

_ADVICE = {
    "LoadDocumentCallback": "Write the context into the document: contexts elsewhere are never fetched.",
    "UTF-8": "Save the text as UTF-8.",
    "No scheme found": "Write the IRI in full: this format has no relative IRIs.",
    "prefix": "Declare the prefix at the head of the text.",
}


class Pieces(BytesIO):
    """A text that is handed over piece by piece; ``number`` counts the pieces handed over so far.

    ``getvalue`` gives the whole text, as its author wrote it.
    """

    def __init__(self, text: bytes, pieces: Iterable[bytes]) -> None:
        super().__init__(text)
        self.number = 0
        self._pieces = filter(None, pieces)
        self._rest = memoryview(b"")

    def read(self, size: int | None = -1) -> bytes:
        """Give the next piece, or what of it was left over; nothing at the end."""
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
            self.number += bool(self._rest)
        end = len(self._rest) if size is None or size < 0 else size
        piece, self._rest = self._rest[:end], self._rest[end:]
        return bytes(piece)


def parse(
    text: bytes | str | Pieces,
    format: Format,
    *,
    base: str,
    default_graph: URIRef,
    file: str,
) -> Iterator[Quad]:
    """Read the quads of a text, in its order; a triple outside any graph stands in the default graph.

    ``base`` is the absolute IRI that relative ones are resolved against. Nothing is ever fetched. A text in
    pieces is read no further than the next quad needs, and its JSON-LD must be in streaming order (Streaming
    JSON-LD section 3). Raises SyntaxFault with file, line and column.
    """
    return _parse(text, format, base, file, lambda quad: _quad(quad, default_graph))


def parse_spelt(
    text: bytes | str,
    format: Format,
    *,
    base: str,
    file: str,
    spell: Callable[[Object], str],
) -> Iterator[tuple[str, str, str]]:
    """Read the triples of a text, in whatever graph, as ``parse`` does; each term is spelt when it is first met."""
    known: dict[str, str] = {}

    def spelt(term: object) -> str:
        written = str(term)
        if written not in known:
            known[written] = spell(_term(term))
        return known[written]

    def triple(quad: pyoxigraph.Quad) -> tuple[str, str, str]:
        _check_names(quad)
        return spelt(quad.subject), spelt(quad.predicate), spelt(quad.object)

    return _parse(text, format, base, file, triple)


def _parse(
    text: bytes | str | Pieces, format: Format, base: str, file: str, make: Callable[[pyoxigraph.Quad], Made]
) -> Iterator[Made]:
    whole = utf8(text.getvalue() if isinstance(text, Pieces) else text, file)
    check_nesting(whole, format, file)
    if format.name == "rdfxml":
        check_markup(whole, file)
    syntax = (_AS_IT_COMES if isinstance(text, Pieces) else _SYNTAX)[format.name]
    source = text if isinstance(text, Pieces) else whole
    try:
        yield from map(make, _parsed(source, syntax, base))
    except (SyntaxError, ValueError) as fault:
        place = _place(fault, whole, format, base, file)
        raise SyntaxFault(_message(fault), _advice(fault, format), place) from None
    except MemoryError:
        long = _TOO_LONG.search(whole)
        place = byte_place(whole, long.start() if long else 0, file)
        raise SyntaxFault("Here is a text that does not end within 16 MiB.", "Write it shorter.", place) from None


def prefixes(text: bytes | str, format: Format, file: str) -> dict[str, str]:
    """Read the prefixes that a text declares, each with its namespace: those before a fault, if it has one."""
    parser = pyoxigraph.parse(utf8(text, file), _SYNTAX[format.name], base_iri="urn:x:")
    with suppress(SyntaxError, ValueError):
        deque(parser, maxlen=0)
    return dict(parser.prefixes)


class _NoName(ValueError):
    """An IRI, a label or a language tag that is none."""

    def __init__(self, name: str, fault: ValueError) -> None:
        super().__init__(f"{name[:200]!r} is no name: {fault}")
        self.name = name


def _parsed(source: bytes | Pieces, syntax: pyoxigraph.RdfFormat, base: str) -> Iterator[pyoxigraph.Quad]:
    """Let the parser read; what is said of a name that is none, it would leave out of JSON-LD without a word."""
    if syntax not in _LENIENT:
        yield from pyoxigraph.parse(source, syntax, base_iri=base)
        return
    sound: set[object] = set()
    for quad in pyoxigraph.parse(source, syntax, base_iri=base, lenient=True):
        # A member that no context gives an IRI states nothing (JSON-LD section 4.1.2).
        if ":" in quad.predicate.value:
            names = {term for term in quad if term not in sound}
            for term in names:
                _check_name(term)
            sound |= names
            yield quad


def _check_name(term: object) -> None:
    """Make a term anew, which says what is wrong with its name."""
    try:
        match term:
            case pyoxigraph.NamedNode() | pyoxigraph.BlankNode():
                name = term.value
                type(term)(name)
            case pyoxigraph.Literal(language=str()):
                name = str(term.language)
                pyoxigraph.Literal("", language=name)
            case pyoxigraph.Literal():
                name = term.datatype.value
                pyoxigraph.NamedNode(name)
    except ValueError as fault:
        raise _NoName(name, fault) from None


def _quad(quad: pyoxigraph.Quad, default_graph: URIRef) -> Quad:
    _check_names(quad)
    graph = quad.graph_name
    name = URIRef(graph.value) if isinstance(graph, pyoxigraph.NamedNode) else default_graph
    return _term(quad.subject), URIRef(quad.predicate.value), _term(quad.object), name  # type: ignore[return-value]  # because a subject was checked


def _check_names(quad: pyoxigraph.Quad) -> None:
    if isinstance(quad.graph_name, pyoxigraph.BlankNode):
        raise ValueError("A graph is named by a blank node: name it with an IRI.")  # noqa: TRY004 — bad input
    if isinstance(quad.subject, pyoxigraph.Literal):
        raise ValueError("A literal is no subject.")  # noqa: TRY004 — bad input


def _term(term: object) -> Object:
    match term:
        case pyoxigraph.NamedNode():
            return URIRef(term.value)
        case pyoxigraph.BlankNode():
            return BNode(term.value)
        case pyoxigraph.Literal(direction=None):
            return _literal(term)
    raise ValueError("RDF 1.2 is not read: no triple terms, no directions of text.")


def _literal(literal: pyoxigraph.Literal) -> Literal:
    if literal.language:
        return Literal(literal.value, lang=literal.language)
    datatype = literal.datatype.value
    if datatype == str(XSD.string):
        return Literal(literal.value)
    return Literal(literal.value, datatype=URIRef(datatype), normalize=False)


def _message(fault: Exception) -> str:
    """Take the parser's own words without the place, which we word ourselves."""
    words = fault.msg if isinstance(fault, SyntaxError) else str(fault)
    words = re.sub(r"^Parser error at line.*?: | \(line \d+\)$", "", words, flags=re.DOTALL)[:300]
    return words if words.endswith(".") else words + "."


def _advice(fault: Exception, format: Format) -> str:
    fits = (advice for words, advice in _ADVICE.items() if words in str(fault))
    return next(fits, f"The text must be {format.media_type}.")


def _place(fault: Exception, text: bytes, format: Format, base: str, file: str) -> Place:
    if isinstance(fault, SyntaxError) and fault.lineno:
        return Place(file, fault.lineno, fault.offset or 0)
    offset = _written(fault.name, text) if isinstance(fault, _NoName) else None
    offset = _reached(text, format, base) if offset is None else offset
    return Place(file) if offset is None else byte_place(text, offset, file)


def _written(name: str, text: bytes) -> int | None:
    """Find where JSON writes a name, whole, or the end of it behind a prefix or a base."""
    found: dict[int, int] = {}
    for match in _STRING.finditer(text):
        string = json.loads(match[0])
        end = string if name in (string, f"_:{string}") else string.partition(":")[2] or string
        if end and name.endswith(end):
            found.setdefault(len(end), match.start())
    return found[max(found)] if found else None


def _reached(text: bytes, format: Format, base: str) -> int | None:
    """Find how far a parser comes that is handed one token at a time; None if it stops for something else."""
    step = _STEP.get(format.name, re.compile(rb"\S+|\s+"))
    tokens = [match.span() for match in step.finditer(text)]
    pieces = Pieces(text, (text[start:end] for start, end in tokens))
    try:
        for quad in _parsed(pieces, _AS_IT_COMES[format.name], base):
            _quad(quad, URIRef(base))
    except (SyntaxError, ValueError) as fault:
        return tokens[pieces.number - 1][0] if pieces.number and _ORDER not in str(fault) else None
    return None
