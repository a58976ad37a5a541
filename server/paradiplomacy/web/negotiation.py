"""Which form of an answer a client wants: what ``?format=`` names, or else what Accept prefers."""

from collections.abc import Sequence

from flask import request

from paradiplomacy.errors import NotAcceptable
from paradiplomacy.formats import FORMATS, Content, Format, negotiate

__all__ = ["HTML", "JSON", "TRIPLES", "choose", "content_type"]

HTML = Format("html", ("text/html",), (".html",), Content.TRIPLES)
JSON = Format("json", ("application/json",), (".json",), Content.TRIPLES)

TRIPLES = tuple(offer for offer in FORMATS if Content.TRIPLES in offer.holds)
"""The formats of graphs, the usual one first."""


def choose(offers: Sequence[Format], what: str = "this") -> Format:
    """Choose a form for the answer to the current request; ``what`` says of what, in an error.

    Raises NotAcceptable, with the forms there are.
    """
    named = request.args.get("format")
    if named is None:
        return negotiate(request.headers.get("Accept"), offers)
    for offer in offers:
        if offer.name == named:
            return offer
    names = ", ".join(offer.name for offer in offers)
    raise NotAcceptable(f"There is no {what} as {named[:40]!r}.", f"Take one of {names}.")


def content_type(form: Format) -> str:
    """Give the field Content-Type: what is text says in which characters."""
    charset = "; charset=utf-8" if form.media_type.startswith("text/") else ""
    return form.media_type + charset
