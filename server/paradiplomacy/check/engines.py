"""The SHACL engines, each behind one small function: shapes are compiled once, then triples are validated."""

import warnings
from collections.abc import Callable, Iterable
from typing import Protocol

from pyshacl_turbo import CompiledShapes, ShapeRecursionWarning, ValidationFailure
from pyshacl_turbo.rdf import Input
from rdflib import Graph

from paradiplomacy import formats
from paradiplomacy.errors import NotFound, Refused, SyntaxFault
from paradiplomacy.terms import Triple, URIRef

__all__ = ["DEEPEST", "ENGINES", "USUAL", "Engine", "compiled"]


class Engine(Protocol):
    """Validates triples and gives the report (SHACL section 3.6), its terms spelt as in triples and shapes.

    With ``focus``, only these of the focus nodes are judged.
    """

    def __call__(self, triples: Iterable[Triple], focus: Iterable[URIRef] = ()) -> Graph:
        """Validate triples."""


USUAL = "turbo"

DEEPEST = 60
"""Shapes within shapes that are followed; the engines' own bound is seven."""

_STEPS = 4 * DEEPEST
"""The engines count shapes and constraints, and properties twice."""


def compiled(shapes: Iterable[Triple], engine: str = USUAL) -> Engine:
    """Make an engine of this name ready for some shapes.

    Raises SyntaxFault for shapes that are ill-formed (SHACL section 3.4), here or at the first validation, and
    NotFound for an engine that is not installed.
    """
    return ENGINES[engine](shapes)


def _turbo(shapes: Iterable[Triple]) -> Engine:
    try:
        made = CompiledShapes(_text(shapes))  # type: ignore[no-untyped-call]  # because it has no types
    except (ValidationFailure, ValueError, RuntimeError) as fault:
        raise _ill_formed(fault) from None

    def validate(triples: Iterable[Triple], focus: Iterable[URIRef] = ()) -> Graph:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", ShapeRecursionWarning)
                _, report, _ = made.validate(  # type: ignore[no-untyped-call]  # because it has no types
                    _text(triples), focus_nodes=[*focus], max_validation_depth=_STEPS, _normalize_report_literals=False
                )
        except ShapeRecursionWarning:
            raise _recursive() from None
        except (ValidationFailure, ValueError, RuntimeError) as fault:
            raise _ill_formed(fault) from None
        return report  # type: ignore[no-any-return]  # because it has no types

    return validate


def _text(triples: Iterable[Triple]) -> Input:
    # As text, so that a literal that is no value of its datatype reaches the engine as it was written.
    return Input(formats.write(triples, formats.by_name("ntriples")).decode(), "nt", None, {}, preserve_ids=True)


def _pyshacl(shapes: Iterable[Triple]) -> Engine:
    try:
        import pyshacl  # noqa: PLC0415 — because who does not choose this engine need not have it
    except ImportError:
        raise NotFound("The engine pyshacl is not installed.", "Install paradiplomacy[pyshacl].") from None
    compiled = _graph(shapes)

    def validate(triples: Iterable[Triple], focus: Iterable[URIRef] = ()) -> Graph:
        try:
            _, report, _ = pyshacl.validate(
                _graph(triples), shacl_graph=compiled, focus_nodes=[*focus] or None, max_validation_depth=_STEPS
            )
        except Exception as fault:  # noqa: BLE001 — because for a prefix that it does not know it raises just this
            raise _ill_formed(fault) from None
        if not isinstance(report, Graph):  # it returns a failure where the other engine raises one
            raise _ill_formed(report)
        return report

    return validate


def _graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def _ill_formed(fault: object) -> SyntaxFault:
    return SyntaxFault(f"The engine cannot use these shapes: {str(fault)[:300]}", "Correct the shape.")


def _recursive() -> Refused:
    return Refused("A shape refers to itself, and a value leads it round too often.", "Write it without recursion.")


ENGINES: dict[str, Callable[[Iterable[Triple]], Engine]] = {USUAL: _turbo, "pyshacl": _pyshacl}
