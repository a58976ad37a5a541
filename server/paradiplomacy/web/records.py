"""Records are checked here too: sent by a program, or pasted or dropped into a page."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from paradiplomacy.errors import NotFound
from paradiplomacy.formats import GRAPH_FORMATS, Content, Format, by_name
from paradiplomacy.validation import rdf_format
from paradiplomacy.web import negotiation
from paradiplomacy.web.edition import current
from paradiplomacy.web.validators import Record

__all__ = ["REPORTS", "blueprint"]

blueprint = Blueprint("records", __name__)

SHOWN = 1_000
"""Lines of a record that the page shows, or else those with findings and what stands around them."""

AROUND = 2
LONGEST_NAME = 200

PAGES = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})

REPORTS = (
    negotiation.JSON,
    Format("text", ("text/plain",), (".txt",), Content.TRIPLES),
    Format("sarif", ("application/sarif+json",), (".sarif",), Content.TRIPLES),
    Format("junit", ("application/xml", "text/xml"), (".xml",), Content.TRIPLES),
    *GRAPH_FORMATS,
)
"""What the report of a program's record is given as; an RDF format gives the SHACL report."""


@blueprint.get("/validate")
def ask() -> str:
    """Show the page on which a record is pasted or dropped."""
    return render_template("validate.html", formats=GRAPH_FORMATS, chosen="turtle", text="")


@blueprint.post("/validate")
def check() -> Response:
    """Check the record that is the body, or the one of the page's form.

    It is not kept. The answer is 200 whether it conforms or not, and 422 if it cannot be read. Raises
    UnsupportedMediaType for a body in no RDF format, BadRequest for a form without a record.
    """
    if request.mimetype in PAGES:
        return _page()
    rdf = next((rdf for rdf in GRAPH_FORMATS if request.mimetype in rdf.media_types), None)
    if rdf is None:
        types = ", ".join(rdf.media_type for rdf in GRAPH_FORMATS)
        raise UnsupportedMediaType(f"Send a record as one of {types}.")
    form = negotiation.choose(REPORTS, "report")
    name = request.args.get("name", "record")[:LONGEST_NAME]
    checked = current().validator.check(Record(request.get_data(), rdf.name, form.name, name))
    response = Response(checked.report, 200 if checked.readable else 422)
    response.headers["Content-Type"] = negotiation.content_type(form)
    response.vary.add("Accept")
    return response


def _page() -> Response:
    octets, rdf, name = _pasted()
    checked = current().validator.check(Record(octets, rdf.name, "json", name))
    report = json.loads(checked.report)
    text = octets.decode("utf-8", "replace")
    page = render_template(
        "validate.html",
        formats=GRAPH_FORMATS,
        chosen=rdf.name,
        text=text,
        report=report,
        lines=_lines(text, report["findings"] + report["notes"]),
    )
    return make_response(page, 200 if checked.readable else 422)


def _pasted() -> tuple[bytes, Format, str]:
    """Give the record of the form, its format and its name: of a file, if one was dropped, or else of the text."""
    dropped = request.files.get("file")
    try:
        chosen = by_name(request.form.get("format", "turtle"))
        if dropped and dropped.filename:
            return dropped.read(), _of_file(dropped.filename, chosen), dropped.filename[:LONGEST_NAME]
    except NotFound as error:
        raise BadRequest(error.message) from error
    if "text" not in request.form or chosen not in GRAPH_FORMATS:
        raise BadRequest("The form has no record: its field text holds it, and format names its format.")
    return request.form["text"].replace("\r\n", "\n").encode(), chosen, "record"


def _of_file(name: str, chosen: Format) -> Format:
    """Tell the format of a file from its name, or else take what was chosen."""
    try:
        return rdf_format(Path(name))
    except NotFound:
        return chosen


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a record and what was found in it; ``gap`` if lines before it are not shown."""

    number: int
    text: str
    findings: list[dict[str, Any]]
    gap: bool


def _lines(text: str, findings: list[dict[str, Any]]) -> list[Line]:
    found: dict[int, list[dict[str, Any]]] = {}
    for finding in findings:
        found.setdefault(finding.get("line", 0), []).append(finding)
    texts = text.removesuffix("\n").split("\n")
    shown: list[Line] = []
    for number, line in enumerate(texts, 1):
        near = len(texts) <= SHOWN or any(at in found for at in range(number - AROUND, number + AROUND + 1))
        if near:
            gap = bool(shown) and shown[-1].number < number - 1
            shown.append(Line(number, line, found.get(number, []), gap))
    return shown
