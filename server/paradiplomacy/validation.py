"""A record validated alone, with what it refers to drawn in from the graph."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from paradiplomacy import terms
from paradiplomacy.check import check
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.formats import Format
from paradiplomacy.places import locate
from paradiplomacy.sources import Document, Role, Source
from paradiplomacy.terms import Quad

__all__ = ["Report", "validate"]

CONTRIBUTED = terms.graph("dataset", "contributed")


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a text; iterates over the findings."""

    findings: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def conforms(self) -> bool:
        """Whether nothing is violated; warnings and hints may be there (SHACL section 3.6.1.1 is stricter)."""
        return all(finding.severity is not Severity.VIOLATION for finding in self.findings)


def validate(text: bytes, format: Format, file: str, known: Iterable[Quad]) -> Report:  # noqa: A002 — a format is called a format here
    """Check a contributed text against what is known: the asserted quads of a snapshot.

    What a text states outside any graph block is one contributed graph. Its statements join those that are known of
    the same things; only what is wrong at its own statements is reported. An Index (of ``check``) serves many texts,
    and then the time does not grow with what is known. Raises SyntaxFault, with file and line, for a text that is not
    in its format.
    """
    base = str(CONTRIBUTED)
    source = Source(Path(file), file, Role.DATASET, CONTRIBUTED)
    places = locate(text, format, base=base, default_graph=CONTRIBUTED, file=file)
    return Report(tuple(check((Document(source, places),), known)))
