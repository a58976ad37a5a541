"""The application on granian, a server of its own: as many processes as the machine has processors."""

import os
from functools import partial
from pathlib import Path

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from paradiplomacy.web import create_app

__all__ = ["serve"]


def serve(host: str, port: int, home: Path, scope: str) -> None:
    """Serve the current snapshot of a home folder until the process is told to stop."""
    processors = os.cpu_count() or 1
    server = Granian(
        "paradiplomacy.web",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processors,
        blocking_threads=2 * processors + 1,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(_application, home, scope), wrap_loader=False)


def _application(home: Path, scope: str) -> Flask:
    return create_app(home, scope)
