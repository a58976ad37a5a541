"""Check records before they enter."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from paradiplomacy import formats
from paradiplomacy.check.engines import ENGINES, USUAL
from paradiplomacy.cli.command import STANDARD_INPUT, Add, put
from paradiplomacy.errors import NotFound
from paradiplomacy.findings import Finding, Report
from paradiplomacy.formats import Format
from paradiplomacy.isolation import Limits, do_alone
from paradiplomacy.report import FORMS, write
from paradiplomacy.validation import Text, gather, judge, judge_by, knowledge
from paradiplomacy.validation.texts import LARGEST, within

RDF = tuple(rdf.name for rdf in formats.GRAPH_FORMATS)


def add_validate(add: Add) -> None:
    """Add `validate`: records in, findings out."""
    command = add(
        "validate",
        "Check records against the shapes and the graph.",
        "paradiplomacy validate new.ttl records --report sarif",
        _validate,
    )
    command.add_argument(
        "file",
        type=Path,
        nargs="+",
        help="an RDF file, a folder, whose RDF files are read at any depth, or - for standard input; all are checked"
        " together",
    )
    command.add_argument(
        "--format",
        choices=RDF,
        metavar="FORMAT",
        help=f"what the files are in, if their extensions do not say: {', '.join(RDF)}",
    )
    command.add_argument(
        "--shapes",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a file or folder of SHACL shapes to check against, in the place of ours and of the graph; may be given"
        " several times",
    )
    command.add_argument(
        "--engine",
        choices=ENGINES,
        default=USUAL,
        help="what validates against --shapes; pyshacl is slower and comes with paradiplomacy[pyshacl] (%(default)s)",
    )
    command.add_argument(
        "--seconds",
        type=_seconds,
        default=Limits().seconds,
        metavar="N",
        help="how long it may take with --shapes, whose constraints may have no end (%(default)g)",
    )
    command.add_argument(
        "--report",
        choices=FORMS,
        default="text",
        metavar="FORM",
        help=f"what is printed: {', '.join(FORMS)}; an RDF format gives the SHACL report (%(default)s)",
    )


def _validate(options: argparse.Namespace) -> int:
    form = formats.by_name(options.format) if options.format else None
    texts, notes = _texts(options.file, form)
    if options.shapes:
        shapes, _ = gather(options.shapes)
        by_shapes = partial(judge_by, shapes, texts, notes, options.engine)
        told = do_alone(lambda: _told(by_shapes(), options.report), Limits(options.seconds))
    else:
        watch = _progress if sys.stderr.isatty() else None
        told = _told(judge(texts, notes, knowledge(options.home), watch), options.report)
    put(told[1:])
    return told[0]


def _told(report: Report, form: str) -> bytes:
    """Write a report, behind the exit code as a byte."""
    return bytes([_code(report)]) + write(report, form)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no number of seconds, as 10 is")
    return seconds


def _code(report: Report) -> int:
    """Give the exit code: 0 conforms, 1 does not, 2 cannot be read."""
    if not report.readable:
        return 2
    return 0 if report.conforms else 1


def _texts(files: Sequence[Path], form: Format | None) -> tuple[list[Text], list[Finding]]:
    named = [file for file in files if str(file) != STANDARD_INPUT]
    texts, notes = gather(named, form)
    if len(named) < len(files):
        if not form:
            raise NotFound("Standard input has no name that tells its format.", "Say it, as in: --format turtle.")
        octets = sys.stdin.buffer.read(LARGEST + 1)
        texts.append(Text(STANDARD_INPUT, within(octets, LARGEST, STANDARD_INPUT), form))
    return texts, notes


def _progress(done: int, total: int) -> None:
    end = "\r\x1b[K" if done == total else ""
    print(f"\r{done:,} of {total:,} things checked{end}", end="", file=sys.stderr, flush=True)
