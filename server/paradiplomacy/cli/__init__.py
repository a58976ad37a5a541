"""The commands: parse, call, print.

Exit codes: 0 done and conforming, 1 does not conform, contradicts itself or does not follow, 2 cannot be read, is
refused or missing.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial

from paradiplomacy import __version__
from paradiplomacy.cli.asking import add_explain, add_export, add_query
from paradiplomacy.cli.building import add_build, add_serve
from paradiplomacy.cli.command import add_command
from paradiplomacy.cli.reasoning import add_infer, add_rules
from paradiplomacy.cli.validating import add_validate
from paradiplomacy.errors import NotConforming, ParadiplomacyError

_COMMANDS = (add_build, add_serve, add_query, add_explain, add_validate, add_export, add_infer, add_rules)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    options = _parser().parse_args(arguments)
    try:
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paradiplomacy",
        description="A knowledge graph of sub-state diplomacy: build it, ask it, serve it, check new records.",
        epilog="paradiplomacy COMMAND --help shows an example of each.",
    )
    parser.add_argument("--version", action="version", version=f"paradiplomacy {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in _COMMANDS:
        add(partial(add_command, commands))
    return parser
