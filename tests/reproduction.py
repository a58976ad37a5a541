"""What a script says does not hang on the process that runs it."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping


def said_by(script: str, environments: Iterable[Mapping[str, str]]) -> set[bytes]:
    """Run a script in a process of its own for each environment, with the paths of this one; give what was said."""
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, **paths, **environment}, capture_output=True, check=True
        ).stdout
        for environment in environments
    }


def seeds(number: int) -> list[dict[str, str]]:
    """Give environments in which Python draws the order of sets differently."""
    return [{"PYTHONHASHSEED": str(seed)} for seed in range(1, number + 1)]
