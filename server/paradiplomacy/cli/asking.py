"""Ask the current snapshot: queries, whole graphs, proofs."""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from paradiplomacy import explanation, formats, snapshot, store, terms
from paradiplomacy.cli.command import Add, put, read
from paradiplomacy.errors import NotFound
from paradiplomacy.formats import Content, Format
from paradiplomacy.snapshot import Snapshot
from paradiplomacy.terms import Quad, Triple


def add_query(add: Add) -> None:
    """Add `query`: SPARQL in, bindings or triples out."""
    command = add(
        "query",
        "Ask the current snapshot.",
        "paradiplomacy query queries/with-whom-yogyakarta-cooperates.rq --format csv",
        _query,
    )
    command.add_argument("file", type=Path, help="a file with a SPARQL query, or - for standard input")
    command.add_argument("--format", help="json, xml, csv, tsv; turtle, ntriples, rdfxml, jsonld, trig")
    command.add_argument("--scope", choices=store.SCOPES, default="paper", help="see serve --help")


def _query(options: argparse.Namespace) -> int:
    text = read(options.file).decode("utf-8", "replace")
    usual = store.Query(text, formats.by_name("tsv"))
    form = formats.by_name(options.format) if options.format else _usual(usual.form)
    answer = store.connect(snapshot.latest(options.home), options.scope).answer(store.Query(text, form))
    return put(answer.body)


def _usual(form: store.Form | None) -> Format:
    names = {Content.BOOLEAN: "json", Content.TRIPLES: "turtle"}
    return formats.by_name(names.get(form.gives, "tsv") if form else "tsv")


def add_export(add: Add) -> None:
    """Add `export`: a graph in an RDF format."""
    command = add(
        "export",
        "Write a graph of the current snapshot.",
        "paradiplomacy export --graph paper --format turtle",
        _export,
    )
    command.add_argument(
        "--graph",
        default="paper",
        help="paper (all that the paper states), closure, all, inferred, description, asserted, or a graph's IRI or"
        " name as in background/twin-cities (%(default)s)",
    )
    command.add_argument(
        "--format", default="turtle", help="turtle, ntriples, rdfxml, jsonld, trig, nquads (%(default)s)"
    )


def _export(options: argparse.Namespace) -> int:
    made = snapshot.latest(options.home)
    return put(formats.write(_graph(made, options.graph), formats.by_name(options.format)))


def _graph(made: Snapshot, name: str) -> Iterator[Triple] | Iterator[Quad]:
    whole: dict[str, Callable[[], Iterator[Triple] | Iterator[Quad]]] = {
        "asserted": made.asserted,
        "closure": partial(made.closure, "paper"),
        "all": partial(made.closure, "all"),
        "inferred": partial(made.inferred, "paper"),
        "description": partial(made.description, "paper"),
        "paper": lambda: (quad[:3] for quad in made.asserted() if quad[3].startswith(terms.PAPER)),
    }
    local = name.removeprefix(str(terms.GRAPH))
    if local in whole:
        return whole[local]()
    iri = name if name in made.graphs else str(terms.GRAPH) + local
    if iri not in made.graphs:
        raise NotFound(f"The snapshot has no graph {name[:200]!r}.", f"Take one of {', '.join(whole)}, or an IRI.")
    return (quad[:3] for quad in made.asserted() if str(quad[3]) == iri)


def add_explain(add: Add) -> None:
    """Add `explain`: a proof, or what one would take."""
    command = add(
        "explain",
        "Tell why a statement holds, down to passage, file and line, or what it would take.",
        "paradiplomacy explain actor:kyoto a para:Actor",
        _explain,
    )
    for name in ("subject", "predicate", "object"):
        command.add_argument(name, help="an <IRI>, a prefixed name" + ("" if name != "object" else ", or a literal"))
    command.add_argument("--scope", choices=store.SCOPES, default="paper", help="see serve --help")
    command.add_argument(
        "--format", choices=explanation.FORMATS, default="text", help="an indented tree, JSON, or Turtle with PROV"
    )
    command.add_argument(
        "--all", type=_count, default=0, metavar="N", help="tell up to N other proofs beside the smallest"
    )


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > len("1000"):
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no number of proofs: give one from 0 to 9999")
    return int(text)


def _explain(options: argparse.Namespace) -> int:
    reasons = explanation.Reasons(snapshot.latest(options.home), options.scope)
    triple = reasons.names.read(options.subject, options.predicate, options.object)
    told = reasons.explain(triple, options.all)
    put(explanation.tell(told, options.format).encode())
    return 1 if told.status is explanation.Status.ABSENT else 0
