"""What the graph can be asked beside SPARQL: why a statement holds."""

from functools import lru_cache

from flask import Blueprint, Response, make_response, render_template, request

from paradiplomacy import explanation, store
from paradiplomacy.errors import NotAcceptable, SyntaxFault
from paradiplomacy.explanation import Explanation, Reasons
from paradiplomacy.formats import by_name, spell
from paradiplomacy.infer.statements import unspelt
from paradiplomacy.terms import Object, Triple
from paradiplomacy.web import negotiation
from paradiplomacy.web.edition import Edition, current, shelf
from paradiplomacy.web.negotiation import HTML

__all__ = ["blueprint"]

blueprint = Blueprint("services", __name__)

OTHERS = 4
"""Proofs that are told beside the smallest."""

LONGEST_LINK = 1000
"""Characters of a term that a link to its explanation may hold."""

_OFFERED = (HTML, negotiation.JSON, by_name("turtle"))


@lru_cache(maxsize=2)
def _reasons(edition: Edition, scope: str) -> Reasons:
    """Read an edition once for all its explanations."""
    return Reasons(edition.snapshot, scope)


@blueprint.get("/explain")
def explain() -> Response:
    """Tell why the statement ``?s=&p=&o=`` holds in a scope, as a page, JSON or Turtle; without one, ask for it.

    Terms are in Turtle's forms. Raises SyntaxFault for what is none, NotFound for a snapshot without proofs.
    """
    form = negotiation.choose(_OFFERED, "explanation")
    terms = [request.args.get(name, "").strip() for name in "spo"]
    if not any(terms) and form is HTML:
        return make_response(render_template("explain.html", terms=terms, scope=_scope()))
    reasons = _reasons(current(), _scope())
    subject, predicate, object_ = terms
    told = reasons.explain(reasons.names.read(subject, predicate, object_), OTHERS)
    if form is HTML:
        response = make_response(_page(told, terms))
    else:
        response = Response(explanation.tell(told, form.name), content_type=f"{form.media_type}; charset=utf-8")
    response.vary.add("Accept")
    return response


def _scope() -> str:
    scope = request.args.get("scope", shelf().scope)
    if scope not in store.SCOPES:
        raise SyntaxFault(f"There is no scope {scope[:40]!r}.", f"Take one of {', '.join(store.SCOPES)}.")
    return scope


def _page(told: Explanation, terms: list[str]) -> str:
    return render_template(
        "explain.html",
        told=told,
        proofs=[explanation.steps(told, proof) for proof in told.proofs],
        terms=terms,
        scope=told.scope,
        snapshot=told.snapshot,
    )


@blueprint.app_template_filter()
def term(text: str) -> Object | str:
    """Read a term from N-Triples, to be shown; a variable stays text."""
    return text if text.startswith("?") else unspelt(text)


@blueprint.app_template_filter()
def question(triple: Triple) -> dict[str, str]:
    """Give the parameters that ask why a triple holds; none for one that no link should hold."""
    try:
        spelt = [spell(term) for term in triple]
    except NotAcceptable:
        return {}
    return {} if any(len(text) > LONGEST_LINK for text in spelt) else dict(zip("spo", spelt, strict=True))
