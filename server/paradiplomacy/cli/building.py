"""Build a snapshot."""

import argparse
import sys

from paradiplomacy import sources
from paradiplomacy.build import build
from paradiplomacy.cli import progress
from paradiplomacy.cli.command import Add, add_reasoner

LEFT_OUT = 3
"""The exit code of a build that left a contributed dataset out."""


def add_build(add: Add) -> None:
    """Add `build`: sources in, snapshot out."""
    what = "Check the sources, infer what follows, write a snapshot."
    add_reasoner(add("build", what, "paradiplomacy build", _build))


def _build(options: argparse.Namespace) -> int:
    with progress.shown() as tell:
        made = build(sources.root(), options.home, options.reasoner, progress=tell)
    asserted, inferred = made.counts["asserted.nq"], made.counts["inferred.nt"]
    print(f"{made.iri}\n{asserted:,} statements asserted, {inferred:,} more inferred; in {made.folder}")
    for refusal in made.refused:
        print(refusal, file=sys.stderr)
    return LEFT_OUT if made.refused else 0
