"""The commands: parse, call, print.

Exit codes: 0 done and conforming, 1 does not conform, contradicts itself or does not follow, 2 cannot be read, is
refused or missing, 3 built without a contributed dataset that contradicts the rest, 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import NoReturn

import paradiplomacy
from paradiplomacy.cli.command import add_command
from paradiplomacy.errors import NotConforming, ParadiplomacyError

_COMMANDS = {
    "build": "building",
    "serve": "serving",
    "query": "asking",
    "explain": "asking",
    "validate": "validating",
    "export": "asking",
    "infer": "reasoning",
    "rules": "reasoning",
}
"""Which module adds which command, by its function ``add_…``; only that of the command that is called is imported."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        options = _parser(words[:1]).parse_args(words)
        code: int = options.run(options)
    except NotConforming as error:
        code = _complain(error, 1)
    except ParadiplomacyError as error:
        code = _complain(error, 2)
    except BrokenPipeError:
        # The reader of a pipe has seen enough; what is left in the buffer must not be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except KeyboardInterrupt:
        code = 130
    return code


def _complain(error: ParadiplomacyError, code: int) -> int:
    print(f"paradiplomacy: {error}" if code > 1 else error, file=sys.stderr)
    return code


def _parser(wanted: Sequence[str]) -> argparse.ArgumentParser:
    """Make the parser of the command that is wanted, or of all if it is none of them."""
    parser = argparse.ArgumentParser(
        prog="paradiplomacy",
        description="A knowledge graph of sub-state diplomacy: build it, ask it, serve it, check new records.",
        epilog="paradiplomacy COMMAND --help shows an example of each.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show program's version number and exit")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in _COMMANDS if _COMMANDS.keys().isdisjoint(wanted) else wanted:
        module = import_module(f"{__name__}.{_COMMANDS[name]}")
        getattr(module, f"add_{name}")(partial(add_command, commands))
    return parser


class _Version(argparse.Action):
    """Print the version, which is looked up only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        print(f"paradiplomacy {paradiplomacy.__version__}")
        parser.exit()
