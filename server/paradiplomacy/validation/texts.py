"""What goes in: files and folders as texts, each with its name and format."""

# ruff: noqa: A002 — a format is called a format here

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from paradiplomacy import formats
from paradiplomacy.errors import NotFound, Refused
from paradiplomacy.findings import Finding, Place, Severity
from paradiplomacy.formats import Format

__all__ = ["LARGEST", "Text", "gather", "rdf_format", "rdf_name", "within"]

LARGEST = 64 * 2**20
"""How many bytes of text may be checked together."""

_AMBIGUOUS = frozenset({".json", ".xml"})
"""What is RDF only if its author says so: read when it is named, not when it lies in a folder."""

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a format, and the name that findings call it by."""

    name: str
    octets: bytes
    format: Format


def gather(paths: Sequence[Path], format: Format | None = None) -> tuple[list[Text], list[Finding]]:
    """Read files, and what folders hold, each file once; and note what was not read.

    A file's extension says its format, unless one is given. Raises NotFound for a file that is not there or is in no
    RDF format, and Refused for texts that are too large together.
    """
    notes: list[Finding] = []
    files: dict[Path, tuple[Path, Format]] = {}
    for path in paths:
        for file in _inside(path, notes) if path.is_dir() else [path]:
            files.setdefault(file.resolve(), (file, format or rdf_format(file)))
    left = LARGEST
    texts = []
    for file, form in files.values():
        octets = _read(file, left)
        left -= len(octets)
        texts.append(Text(file.as_posix(), octets, form))
    return texts, notes


def _inside(folder: Path, notes: list[Finding]) -> Iterator[Path]:
    """Give the RDF files below a folder in an order that no file system decides; hidden ones are not looked at."""
    inside = (path for path in folder.rglob("*") if path.is_file() and not _hidden(path.relative_to(folder)))
    found: list[Path] = []
    others: list[Path] = []
    for path in sorted(inside):
        (found if _tells_rdf(path) else others).append(path)
    if not found:
        raise NotFound(f"{folder} holds no RDF file.", f"Name a folder with one of {', '.join(_extensions())}.")
    if others:
        named = [path.relative_to(folder).as_posix() for path in others[:_MOST_NAMED]]
        rest = [f"{len(others) - _MOST_NAMED} more"] if len(others) > _MOST_NAMED else []
        advice = f"Not read, for no extension says that it is RDF: {', '.join(named + rest)}."
        notes.append(Finding("file-skipped", Severity.INFO, Place(folder.as_posix()), advice))
    yield from found


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _tells_rdf(path: Path) -> bool:
    return path.suffix.lower() in _extensions()


def _extensions() -> list[str]:
    found = (extension for rdf in formats.GRAPH_FORMATS for extension in rdf.extensions)
    return [extension for extension in found if extension not in _AMBIGUOUS]


def rdf_format(path: Path) -> Format:
    """Tell the RDF format of a file from the end of its name. Raises NotFound if it is none."""
    try:
        form = formats.by_extension(path)
    except NotFound:
        form = None
    if form not in formats.GRAPH_FORMATS:
        advice = f"Name it with one of {', '.join([*_extensions(), *sorted(_AMBIGUOUS)])}, or say its --format."
        raise NotFound(f"{path} does not say that it is RDF.", advice)
    return form


def rdf_name(name: str) -> Format:
    """Find the RDF format of this name. Raises NotFound, with the names there are."""
    rdf = {form.name: form for form in formats.GRAPH_FORMATS}
    if name not in rdf:
        raise NotFound(f"There is no RDF format {name[:40]!r}.", f"Take one of {', '.join(rdf)}.")
    return rdf[name]


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            octets = file.read(most + 1)
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}.", "Name a file that is there.") from error
    return within(octets, most, path.as_posix())


def within(octets: bytes, most: int, name: str) -> bytes:
    """Give a text that is not too large. Raises Refused."""
    if len(octets) > most:
        message = f"With {name} the texts are more than {LARGEST // 2**20} MiB."
        raise Refused(message, "Check fewer at a time.", Place(name))
    return octets
