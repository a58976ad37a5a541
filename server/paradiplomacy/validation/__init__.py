"""Records validated beside the graph: what goes in, what is known, what is found.

>>> from paradiplomacy import validate
>>> validate("<urn:x:new> a <urn:x:Partner> .", "turtle", known=[]).conforms
True
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from paradiplomacy import formats
from paradiplomacy.errors import NotFound
from paradiplomacy.findings import Report
from paradiplomacy.formats import Format
from paradiplomacy.terms import Quad
from paradiplomacy.validation.judging import Watch, judge, judge_by
from paradiplomacy.validation.knowledge import HOME, knowledge
from paradiplomacy.validation.texts import Text, gather, rdf_format

__all__ = ["HOME", "Report", "Text", "Watch", "gather", "judge", "judge_by", "knowledge", "rdf_format", "validate"]


def validate(
    what: str | bytes | Path | Sequence[str | Path],
    format: Format | str | None = None,  # noqa: A002 — a format is called a format here
    file: str = "text",
    known: Iterable[Quad] | None = None,
) -> Report:
    """Check records: a text, a file, a folder, or several files and folders together.

    With a format, a str or bytes is the text itself, and ``file`` the name that findings call it by; without one, a str
    is the path of a file or folder. ``known`` is what the records may refer to, or an Index of it (of ``check``), which
    serves many calls; if it is not given, the snapshot of ./.paradiplomacy, or else the graph that is shipped.

    A text that is not in its format gives a report that is not ``readable``. Raises NotFound for a file that is not
    there or is in no RDF format, and Refused for texts that are too large together.
    """
    known = knowledge(HOME) if known is None else known
    form = formats.by_name(format) if isinstance(format, str) else format
    if isinstance(what, bytes) or (isinstance(what, str) and form):
        if not form:
            raise NotFound("Bytes have no name that tells their format.", 'Name it, as in: validate(text, "turtle").')
        text = Text(file, what if isinstance(what, bytes) else what.encode("utf-8", "surrogatepass"), form)
        return judge([text], [], known)
    paths = [what] if isinstance(what, str | Path) else what
    return judge(*gather([Path(path) for path in paths], form), known)
