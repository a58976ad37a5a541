"""The query library: each file of ``queries/`` is a question, its SPARQL text and a head that describes it.

The head is YAML, each line after ``#+``, above everything else in the file: ``title`` (a question),
``description``, ``keywords``, ``result`` (select, ask or construct) and, only where the answer needs the
closure, ``inference`` (why).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml

from paradiplomacy.errors import NotFound, SyntaxFault
from paradiplomacy.findings import Place
from paradiplomacy.sources import root

__all__ = ["GROUPS", "RESULTS", "Example", "Group", "examples", "grouped", "named", "parse"]

RESULTS = ("select", "ask", "construct")
MARK = "#+"
KINDS = {"title": str, "description": str, "keywords": list, "result": str, "inference": str}
NEEDED = ("title", "description", "keywords", "result")
LONGEST_NAME = 100

# What a question is about, by the first of its keywords that stands here.
GROUPS = {
    "Partners, countries and places": ("partners", "countries", "borders", "parties", "actors", "place", "places"),
    "The table and its years": ("table", "rows", "years", "growth", "decades"),
    "Instruments, status and fields": ("instrument", "instruments", "status", "fields"),
    "Programmes and activities": ("activity", "activities", "programmes", "expectations", "agriculture"),
    "Obstacles and failures": ("obstacle", "obstacles", "failures"),
    "Human security": ("human security", "aspects", "freedoms", "means"),
    "Causes and reasons": ("causes", "effects", "conditions", "argument"),
    "Definitions, lists and changes": ("definitions", "enumerations", "comparisons", "changes"),
    "Aims, norms and values": ("aims", "norms", "evaluations", "perceptions"),
    "How firmly it is said": ("modality", "hedges", "polarity", "reservations"),
    "Topics and examples": ("topics", "groups", "examples"),
    "Figures": ("figure", "figures", "percentages"),
    "The study and its method": ("method", "study", "stages"),
    "References and citations": ("reference", "references", "citations", "bibliography"),
    "Who says it": ("provenance", "speakers", "voices"),
    "Contradictions": ("contradiction", "contradictions"),
    "Doubt and silence": ("doubt", "silence", "readings", "identity", "names"),
    "The paper and its parts": ("paper", "authors", "sections", "abstract"),
    "The graph itself": ("ontology", "classes", "export"),
}
OTHERS = "Other questions"
_GROUP_OF = {keyword: name for name, keywords in GROUPS.items() for keyword in keywords}


@dataclass(frozen=True, slots=True)
class Example:
    """One question of the library.

    ``name`` is the file's name without its ending. ``inference`` says why the closure is needed, and is None
    where it is not. ``text`` is the whole file: to SPARQL its head is a comment.
    """

    name: str
    title: str
    description: str
    keywords: tuple[str, ...]
    result: str
    inference: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Questions about one matter."""

    name: str
    examples: tuple[Example, ...]


def examples() -> tuple[Example, ...]:
    """Read all questions of the library, sorted by name; raises SyntaxFault where a head is malformed."""
    home = root()
    files = sorted((home / "queries").glob("*.rq"))
    return tuple(parse(file.read_text(encoding="utf-8"), file.relative_to(home).as_posix()) for file in files)


def named(name: str) -> Example:
    """Find the question of that name; raises NotFound, with the nearest names, when there is none."""
    library = {example.name: example for example in examples()}
    if name in library:
        return library[name]
    asked = name[:LONGEST_NAME]
    nearest = ", ".join(get_close_matches(asked, library))
    raise NotFound(f"There is no query named {asked!r}.", f"The nearest are {nearest}." if nearest else "")


def grouped(library: Iterable[Example]) -> tuple[Group, ...]:
    """Sort questions into groups by their keywords, each question into one; a group without any is left out."""
    groups: dict[str, list[Example]] = {name: [] for name in (*GROUPS, OTHERS)}
    for example in library:
        name = next((_GROUP_OF[word] for word in example.keywords if word in _GROUP_OF), OTHERS)
        groups[name].append(example)
    return tuple(Group(name, tuple(members)) for name, members in groups.items() if members)


def parse(text: str, file: str) -> Example:
    """Read one file of the library, ``file`` being its path as it is shown; raises SyntaxFault."""
    lines = takewhile(lambda line: line.startswith(MARK), text.splitlines())
    head = [line.removeprefix(MARK) for line in lines]
    fields = _load(head, file)
    for key in (*NEEDED, *fields):
        if fault := _fault(key, fields):
            raise SyntaxFault(fault, f"The head may say: {', '.join(KINDS)}.", Place(file, _line(key, head)))
    described = fields | {"keywords": tuple(fields["keywords"]), "inference": fields.get("inference")}
    return Example(name=Path(file).stem, text=text, **described)


def _load(head: list[str], file: str) -> dict[str, Any]:
    try:
        fields = yaml.safe_load("\n".join(head))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file, mark.line + 1 if mark else 1)
        raise SyntaxFault("The head is no YAML.", "A text with a colon needs quotes.", place) from error
    if not isinstance(fields, dict):
        raise SyntaxFault("The file has no head.", f"Begin with lines as '{MARK} title: …'.", Place(file, 1))
    return fields


def _fault(key: str, fields: Mapping[str, object]) -> str | None:
    """Say what is wrong with one field of a head."""
    value = fields.get(key)
    if key not in KINDS:
        return f"The head has an unknown field {key!r}."
    if not value or not isinstance(value, KINDS[key]):
        return f"The head wants a {'list of words' if KINDS[key] is list else 'text'} as its {key}."
    if isinstance(value, list) and not all(isinstance(word, str) for word in value):
        return f"Each of the {key} must be a word."
    if key == "result" and value not in RESULTS:
        return f"The result is one of {', '.join(RESULTS)}, not {value!r}."
    return None


def _line(key: str, head: list[str]) -> int:
    """Count lines down to a field, from 1; 1 also where the field is missing."""
    return next((number for number, line in enumerate(head, 1) if line.strip().startswith(f"{key}:")), 1)
