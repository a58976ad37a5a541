"""The pages for people: what this is, and a place to ask. They work without JavaScript."""

import re
from functools import cache, lru_cache

from flask import Blueprint, Response, make_response, render_template, request, url_for

from paradiplomacy import library, terms
from paradiplomacy.errors import ParadiplomacyError, SyntaxFault
from paradiplomacy.formats import by_name
from paradiplomacy.store import Query
from paradiplomacy.store.guard import admit_text
from paradiplomacy.terms import Object
from paradiplomacy.web import headers, overview, problems, protocol, reading, results, timeline
from paradiplomacy.web.edition import Edition, current
from paradiplomacy.web.suggestions import suggest

__all__ = ["blueprint"]

blueprint = Blueprint("pages", __name__)

FIRST_QUERY = f"""PREFIX para: <{terms.PARA}>
PREFIX rdfs: <{terms.RDFS}>

SELECT ?partner ?year {{
  ?cooperation para:counterpart ?partner ;
               para:yearEntry / para:year ?year .
}}
ORDER BY ?year ?partner
"""

NAMES = {
    "csv": "CSV",
    "json": "JSON",
    "jsonld": "JSON-LD",
    "nquads": "N-Quads",
    "ntriples": "N-Triples",
    "rdfxml": "RDF/XML",
    "trig": "TriG",
    "tsv": "TSV",
    "turtle": "Turtle",
    "xml": "XML",
}


@cache
def examples() -> tuple[library.Example, ...]:
    """Give the query library; it does not change while we run."""
    return library.examples()


@cache
def groups() -> tuple[library.Group, ...]:
    """Give the query library in groups."""
    return library.grouped(examples())


@lru_cache(maxsize=1)
def _overview(edition: Edition) -> overview.Overview:
    """Ask an edition once: its answers do not change."""
    return overview.read(edition.store)


@lru_cache(maxsize=1)
def _reading(edition: Edition) -> reading.Reading:
    """Ask an edition once for the paper as it is read."""
    return reading.read(edition.store)


@lru_cache(maxsize=1)
def _papers(edition: Edition) -> dict[tuple[str, str], str]:  # noqa: ARG001 — an edition has its own pages
    """Keep the pages of the paper once they are written, by where the application is mounted and by kind."""
    return {}


@blueprint.get("/")
def home() -> Response:
    """Show the home page."""
    edition = current()
    graph = _overview(edition)
    page = render_template(
        "home.html",
        graph=graph,
        timeline=timeline.draw(graph.entries, graph.partners),
        groups=groups(),
        query_text=FIRST_QUERY,
        snapshot=edition.snapshot.iri,
    )
    response = make_response(page)
    headers.announce(response)
    return response


@blueprint.get("/paper")
def paper() -> str:
    """Show the paper passage by passage; ``?kind=`` keeps those that speak of a class, as ``Definition``."""
    edition, kind = current(), request.args.get("kind", "")
    pages, key = _papers(edition), (request.script_root, kind)
    if key not in pages:
        whole = _reading(edition)
        pages[key] = render_template(
            "paper.html",
            graph=_overview(edition),
            reading=reading.only(whole, kind) if kind else whole,
            kind=kind,
            snapshot=edition.snapshot.iri,
        )
    return pages[key]


@blueprint.get("/questions")
def questions() -> str:
    """List the query library by what its questions are about."""
    return render_template("questions.html", groups=groups())


@blueprint.get("/query")
def query() -> Response:
    """Ask, and read the answer; ``?query=`` is a text, ``?example=`` the name of one in the library."""
    name = request.args.get("example")
    example = library.named(name) if name else None
    text = _without_head(example) if example else request.args.get("query", "").replace("\r\n", "\n")
    status, answer = _answer(text)
    page = render_template("query.html", query_text=text or FIRST_QUERY, example=example, groups=groups(), **answer)
    return make_response(page, status)


def _without_head(example: library.Example) -> str:
    """Give the query alone; what its head says, the page says in its own place."""
    lines = example.text.splitlines()
    return "\n".join(line for line in lines if not line.startswith(library.MARK)).strip() + "\n"


def _answer(text: str) -> tuple[int, dict[str, object]]:
    """Answer a query, or tell what is wrong with it: an HTTP status and what the page shows."""
    if not text.strip():
        return 200, {}
    try:
        return 200, _answered(text)
    except ParadiplomacyError as error:
        problem = {"problem": problems.describe(error), "in_query": isinstance(error, SyntaxFault)}
        return problems.status(error), problem | {"excerpt": _excerpt(text, error)}


def _answered(text: str) -> dict[str, object]:
    edition = current()
    query = Query(text, by_name("json"))
    admit_text(query)
    table = results.tabulate(edition.patient, query)
    return {
        "table": table,
        "suggestions": suggest(query, table.unknown),
        "most_rows": results.MOST_ROWS,
        "snapshot": edition.snapshot.iri,
        "formats": [
            (NAMES[offer.name], url_for("sparql.endpoint", query=text, format=offer.name))
            for offer in protocol.offered(query)
        ],
    }


def _excerpt(text: str, error: ParadiplomacyError) -> tuple[str, str, str] | None:
    """Cut out the piece of the query before, at and after the place of an error."""
    lines = text.split("\n")
    if error.place is None or not error.place.column or error.place.line > len(lines):
        return None
    line, at = lines[error.place.line - 1], error.place.column - 1
    return line[max(0, at - 40) : at], line[at : at + 1], line[at + 1 : at + 40]


@blueprint.app_template_filter()
def address(term: Object) -> str:
    """Tell where the name of a term leads: to the passage or description here, to the web, or nowhere ("")."""
    if passage := results.passage(term):
        return url_for("pages.paper", _anchor=passage)
    if results.is_ours(term):
        return url_for("pages.query", query=f"DESCRIBE <{term}>")
    return str(term) if results.is_web(term) else ""


@blueprint.app_template_filter()
def slug(term: object) -> str:
    """Give the last part of an IRI, or a heading as one word: it stands after # in an address."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", str(term).rpartition("/")[2]).lower()


blueprint.add_app_template_filter(results.shorten)
blueprint.add_app_template_filter(results.note)
