"""How a server is set up: defaults, then a file, then the environment, then the command's options.

The file is TOML, its keys are the names below; in the environment a name stands in capitals after ``PARADIPLOMACY_``,
as in ``PARADIPLOMACY_SECONDS=5``; a list's items are parted by blanks.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

from paradiplomacy.errors import NotFound, Refused
from paradiplomacy.findings import Place
from paradiplomacy.isolation import PROCESSORS, Limits

__all__ = ["Settings"]

PREFIX = "PARADIPLOMACY_"
_USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may decide."""

    host: str = "127.0.0.1"
    port: int = 8000
    home: str = ".paradiplomacy"  # the folder of the snapshots
    scope: str = "paper"  # what the default graph rests on: paper or all
    processes: int = max(1, PROCESSORS // 2)  # that speak HTTP; the other processors are for the workers
    proxies: int = 0  # in front, whose X-Forwarded fields are believed
    seconds: float = _USUAL.seconds  # that a request may take
    memory: int = _USUAL.memory  # bytes that a request may take
    size: int = _USUAL.size  # bytes that an answer may have
    workers: int = _USUAL.workers  # for what is quick
    long: int = _USUAL.long  # more, for what is not
    concurrent: int = 8  # requests of one client that are worked on at a time, in each process
    waiting: int = 64  # more of them that may wait; what goes beyond is refused
    rate: float = 0.0  # requests of one client a second that have no kept answer; 0 is no limit
    cache: int = 64_000_000  # bytes of kept answers, in each process
    access_log: str = ""  # a file, or - for standard output
    log_clients: bool = False  # whether the log names who asks, and what
    services: tuple[str, ...] = ()  # endpoints to which SERVICE may go

    @property
    def limits(self) -> Limits:
        """What a worker may use."""
        return Limits(self.seconds, self.memory, self.size, self.workers, self.long)

    @classmethod
    def load(cls, file: Path | None, environment: Mapping[str, str], **options: object) -> Self:
        """Put the settings together; an option that is None was not given.

        Raises NotFound for a file that cannot be read, Refused for a name that there is not, or a value that is none.
        """
        ours = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
        named = {name.removeprefix(PREFIX).lower(): value for name, value in ours.items()}
        given = {name: value for name, value in options.items() if value is not None}
        values = _read(_table(file), Place(str(file))) if file else {}
        return cls(**values | _read(named, Place("environment")) | _read(given, Place("options")))


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotFound(f"{file} cannot be read: {error.strerror}.", "Name a file that is there.") from error
    except ValueError as error:
        raise Refused(f"This is no TOML: {error}.", "", Place(str(file))) from error


_READ: dict[object, Callable[[Any], Any]] = {
    str: str,
    int: lambda value: int(str(value)),
    float: lambda value: float(str(value)),
    bool: lambda value: {"true": True, "1": True, "false": False, "0": False}[str(value).lower()],
    tuple[str, ...]: lambda value: tuple(value.split() if isinstance(value, str) else map(str, value)),
}


def _read(values: Mapping[str, object], place: Place) -> dict[str, Any]:
    kinds = {field.name: field.type for field in fields(Settings)}
    for name in values:
        if name not in kinds:
            raise Refused(f"There is no setting {name[:40]!r}.", f"Take one of {', '.join(kinds)}.", place)
    return {name: _value(name, value, kinds[name], place) for name, value in values.items()}


def _value(name: str, value: object, kind: object, place: Place) -> object:
    """Read a value; a number is not negative."""
    try:
        read: object = _READ[kind](value)
    except (ValueError, KeyError, TypeError):
        read = None
    if read is None or (isinstance(read, int | float) and not 0 <= read < float("inf")):
        named = getattr(kind, "__name__", "list of str")
        raise Refused(f"{name} cannot be {str(value)[:40]!r}.", f"It is of type {named}.", place)
    return read
