"""What the commands share: how one is added, its home, its reasoner, what it reads and writes."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from paradiplomacy.errors import NotFound
from paradiplomacy.infer.statements import ENGINE, REASONERS

HOME = Path(".paradiplomacy")
STANDARD_INPUT = "-"

Add = Callable[..., argparse.ArgumentParser]


def add_command(  # noqa: PLR0913 — because these are the parts of a command's help
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    what: str,
    example: str,
    run: Callable[[argparse.Namespace], int],
    *,
    at_home: bool = True,
) -> argparse.ArgumentParser:
    """Add a command with its help, its example and, where it needs one, `--home`."""
    command = commands.add_parser(
        name,
        help=what,
        description=what,
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if at_home:
        command.add_argument(
            "--home",
            type=Path,
            default=HOME,
            metavar="DIR",
            help="where snapshots and contributed data live (%(default)s)",
        )
    command.set_defaults(run=run)
    return command


def add_reasoner(command: argparse.ArgumentParser) -> None:
    """Add `--reasoner` to a command that infers."""
    command.add_argument(
        "--reasoner",
        choices=REASONERS,
        default=ENGINE,
        help="what infers: our own engine, or owlrl, which is slower and gives no proofs (%(default)s)",
    )


def read(path: Path) -> bytes:
    """Read a file or, for `-`, standard input; raises NotFound."""
    if str(path) == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}.", "Name a file that is there.") from error


def put(body: bytes) -> int:
    """Write to standard output, ended by a line break; gives exit code 0."""
    sys.stdout.buffer.write(body if body.endswith(b"\n") or not body else body + b"\n")
    sys.stdout.buffer.flush()
    return 0
