"""Serve the current snapshot."""

import argparse

from paradiplomacy import snapshot, store
from paradiplomacy.cli.command import Add
from paradiplomacy.web.serving import listenable, serve

PORTS = range(1, 65_536)


def add_serve(add: Add) -> None:
    """Add `serve`: pages and endpoint over HTTP."""
    command = add("serve", "Serve the current snapshot: pages and SPARQL.", "paradiplomacy serve --port 8080", _serve)
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    command.add_argument("--port", type=_port, default=8000, help="port to listen on (%(default)s)")
    command.add_argument(
        "--scope",
        choices=store.SCOPES,
        default="paper",
        help="what the default graph rests on: the paper alone, or all graphs (%(default)s)",
    )


def _port(text: str) -> int:
    """Read the number of a port (RFC 6335 section 6)."""
    if not text.isdecimal() or int(text) not in PORTS:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no port: a number from {PORTS[0]} to {PORTS[-1]}")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    made = snapshot.latest(options.home)
    address = listenable(options.host, options.port)
    site = f"http://[{address}]:{options.port}" if ":" in address else f"http://{options.host}:{options.port}"
    print(f"Serving {made.iri}\n  pages   {site}/\n  SPARQL  {site}/sparql", flush=True)
    serve(address, options.port, options.home.resolve(), options.scope)
    return 0
