"""The page of the commands, written from what they say of themselves.

To write it anew: python tests/house/commands_page.py
"""

import os
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
COMMANDS = ("build", "serve", "query", "explain", "validate", "export", "infer", "rules")
HEAD = """\
# Commands

What each command says of itself; this page is written from it.

Exit codes: 0 done, or conforming; 1 does not conform, contradicts itself, or does not follow; 2 cannot be read, is
refused or missing; 3 built, without a contributed dataset that contradicts the rest; 130 interrupted.
"""


def helped(*arguments: str) -> str:
    """Give what a command answers to --help, 80 characters wide."""
    command = [sys.executable, "-m", "paradiplomacy", *arguments, "--help"]
    environment = os.environ | {"COLUMNS": "80", "NO_COLOR": "1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def page() -> str:
    """Give the whole page."""
    parts = [("paradiplomacy", helped()), *((f"paradiplomacy {name}", helped(name)) for name in COMMANDS)]
    return HEAD + "".join(f"\n## {title}\n\n```text\n{text}\n```\n" for title, text in parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
