"""The reasoner can be had alone: a few lines, no server, no parser; and what checks its proofs stands apart from it."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from paradiplomacy.infer import checker

README = Path(__file__).parents[3] / "README.md"
HEAVY = ("flask", "granian", "owlrl", "pyoxigraph", "pyshacl_turbo", "rdflib", "tqdm", "werkzeug", "yaml")
APART = {"paradiplomacy.infer.literals", "paradiplomacy.infer.proof", "paradiplomacy.infer.rules"}


def test_three_lines_close_and_prove_and_import_numpy_alone():
    """The example of the README runs, and of all that the package needs only numpy is imported."""
    [example] = re.findall(r"`why\.py`:\n\n```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    asked = f"{example}\nimport sys\nprint([name for name in {HEAVY} if name in sys.modules], 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("<x:tom> rdf:type <x:Animal>   [cax-sco]\n")
    assert done.stdout.endswith("\n[] True\n")


def test_the_checker_shares_no_code_with_engine_or_compiler():
    """It knows the W3C's tables, what a proof is, and the datatypes' values."""
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {name for name in imported if name.startswith("paradiplomacy")} == APART
