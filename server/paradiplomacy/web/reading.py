"""The paper as a reader goes through it: its sections and passages in order, and what each passage states."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from paradiplomacy.errors import NotFound
from paradiplomacy.store import Answering
from paradiplomacy.terms import PARA, PREFIXES, Object
from paradiplomacy.web.results import Binding, rows, shorten
from paradiplomacy.web.statements import Names, Statements, arrange

__all__ = ["Kind", "Passage", "Reading", "Remark", "Section", "only", "read"]

HEAD = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("dcterms", "graph", "para", "rdfs", "skos"))

SECTIONS = """
SELECT ?section ?label ?whole {
  GRAPH graph:passages {
    ?section a para:Section ; para:position ?position .
    OPTIONAL { ?section rdfs:label ?label }
    OPTIONAL { ?section para:directlyPartOf ?whole . ?whole a para:Section }
  }
}
ORDER BY ?position ?section ?label"""

PASSAGES = """
SELECT ?passage ?section ?position ?locator ?kind ?reason {
  GRAPH graph:passages {
    ?passage a para:Passage ; para:position ?position ; para:directlyPartOf ?section .
    OPTIONAL { ?passage para:locator ?locator }
    OPTIONAL { ?passage para:passageKind ?kind }
    OPTIONAL { ?passage para:statesNothing ?reason }
  }
}
ORDER BY ?position ?passage"""

STATED = """
SELECT ?passage ?subject ?property ?value {
  GRAPH ?passage { ?subject ?property ?value }
  GRAPH graph:passages { ?passage a para:Passage }
}"""

# The marks that a passage cites are printed; how far a mark reaches is a reading of ours.
CITED = "SELECT DISTINCT ?passage ?reference { GRAPH graph:passages { ?passage para:cites ?reference } }"

REACHED = "SELECT DISTINCT ?passage ?reference { GRAPH graph:readings { ?reference para:supports ?passage } }"

REMARKS = """
SELECT ?passage ?remark ?kind ?text {
  GRAPH graph:readings {
    ?remark para:readingOf ?passage ; para:rationale ?text OPTIONAL { ?remark para:readingKind ?kind }
  }
}
ORDER BY ?passage ?kind ?remark"""

# An ordinary name comes before a title and a printed name, and English before any other language.
NAMES = """
SELECT ?thing ?name {
  { SELECT DISTINCT ?thing {
      { GRAPH ?passage { { ?thing ?p ?o } UNION { ?s ?thing ?o } UNION { ?s ?p ?thing } } ?passage a para:Passage }
      UNION { GRAPH graph:passages { ?passage para:passageKind|para:statesNothing ?thing } }
      UNION { GRAPH graph:readings { ?remark para:readingKind ?thing } }
      FILTER (ISIRI(?thing))
  } }
  { ?thing rdfs:label ?name BIND (0 AS ?rank) }
  UNION { ?thing skos:prefLabel ?name BIND (1 AS ?rank) }
  UNION { ?thing dcterms:title ?name BIND (2 AS ?rank) }
  UNION { ?thing para:asWritten ?name BIND (3 AS ?rank) }
}
ORDER BY ?thing (LANG(?name) != "en") ?rank ?name"""

NUMBERS = "SELECT ?thing ?name { GRAPH ?passage { ?thing para:number ?name } ?passage a para:Passage }"

CLAIMS = "SELECT ?kind { ?kind rdfs:subClassOf para:Claim }"


@dataclass(frozen=True, slots=True)
class Remark:
    """A reading of ours that concerns a passage: of what kind it is, and the reason for it."""

    iri: Object
    kind: str
    text: Object


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage and what it states, or the reason why it states nothing.

    ``cites`` are the references whose marks it prints, ``reached`` others whose marks we read as reaching it.
    """

    iri: Object
    section: Object
    position: Object
    locator: str
    kind: str
    reason: str
    stated: Statements
    cites: tuple[Object, ...]
    reached: tuple[Object, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section and the passages that are directly part of it; ``below`` when it is part of another section."""

    iri: Object
    name: str
    below: bool
    passages: tuple[Passage, ...]

    @property
    def facts(self) -> int:
        """Count the statements that belong to no proposition."""
        return sum(passage.stated.facts for passage in self.passages)

    @property
    def claims(self) -> int:
        """Count the propositions, once for each passage that states them."""
        return sum(len(passage.stated.claims) for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of things that passages speak of, as ``Definition``, and in how many passages."""

    word: str
    name: str
    is_claim: bool
    passages: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The sections in order, the kinds by name, and what leads from one passage to another.

    ``places`` has, for each reference and proposition, the passages that tell what it is; ``first``, for each thing,
    the first passage that tells it; ``citing``, for each reference, those that print its mark; ``names`` has what
    things are called.
    """

    sections: tuple[Section, ...]
    kinds: tuple[Kind, ...]
    places: Mapping[Object, Sequence[Passage]]
    first: Mapping[Object, Passage]
    citing: Mapping[Object, Sequence[Passage]]
    names: Names


def read(store: Answering) -> Reading:
    """Ask a store for all of it."""

    def ask(text: str) -> list[Binding]:
        return rows(store, HEAD + text)

    described = ask(PASSAGES)
    names = _names(ask(NAMES), ask(NUMBERS), described)
    claims = frozenset({PARA.Claim, *(row["kind"] for row in ask(CLAIMS))})
    told = _passages(ask, described, names, claims)
    sections = tuple(
        Section(
            iri, str(row.get("label", shorten(iri))), "whole" in row, tuple(one for one in told if one.section == iri)
        )
        for iri, [row, *_] in _grouped(ask(SECTIONS), "section").items()
    )
    return Reading(
        sections=sections,
        kinds=_kinds(told, names, claims),
        places=_places(told, claims | {PARA.Reference}),
        first={thing: passages[0] for thing, passages in _places(told).items()},
        citing=_citing(told),
        names=names,
    )


def only(reading: Reading, word: str) -> Reading:
    """Keep the passages that speak of a kind of thing; raises NotFound, with the nearest kinds, when none does."""
    if word not in {kind.word for kind in reading.kinds}:
        nearest = ", ".join(get_close_matches(word[:100], [kind.word for kind in reading.kinds], cutoff=0.5))
        advice = f"The nearest are {nearest}." if nearest else "The page of the paper lists those that there are."
        raise NotFound(f"No passage speaks of a kind {word[:100]!r}.", advice)
    sections = [
        replace(section, passages=tuple(one for one in section.passages if PARA[word] in one.stated.kinds))
        for section in reading.sections
    ]
    return replace(reading, sections=tuple(section for section in sections if section.passages))


def _grouped(answers: Iterable[Binding], variable: str) -> defaultdict[Object, list[Binding]]:
    groups: defaultdict[Object, list[Binding]] = defaultdict(list)
    for row in answers:
        groups[row[variable]].append(row)
    return groups


def _names(ordered: Sequence[Binding], numbers: Iterable[Binding], described: Iterable[Binding]) -> dict[Object, str]:
    """Give each thing the first of its names; a passage is called by its locator, a reference by its number."""
    names = {row["thing"]: str(row["name"]) for row in reversed(ordered)}
    names |= {row["passage"]: str(row["locator"]) for row in described if "locator" in row}
    return names | {row["thing"]: f"[{row['name']}]" for row in numbers}


def _passages(
    ask: Callable[[str], list[Binding]], described: Iterable[Binding], names: Names, claims: frozenset[Object]
) -> tuple[Passage, ...]:
    stated, cited, reached, remarks = (_grouped(ask(text), "passage") for text in (STATED, CITED, REACHED, REMARKS))

    def references(answers: Sequence[Binding]) -> tuple[Object, ...]:
        found = {row["reference"] for row in answers}
        return tuple(sorted(found, key=lambda one: (len(names.get(one, "")), names.get(one, ""), one)))

    def passage(iri: Object, row: Binding) -> Passage:
        marks = references(cited[iri])
        return Passage(
            iri=iri,
            section=row["section"],
            position=row["position"],
            locator=str(row.get("locator", shorten(iri))),
            kind=_called(row.get("kind"), names),
            reason=_called(row.get("reason"), names),
            stated=arrange(((one["subject"], one["property"], one["value"]) for one in stated[iri]), names, claims),
            cites=marks,
            reached=tuple(one for one in references(reached[iri]) if one not in marks),
            remarks=tuple(Remark(one["remark"], _called(one.get("kind"), names), one["text"]) for one in remarks[iri]),
        )

    return tuple(passage(iri, row) for iri, [row, *_] in _grouped(described, "passage").items())


def _called(term: Object | None, names: Names) -> str:
    return "" if term is None else names.get(term, shorten(term))


def _places(told: Iterable[Passage], kinds: frozenset[Object] | None = None) -> Mapping[Object, Sequence[Passage]]:
    """Find for each thing the passages that tell of what kind it is; only things of these kinds, where given."""
    places: dict[Object, list[Passage]] = defaultdict(list)
    for passage in told:
        for account in (*passage.stated.claims, *passage.stated.things):
            own = {kind.term for kind in account.kinds}
            if own if kinds is None else own & kinds:
                places[account.subject].append(passage)
    return dict(places)


def _citing(told: Iterable[Passage]) -> Mapping[Object, Sequence[Passage]]:
    citing: dict[Object, list[Passage]] = defaultdict(list)
    for passage in told:
        for reference in passage.cites:
            citing[reference].append(passage)
    return dict(citing)


def _kinds(told: Iterable[Passage], names: Names, claims: frozenset[Object]) -> tuple[Kind, ...]:
    """List the classes of our ontology to which what passages speak of belongs, as the passages say."""
    counts = Counter(kind for passage in told for kind in passage.stated.kinds if str(kind).startswith(PARA))
    kinds = [
        Kind(str(kind).removeprefix(PARA), names.get(kind, shorten(kind)), kind in claims, count)
        for kind, count in counts.items()
    ]
    return tuple(sorted(kinds, key=lambda kind: kind.name.casefold()))
