"""The header fields that every answer bears."""

from collections.abc import Iterable
from urllib.parse import quote

from flask import Response, request, url_for

from paradiplomacy.store import Unknown
from paradiplomacy.terms import URIRef

__all__ = ["EVERY_ANSWER", "UNKNOWN", "add", "announce", "cite", "unknown"]

UNKNOWN = "Para-Unknown-Terms"
"""The field that names the terms of a query that the graph does not hold."""

NEAREST = ("nearest", "nearest-2")
"""Parameters of a term in this field: the terms that are near."""

LONGEST_URI = 240
"""Characters of a URI in this field."""

_SAFE = "!#$%&'()*+,/:;=?@[]~"  # RFC 3986 section 2.2, and what is escaped already

# Pages need their own stylesheet and nothing else: no script, no other host.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

EVERY_ANSWER = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # Everything here is public and nothing depends on who asks: any page may read it (Fetch, section 3.3).
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, ETag, Link, Para-Unknown-Terms, Retry-After",
}

PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def add(response: Response) -> Response:
    """Add them; an answer to OPTIONS also says what a page of another origin may send."""
    response.headers.update(EVERY_ANSWER)
    if "Allow" in response.headers:  # in an order that no hash seed decides
        response.headers["Allow"] = ", ".join(sorted(response.headers["Allow"].split(", ")))
    if request.method == "OPTIONS" and "Allow" in response.headers:
        response.headers.update(PREFLIGHT)
        response.headers["Access-Control-Allow-Methods"] = response.headers["Allow"]
    return response


def cite(snapshot: URIRef) -> str:
    """Spell the link to what is to be cited (RFC 8574): the snapshot, for an address answers from whichever is current.

    >>> cite(URIRef("urn:x"))
    '<urn:x>; rel="cite-as"'
    """
    return f'<{snapshot}>; rel="cite-as"'


def announce(response: Response) -> None:
    """Point a program to the description of all addresses (RFC 8631)."""
    to = url_for("openapi.document")
    response.headers.add("Link", f'<{to}>; rel="service-desc"; type="application/vnd.oai.openapi+json"')


def unknown(terms: Iterable[Unknown]) -> str:
    """Spell unknown terms as a list of strings with parameters (RFC 9651 section 3.1), in ASCII; "" for none.

    An IRI stands there as a URI (RFC 3987 section 3.1), cut to a length that no server on the way refuses.

    >>> unknown([Unknown("para:yer", "urn:yer", ("urn:year",))])
    '"urn:yer";nearest="urn:year"'
    """
    return ", ".join(
        f'"{_uri(term.iri)}"'
        + "".join(f';{name}="{_uri(near)}"' for name, near in zip(NEAREST, term.nearest, strict=False))
        for term in terms
    )


def _uri(iri: str) -> str:
    return quote(iri[:LONGEST_URI], safe=_SAFE, errors="replace")[:LONGEST_URI]
