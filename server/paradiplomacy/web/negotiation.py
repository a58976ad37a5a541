"""Which form of an answer a client wants: what ``?format=`` names, or else what Accept prefers."""

from collections.abc import Sequence

from flask import request

from paradiplomacy.errors import NotAcceptable
from paradiplomacy.formats import Content, Format, negotiate

__all__ = ["HTML", "JSON", "choose", "content_type", "find"]

HTML = Format("html", ("text/html",), (".html",), Content.TRIPLES)
JSON = Format("json", ("application/json",), (".json",), Content.TRIPLES)


def choose(offers: Sequence[Format], what: str = "this") -> Format:
    """Choose a form for the answer to the current request; ``what`` says of what, in an error.

    Raises NotAcceptable, with the forms there are.
    """
    named = request.args.get("format")
    if named is None:
        return negotiate(request.headers.get("Accept"), offers)
    return find(offers, named, f"There is no {what} as {named[:40]!r}.")


def find(offers: Sequence[Format], name: str, fault: str) -> Format:
    """Find the form of this name. Raises NotAcceptable, with the fault in words and the forms there are."""
    for offer in offers:
        if offer.name == name:
            return offer
    names = ", ".join(offer.name for offer in offers)
    raise NotAcceptable(fault, f"Take one of {names}.")


def content_type(form: Format) -> str:
    """Give the field Content-Type: what is text says in which characters."""
    charset = "; charset=utf-8" if form.media_type.startswith("text/") else ""
    return form.media_type + charset
