"""Triples and quads as bytes: the same ones always give the same bytes."""

# ruff: noqa: A002 — a format is called a format here

import re
from collections.abc import Iterable, Mapping

import pyoxigraph
from rdflib import BNode, Literal, URIRef

from paradiplomacy.errors import NotAcceptable
from paradiplomacy.formats.media import Content, Format
from paradiplomacy.terms import PREFIXES, XSD, Object, Quad, Triple

__all__ = ["spell", "write"]

_SYNTAX = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
_LINES = ("ntriples", "nquads")
_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"})

# RDF 1.1 Turtle, productions IRIREF and BLANK_NODE_LABEL.
_IRI = re.compile(r'[^\x00-\x20<>"{}|^`\\]*')
_LABEL = re.compile(r"[\w:](?:[\w:.-]*[\w:-])?")

# XML 1.0 production 2; the end of an IRI that can be the local part of an element's name (NCName).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOCAL_NAME = re.compile(r"[^\W\d][\w.-]*$")


def write(
    statements: Iterable[Triple | Quad],
    format: Format,
    prefixes: Mapping[str, str] = PREFIXES,
) -> bytes:
    """Write statements sorted and without repetition, blank nodes under their own labels.

    N-Triples is canonical (RDF 1.1 N-Triples section 4), N-Quads is its like; both are sorted by line in
    the order of code points. A triple stands in the default graph, a language tag in small letters. Raises
    NotAcceptable when the format cannot hold what is to be written.
    """
    distinct = set(statements)
    if any(len(statement) == 4 for statement in distinct):  # noqa: PLR2004 — a quad
        _need(format, Content.GRAPHS, "named graphs", "trig, nquads or jsonld")
    _need(format, Content.TRIPLES, "statements", "turtle, trig, ntriples, nquads, rdfxml or jsonld")
    if format.name == "rdfxml":
        _need_names(distinct)
    lines = "".join(sorted(map(_line, distinct)))
    return lines.encode() if format.name in _LINES else _rewritten(lines, format, prefixes)


def _need(format: Format, content: Content, what: str, instead: str) -> None:
    if content not in format.holds:
        raise NotAcceptable(f"The format {format.name} cannot hold {what}.", f"Take {instead}.")


def _line(statement: Triple | Quad) -> str:
    return " ".join(map(spell, statement)) + " .\n"


def spell(term: Object) -> str:
    """Spell a term in canonical N-Triples (RDF 1.1 N-Triples section 4), a language tag in small letters.

    Raises NotAcceptable for a name that no format can hold.
    """
    match term:
        case URIRef():
            return f"<{_sound(term, _IRI)}>"
        case BNode():
            return f"_:{_sound(term, _LABEL)}"
    text = f'"{str(term).translate(_ESCAPES)}"'
    if term.language:
        return f"{text}@{term.language.lower()}"
    return text if term.datatype in (None, XSD.string) else f"{text}^^<{_sound(term.datatype, _IRI)}>"


def _sound(name: str, pattern: re.Pattern[str]) -> str:
    """Let no name end its own brackets and begin a statement of its own."""
    if not pattern.fullmatch(name):
        raise NotAcceptable(f"No format can hold the name {name[:200]!r}.", "Write it without that character.")
    return name


def _need_names(statements: Iterable[Triple | Quad]) -> None:
    """Refuse the predicates, labels and characters that RDF/XML has no way to write."""
    for _, predicate, *_ in statements:
        if not _LOCAL_NAME.search(predicate):
            raise NotAcceptable(f"RDF/XML cannot name the predicate <{predicate}>.", "Take turtle instead.")
    for term in {term for statement in statements for term in statement}:
        if isinstance(term, BNode) and not _LOCAL_NAME.fullmatch(term):
            raise NotAcceptable(f"RDF/XML cannot label a blank node {term}.", "Take turtle instead.")
        if isinstance(term, Literal) and _NO_XML.search(term):
            raise NotAcceptable("RDF/XML cannot hold control characters.", "Take turtle instead.")


def _rewritten(lines: str, format: Format, prefixes: Mapping[str, str]) -> bytes:
    quads = pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_QUADS, lenient=True)
    octets = pyoxigraph.serialize(quads, format=_SYNTAX[format.name], prefixes=dict(prefixes)) or b""
    # A reader of XML takes a bare carriage return for a line feed (XML 1.0 section 2.11).
    return octets.replace(b"\r", b"&#xD;") if format.name == "rdfxml" else octets
