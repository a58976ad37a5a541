"""Property paths (SHACL section 2.3.1): read from a graph, written down, and walked to the statement at their end."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, reduce
from typing import TypeAlias

from paradiplomacy.check.index import Index, Lookup
from paradiplomacy.terms import RDF, SH, BNode, Object, Triple, URIRef

__all__ = ["Path", "Step", "read", "text", "walk"]


@dataclass(frozen=True, slots=True)
class Step:
    """A path made of others: ``sign`` is that of SPARQL 1.1 section 9.1, one of ``^ / | * + ?``."""

    sign: str
    parts: tuple["Path", ...]


Path: TypeAlias = URIRef | Step
Ends: TypeAlias = dict[Object, Triple | None]
"""Where a path leads, and by which last statement; by none where it is empty."""

_SIGNS = {SH.inversePath: "^", SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def read(graph: Index, node: Object | None) -> Path | None:
    """Read a well-formed path, or nothing where there is none."""
    if isinstance(node, URIRef):
        return node
    if not isinstance(node, BNode):
        return None
    if graph.objects(node, RDF.first):
        return Step("/", _members(graph, node))
    for _, predicate, value, _ in graph.said_of(node):
        if predicate == SH.alternativePath:
            return Step("|", _members(graph, value))
        if predicate in _SIGNS and (inner := read(graph, value)):
            return Step(_SIGNS[predicate], (inner,))
    return None


def _members(graph: Index, node: Object) -> tuple[Path, ...]:
    return tuple(path for member in graph.members(node) if (path := read(graph, member)))


def text(path: Path, spell: Callable[[URIRef], str]) -> str:
    """Write a path as SPARQL does."""
    if isinstance(path, URIRef):
        return spell(path)
    parts = [text(part, spell) if isinstance(part, URIRef) else f"({text(part, spell)})" for part in path.parts]
    if path.sign in "/|":
        return f" {path.sign} ".join(parts) if path.sign == "|" else "/".join(parts)
    return f"^{parts[0]}" if path.sign == "^" else parts[0] + path.sign


def walk(path: Path, start: Object, said: Lookup) -> Ends:
    """Walk a path from a term over some statements (SPARQL 1.1 section 18.4)."""
    if isinstance(path, URIRef):
        return {value: (start, path, value) for value in said.objects(start, path)}  # type: ignore[misc]  # because what something is said of is a subject
    first = path.parts[0]
    match path.sign:
        case "^":
            return _back(first, start, said)
        case "/":
            return reduce(partial(_on, said), path.parts, {start: None})
        case "|":
            return {end: by for part in path.parts for end, by in walk(part, start, said).items()}
        case "?":
            return {**walk(first, start, said), start: None}
    found: Ends = {start: None} if path.sign == "*" else {}
    waiting = [start]
    while waiting:
        new = {end: by for end, by in walk(first, waiting.pop(), said).items() if end not in found}
        found.update(new)
        waiting.extend(new)
    return found


def _on(said: Lookup, ends: Ends, path: Path) -> Ends:
    return {end: by or before for node, before in ends.items() for end, by in walk(path, node, said).items()}


def _back(path: Path, start: Object, said: Lookup) -> Ends:
    if isinstance(path, URIRef):
        return {subject: (subject, path, start) for subject in said.subjects(path, start)}  # type: ignore[misc]  # because what points is a subject
    parts = [
        part.parts[0] if isinstance(part, Step) and part.sign == "^" else Step("^", (part,)) for part in path.parts
    ]
    return (
        walk(Step(path.sign, tuple(reversed(parts))), start, said)
        if path.sign != "^"
        else walk(path.parts[0], start, said)
    )
