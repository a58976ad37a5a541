"""No property shape stands unproved: each refuses a record, says what to do, and another engine agrees."""

from importlib import import_module
from pathlib import Path

import pytest
from pyshacl import validate as pyshacl_validate
from rdflib import Graph
from rdflib.namespace import RDF, SH
from records import spoil, triples

from paradiplomacy.check import shapes

MODULES = [
    import_module(path.stem) for path in sorted(Path(__file__).parent.glob("test_*.py")) if path.stem != __name__
]
CASES = {
    f"{module.__name__.removeprefix('test_')}: {title}": (spoil(module.GOOD, right, wrong), check)
    for module in MODULES
    for title, right, wrong, check, _ in module.CASES
}
SHAPES = Graph().parse(data=shapes.text(), format="nt")
PROPERTY_SHAPES = sorted(SHAPES.objects(None, SH.property))


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=lambda shape: shape.partition("#")[2])
class TestProperties:
    """What holds of each property shape."""

    def test_it_refuses_a_record(self, shape):
        """Some record that is broken in just this way is refused for just that."""
        assert shape.partition("#")[2] in {check for _, check in CASES.values()}

    def test_it_says_what_to_do(self, shape):
        """It has a path, a severity, and an English message that ends as a sentence does."""
        assert SHAPES.value(shape, RDF.type) == SH.PropertyShape
        assert SHAPES.value(shape, SH.path) is not None
        assert SHAPES.value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}
        told_by = {shape, *SHAPES.objects(shape, SH.sparql)}
        messages = [message for node in told_by for message in SHAPES.objects(node, SH.message)]
        assert len(messages) == 1, "an engine shows the message of the shape, and hides those of its queries"
        assert {(message.language, message[-1]) for message in messages} == {("en", ".")}


def test_shapes_are_found():
    """There are as many property shapes as the files declare, and the list is not empty."""
    declared = set(SHAPES.subjects(RDF.type, SH.PropertyShape))
    assert declared == set(PROPERTY_SHAPES) != set()


@pytest.mark.slow
@pytest.mark.parametrize("case", [*CASES, *(f"{module.__name__}: good" for module in MODULES)])
def test_another_engine_finds_the_same(case):
    """A slower engine finds the same focus nodes, shapes and values."""
    record = CASES[case][0] if case in CASES else import_module(case.partition(":")[0]).GOOD
    statements = triples(record)
    graph = Graph()
    for triple in statements:
        graph.add(triple)
    _, report, _ = pyshacl_validate(graph, shacl_graph=SHAPES)
    theirs = {
        (
            str(report.value(node, SH.sourceShape)).partition("#")[2],
            report.value(node, SH.focusNode),
            report.value(node, SH.value),
        )
        for node in report.subjects(RDF.type, SH.ValidationResult)
    }
    assert theirs == {(result.check, result.focus, result.value) for result in shapes.results(statements)}
