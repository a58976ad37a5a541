"""A knowledge graph of sub-state diplomacy and human security."""

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    """Look the version up when it is asked for: what finds it costs more to import than the reasoner."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import version  # noqa: PLC0415 — because this is the import that is put off

    return version(__name__)
