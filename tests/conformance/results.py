"""Results of queries, read without the help of the engine that wrote them, and when two are the same.

A term is its N-Triples text, just as it was written: ``"01"^^xsd:integer`` is not ``"1"^^xsd:integer``.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pyoxigraph as ox

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
SRX = "{http://www.w3.org/2005/sparql-results#}"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Row = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Result:
    """Yes or no, or rows of named terms: solutions, or triples as rows of three."""

    rows: tuple[Row, ...] = ()
    columns: frozenset[str] = frozenset()
    boolean: bool | None = None
    ordered: bool = False


def read(data: bytes, media_type: str, base: str) -> Result:
    """Read a result in one of its formats, or an RDF file that describes one (DAWG test suite, result sets)."""
    match media_type:
        case "application/sparql-results+json":
            return _json(json.loads(data))
        case "application/sparql-results+xml":
            return _xml(ET.fromstring(data))  # noqa: S314 — the suite's files and our own answers
        case "text/csv":
            head, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
            return _table(head, ([(name, cell) for name, cell in zip(head, row, strict=True) if cell] for row in rows))
        case "text/tab-separated-values":
            head, *lines = data.decode().removesuffix("\n").split("\n")
            names = [name.removeprefix("?") for name in head.split("\t")]
            return _table(names, ([*_cells(names, line)] for line in lines))
    return _graph(list(ox.parse(data, ox.RdfFormat.from_media_type(media_type), base_iri=base, lenient=True)))


def same(expected: Result, given: Result, *, lax: bool = False) -> bool:
    """Whether two results are the same but for the labels of blank nodes.

    ``lax`` lets repetitions be left out (SPARQL 1.1 Query section 18.5, REDUCED).
    """
    if (expected.boolean, expected.columns) != (given.boolean, given.columns):
        return False
    if lax:
        most, there = Counter(expected.rows), Counter(given.rows)
        return set(most) == set(there) and there <= most
    if len(expected.rows) != len(given.rows):
        return False
    return _match(_numbered(expected, expected.ordered), _numbered(given, expected.ordered))


def _numbered(result: Result, ordered: bool) -> list[Row]:  # noqa: FBT001 — a fact about the rows
    rows = [(("", str(number)), *row) for number, row in enumerate(result.rows)] if ordered else [*result.rows]
    return sorted(rows, key=lambda row: (sum(term.startswith("_:") for _, term in row), row))


def _match(expected: list[Row], given: list[Row]) -> bool:
    """Find a bijection of blank nodes that makes the rows equal, as multisets; by trial, rows without any first."""
    plain = Counter(row for row in expected if not _nodes(row))
    if plain != Counter(row for row in given if not _nodes(row)):
        return False
    start = sum(plain.values())
    return _extend(expected[start:], given[start:], {})


def _extend(expected: list[Row], given: list[Row], names: Mapping[str, str]) -> bool:
    if not expected:
        return True
    first, *rest = expected
    for at, row in enumerate(given):
        more = _unify(first, row, names)
        if more is not None and _extend(rest, given[:at] + given[at + 1 :], more):
            return True
    return False


def _unify(one: Row, other: Row, names: Mapping[str, str]) -> Mapping[str, str] | None:
    if len(one) != len(other):
        return None
    names = dict(names)
    for (name, term), (name2, term2) in zip(one, other, strict=True):
        if name != name2 or term.startswith("_:") != term2.startswith("_:"):
            return None
        if not term.startswith("_:"):
            if term != term2:
                return None
        elif names.setdefault(term, term2) != term2 or list(names.values()).count(term2) > 1:
            return None
    return names


def _nodes(row: Row) -> bool:
    return any(term.startswith("_:") for _, term in row)


def _table(columns: Iterable[str], rows: Iterable[Iterable[tuple[str, str]]], *, ordered: bool = False) -> Result:
    return Result(tuple(tuple(sorted(row)) for row in rows), frozenset(columns), ordered=ordered)


def _json(document) -> Result:
    if "boolean" in document:
        return Result(boolean=document["boolean"])
    rows = (
        [
            (name, _term(cell["type"], cell["value"], cell.get("datatype"), cell.get("xml:lang")))
            for name, cell in row.items()
        ]
        for row in document["results"]["bindings"]
    )
    return _table(document["head"]["vars"], rows)


def _xml(document: ET.Element) -> Result:
    boolean = document.find(f"{SRX}boolean")
    if boolean is not None:
        return Result(boolean=(boolean.text or "").strip() == "true")
    rows = (
        [(binding.get("name", ""), _element(binding[0])) for binding in result]
        for result in document.iter(f"{SRX}result")
    )
    return _table([variable.get("name", "") for variable in document.iter(f"{SRX}variable")], rows)


def _element(cell: ET.Element) -> str:
    return _term(cell.tag.removeprefix(SRX), cell.text or "", cell.get("datatype"), cell.get(LANG))


def _term(kind: str, value: str, datatype: str | None, language: str | None) -> str:
    if kind == "uri":
        return f"<{value}>"
    if kind == "bnode":
        return f"_:{value}"
    if language:
        return str(ox.Literal(value, language=language.lower()))
    return str(ox.Literal(value, datatype=ox.NamedNode(datatype or XSD_STRING)))


def _cells(names: list[str], line: str) -> Iterable[tuple[str, str]]:
    """Read the cells of a line of TSV, which are terms in Turtle (SPARQL 1.1 Query Results CSV and TSV, section 4)."""
    for name, cell in zip(names, line.split("\t"), strict=True):
        if cell:
            [quad] = ox.parse(f"<s:> <p:> {cell} .", ox.RdfFormat.TURTLE)
            yield name, str(quad.object)


def _graph(quads: list[ox.Quad]) -> Result:
    found = [(str(quad.subject), quad.predicate.value, quad.object) for quad in quads]
    for _, predicate, value in found:
        if predicate == f"{RS}boolean":
            return Result(boolean=value.value in {"true", "1"})
    if any(o == ox.NamedNode(f"{RS}ResultSet") for *_, o in found):
        return _described(found)
    return _table((), ([("s", s), ("p", p), ("t", str(o))] for s, p, o in found))


def _described(found: list[tuple[str, str, object]]) -> Result:
    def values(subject: object, name: str) -> list[ox.Literal]:
        return [o for s, p, o in found if s == str(subject) and p == RS + name]

    solutions = [o for _, p, o in found if p == f"{RS}solution"]
    ordered = any(values(solution, "index") for solution in solutions)
    if ordered:
        solutions.sort(key=lambda solution: int(values(solution, "index")[0].value))
    rows = (
        [(values(b, "variable")[0].value, str(values(b, "value")[0])) for b in values(solution, "binding")]
        for solution in solutions
    )
    return _table([o.value for _, p, o in found if p == f"{RS}resultVariable"], rows, ordered=ordered)
