"""Reason over any files; no snapshot is needed."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from paradiplomacy import formats
from paradiplomacy.cli.command import Add, add_reasoner, put
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.infer import TABLES, files
from paradiplomacy.infer.soundness import check_consistency, misread
from paradiplomacy.infer.statements import follow
from paradiplomacy.terms import OWL


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
    stated = {quad[:3] for quad in files.read(options.file)}
    if any(predicate == OWL.imports for _, predicate, _ in stated):
        _tell_imports(options.file)
    made = follow(stated, reasoner=options.reasoner)
    if made.inconsistencies or (made.closure and made.closure.problems):
        places = files.place(options.file)
        for finding in misread(made, places):
            print(finding, file=sys.stderr)
        check_consistency(made, places)
    put(formats.write(made.inferred if options.only_new else made.inferred | stated, formats.by_name("ntriples")))
    return 0


def _tell_imports(paths: Sequence[Path]) -> None:
    """Say that nothing is fetched, where a file asks for it."""
    for quad, places in files.place(paths).items():
        if quad[1] == OWL.imports:
            advice = f"<{quad[2]}> is not fetched: name a file of it beside this one, if it should count."
            print(Finding("imports-nothing", Severity.WARNING, places[0], advice), file=sys.stderr)


def add_rules(add: Add) -> None:
    """Add `rules`: the W3C tables as the engine reads them."""
    what = "List the rules of OWL 2 RL/RDF: name, premises, conclusions."
    add("rules", what, "paradiplomacy rules", _rules, at_home=False)


def _rules(_: argparse.Namespace) -> int:
    print("\n\n".join(f"{title}\n{rules.rstrip()}" for title, rules in TABLES.items()))
    return 0
