"""RDF/XML, tag by tag."""

import re
from collections.abc import Iterator

from paradiplomacy.places.pieces import Piece, standing

__all__ = ["pieces"]

_TAG = re.compile(
    r"""
    (?P<other> [^<]+ | <!-- .*? --> | <!\[CDATA\[ .*? \]\]> | <\? .*? \?>
      | <!DOCTYPE [^\[>]* (?: \[ .*? \] \s* )? > )
  | (?P<end> </ [^>]* > )
  | (?P<start> < (?: [^"'>]++ | "[^"]*" | '[^']*' )*+ > )
  | <
    """,
    re.VERBOSE | re.DOTALL,
)


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text into its tags and what is between them.

    A statement stands at the start tag of its property element; a type or a property that is an attribute, at
    the start tag that has the attribute; each part of a collection, at the start tag of the property.
    """
    open_tags: list[int] = []
    claim = standing(0)
    for tag in _TAG.finditer(text):
        if tag["start"]:
            claim = standing(tag.start())
            open_tags.append(tag.start())
        if open_tags and (tag["end"] or (tag["start"] and tag[0].endswith("/>"))):
            claim = standing(open_tags.pop())
        yield Piece(tag[0].encode(), claim)
