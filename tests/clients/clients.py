"""How each client asks: all questions of the library at an address, each answer as the client gives it out."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path

import rdflib
from answers import Said
from playwright.sync_api import Page
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper

from paradiplomacy.library import Example

HERE = Path(__file__).parent
QUERIES = HERE.parents[1] / "queries"
COMUNICA = Path(sys.prefix) / "comunica"
JENA = Path(sys.prefix) / "jena"
RESULTS, TRIPLES = "application/sparql-results+json", "application/n-triples"
MEDIA_TYPES = {".srj": RESULTS, ".nt": TRIPLES}

Saying = Mapping[str, Said]
"""Answers by the names of their questions."""


@dataclass(frozen=True, slots=True)
class Client:
    """How a client asks, and the programs and folders without which it cannot."""

    ask: Callable[[str, Iterable[Example]], Saying]
    needs: tuple[str | Path, ...] = ()

    def lacking(self) -> str:
        """Tell what is not installed, or ""."""
        return ", ".join(str(need) for need in self.needs if not (shutil.which(need) or Path(need).exists()))


def run(*command: object) -> bytes:
    """Run a command to its end and give what it printed; what it complains of makes it fail."""
    done = subprocess.run([str(word) for word in command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return done.stdout


def one_by_one(ask: Callable[[str, Example], Said]) -> Callable[[str, Iterable[Example]], Saying]:
    """Ask all questions with what asks one."""
    return lambda address, questions: {question.name: ask(address, question) for question in questions}


def curl(*fields: str) -> Callable[[str, Example], Said]:
    """Ask with curl: what comes back, byte by byte, and the media type of its head."""

    def ask(address: str, question: Example) -> Said:
        file = str(QUERIES / f"{question.name}.rq")
        words = [field.replace("FILE", file) for field in fields]
        *body, media_type = run("curl", "-sS", "-w", "\n%{content_type}", *words, address).split(b"\n")
        return Said(media_type.decode(), b"\n".join(body))

    return ask


def headless(text: str) -> str:
    """Leave out the comments above a query."""
    return "".join(dropwhile(lambda line: line.startswith("#"), text.splitlines(keepends=True)))


def sparql_wrapper(address: str, question: Example) -> Said:
    """Ask with SPARQLWrapper, which gives bindings as a dictionary and triples as text.

    The head is left out: of comments that follow one another it removes every second, and takes the first word of the
    others that is a keyword, as in "add up", for what the query does.
    """
    client = SPARQLWrapper(address)
    client.setQuery(headless(question.text))
    is_graph = question.result == "construct"
    client.setReturnFormat(TURTLE if is_graph else JSON)
    answer = client.queryAndConvert()
    return Said("text/turtle", answer) if is_graph else Said(RESULTS, json.dumps(answer))


def sparql_store(method: str, form: str) -> Callable[[str, Example], Said]:
    """Ask with the store of rdflib, which gives rdflib's own terms."""

    def ask(address: str, question: Example) -> Said:
        is_graph = question.result == "construct"  # which no result format of bindings can hold
        graph = rdflib.Graph(SPARQLStore(address, method=method, returnFormat="xml" if is_graph else form))
        result = graph.query(question.text)
        return Said(TRIPLES if is_graph else RESULTS, result.serialize(format="nt" if is_graph else "json"))

    return ask


def comunica(address: str, _: Iterable[Example]) -> Saying:
    """Ask with Comunica, in one process."""
    program = shutil.copy(HERE / "ask-all.mjs", COMUNICA)  # it is beside a program that Node looks for packages
    return _written(lambda answers: run("node", program, address, QUERIES, answers))


def rsparql(address: str, _: Iterable[Example]) -> Saying:
    """Ask with Jena's rsparql, in one process."""
    jars = JENA / "*"
    return _written(lambda answers: run("java", "-cp", jars, HERE / "AskAll.java", address, QUERIES, answers))


def _written(ask: Callable[[str], object]) -> Saying:
    with tempfile.TemporaryDirectory() as folder:
        ask(folder)
        return {file.stem: Said(MEDIA_TYPES[file.suffix], file.read_bytes()) for file in Path(folder).iterdir()}


FETCH = """async ([address, queries]) => {
  const ask = async ([name, body]) => {
    const headers = { "Content-Type": "application/sparql-query" };
    const answer = await fetch(address, { method: "POST", headers, body });
    return [name, answer.headers.get("Content-Type"), await answer.text()];
  };
  const answers = [];
  for (const query of Object.entries(queries)) answers.push(await ask(query));
  return answers;
}"""


def browser(page: Page, address: str, questions: Iterable[Example]) -> Saying:
    """Ask from a page in a browser."""
    said = page.evaluate(FETCH, [address, {question.name: question.text for question in questions}])
    return {name: Said(media_type, body) for name, media_type, body in said}


SUBMIT = """text => {
  const form = document.querySelector("form.ask");
  form.elements.query.value = text;
  form.requestSubmit();
}"""

CELLS = """rows => rows.map(row => [...row.cells].map(cell => {
  const link = cell.querySelector("a");
  return link ? link.title || link.getAttribute("href") : (cell.firstChild?.textContent ?? "").trim();
}))"""


def query_page(page: Page, question: Example) -> list[list[str]]:
    """Ask with the form of the page ``/query``, and read the table: the IRI of a link, the text of a literal."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.evaluate(SUBMIT, question.text)
    rows = page.locator("table.answer tbody tr").evaluate_all(CELLS)
    return sorted(row[:3] for row in rows) if question.result == "construct" else rows  # beside triples stands a link


CLIENTS = {
    "curl, GET": Client(one_by_one(curl("-G", "--data-urlencode", "query@FILE")), ("curl",)),
    "curl, POST of a form": Client(
        one_by_one(
            curl("--data-urlencode", "query@FILE", "-H", "Accept: application/sparql-results+xml, application/rdf+xml")
        ),
        ("curl",),
    ),
    "curl, POST of a query": Client(
        one_by_one(
            curl(
                *("--data-binary", "@FILE", "-H", "Content-Type: application/sparql-query"),
                *("--compressed", "-H", "Accept: text/tab-separated-values, application/n-triples, */*;q=0.1"),
            )
        ),
        ("curl",),
    ),
    "SPARQLWrapper": Client(one_by_one(sparql_wrapper)),
    "rdflib's SPARQLStore": Client(one_by_one(sparql_store("GET", "xml"))),
    "rdflib's SPARQLStore, JSON by POST": Client(one_by_one(sparql_store("POST", "json"))),
    "Comunica": Client(comunica, ("node", COMUNICA / "node_modules")),
    "Jena's rsparql": Client(rsparql, ("javac", JENA / "jena.xml")),
}
