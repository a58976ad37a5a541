"""What must hold for any XML before it is read as RDF/XML: it is whole, and its entities are harmless."""

from xml.parsers import expat

from paradiplomacy.errors import SyntaxFault
from paradiplomacy.formats.text import byte_place

__all__ = ["check_markup"]

LONGEST_ENTITY = 256
_ADVICE = f"Write what it stands for: an entity is at most {LONGEST_ENTITY} plain characters; none is fetched."


def check_markup(text: bytes, file: str) -> None:
    """Check that a text is well-formed XML with namespaces, and that it cannot grow as it is read.

    An entity may stand for a short piece of plain text, as for a namespace; no file, and no other entity.
    Nothing is fetched. Raises SyntaxFault.
    """
    parser = expat.ParserCreate("utf-8", " ")

    def entity(_name: str, parameter: bool, value: str | None, *_: str | None) -> None:  # noqa: FBT001 — expat's call
        if parameter or value is None or len(value) > LONGEST_ENTITY or set(value) & set("&%<"):
            place = byte_place(text, parser.CurrentByteIndex, file)
            raise SyntaxFault("This entity is not plain text.", _ADVICE, place)

    parser.EntityDeclHandler = entity
    try:
        parser.Parse(text, True)  # noqa: FBT003 — expat takes no keywords
    except expat.ExpatError as fault:
        place = byte_place(text, parser.ErrorByteIndex, file)
        message = expat.ErrorString(fault.code).capitalize()
        raise SyntaxFault(f"{message}.", "The text must be well-formed XML.", place) from None
