"""Serve the current snapshot."""

import argparse
import os
from dataclasses import replace
from functools import partial
from pathlib import Path

from paradiplomacy import snapshot, store
from paradiplomacy.cli.command import Add
from paradiplomacy.serving import Settings, listenable, serve

PORTS = range(1, 65_536)
USUAL = Settings()


def add_serve(add: Add) -> None:
    """Add `serve`: pages and endpoint over HTTP."""
    what = "Serve the current snapshot, and each that follows it: pages and SPARQL."
    command = add("serve", what, "paradiplomacy serve --port 8080", _serve, at_home=False)
    command.add_argument("--config", type=Path, metavar="FILE", help="settings in TOML; docs/serving.md lists them")
    command.add_argument("--home", metavar="DIR", help=f"where the snapshots live ({USUAL.home})")
    command.add_argument("--host", help=f"address to listen on ({USUAL.host})")
    command.add_argument("--port", type=_port, help=f"port to listen on ({USUAL.port})")
    command.add_argument(
        "--scope",
        choices=store.SCOPES,
        help=f"what the default graph rests on: the paper alone, or all graphs ({USUAL.scope})",
    )


def _port(text: str) -> int:
    """Read the number of a port (RFC 6335 section 6)."""
    if not text.isdecimal() or int(text) not in PORTS:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no port: a number from {PORTS[0]} to {PORTS[-1]}")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    given = {name: getattr(options, name) for name in ("home", "host", "port", "scope")}
    settings = Settings.load(options.config, os.environ, **given)
    made = snapshot.latest(Path(settings.home))
    address = listenable(settings.host, settings.port)
    site = f"http://{f'[{address}]' if ':' in address else settings.host}:{settings.port}"
    greeting = f"Serving {made.iri}\n  pages   {site}/\n  SPARQL  {site}/sparql"
    serve(replace(settings, host=address), partial(print, greeting, flush=True))
    return 0
