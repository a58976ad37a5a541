"""The header fields that every answer bears."""

from flask import Response, request

__all__ = ["add"]

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
    "Access-Control-Expose-Headers": "ETag, Link",
}

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS, POST",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def add(response: Response) -> Response:
    """Add them; an answer to OPTIONS also says what a page of another origin may send."""
    response.headers.update(EVERY_ANSWER)
    if request.method == "OPTIONS":
        response.headers.update(PREFLIGHT)
    return response
