"""A knowledge graph of sub-state diplomacy and human security.

>>> from paradiplomacy import validate
>>> for finding in validate("<urn:x:new> <https://w3id.org/paradiplomacy/ontology#yaer> 2008 .", "turtle"):
...     print(finding.place.line, finding.severity.value, finding.check)
1 violation unknown-term
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paradiplomacy.findings import Finding, Place, Report, Severity
    from paradiplomacy.validation import validate

    __version__: str

__all__ = ["Finding", "Place", "Report", "Severity", "__version__", "validate"]

_ROOMS = {"Finding": "findings", "Place": "findings", "Report": "findings", "Severity": "findings"}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is: most that import the package want one room of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 — because this is the import that is put off

        return version(__name__)
    from importlib import import_module  # noqa: PLC0415 — because this is the import that is put off

    return getattr(import_module(f"{__name__}.{_ROOMS.get(name, 'validation')}"), name)
