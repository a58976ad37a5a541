"""Which formats there are, what they hold, and which of them a client wants."""

# ruff: noqa: A001, A002, A006 — a format is called a format here

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Flag, auto
from functools import lru_cache
from pathlib import PurePath

from werkzeug.http import parse_accept_header

from paradiplomacy.errors import NotAcceptable, NotFound

__all__ = ["FORMATS", "GRAPH_FORMATS", "Content", "Format", "by_extension", "by_name", "negotiate"]

LONGEST_ACCEPT = 2048


class Content(Flag):
    """What a format can hold."""

    TRIPLES = auto()
    GRAPHS = auto()
    BINDINGS = auto()
    BOOLEAN = auto()


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the first of its media types is the one we answer with, the others we understand.

    Extensions are written with their dot and in small letters.
    """

    name: str
    media_types: tuple[str, ...]
    extensions: tuple[str, ...]
    holds: Content

    @property
    def media_type(self) -> str:
        """The registered media type, without parameters."""
        return self.media_types[0]


_DATASET = Content.TRIPLES | Content.GRAPHS
_RESULTS = Content.BINDINGS | Content.BOOLEAN

FORMATS: tuple[Format, ...] = (
    Format("turtle", ("text/turtle", "application/x-turtle"), (".ttl",), Content.TRIPLES),
    Format("trig", ("application/trig", "application/x-trig"), (".trig",), _DATASET),
    Format("ntriples", ("application/n-triples",), (".nt",), Content.TRIPLES),
    Format("nquads", ("application/n-quads", "text/x-nquads"), (".nq",), _DATASET),
    Format("rdfxml", ("application/rdf+xml", "application/xml"), (".rdf", ".owl", ".xml"), Content.TRIPLES),
    Format("jsonld", ("application/ld+json", "application/json"), (".jsonld", ".json"), _DATASET),
    Format("json", ("application/sparql-results+json", "application/json"), (".srj",), _RESULTS),
    Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), (".srx",), _RESULTS),
    Format("csv", ("text/csv",), (".csv",), Content.BINDINGS),
    Format("tsv", ("text/tab-separated-values",), (".tsv",), Content.BINDINGS),
)

GRAPH_FORMATS = tuple(format for format in FORMATS if Content.TRIPLES in format.holds)
"""Those of graphs, the usual one first."""

_BY_NAME = {format.name: format for format in FORMATS}
_BY_EXTENSION = {extension: format for format in FORMATS for extension in format.extensions}


def by_name(name: str) -> Format:
    """Find the format of this name.

    Raises NotFound, with the names there are.
    """
    if name not in _BY_NAME:
        raise NotFound(f"There is no format {name[:40]!r}.", f"Take one of {', '.join(_BY_NAME)}.")
    return _BY_NAME[name]


def by_extension(path: str | PurePath) -> Format:
    """Tell the format of a file from the end of its name.

    Raises NotFound, with the extensions there are.

    >>> by_extension("data/paper/table-1.trig").name
    'trig'
    """
    extension = PurePath(path).suffix.lower()
    if extension not in _BY_EXTENSION:
        known = ", ".join(_BY_EXTENSION)
        raise NotFound(f"No format has the extension {extension[:20]!r}.", f"Name the file with one of {known}.")
    return _BY_EXTENSION[extension]


def negotiate(accept: str | None, offered: Sequence[Format]) -> Format:
    """Choose the offered format that an HTTP Accept field prefers (RFC 9110 section 12.5.1).

    The most specific media range that matches a format decides its quality, and 0 excludes it; among
    equals the first offered wins. A field that is absent or empty, or in which no media range can be read,
    wants anything. Parameters other than ``q`` are not compared. Raises NotAcceptable, with the media types
    offered.
    """
    ranges = _ranges(_bounded(accept or "")) or {"*/*": 1.0}
    best = max(offered, key=lambda format: _quality(format, ranges))
    if _quality(best, ranges) == 0:
        types = ", ".join(format.media_type for format in offered)
        raise NotAcceptable("None of the media types that you accept can be given.", f"Accept one of {types}.")
    return best


@lru_cache(maxsize=256)
def _ranges(accept: str) -> Mapping[str, float]:
    """Read media ranges and their qualities; one without parameters speaks for those with."""
    ranges: dict[str, float] = {}
    bare = set()
    for item, quality in parse_accept_header(accept):
        name, _, parameters = item.lower().partition(";")
        name = "*/*" if name == "*" else name.strip()
        if "/" in name and (not parameters or name not in bare):
            ranges[name] = quality
            bare.update([] if parameters else [name])
    return ranges


def _bounded(accept: str) -> str:
    """Cut a long field after the last whole media range within the bound."""
    return accept if len(accept) <= LONGEST_ACCEPT else accept[:LONGEST_ACCEPT].rpartition(",")[0]


def _quality(format: Format, ranges: Mapping[str, float]) -> float:
    """Weigh a format from 0 to 1: by the names of its media types, then by its main type."""
    wildcards = (format.media_type.partition("/")[0] + "/*", "*/*")
    return next((ranges[name] for name in (*format.media_types, *wildcards) if name in ranges), 0.0)
