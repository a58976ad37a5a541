"""A real server on a free port, and what its processes are and do, as the system's process table tells."""

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from urllib.parse import quote

PATIENCE = 30  # seconds for anything that is waited for here
LOOK_UP = 'SELECT ?p ?o {{ <https://w3id.org/paradiplomacy/id/place/egypt> ?p ?o FILTER(?o != "{}") }}'

TAKES_LONG = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d a <https://w3id.org/paradiplomacy/ontology#Claim> FILTER(?c != %d) }"
)
_numbers = count()


class Server:
    """A server that runs."""

    def __init__(self, port: int, process: subprocess.Popen, errors: Path, home: Path) -> None:
        self.port = port
        self.process = process
        self.errors = errors
        self.home = home

    @property
    def parent(self) -> int:
        """The process that minds the others."""
        return self.process.pid

    @property
    def pools(self) -> frozenset[int]:
        """Those of its children that fork workers."""
        return frozenset(child for child in children(self.parent) if children(child))

    def pool(self, work: str) -> int:
        """Find the one of them for a kind of work, "queries" or "records", by the queue that it has bound."""
        lines = map(str.split, Path("/proc/net/unix").read_text().splitlines())
        queues = {f"socket:[{line[6]}]" for line in lines if line[-1].endswith("-quick") and f"/{work}/" in line[-1]}
        return next(pool for pool in self.pools if queues & _handles(pool))

    @property
    def fronts(self) -> frozenset[int]:
        """Those of its children that speak HTTP."""
        return children(self.parent) - self.pools

    @property
    def workers(self) -> frozenset[int]:
        """The processes in which queries are answered."""
        return frozenset().union(*map(children, self.pools))

    @property
    def family(self) -> frozenset[int]:
        """All its processes."""
        return frozenset({self.parent}) | children(self.parent) | self.workers

    @property
    def lasting(self) -> frozenset[int]:
        """The processes that no request may end."""
        return frozenset({self.parent}) | children(self.parent)

    def memory(self) -> int:
        """Tell how many bytes the fronts hold."""
        return sum(resident(front) for front in self.fronts)

    def handles(self) -> int:
        """Tell how many files and connections the fronts have open."""
        return sum(len(os.listdir(f"/proc/{front}/fd")) for front in self.fronts)  # noqa: PTH208 — names are enough

    def connect(self, client: str = "127.0.0.1", seconds: float = PATIENCE) -> socket.socket:
        """Connect from an address of this machine."""
        return socket.create_connection(("127.0.0.1", self.port), seconds, (client, 0))

    def ask(self, query: str, client: str = "127.0.0.1", fields: Mapping[str, str] = {}) -> tuple[int, bytes]:
        """Ask a query on a connection of its own; give status and body."""
        status, _, body = self.get(f"/sparql?query={quote(query)}", client, fields)
        return status, body

    def get(
        self,
        path: str,
        client: str = "127.0.0.1",
        fields: Mapping[str, str] = {},
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Get an address on a connection of its own; give status, header fields and body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE, source_address=(client, 0))
        try:
            connection.request("GET", path, headers=dict(fields))
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop, and give its exit code."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


@contextmanager
def served(home: Path, folder: Path, **settings: object) -> Iterator[Server]:
    """Serve a home folder; what it says of errors goes to a file of ``folder``."""
    port = free_port()
    command = [sys.executable, "-m", "paradiplomacy", "serve", "--home", str(home), "--port", str(port)]
    environment = os.environ | {f"PARADIPLOMACY_{name.upper()}": str(value) for name, value in settings.items()}
    errors = folder / f"errors-{port}"
    with (
        errors.open("wb") as log,
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log, env=environment) as process,
    ):
        try:
            server = Server(port, process, errors, home)
            eventually(lambda: _answers(server))
            yield server
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()


def _handles(pid: int) -> frozenset[str]:
    """Tell what a process has open."""
    return frozenset(str(handle.readlink()) for handle in Path(f"/proc/{pid}/fd").iterdir())


def free_port() -> int:
    """Find a port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def eventually(holds: Callable[[], object], seconds: float = PATIENCE, pause: float = 0.02) -> bool:
    """Wait until something holds; tell whether it did in time."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(pause)
    return True


def children(pid: int) -> frozenset[int]:
    """List the children of a process."""
    try:
        return frozenset(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except (FileNotFoundError, ProcessLookupError):
        return frozenset()


def alive(pid: int) -> bool:
    """Whether a process is there, and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def resident(pid: int) -> int:
    """Tell how many bytes of memory a process holds for itself."""
    pages, shared = map(int, Path(f"/proc/{pid}/statm").read_text().split()[1:3])
    return (pages - shared) * os.sysconf("SC_PAGESIZE")


def spent(pid: int) -> int:
    """Tell how many nanoseconds of a processor a process has had, with all its threads (clock_getcpuclockid(3))."""
    try:
        return time.clock_gettime_ns(~pid << 3 | 2)
    except OSError:  # it has ended
        return 0


def at_work(server: Server, seconds: float = 0.05) -> frozenset[int]:
    """Find the workers that had more than a fifth of a processor for some time."""
    before = {worker: spent(worker) for worker in server.workers}
    time.sleep(seconds)
    return frozenset(worker for worker in before if spent(worker) - before[worker] > seconds * 1e9 / 5)


def never_asked() -> str:
    """Give a look-up that nobody has asked before."""
    return LOOK_UP.format(next(_numbers))


class LookUps:
    """Look-ups over connections that stay open, each timed."""

    def __init__(self, servers: tuple[Server, ...], client: str = "127.0.0.3") -> None:
        self._servers = servers
        self._client = client

    def medians(self, times: int) -> list[float]:
        """Ask the servers in turn, and give the median time of each."""
        connections = [
            HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE, source_address=(self._client, 0))
            for server in self._servers
        ]
        taken: list[list[float]] = [[] for _ in connections]
        try:
            for _ in range(times):
                for connection, times_taken in zip(connections, taken, strict=True):
                    times_taken.append(look_up(connection))
        finally:
            for connection in connections:
                connection.close()
        return [statistics.median(times_taken) for times_taken in taken]


def look_up(connection: HTTPConnection) -> float:
    """Look something up that was never asked, and tell how long it took in seconds; without end if it is refused."""
    target = f"/sparql?query={quote(never_asked())}"
    began = time.perf_counter()
    connection.request("GET", target)
    response = connection.getresponse()
    body = response.read()
    took = time.perf_counter() - began
    return took if response.status == 200 and b'"bindings"' in body else float("inf")


def _answers(server: Server) -> bool:
    assert server.process.poll() is None, server.errors.read_text()
    try:
        return server.ask("ASK {}")[0] == 200
    except (OSError, HTTPException):  # a connection to a port on which nothing listens may be one to itself
        return False
