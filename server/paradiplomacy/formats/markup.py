"""What must hold for any XML before it is read as RDF/XML: it is whole, and nothing in it can grow."""

from xml.parsers import expat

from paradiplomacy.errors import SyntaxFault
from paradiplomacy.formats.text import byte_place

__all__ = ["check_markup"]

DEEPEST = 1000
LONGEST_ENTITY = 256

_FLATTER = f"Write it flatter: elements are nested at most {DEEPEST} deep."
_HERE = "Leave it out, or write its entities here: a document type that stands elsewhere is never fetched."
_PLAINER = f"Write what it stands for: an entity is at most {LONGEST_ENTITY} plain characters; none is fetched."


def check_markup(text: bytes, file: str) -> None:
    """Check that a text is well-formed XML with namespaces, not too deep, its entities short and plain.

    An entity may stand for a piece of text, as for a namespace; for no file, and no other entity. A document type
    stands in the text itself. Nothing is fetched. Raises SyntaxFault.
    """
    guard = _Guard(text, file)
    try:
        guard.parser.Parse(text, True)  # noqa: FBT003 — expat takes no keywords
    except expat.ExpatError as fault:
        place = byte_place(text, guard.parser.ErrorByteIndex, file)
        message = expat.ErrorString(fault.code).capitalize()
        raise SyntaxFault(f"{message}.", "The text must be well-formed XML.", place) from None


class _Guard:
    """What stands at the parser's door."""

    def __init__(self, text: bytes, file: str) -> None:
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartDoctypeDeclHandler = self._type
        self.parser.EntityDeclHandler = self._entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._text = text
        self._file = file
        self._depth = 0

    def _type(self, _name: str, system: str | None, *_: object) -> None:
        if system is not None:
            raise self._fault("This document type stands elsewhere.", _HERE)

    def _entity(self, _name: str, parameter: bool, value: str | None, *_: str | None) -> None:  # noqa: FBT001 — expat's call
        if parameter or value is None or len(value) > LONGEST_ENTITY or set(value) & set("&%<"):
            raise self._fault("This entity is not plain text.", _PLAINER)

    def _start(self, *_: object) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._fault("This element is nested too deep.", _FLATTER)

    def _end(self, *_: object) -> None:
        self._depth -= 1

    def _fault(self, message: str, advice: str) -> SyntaxFault:
        return SyntaxFault(message, advice, byte_place(self._text, self.parser.CurrentByteIndex, self._file))
