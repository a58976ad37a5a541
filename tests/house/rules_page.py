"""The page of the rules, written from the table that the engine reads and from the cases that it is tested with.

Every case is run when the page is made. To write it anew: python tests/house/rules_page.py
"""

import sys
from collections.abc import Callable
from pathlib import Path

from paradiplomacy.infer import TABLES

HOUSE = Path(__file__).parent
sys.path.insert(0, str(HOUSE.parent / "server" / "infer"))

# The tests of the engine are in no package.
from cases import CASES, Case  # noqa: E402 — because of the path
from test_every_rule import test_a_near_miss_gives_nothing as misses  # noqa: E402 — because of the path
from test_every_rule import test_the_rule_fires as fires  # noqa: E402 — because of the path

PAGE = HOUSE.parents[1] / "docs" / "rules.md"
HEAD = """\
# Rules

All rules of OWL 2 RL/RDF ([OWL 2 Profiles](https://www.w3.org/TR/owl2-profiles/) section 4.3), as `paradiplomacy rules`
prints them and the engine reads them (`server/paradiplomacy/infer/rules.py`, which also says how to read `LIST`, `[k]`
and the like). Each has a test in `tests/server/infer/` with the least that makes it fire and a
near miss from which nothing follows; both are printed here from those tests, `:` standing for any namespace. They are
run when this page is made and whenever the tests run: ✓ is a case that passes, ✗ one that does not.

{summary}
"""


def page() -> str:
    """Give the whole page."""
    cases = {case.rule: case for case in CASES}
    passed = [(_passes(fires, case), _passes(misses, case)) for case in CASES]
    fired, missed = (sum(column) for column in zip(*passed, strict=True))
    marks = dict(zip(cases, passed, strict=True))
    summary = f"{fired} of {len(CASES)} rules fire, {missed} of {len(CASES)} near misses give nothing."
    parts = [HEAD.format(summary=summary)]
    for title, rules in TABLES.items():
        parts.append(f"## {title}\n")
        for line in rules.strip().splitlines():
            name, premises, conclusions = (cell.strip() for cell in line.split("|"))
            case, (fire, miss) = cases[name], ("✗✓"[mark] for mark in marks[name])
            parts.append(
                f"### {name}\n\n```text\n{premises or 'always'}\n=> {conclusions}\n```\n\n"
                f"- {fire} fires on: {_code(case.given)}, and gives {_code(case.then)}\n"
                f"- {miss} near miss: {_code(case.missed)}\n"
            )
    return "\n".join(parts)


def _passes(test: Callable[[Case], None], case: Case) -> bool:
    try:
        test(case)
    except AssertionError:
        return False
    return True


def _code(text: str) -> str:
    return f"`{' '.join(text.split())}`" if text.strip() else "nothing at all"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
