"""Runs owlrl on graphs read from standard input, one a line as JSON, in a process of its own: it spoils literals."""

import json
import sys


def main() -> None:
    """Answer each graph with its closure and the messages of inconsistency."""
    import rdflib  # noqa: PLC0415 — because only this process may change how literals behave

    rdflib.NORMALIZE_LITERALS = False
    import owlrl  # noqa: PLC0415 — because importing it changes literals

    for line in sys.stdin:
        graph = rdflib.Graph()
        graph.parse(data=json.loads(line), format="nt")
        reasoner = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
        reasoner.closure()
        triples = [[s.n3(), p.n3(), o.n3()] for s, p, o in graph if not isinstance(s, rdflib.Literal)]
        print(json.dumps([triples, sorted(reasoner.error_messages)]), flush=True)  # noqa: T201 — this is how it answers


if __name__ == "__main__":
    main()
