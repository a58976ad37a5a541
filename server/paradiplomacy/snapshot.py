"""Snapshots: what a build made, immutable, named by the hash of its content, with the places of what is asserted.

HOME/snapshots/HASH/asserted.nq       what each source states, one graph a passage
                    places.tsv        file, line and column of each line of asserted.nq
                    inferred.nt       what only inference gives, beyond the paper's own graphs
                    description.nt    prefixes, examples, statistics: derived, and no part of the hash
                    rules.jsonl       the rules that the ontology was compiled to, for the proofs
                    rounds.jsonl      round and rule of each fact that is not asserted, likewise
                                      both absent if another reasoner inferred; no part of the hash
                    *-all.*           the same four for the closure of all graphs, background and datasets too
                    snapshot.json     hash, scopes, counts, the digest of each file, and why datasets were left out
HOME/current                          the hash of the snapshot that is served
HOME/lock                             held while a snapshot is written, so that builds do not meet
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from paradiplomacy import formats, terms
from paradiplomacy.errors import NotFound, Refused
from paradiplomacy.findings import Finding, Place
from paradiplomacy.infer import Closure, Record, archive
from paradiplomacy.infer.rules import Atom
from paradiplomacy.terms import Quad, Triple, URIRef

__all__ = ["Content", "Snapshot", "at", "latest", "scoped", "write"]

KEPT = 3
_SCOPES = ("paper", "all")
_NT, _NQ = formats.by_name("ntriples"), formats.by_name("nquads")


@dataclass(frozen=True, slots=True)
class Content:
    """What a snapshot consists of.

    ``asserted`` gives each quad its places; ``paper_graphs`` are the graphs whose closure is the default graph.
    ``closures`` are those of the scopes, with the proofs; none if the reasoner has no proofs. ``refused`` tells why
    contributed datasets were left out.
    """

    asserted: Mapping[Quad, tuple[Place, ...]]
    paper_graphs: frozenset[URIRef]
    inferred: frozenset[Triple]
    inferred_all: frozenset[Triple]
    closures: Mapping[str, Closure] = field(default_factory=dict)
    refused: tuple[Finding, ...] = ()

    def files(self) -> dict[str, bytes]:
        """Give the files that the hash is made of, by name, and the places."""
        lines = sorted((formats.write([quad], _NQ), places) for quad, places in self.asserted.items())
        return {
            "asserted.nq": b"".join(line for line, _ in lines),
            "inferred.nt": formats.write(self.inferred, _NT),
            "inferred-all.nt": formats.write(self.inferred_all, _NT),
            "places.tsv": "".join("\t".join(map(str, sorted(places))) + "\n" for _, places in lines).encode(),
            **self._proofs(),
        }

    def _proofs(self) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        for scope, closure in self.closures.items():
            files |= zip(_proof_files(scope), archive.pack(closure), strict=True)
        return files


def scoped(name: str, scope: str) -> str:
    """Give the name that a file has in a scope, ``paper`` or ``all``.

    >>> scoped("inferred.nt", "paper"), scoped("inferred.nt", "all")
    ('inferred.nt', 'inferred-all.nt')
    """
    stem, mark, ending = name.rpartition(".")
    return f"{stem}-all{mark}{ending}" if scope == "all" else name


def _proof_files(scope: str) -> tuple[str, str]:
    return scoped("rules.jsonl", scope), scoped("rounds.jsonl", scope)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot on disk.

    ``hash`` names its content; ``tag`` also counts the descriptions, and changes whenever an answer may.
    ``counts`` holds the number of triples by file and of quads by graph, ``digests`` the SHA-256 of each file.
    ``refused`` tells, in lines for a person, which contributed datasets were left out, and why.
    """

    hash: str
    tag: str
    folder: Path
    paper_graphs: frozenset[str]
    counts: Mapping[str, int]
    digests: Mapping[str, str]
    refused: tuple[str, ...] = ()

    @property
    def iri(self) -> URIRef:
        """The IRI to cite."""
        return terms.snapshot(self.hash)

    @property
    def graphs(self) -> frozenset[str]:
        """The graphs in which something is asserted."""
        return frozenset(name for name in self.counts if ":" in name)

    def text(self, name: str) -> bytes:
        """Give one of the files, by its name. Raises NotFound if it is there no more, or not as it was written."""
        try:
            text = (self.folder / name).read_bytes()
        except OSError as error:
            raise NotFound(
                f"The snapshot in {self.folder} lacks its file {name}: {error.strerror}.", "Run: paradiplomacy build"
            ) from error
        if sha256(text).hexdigest() != self.digests[name]:
            message = f"The snapshot in {self.folder} is damaged: {name} is not what was written."
            raise NotFound(message, "Run: paradiplomacy build")
        return text

    def asserted(self) -> Iterator[Quad]:
        """Give what is asserted, each quad in its graph, in canonical order."""
        return self._quads("asserted.nq", terms.graph("asserted"))

    def closure(self, scope: str) -> Iterator[Triple]:
        """Give the closure of a scope: what is asserted in it, each triple once, then what is inferred."""
        seen = {quad[:3] for quad in self.asserted() if scope == "all" or str(quad[3]) in self.paper_graphs}
        yield from seen
        yield from self.inferred(scope)

    def inferred(self, scope: str) -> Iterator[Triple]:
        """Give what only inference gives in a scope, ``paper`` or ``all``."""
        return (quad[:3] for quad in self._quads(scoped("inferred.nt", scope), terms.graph("inferred")))

    def description(self, scope: str) -> Iterator[Triple]:
        """Give what the build says of the snapshot and of the closure of a scope."""
        return (quad[:3] for quad in self._quads(scoped("description.nt", scope), terms.graph("description")))

    def places(self) -> dict[Quad, tuple[Place, ...]]:
        """Give the places of each asserted quad."""
        rows = self.text("places.tsv").decode().splitlines()
        return {quad: _places(row) for quad, row in zip(self.asserted(), rows, strict=True)}

    def stated(self, scope: str) -> dict[Atom, list[tuple[str, tuple[Place, ...]]]]:
        """Give each triple that is asserted in a scope, in N-Triples, with its graphs and its places in each."""
        stated: dict[Atom, list[tuple[str, tuple[Place, ...]]]] = {}
        rows = self.text("places.tsv").decode().splitlines()
        for line, row in zip(self.text("asserted.nq").decode().split("\n"), rows, strict=False):
            subject, predicate, rest = line.removesuffix(" .").split(" ", 2)
            object_, _, graph = rest.rpartition(" ")
            if scope == "all" or graph[1:-1] in self.paper_graphs:
                stated.setdefault((subject, predicate, object_), []).append((graph[1:-1], _places(row)))
        return stated

    def record(self, scope: str, asserted: Iterable[Atom]) -> Record:
        """Give what the proofs of a scope are found in, told what is asserted in it.

        Raises NotFound if the snapshot was made by a reasoner without proofs.
        """
        rules, facts = _proof_files(scope)
        if not (self.folder / rules).exists():
            message = f"The snapshot in {self.folder} has no proofs: its reasoner gives none."
            raise NotFound(message, "Run: paradiplomacy build, without --reasoner.")
        return archive.unpack(self.text(rules), self.text(facts), asserted)

    def _quads(self, name: str, graph: URIRef) -> Iterator[Quad]:
        form = formats.by_extension(name)
        return formats.parse(self.text(name), form, base=str(graph), default_graph=graph, file=name)


def _places(row: str) -> tuple[Place, ...]:
    if not row:
        return ()
    cells = (cell.rsplit(":", 2) for cell in row.split("\t"))
    return tuple(Place(file, int(line), int(column)) for file, line, column in cells)


def write(home: Path, content: Content, describe: Callable[[URIRef, str], Iterable[Triple]]) -> Snapshot:
    """Write a snapshot and make it the current one, all at once or not at all.

    ``describe`` gives the description of a scope, told the snapshot's IRI and the scope. Older snapshots but the last
    three are removed. Raises Refused if the home folder cannot be written.
    """
    files = content.files()
    digest = sha256(files["asserted.nq"] + b"\0" + files["inferred.nt"] + b"\0" + files["inferred-all.nt"]).hexdigest()
    for scope in _SCOPES:
        files[scoped("description.nt", scope)] = formats.write(describe(terms.snapshot(digest), scope), _NT)
    files["snapshot.json"] = json.dumps(_head(digest, content, files), indent=1, sort_keys=True).encode()
    with _alone(home):
        folder = _put(home / "snapshots", digest, files)
        _point(home / "current", digest)
        _forget(home / "snapshots", folder)
        return at(folder)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Let one build at a time write to a home folder, so that what looks unfinished is left by one that died."""
    try:
        (home / "snapshots").mkdir(parents=True, exist_ok=True)
        with (home / "lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise Refused(f"{home} cannot be written: {error.strerror}.", "Take another folder with --home.") from error


def _head(digest: str, content: Content, files: Mapping[str, bytes]) -> dict[str, object]:
    graphs: dict[str, int] = {}
    for quad in content.asserted:
        graphs[str(quad[3])] = graphs.get(str(quad[3]), 0) + 1
    sizes = {name: text.count(b"\n") for name, text in files.items() if name.endswith((".nt", ".nq"))}
    return {
        "hash": digest,
        "digests": {name: sha256(text).hexdigest() for name, text in files.items()},
        "paper_graphs": sorted(content.paper_graphs),
        "counts": {**sizes, **graphs},
        "refused": [str(finding) for finding in content.refused],
    }


def _put(snapshots: Path, name: str, files: Mapping[str, bytes]) -> Path:
    folder = snapshots / name
    if _same(folder, files):
        return folder
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=snapshots))
    for file, text in files.items():
        with (fresh / file).open("wb") as out:
            out.write(text)
            os.fsync(out.fileno())
    if folder.exists():
        folder.replace(Path(tempfile.mkdtemp(prefix=".old-", dir=snapshots)))
    fresh.replace(folder)
    return folder


def _same(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a snapshot is there already, whole; it is then not touched, for somebody may be reading it."""
    return all((folder / name).is_file() and (folder / name).read_bytes() == text for name, text in files.items())


def _point(current: Path, name: str) -> None:
    fresh = current.with_suffix(".new")
    fresh.write_text(name + "\n", encoding="ascii")
    fresh.replace(current)


def _forget(snapshots: Path, current: Path) -> None:
    """Remove what an interrupted build left, and all snapshots but the last few."""
    finished = [path for path in snapshots.iterdir() if not path.name.startswith(".")]
    finished.sort(key=lambda path: (path == current, path.stat().st_mtime_ns), reverse=True)
    for path in {*snapshots.iterdir()} - {*finished[:KEPT]}:
        shutil.rmtree(path)


def latest(home: Path) -> Snapshot:
    """Open the current snapshot of a home folder.

    Raises NotFound if nothing was built there.
    """
    try:
        name = (home / "current").read_text(encoding="ascii").strip()
        return at(home / "snapshots" / name)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise NotFound(f"There is no snapshot in {home}.", "Run: paradiplomacy build") from error


def at(folder: Path) -> Snapshot:
    """Open the snapshot in a folder. Raises OSError, ValueError, LookupError or TypeError if there is none."""
    head = json.loads((folder / "snapshot.json").read_text(encoding="utf-8"))
    graphs, digests, refused = frozenset(head["paper_graphs"]), head["digests"], tuple(head["refused"])
    tag = "-".join([head["hash"][:32], *(digests[scoped("description.nt", scope)][:8] for scope in _SCOPES)])
    return Snapshot(head["hash"], tag, folder, graphs, head["counts"], digests, refused)
