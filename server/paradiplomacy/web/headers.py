"""The header fields that every answer bears."""

from flask import Response, request, url_for

__all__ = ["add", "announce"]

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
    if request.method == "OPTIONS" and "Allow" in response.headers:
        response.headers.update(PREFLIGHT)
        response.headers["Access-Control-Allow-Methods"] = response.headers["Allow"]
    return response


def announce(response: Response) -> None:
    """Point a program to the description of all addresses (RFC 8631)."""
    to = url_for("openapi.document")
    response.headers.add("Link", f'<{to}>; rel="service-desc"; type="application/vnd.oai.openapi+json"')
