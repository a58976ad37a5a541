"""Reason over any files; no snapshot is needed."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from paradiplomacy import formats
from paradiplomacy.cli import progress
from paradiplomacy.cli.command import Add, add_reasoner, put
from paradiplomacy.findings import Finding, Place, Severity
from paradiplomacy.infer import TABLES, close, files
from paradiplomacy.infer.rules import name
from paradiplomacy.infer.soundness import check_consistency, misread
from paradiplomacy.infer.statements import OWLRL, Consequences, follow
from paradiplomacy.terms import OWL, Quad


def add_infer(add: Add) -> None:
    """Add `infer`: files in, closure out."""
    command = add(
        "infer",
        "Write what follows from RDF files under OWL 2 RL, as sorted N-Triples.",
        "paradiplomacy infer ontology/paradiplomacy.ttl --only-new",
        _infer,
        at_home=False,
    )
    command.add_argument("file", type=Path, nargs="+", help="a file in an RDF format; its extension says which")
    command.add_argument("--only-new", action="store_true", help="leave out what the files state themselves")
    add_reasoner(command)


def _infer(options: argparse.Namespace) -> int:
    if options.reasoner == OWLRL:
        return _infer_by_owlrl(options)
    with progress.shown() as tell:
        closure = close(files.read(options.file), progress=tell)
    if closure.engine.clashes or closure.problems or name("owl:imports") in closure.engine.facts.ids:
        _tell(Consequences(frozenset(), closure.inconsistencies, closure), options.file)
    for block in closure.lines(only_new=options.only_new):
        sys.stdout.buffer.write(block.encode())
    return put(b"")


def _infer_by_owlrl(options: argparse.Namespace) -> int:
    stated = frozenset(files.statements(files.read(options.file)))
    made = follow(stated, reasoner=OWLRL)
    _tell(made, options.file)
    return put(
        formats.write(made.inferred if options.only_new else made.inferred | stated, formats.by_name("ntriples"))
    )


def _tell(made: Consequences, paths: Sequence[Path]) -> None:
    """Tell what is not fetched and which axioms are not read; raise Inconsistent for what contradicts."""
    places = files.place(paths)
    for finding in (*_imports(places), *misread(made, places)):
        print(finding, file=sys.stderr)
    check_consistency(made, places)


def _imports(places: Mapping[Quad, tuple[Place, ...]]) -> Iterator[Finding]:
    """Say that nothing is fetched, where a file asks for it."""
    for quad, where in places.items():
        if quad[1] == OWL.imports:
            advice = f"<{quad[2]}> is not fetched: name a file of it beside this one, if it should count."
            yield Finding("imports-nothing", Severity.WARNING, where[0], advice)


def add_rules(add: Add) -> None:
    """Add `rules`: the W3C tables as the engine reads them."""
    what = "List the rules of OWL 2 RL/RDF: name, premises, conclusions."
    add("rules", what, "paradiplomacy rules", _rules, at_home=False)


def _rules(_: argparse.Namespace) -> int:
    print("\n\n".join(f"{title}\n{rules.rstrip()}" for title, rules in TABLES.items()))
    return 0
