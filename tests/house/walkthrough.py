"""A page that can be followed: its commands, what they print, and the files that it says to save."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

BLOCK = re.compile(r"(?P<before>[^\n]*)\n\n```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`([\w.-]+)`:$")


@dataclass(frozen=True)
class Step:
    """A command and what the page says that it prints, or a file to be saved and its text."""

    command: str
    printed: str
    file: str = ""


def steps(page: str) -> Iterator[Step]:
    """Read the steps of a page in their order; between lines that are printed, `…` stands for anything."""
    for block in BLOCK.finditer(page):
        if block["kind"] == "console":
            for part in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
                command, _, printed = part.partition("\n")
                yield Step(command, printed)
        elif name := FILE.search(block["before"]):
            yield Step("", block["text"], name[1])


def matches(printed: str, said: str) -> bool:
    """Whether what was printed is what was said."""
    pattern = re.escape(said.strip()).replace("…", ".*?")
    return re.fullmatch(pattern, printed.replace("\r\n", "\n").strip(), re.DOTALL) is not None
