"""A knowledge graph of sub-state diplomacy and human security."""

from importlib.metadata import version

__version__ = version("paradiplomacy")
