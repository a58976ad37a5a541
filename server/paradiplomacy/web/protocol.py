"""The SPARQL 1.1 Protocol: what a request asks, as data, whichever server has received it."""

from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from urllib.parse import unquote_to_bytes

from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.http import parse_options_header

from paradiplomacy.errors import Refused
from paradiplomacy.formats import FORMATS, Content, Format, by_name, negotiate
from paradiplomacy.store import Form, Query
from paradiplomacy.store.guard import admit_text
from paradiplomacy.web.negotiation import find
from paradiplomacy.web.problems import WAY_IN

__all__ = ["Asked", "asks", "identify", "offered", "read_query", "read_seconds"]

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

MOST_PARAMETERS = 2_000

# Two answers to a query with one of these may differ: nothing may call them the same.
_VOLATILE = ("NOW", "RAND", "UUID", "STRUUID", "BNODE")

_USUAL = by_name("json")

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to the endpoint, as it came."""

    method: str
    query_string: bytes
    body: bytes = b""
    content_type: str = ""
    content_encoding: str = ""
    accept: str | None = None


def asks(query_string: bytes) -> bool:
    """Whether an address asks a query, however its parameter is encoded. Raises BadRequest."""
    return b"query=" in query_string or (b"%" in query_string and "query" in dict(_decoded(query_string)))


def read_seconds(asked: Asked, most: float) -> float:
    """Read how many seconds a request may take: as many as its parameter ``timeout`` says, but no more than ``most``.

    Raises BadRequest for what is no number above 0.
    """
    if b"timeout" not in asked.query_string and b"timeout" not in asked.body:
        return most
    for given in _values(_pairs(asked), "timeout"):
        try:
            seconds = float(given)
        except ValueError:
            seconds = 0.0
        if not seconds > 0:
            raise BadRequest(f"timeout is a number of seconds, above 0; this is {given[:40]!r}.")
        most = min(most, seconds)
    return most


def read_query(asked: Asked) -> Query:
    """Read the query of a request, its graphs, and the format of its answer.

    Raises BadRequest unless there is exactly one query, UnsupportedMediaType for a body that is none,
    NotAcceptable when no format fits, and what the store raises for a text that is no query.
    """
    pairs = _pairs(asked)
    query = Query(
        _only_query(pairs),
        _USUAL,
        default_graphs=tuple(_values(pairs, "default-graph-uri")),
        named_graphs=tuple(_values(pairs, "named-graph-uri")),
    )
    admit_text(query)  # before its form is read: a text may be too long for that
    return query.in_format(_format(pairs, asked.accept, query))


def offered(query: Query) -> tuple[Format, ...]:
    """List the formats that can hold the answer to a query, the usual one first."""
    return _offers(query.form)


@cache
def _offers(form: Form | None) -> tuple[Format, ...]:
    return tuple(offer for offer in FORMATS if form and form.gives & offer.holds)


@lru_cache(maxsize=64)
def _preferred(accept: str | None, form: Form | None) -> Format:
    return negotiate(accept, _offers(form))


def _pairs(asked: Asked) -> Pairs:
    """List all parameters, of the address and of a form; a body that is a query stands as one of them."""
    pairs = _decoded(asked.query_string)
    if asked.method != "POST":
        return pairs
    media_type, parameters = parse_options_header(asked.content_type)
    if media_type == UPDATE:
        raise _no_updates()
    if asked.content_encoding not in {"", "identity"}:
        raise UnsupportedMediaType("A query is sent as it is, in no content coding.")
    if parameters.get("charset", "utf-8").lower() != "utf-8":
        raise UnsupportedMediaType("A query is sent in UTF-8.")
    if media_type == FORM:
        return pairs + _decoded(asked.body)
    if media_type == QUERY:
        return [*pairs, ("query", _text(asked.body))]
    raise UnsupportedMediaType(f"Send the query as {FORM} or as {QUERY}.")


def _decoded(data: bytes) -> Pairs:
    """Read parameters as forms write them (URL Standard section 5.1)."""
    if data.count(b"&") >= MOST_PARAMETERS:
        raise BadRequest(f"A request may have {MOST_PARAMETERS:,} parameters.")
    pairs = (part.partition(b"=") for part in data.replace(b"+", b" ").split(b"&") if part)
    try:
        return [(_unquoted(name).decode(), _unquoted(value).decode()) for name, _, value in pairs]
    except UnicodeDecodeError as error:
        raise BadRequest("The parameters are no percent-encoded UTF-8.") from error


def _unquoted(data: bytes) -> bytes:
    """Resolve percent-escapes. They are Python's under another sign, read in a tenth of the time ``urllib`` takes.

    >>> _unquoted(b"%41%zz%42")
    b'A%zzB'
    """
    if b"%" not in data:
        return data
    try:
        escaped = data.replace(b"\\", b"\\\\").replace(b"%", b"\\x")
        return escaped.decode("unicode_escape").encode("latin-1")
    except UnicodeDecodeError:
        return unquote_to_bytes(data)  # of which one escape is none, and stays


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise BadRequest(f"The request is no UTF-8, from byte {error.start + 1} on.") from error


def _values(pairs: Pairs, name: str) -> list[str]:
    return [value for key, value in pairs if key == name]


def _only_query(pairs: Pairs) -> str:
    if _values(pairs, "update"):
        raise _no_updates()
    queries = _values(pairs, "query")
    if len(queries) != 1:
        raise BadRequest(f"Give exactly one query, as in /sparql?query=ASK%20%7B%7D; this request has {len(queries)}.")
    return queries[0]


def _no_updates() -> Refused:
    return Refused(
        "The graph is not changed through this endpoint.",
        WAY_IN,
    )


def _format(pairs: Pairs, accept: str | None, query: Query) -> Format:
    """Choose the format that the parameter ``format`` names, or else the one that Accept prefers."""
    named = _values(pairs, "format")
    if not named:
        return _preferred(accept, query.form)
    return find(offered(query), named[-1], f"The answer to this query has no format {named[-1][:40]!r}.")


def identify(snapshot: str, scope: str, query: Query) -> str:
    """Give a tag that is equal just when the answer is; "" where that cannot be told.

    Queries that differ in white space, comments and prefixes alone have one tag.
    """
    if any(map(query.has, _VOLATILE)):
        return ""
    prefixes = sorted(query.prefixes.items()) if Content.TRIPLES in query.format.holds else ()
    asked = (snapshot, scope, query.normal, prefixes, query.default_graphs, query.named_graphs, query.format.name)
    return blake2b(repr(asked).encode(), digest_size=16).hexdigest()
