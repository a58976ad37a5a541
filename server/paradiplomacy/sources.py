"""Which file is which graph: finds the texts that the graph is made of, and reads them.

Everything is text in a folder: ``ontology/``, ``data/`` and ``shapes/`` beside ``server/`` in a checkout, the same
folders inside an installed package, and what was contributed at run time below the home folder.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path

from paradiplomacy import formats, terms
from paradiplomacy.errors import NotFound, Refused
from paradiplomacy.places import Places, locate
from paradiplomacy.terms import BNode, Object, Quad, URIRef

__all__ = ["OUTSIDE", "Document", "Role", "Source", "discover", "read", "root"]

OUTSIDE = terms.graph("outside-any-passage")
"""The graph of statements that a paper's file makes outside any passage; ``check`` refuses them."""


class Role(Enum):
    """What a source is to the graph (design: the dataset)."""

    ONTOLOGY = "ontology"
    PAPER = "paper"
    PASSAGES = "passages"
    READINGS = "readings"
    ALIGNMENT = "alignment"
    BACKGROUND = "background"
    DATASET = "dataset"

    @property
    def speaks_for_the_paper(self) -> bool:
        """Whether the default graph's closure rests on it; the rest counts in ``graph/all`` only."""
        return self in {Role.ONTOLOGY, Role.PAPER, Role.PASSAGES, Role.READINGS}


@dataclass(frozen=True, slots=True)
class Source:
    """A file, its name as findings show it, and the graph of what it states outside any graph block."""

    path: Path
    name: str
    role: Role
    graph: URIRef


@dataclass(frozen=True, slots=True)
class Document:
    """What a source states, and where it states it."""

    source: Source
    places: Places

    @property
    def quads(self) -> tuple[Quad, ...]:
        """The statements, each once, in the order of the text."""
        return tuple(self.places)


_PLACES_OF_FILES: tuple[tuple[str, Role, URIRef | None], ...] = (
    ("ontology/*.ttl", Role.ONTOLOGY, terms.graph("ontology")),
    ("ontology/schemes/*.ttl", Role.ONTOLOGY, terms.graph("ontology")),
    ("ontology/alignments/*.ttl", Role.ALIGNMENT, None),
    ("data/paper/passages.ttl", Role.PASSAGES, terms.graph("passages")),
    ("data/paper/unstated.ttl", Role.PASSAGES, terms.graph("passages")),
    ("data/paper/readings.trig", Role.READINGS, OUTSIDE),
    ("data/paper/*.trig", Role.PAPER, OUTSIDE),
    ("data/background/*.ttl", Role.BACKGROUND, None),
    ("data/datasets/*/*.ttl", Role.DATASET, None),
)
_CONTRIBUTED = (("datasets/*/*.ttl", Role.DATASET, None),)


def root() -> Path:
    """Find the folder that holds ontology/, data/, shapes/ and queries/.

    Raises NotFound if neither the installed package nor a checkout around it has them.
    """
    package = Path(__file__).parent
    for folder in (package / "texts", package.parents[1]):
        if (folder / "ontology").is_dir():
            return folder
    raise NotFound("The folders ontology/, data/ and shapes/ are missing.", "Install the package anew.")


def discover(folder: Path, home: Path) -> tuple[Source, ...]:
    """Every source below a root folder and a home folder, in an order that no file system decides."""
    found: dict[Path, Source] = {}
    for base, table in ((folder, _PLACES_OF_FILES), (home, _CONTRIBUTED)):
        for pattern, role, graph in table:
            for path in sorted(base.glob(pattern)):
                found.setdefault(path, _source(path, base, role, graph))
    return tuple(sorted(found.values(), key=lambda source: source.name))


def _source(path: Path, base: Path, role: Role, graph: URIRef | None) -> Source:
    name = path.relative_to(base).as_posix()
    slug = path.parent.name if role is Role.DATASET else path.stem
    try:
        return Source(path, name, role, graph or terms.graph(role.value, slug))
    except ValueError as error:
        raise Refused(f"{name}: the name of the file or folder names a graph: {error}.", "Rename it.") from error


def read(source: Source) -> Document:
    """Parse a source and locate each of its statements.

    Raises SyntaxFault, with file and line, for a text that is not in its format, Refused for a blank node without an
    axiom of its own, NotFound for a file that cannot be read.
    """
    try:
        text = source.path.read_bytes()
    except OSError as error:
        raise NotFound(f"{source.name} cannot be read: {error.strerror}.", "Put it back, or build again.") from error
    form = formats.by_extension(source.path)
    found = locate(text, form, base=str(source.graph), default_graph=source.graph, file=source.name)
    named = zip(name_blank_nodes(found), found.values(), strict=True)
    return Document(source, Places((quad, place) for quad, places in named for place in places))


def name_blank_nodes(found: Places) -> Iterator[Quad]:
    """Name each blank node by the hash of its own axiom, so that one change changes one name.

    A blank node must stand in a tree: a list, a restriction. Raises Refused, with file and line, for one that is used
    twice or in a circle, because it then has no axiom of its own.
    """
    names = _names(found)

    def renamed(term: Object) -> Object:
        return names[term] if isinstance(term, BNode) else term

    for s, p, o, g in found:
        yield renamed(s), p, renamed(o), g  # type: ignore[misc]  # because a subject is renamed to a BNode


def _names(found: Places) -> dict[BNode, BNode]:
    statements: dict[BNode, list[Quad]] = defaultdict(list)
    parents: dict[BNode, list[Quad]] = defaultdict(list)
    for quad in found:
        if isinstance(quad[0], BNode):
            statements[quad[0]].append(quad)
        if isinstance(quad[2], BNode):
            parents[quad[2]].append(quad)
    _trees(statements, parents, found)
    content: dict[BNode, str] = {}
    for node in _children_first(statements, parents):
        said = (p.n3() + (content[o] if isinstance(o, BNode) else o.n3()) for _, p, o, _ in statements.get(node, ()))
        content[node] = _hash(*sorted(said))
    names: dict[BNode, BNode] = {}
    for node in reversed(content):
        above = [(names[s] if isinstance(s, BNode) else s).n3() + p.n3() for s, p, _, _ in parents.get(node, ())]
        names[node] = BNode("b" + _hash(*above, content[node])[:32])
    return names


def _trees(statements: dict[BNode, list[Quad]], parents: dict[BNode, list[Quad]], found: Places) -> None:
    """Refuse blank nodes that stand in no tree."""
    for uses in parents.values():
        if len(uses) > 1:
            by = f"{uses[0][0].n3()} and {uses[1][0].n3()}"
            raise Refused(f"A blank node is used twice, by {by}.", "Give it an IRI.", found[uses[1]][0])
    named = set(_children_first(statements, parents))
    for node, (first, *_) in statements.items():
        if node not in named:
            advice = "Give one of them an IRI."
            raise Refused("Blank nodes refer to each other in a circle.", advice, found[first][0])


def _children_first(statements: dict[BNode, list[Quad]], parents: dict[BNode, list[Quad]]) -> Iterator[BNode]:
    """Give the blank nodes of trees, each after those below it."""
    nodes = {*statements, *parents}
    waiting = {node: sum(isinstance(quad[2], BNode) for quad in statements.get(node, ())) for node in nodes}
    ready = [node for node, children in waiting.items() if not children]
    while ready:
        node = ready.pop()
        yield node
        for above, *_ in parents.get(node, ()):
            if isinstance(above, BNode):
                waiting[above] -= 1
                if not waiting[above]:
                    ready.append(above)


def _hash(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
