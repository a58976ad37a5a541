"""The snapshot that is served: opened once, and opened anew when the home folder names another."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import cast

from flask import current_app, g
from werkzeug.exceptions import ServiceUnavailable

from paradiplomacy.errors import NotFound
from paradiplomacy.snapshot import Snapshot, latest
from paradiplomacy.store import Store, connect

__all__ = ["Edition", "Shelf", "current", "shelf"]


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """A snapshot and the store that answers from it; equal to itself only, so that what it gives can be kept."""

    snapshot: Snapshot
    store: Store


class Shelf:
    """Holds the edition that ``home/current`` names; safe to read from several threads.

    ``scope`` is what its default graph rests on.
    """

    def __init__(self, home: Path, scope: str) -> None:
        self._home = home
        self.scope = scope
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._edition: Edition | None = None

    def take(self) -> Edition:
        """Give the current edition. Raises ServiceUnavailable, with advice, when nothing is built yet."""
        with self._lock:
            seen = self._mark()
            if self._edition is None or seen != self._seen:
                self._edition = self._open()
                self._seen = seen
            return self._edition

    def _mark(self) -> tuple[int, int] | None:
        """Tell what changes when ``current`` is replaced; None while it is not there."""
        try:
            status = (self._home / "current").lstat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns

    def _open(self) -> Edition:
        try:
            snapshot = latest(self._home)
        except NotFound as error:
            raise ServiceUnavailable("There is no snapshot to serve yet. Make one with: paradiplomacy build") from error
        return Edition(snapshot, connect(snapshot, self.scope))


def current() -> Edition:
    """Give the edition of this request: one and the same, whatever is built meanwhile."""
    if "edition" not in g:
        g.edition = shelf().take()
    return cast("Edition", g.edition)


def shelf() -> Shelf:
    """Give what this application takes its editions from."""
    return cast("Shelf", current_app.extensions["shelf"])
