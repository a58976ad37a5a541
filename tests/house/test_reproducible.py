"""A build is a function of its sources: same sources, same hash and bytes, wherever and whenever it runs."""

import subprocess
import sys
from pathlib import Path

HERE = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1"}
ELSEWHERE = {
    "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "TZ": "Asia/Jakarta", "PYTHONHASHSEED": "2",
}  # fmt: skip


def built(checkout: Path, home: Path, environment: dict[str, str]) -> dict[str, bytes]:
    """Build what a checkout holds, by its own program, and give every file of the snapshot."""
    command = [sys.executable, "-m", "paradiplomacy", "build", "--home", str(home)]
    done = subprocess.run(
        command,
        env={"PYTHONPATH": str(checkout / "server"), "PATH": "", **environment},
        cwd=home.parent,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_another_folder_order_locale_time_zone_and_hash_seed_give_the_same_bytes(checkout, copy, tmp_path):
    """The copy lies in a folder with a space, its files were written in reverse, its letters are ASCII."""
    other = copy(tmp_path / "another folder")
    first = built(checkout, tmp_path / "first", HERE)
    second = built(other, tmp_path / "second", ELSEWHERE)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_one_changed_letter_gives_another_hash(copy, tmp_path):
    """What is printed in a row is part of what the hash names."""
    other = copy(tmp_path / "other")
    before = built(other, tmp_path / "before", HERE)["current"]
    table = other / "data/paper/table-1.trig"
    text = table.read_text(encoding="utf-8")
    assert '"Jepang"' in text
    table.write_text(text.replace('"Jepang"', '"Jepamg"'), encoding="utf-8")
    assert built(other, tmp_path / "after", HERE)["current"] != before
