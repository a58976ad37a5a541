"""Check records before they enter."""

import argparse
from pathlib import Path

from paradiplomacy import formats, snapshot
from paradiplomacy.cli.command import Add, read
from paradiplomacy.validation import validate


def add_validate(add: Add) -> None:
    """Add `validate`: a record in, findings out."""
    command = add(
        "validate",
        "Check records against the shapes and the graph.",
        "paradiplomacy validate new.ttl",
        _validate,
    )
    command.add_argument("file", type=Path, help="a file in an RDF format; its extension says which")


def _validate(options: argparse.Namespace) -> int:
    known = list(snapshot.latest(options.home).asserted())
    report = validate(read(options.file), formats.by_extension(options.file), str(options.file), known)
    for finding in report:
        print(finding)
    print("conforms" if report.conforms else f"does not conform: {len(report)} to mend")
    return 0 if report.conforms else 1
