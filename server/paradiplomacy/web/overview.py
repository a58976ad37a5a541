"""What the home page tells of the graph, read from the graph: counts, partners and year entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from paradiplomacy.store import Answering
from paradiplomacy.terms import PREFIXES, Object
from paradiplomacy.web.results import Binding, rows, shorten

__all__ = ["Entry", "Overview", "Paper", "Partner", "read"]

HEAD = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("dcterms", "graph", "para", "rdfs"))

# Only what the passages themselves state: the same page whichever closure is the default graph.
COUNTS = {
    "cooperations": """SELECT (COUNT(DISTINCT ?c) AS ?n) {
        GRAPH ?p { ?c para:counterpart ?x } ?p a para:Passage }""",
    "partners": """SELECT (COUNT(DISTINCT ?x) AS ?n) {
        GRAPH ?p { ?c para:counterpart ?x } ?p a para:Passage }""",
    "countries": """SELECT (COUNT(DISTINCT ?country) AS ?n) {
        GRAPH ?p { ?c para:counterpart ?x } ?p a para:Passage .
        GRAPH ?q { ?x para:country ?country } ?q a para:Passage }""",
    "propositions": """SELECT (COUNT(DISTINCT ?c) AS ?n) {
        GRAPH ?p { ?c a ?kind } ?p a para:Passage . ?kind rdfs:subClassOf para:Claim }""",
    "activities": """SELECT (COUNT(DISTINCT ?a) AS ?n) { GRAPH ?p { ?a a para:Activity } ?p a para:Passage }""",
    "passages encoded": "SELECT (COUNT(DISTINCT ?p) AS ?n) { GRAPH ?p { ?s ?r ?o } ?p a para:Passage }",
    "triples asserted": "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }",
    "triples inferred": "SELECT (COUNT(*) AS ?n) { GRAPH graph:inferred { ?s ?p ?o } }",
}

ENTRIES = """
SELECT ?cooperation ?partner ?entry ?year ?passage {
  GRAPH ?passage { ?cooperation para:counterpart ?partner ; para:yearEntry ?entry . ?entry para:year ?year }
  ?passage a para:Passage .
}
ORDER BY ?year ?partner ?entry"""

# A partner's kind is the most special class of actors that it belongs to. A name in English comes first.
PARTNERS = """
SELECT DISTINCT ?partner ?name ?kind ?kindName ?country ?countryName {
  GRAPH ?passage { ?cooperation para:counterpart ?partner }
  ?passage a para:Passage .
  OPTIONAL { ?partner rdfs:label ?label }
  OPTIONAL { ?partner para:asWritten ?written }
  BIND (COALESCE(?label, ?written) AS ?name)
  OPTIONAL {
    ?partner a ?kind . ?kind rdfs:subClassOf para:Actor ; rdfs:label ?kindName .
    FILTER (LANG(?kindName) = "en")
    FILTER NOT EXISTS { ?partner a ?special . ?special rdfs:subClassOf ?kind FILTER (?special != ?kind) }
  }
  OPTIONAL {
    GRAPH ?said { ?partner para:country ?country }
    ?said a para:Passage .
    OPTIONAL { ?country rdfs:label ?countryLabel }
    OPTIONAL { ?country para:asWritten ?countryWritten }
    BIND (COALESCE(?countryLabel, ?countryWritten) AS ?countryName)
  }
}
ORDER BY ?partner (LANG(?name) != "en") ?name ?kindName (LANG(?countryName) != "en") ?countryName"""


PAPER = """
SELECT DISTINCT ?paper ?title ?author {
  GRAPH ?passage {
    ?paper para:authorship ?authorship .
    ?authorship para:position ?position ; para:author ?person .
  }
  ?paper a para:Paper ; dcterms:title ?title .
  ?person para:asWritten ?author .
}
ORDER BY ?paper ?position"""


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper by its title and its authors, in their order."""

    iri: Object
    title: Object
    authors: tuple[Object, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One year that the register prints for a cooperation, and the passage that prints it."""

    cooperation: Object
    partner: Object
    year: int
    passage: Object


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner: its name, its kind and country (their names empty where none is stated), and its years."""

    iri: Object
    name: Object | str
    kind: Object | None
    kind_name: Object | str
    country: Object | None
    country_name: Object | str
    cooperations: tuple[Object, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts by what is counted; the paper if described; partners by their first year; entries by year."""

    counts: dict[str, int]
    paper: Paper | None
    partners: tuple[Partner, ...]
    entries: tuple[Entry, ...]


def read(store: Answering) -> Overview:
    """Ask a store for all of it."""
    counts = {what: int(str(rows(store, HEAD + text)[0]["n"])) for what, text in COUNTS.items()}
    entries = tuple(
        Entry(row["cooperation"], row["partner"], int(str(row["year"])), row["passage"])
        for row in rows(store, HEAD + ENTRIES)
    )
    by_partner = groupby(rows(store, HEAD + PARTNERS), key=lambda row: row["partner"])
    partners = [_partner(iri, next(answers), entries) for iri, answers in by_partner]
    return Overview(counts, _paper(rows(store, HEAD + PAPER)), tuple(sorted(partners, key=_first_year)), entries)


def _paper(answers: list[Binding]) -> Paper | None:
    if not answers:
        return None
    paper, title = answers[0]["paper"], answers[0]["title"]
    authors = dict.fromkeys(row["author"] for row in answers if row["paper"] == paper)
    return Paper(paper, title, tuple(authors))


def _partner(iri: Object, row: Binding, entries: Iterable[Entry]) -> Partner:
    own = [entry for entry in entries if entry.partner == iri]
    return Partner(
        iri=iri,
        name=row.get("name", shorten(iri)),
        kind=row.get("kind"),
        kind_name=row.get("kindName", ""),
        country=row.get("country"),
        country_name=_name(row, "country"),
        cooperations=tuple(dict.fromkeys(entry.cooperation for entry in own)),
        years=tuple(dict.fromkeys(entry.year for entry in own)),
    )


def _name(row: Binding, variable: str) -> Object | str:
    if variable not in row:
        return ""
    return row.get(variable + "Name", shorten(row[variable]))


def _first_year(partner: Partner) -> tuple[int, str]:
    return min(partner.years, default=9999), str(partner.name).casefold()
