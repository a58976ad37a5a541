"""The application on granian, a server of its own: as many processes as the machine has processors."""

import os
import signal
import socket
from functools import partial
from pathlib import Path

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from paradiplomacy.errors import Refused
from paradiplomacy.web import create_app

__all__ = ["listenable", "serve"]

GRACE = 10  # seconds that a worker has to finish its answers when it is told to stop


def listenable(host: str, port: int) -> str:
    """Give the address of a host on which this machine can listen, at a port that is free.

    Raises Refused, because granian itself ends with a traceback.
    """
    try:
        (family, *_, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:
        message = f"Nothing can be served at {host[:200]}, port {port}: {error}."
        raise Refused(message, "Take another with --host or --port.") from error
    return str(address[0])


def serve(address: str, port: int, home: Path, scope: str) -> None:
    """Serve the current snapshot of a home folder at an address until the process is told to stop."""
    processors = os.cpu_count() or 1
    server = Granian(
        "paradiplomacy.web",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=processors,
        blocking_threads=2 * processors + 1,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(_application, home, scope), wrap_loader=False)


def _application(home: Path, scope: str) -> Flask:
    """Make the application, in a worker.

    A terminal's interrupt reaches every process, and a worker of granian's that is told twice to stop never does: so
    only its parent tells it.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    return create_app(home, scope)
