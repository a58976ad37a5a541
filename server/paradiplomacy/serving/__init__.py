"""The server: processes that speak HTTP, and pools of workers that do what may take long.

The application of ``web`` is whole without it; this room puts kept answers and limits before it.
"""

from paradiplomacy.serving.server import listenable, serve
from paradiplomacy.serving.settings import Settings

__all__ = ["Settings", "listenable", "serve"]
