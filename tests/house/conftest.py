"""What the tests of the house stand on: the checkout, the names of its files, and copies of it."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

collect_ignore = ["conftest.py"]  # it has no doctests, and two modules of one name cannot be collected

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Name the folder of the checkout."""
    return CHECKOUT


@pytest.fixture(scope="session")
def ours(checkout: Path) -> tuple[str, ...]:
    """List what git tracks or would add; what it ignores is nobody's."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=checkout, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(sorted({name for name in names if name and (checkout / name).is_file()}))


@pytest.fixture(scope="session")
def copy(checkout: Path, ours: tuple[str, ...]) -> Callable[[Path], Path]:
    """Give a way to copy the checkout as a fresh clone has it, the last file first and with times of its own."""

    def copied(target: Path) -> Path:
        for name in reversed(ours):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(checkout / name, target / name)
        return target

    return copied


@pytest.fixture
def stranger(checkout: Path) -> Mapping[str, str]:
    """Give the environment of someone who has never seen the project, but the exact versions of its packages."""
    ours = {name for name in os.environ if name.startswith(("PYTHON", "MAKE", "MFLAGS", "VIRTUAL_ENV", "PYTEST"))}
    constraints = str(checkout / ".ci" / "constraints.txt")
    rest = {name: value for name, value in os.environ.items() if name not in ours}
    return rest | {"PIP_CONSTRAINT": constraints, "PIP_BUILD_CONSTRAINT": constraints}
