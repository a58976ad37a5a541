"""The engines that ``inference.py`` compares, each run on one file in a process of its own: ``reasoners.py NAME FILE``.

Prints how many triples the closure has, and the greatest memory in bytes.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

Atom = tuple[str, str, str]


def ours(file: str) -> int:
    """Close with the engine that is ours."""
    from paradiplomacy.infer import close  # noqa: PLC0415 — because each engine pays for its own imports

    closure = close(_read(file))
    with open("/dev/null", "w", encoding="utf-8") as sink:  # noqa: PTH123 — the quickest way there
        sink.writelines(map("%s %s %s .\n".__mod__, closure))
    return len(closure)


def _read(file: str) -> Iterator[Atom]:
    import pyoxigraph  # noqa: PLC0415 — as above

    for quad in pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.N_TRIPLES):
        yield str(quad.subject), str(quad.predicate), str(quad.object)


def owlrl(file: str) -> int:
    """Close with owlrl."""
    import owlrl  # noqa: PLC0415 — as above
    import rdflib  # noqa: PLC0415 — as above

    graph = rdflib.Graph().parse(file, format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    graph.serialize("/dev/null", format="nt", encoding="utf-8")
    return len(graph)


def reasonable(file: str) -> int:
    """Close with reasonable."""
    import reasonable  # noqa: PLC0415 — as above

    reasoner = reasonable.PyReasoner()
    reasoner.load_file(file)
    closure = reasoner.reason()
    with open("/dev/null", "w", encoding="utf-8") as sink:  # noqa: PTH123 — as for ours
        sink.writelines(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in closure)
    return len(closure)


ENGINES: dict[str, Callable[[str], int]] = {"ours": ours, "owlrl": owlrl, "reasonable": reasonable}


def peak() -> int:
    """Read the greatest memory of this process; what resource tells would count its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(kilobytes) * 1024


if __name__ == "__main__":
    print(ENGINES[sys.argv[1]](sys.argv[2]), peak())  # noqa: T201 — this is how it answers
