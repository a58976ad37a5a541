"""The snapshot that is served: opened once, and opened anew when the home folder names another."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import cast

from flask import current_app, g
from werkzeug.exceptions import ServiceUnavailable

from paradiplomacy.errors import NotFound
from paradiplomacy.snapshot import Snapshot, latest
from paradiplomacy.store import Answering, connect
from paradiplomacy.web.validators import Local, Validating

__all__ = ["Edition", "Shelf", "current", "of_home", "shelf"]


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """A snapshot and the store that answers from it; equal to itself only, so that what it gives can be kept.

    ``patient`` answers too, behind all that is quick: it is for queries that anyone may write.
    """

    snapshot: Snapshot
    store: Answering
    patient: Answering
    validator: Validating


class Shelf:
    """Holds the current edition; safe to read from several threads.

    ``mark`` tells what changes whenever there is another edition; ``edit`` opens it.
    """

    def __init__(self, scope: str, mark: Callable[[], object], edit: Callable[[], Edition]) -> None:
        self.scope = scope
        self._mark = mark
        self._edit = edit
        self._lock = Lock()
        self._seen: object = None
        self._edition: Edition | None = None

    def take(self) -> Edition:
        """Give the current edition. Raises ServiceUnavailable, with advice, when there is none yet."""
        seen = self._mark()
        if self._edition is not None and seen == self._seen:
            return self._edition
        with self._lock:
            self._edition = self._open()
            self._seen = seen
            return self._edition

    def _open(self) -> Edition:
        try:
            return self._edit()
        except NotFound as error:
            raise ServiceUnavailable("There is no snapshot to serve yet. Make one with: paradiplomacy build") from error


def of_home(home: Path, scope: str) -> Shelf:
    """Make a shelf with what ``home/current`` names, answered from in this process."""

    def mark() -> object:
        try:
            status = (home / "current").lstat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns

    def edit() -> Edition:
        made = latest(home)
        store = connect(made, scope)
        return Edition(made, store, store, Local(made))

    return Shelf(scope, mark, edit)


def current() -> Edition:
    """Give the edition of this request: one and the same, whatever is built meanwhile."""
    if "edition" not in g:
        g.edition = shelf().take()
    return cast("Edition", g.edition)


def shelf() -> Shelf:
    """Give what this application takes its editions from."""
    return cast("Shelf", current_app.extensions["shelf"])
