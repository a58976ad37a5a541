"""The commands: parse, call, print.

Exit codes: 0 done and conforming, 1 does not conform, contradicts itself or does not follow, 2 cannot be read, is
refused or missing.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from paradiplomacy import __version__, explanation, formats, snapshot, sources, store, terms
from paradiplomacy.build import build
from paradiplomacy.errors import NotConforming, NotFound, ParadiplomacyError
from paradiplomacy.formats import Content, Format
from paradiplomacy.infer import TABLES, files
from paradiplomacy.infer.soundness import check_consistency, misread
from paradiplomacy.infer.statements import ENGINE, REASONERS, follow
from paradiplomacy.snapshot import Snapshot
from paradiplomacy.terms import Quad, Triple
from paradiplomacy.validation import validate
from paradiplomacy.web.serving import listenable, serve

HOME = Path(".paradiplomacy")
STANDARD_INPUT = "-"
PORTS = range(1, 65_536)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except NotConforming as error:
        code = _complain(error, 1)
    except ParadiplomacyError as error:
        code = _complain(error, 2)
    except BrokenPipeError:
        # The reader of a pipe has seen enough; what is left in the buffer must not be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except KeyboardInterrupt:
        code = 130
    return code


def _complain(error: ParadiplomacyError, code: int) -> int:
    print(f"paradiplomacy: {error}" if code > 1 else error, file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paradiplomacy",
        description="A knowledge graph of sub-state diplomacy: build it, ask it, serve it, check new records.",
        epilog="paradiplomacy COMMAND --help shows an example of each.",
    )
    parser.add_argument("--version", action="version", version=f"paradiplomacy {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in _COMMANDS:
        add(partial(_command, commands))
    return parser


def _command(  # noqa: PLR0913 — because these are the parts of a command's help
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    what: str,
    example: str,
    run: Callable[[argparse.Namespace], int],
    *,
    at_home: bool = True,
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=what,
        description=what,
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if at_home:
        command.add_argument(
            "--home",
            type=Path,
            default=HOME,
            metavar="DIR",
            help="where snapshots and contributed data live (%(default)s)",
        )
    command.set_defaults(run=run)
    return command


_Add = Callable[..., argparse.ArgumentParser]


def _add_build(add: _Add) -> None:
    what = "Check the sources, infer what follows, write a snapshot."
    _add_reasoner(add("build", what, "paradiplomacy build", _build))


def _add_reasoner(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--reasoner",
        choices=REASONERS,
        default=ENGINE,
        help="what infers: our own engine, or owlrl, which is slower and gives no proofs (%(default)s)",
    )


def _build(options: argparse.Namespace) -> int:
    made = build(sources.root(), options.home, options.reasoner)
    asserted, inferred = made.counts["asserted.nq"], made.counts["inferred.nt"]
    print(f"{made.iri}\n{asserted:,} statements asserted, {inferred:,} more inferred; in {made.folder}")
    return 0


def _add_serve(add: _Add) -> None:
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


def _add_query(add: _Add) -> None:
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
    text = _read(options.file).decode("utf-8", "replace")
    usual = store.Query(text, formats.by_name("tsv"))
    form = formats.by_name(options.format) if options.format else _usual(usual.form)
    answer = store.connect(snapshot.latest(options.home), options.scope).answer(store.Query(text, form))
    return _put(answer.body)


def _usual(form: store.Form | None) -> Format:
    names = {Content.BOOLEAN: "json", Content.TRIPLES: "turtle"}
    return formats.by_name(names.get(form.gives, "tsv") if form else "tsv")


def _add_validate(add: _Add) -> None:
    command = add(
        "validate",
        "Check records against the shapes and the graph.",
        "paradiplomacy validate new.ttl",
        _validate,
    )
    command.add_argument("file", type=Path, help="a file in an RDF format; its extension says which")


def _validate(options: argparse.Namespace) -> int:
    known = list(snapshot.latest(options.home).asserted())
    report = validate(_read(options.file), formats.by_extension(options.file), str(options.file), known)
    for finding in report:
        print(finding)
    print("conforms" if report.conforms else f"does not conform: {len(report)} to mend")
    return 0 if report.conforms else 1


def _add_export(add: _Add) -> None:
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
    return _put(formats.write(_graph(made, options.graph), formats.by_name(options.format)))


def _graph(made: Snapshot, name: str) -> Iterator[Triple] | Iterator[Quad]:
    whole: dict[str, Callable[[], Iterator[Triple] | Iterator[Quad]]] = {
        "asserted": made.asserted,
        "closure": partial(made.closure, "paper"),
        "all": partial(made.closure, "all"),
        "inferred": partial(made.inferred, "paper"),
        "description": made.description,
        "paper": lambda: (quad[:3] for quad in made.asserted() if quad[3].startswith(terms.PAPER)),
    }
    local = name.removeprefix(str(terms.GRAPH))
    if local in whole:
        return whole[local]()
    iri = name if name in made.graphs else str(terms.GRAPH) + local
    if iri not in made.graphs:
        raise NotFound(f"The snapshot has no graph {name[:200]!r}.", f"Take one of {', '.join(whole)}, or an IRI.")
    return (quad[:3] for quad in made.asserted() if str(quad[3]) == iri)


def _add_explain(add: _Add) -> None:
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
    _put(explanation.tell(told, options.format).encode())
    return 1 if told.status is explanation.Status.ABSENT else 0


def _add_infer(add: _Add) -> None:
    command = add(
        "infer",
        "Write what follows from RDF files under OWL 2 RL, as sorted N-Triples.",
        "paradiplomacy infer ontology/paradiplomacy.ttl --only-new",
        _infer,
        at_home=False,
    )
    command.add_argument("file", type=Path, nargs="+", help="a file in an RDF format; its extension says which")
    command.add_argument("--only-new", action="store_true", help="leave out what the files state themselves")
    _add_reasoner(command)


def _infer(options: argparse.Namespace) -> int:
    stated = {quad[:3] for quad in files.read(options.file)}
    made = follow(stated, reasoner=options.reasoner)
    if made.inconsistencies or (made.closure and made.closure.problems):
        places = files.place(options.file)
        for finding in misread(made, places):
            print(finding, file=sys.stderr)
        check_consistency(made, places)
    _put(formats.write(made.inferred if options.only_new else made.inferred | stated, formats.by_name("ntriples")))
    return 0


def _add_rules(add: _Add) -> None:
    what = "List the rules of OWL 2 RL/RDF: name, premises, conclusions."
    add("rules", what, "paradiplomacy rules", _rules, at_home=False)


def _rules(_: argparse.Namespace) -> int:
    print("\n\n".join(f"{title}\n{rules.rstrip()}" for title, rules in TABLES.items()))
    return 0


_COMMANDS = (
    _add_build, _add_serve, _add_query, _add_explain, _add_validate, _add_export, _add_infer, _add_rules,
)  # fmt: skip


def _read(path: Path) -> bytes:
    if str(path) == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}.", "Name a file that is there.") from error


def _put(body: bytes) -> int:
    sys.stdout.buffer.write(body if body.endswith(b"\n") or not body else body + b"\n")
    sys.stdout.buffer.flush()
    return 0
