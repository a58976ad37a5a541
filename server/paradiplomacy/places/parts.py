"""Where the other terms of a statement stand, of which the place is that of its object; in Turtle and its kin."""

from collections.abc import Collection, Mapping

from paradiplomacy.findings import Place
from paradiplomacy.formats import Format
from paradiplomacy.formats.text import Lines
from paradiplomacy.places.turtle import TOKEN

__all__ = ["parts"]

_KIN = ("turtle", "trig", "ntriples", "nquads")
_DIRECTIVES = {"prefix": 2, "base": 1, "graph": 0}
"""Words where a subject is due, and how many terms follow them; with an @ before them a point ends them too."""

_SUBJECT, _PREDICATE, _OBJECT = range(3)
_NAMES = ("subject", "predicate")


def parts(text: str, form: Format, file: str, objects: Collection[Place]) -> Mapping[Place, Mapping[str, Place]]:
    """Find where subject, predicate and graph stand of the statements whose objects stand at some places.

    Of formats that write statements otherwise nothing is found, and of a graph only where its block names it.
    """
    if form.name not in _KIN or not objects:
        return {}
    lines = Lines(text, file)
    wanted = {lines.offset(place): place for place in objects}
    found: dict[Place, Mapping[str, Place]] = {}
    reader = _Reader()
    for token in TOKEN.finditer(text):
        if token["space"]:
            continue
        if token.start() in wanted and reader.due == _OBJECT:
            found[wanted[token.start()]] = {name: lines.place(offset) for name, offset in reader.here().items()}
        reader.read(token[0], token.start(), is_term=bool(token["term"]))
    return found


class _Reader:
    """Tells which term of a statement is due, and where those before it stand."""

    def __init__(self) -> None:
        self.due = _SUBJECT
        self._terms: list[int] = []
        self._around: list[tuple[int, int, list[int]]] = []
        self._graph: list[int] = []
        self._skip = 0

    def here(self) -> dict[str, int]:
        """Give the offsets of the terms before."""
        graph = {"graph": self._graph[-1]} if self._graph else {}
        return dict(zip(_NAMES, self._terms, strict=False)) | graph

    def read(self, sign: str, start: int, *, is_term: bool) -> None:
        """Read the next term or sign of a text."""
        if is_term:
            self._read_term(sign, start)
        elif sign in "[(":
            self._around.append((self.due, start, self._terms))
            # In a list each term is an object of whatever the list is of.
            self.due, self._terms = (_PREDICATE, [start]) if sign == "[" else (_OBJECT, self._terms)
        elif sign in "])" and self._around:
            due, opened, self._terms = self._around.pop()
            self._after(due, opened)
        elif sign == "{":
            self._graph, self.due = self._terms[:1], _SUBJECT
        elif sign in ".}":
            self.due, self._graph = _SUBJECT, [] if sign == "}" else self._graph
        elif sign == ";":
            self.due = _PREDICATE

    def _read_term(self, word: str, start: int) -> None:
        if self._skip:
            self._skip -= 1
        elif self.due == _SUBJECT and word.casefold() in _DIRECTIVES:
            self._skip = _DIRECTIVES[word.casefold()]
        else:
            self._after(self.due, start)

    def _after(self, due: int, start: int) -> None:
        """Go on after the term that was due and begins at an offset."""
        if due < _OBJECT:
            self._terms = [*self._terms[:due], start]
        self.due = min(due + 1, _OBJECT)
