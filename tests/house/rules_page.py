"""The page of the rules, written from the table that the engine reads and from the cases that it is tested with.

To write it anew: python tests/house/rules_page.py
"""

import sys
from pathlib import Path

from paradiplomacy.infer import TABLES

HOUSE = Path(__file__).parent
sys.path.insert(0, str(HOUSE.parent / "server" / "infer"))

from cases import CASES  # noqa: E402 — because the tests of the engine are in no package

PAGE = HOUSE.parents[1] / "docs" / "rules.md"
HEAD = """\
# Rules

All rules of OWL 2 RL/RDF ([OWL 2 Profiles](https://www.w3.org/TR/owl2-profiles/) section 4.3), as `paradiplomacy rules`
prints them and the engine reads them (`server/paradiplomacy/infer/rules.py`, which also says how to read `LIST`, `[k]`
and the like). Each has a test in `tests/server/infer/` with the least that makes it fire and a
near miss from which nothing follows; both are printed here from those tests, `:` standing for any namespace.
"""


def page() -> str:
    """Give the whole page."""
    cases = {case.rule: case for case in CASES}
    parts = [HEAD]
    for title, rules in TABLES.items():
        parts.append(f"## {title}\n")
        for line in rules.strip().splitlines():
            name, premises, conclusions = (cell.strip() for cell in line.split("|"))
            case = cases[name]
            parts.append(
                f"### {name}\n\n```text\n{premises or 'always'}\n=> {conclusions}\n```\n\n"
                f"- fires on: {_code(case.given)}, and gives {_code(case.then)}\n- near miss: {_code(case.missed)}\n"
            )
    return "\n".join(parts)


def _code(text: str) -> str:
    return f"`{' '.join(text.split())}`" if text.strip() else "nothing at all"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
