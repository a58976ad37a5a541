"""Media types, and RDF in and out of them with every term exactly as it was written."""

from paradiplomacy.formats.media import FORMATS, GRAPH_FORMATS, Content, Format, by_extension, by_name, negotiate
from paradiplomacy.formats.reading import Pieces, parse, parse_spelt, prefixes
from paradiplomacy.formats.writing import spell, write

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "Content",
    "Format",
    "Pieces",
    "by_extension",
    "by_name",
    "negotiate",
    "parse",
    "parse_spelt",
    "prefixes",
    "spell",
    "write",
]
