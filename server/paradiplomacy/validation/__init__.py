"""Records validated beside the graph: what goes in, what is known, what is found.

>>> from paradiplomacy import validate
>>> validate("<urn:x:new> a <urn:x:Partner> .", "turtle", known=[]).conforms
True
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from paradiplomacy.errors import NotFound
from paradiplomacy.findings import Finding, Report
from paradiplomacy.formats import Format
from paradiplomacy.terms import Quad
from paradiplomacy.validation.judging import Watch, judge, judge_by
from paradiplomacy.validation.knowledge import HOME, knowledge
from paradiplomacy.validation.texts import LARGEST, Text, gather, rdf_format, rdf_name, within

__all__ = [
    "HOME",
    "Report",
    "Text",
    "Watch",
    "gather",
    "judge",
    "judge_by",
    "knowledge",
    "rdf_format",
    "rdf_name",
    "validate",
]


_Paths: TypeAlias = str | Path | Sequence[str | Path]


def validate(
    what: bytes | _Paths,
    format: Format | str | None = None,  # noqa: A002 — a format is called a format here
    file: str = "text",
    known: Iterable[Quad] | None = None,
    shapes: _Paths | None = None,
) -> Report:
    """Check records: a text, a file, a folder, or several files and folders together.

    With a format, a str or bytes is the text itself, and ``file`` the name that findings call it by; without one, a str
    is the path of a file or folder. ``known`` is what the records may refer to, or an Index of it (of ``check``), which
    serves many calls; if it is not given, the snapshot of ./.paradiplomacy, or else the graph that is shipped. With
    ``shapes``, files or folders of SHACL, the records are checked against these alone, without a limit of time.

    A text that is not in its format gives a report that is not ``readable``. Raises NotFound for a file that is not
    there or is in no RDF format, Refused for texts that are too large together, and SyntaxFault for ill-formed shapes.
    """
    texts, notes = _texts(what, rdf_name(format) if isinstance(format, str) else format, file)
    if shapes is not None:
        return judge_by(gather(_paths(shapes))[0], texts, notes)
    return judge(texts, notes, knowledge(HOME) if known is None else known)


def _texts(what: bytes | _Paths, form: Format | None, file: str) -> tuple[list[Text], list[Finding]]:
    if isinstance(what, bytes) and not form:
        raise NotFound("Bytes have no name that tells their format.", 'Name it, as in: validate(text, "turtle").')
    if form and isinstance(what, str | bytes):
        octets = what if isinstance(what, bytes) else what.encode("utf-8", "surrogatepass")
        return [Text(file, within(octets, LARGEST, file), form)], []
    return gather(_paths(what), form)  # type: ignore[arg-type]  # because bytes without a format are refused above


def _paths(named: _Paths) -> list[Path]:
    return [Path(path) for path in ([named] if isinstance(named, str | Path) else named)]
