"""A reasoner for all of OWL 2 DL finds the ontology and the data consistent, and no class empty by necessity.

The reasoner is HermiT, which comes with owlready2 and needs Java. What it is given leaves out the literals whose
datatype is outside OWL 2's map (W3C OWL 2 Syntax, section 4); shapes check these.
"""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
import rdflib
from axioms import LITERALS, ONTOLOGY, name, triples_in

from paradiplomacy.sources import Role
from paradiplomacy.terms import OWL, PARA, RDF, RDFS, XSD, BNode, Literal, URIRef

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("java"), reason="HermiT needs java, which is not on the path"),
]
OUTSIDE_THE_MAP = {XSD.date, XSD.gYear, XSD.gYearMonth, XSD.duration}
RANGES = sorted((prop, datatype) for prop, datatype in ONTOLOGY.subject_objects(RDFS.range) if datatype in XSD)
UNFIT = {
    XSD.integer: Literal("soon"),
    XSD.decimal: Literal("much"),
    XSD.boolean: Literal("perhaps"),
    XSD.string: LITERALS[XSD.integer],
}
FIT = {**LITERALS, XSD.string: Literal("somebody")}


@pytest.fixture
def hermit(tmp_path):
    """Ask HermiT about triples: whether they are consistent, and which classes are empty by necessity."""

    def ask(triples):
        graph = rdflib.Graph()
        for triple in triples:
            graph.add(triple)
        graph.serialize(tmp_path / "given.ttl", format="turtle")
        jars = Path(find_spec("owlready2").origin).parent / "hermit"
        command = ["java", "-Xmx1g", "-cp", f"{jars}:{jars / 'HermiT.jar'}", "org.semanticweb.HermiT.cli.CommandLine"]
        options = ["--consistency", "--no-prefixes", "--unsatisfiable", (tmp_path / "given.ttl").as_uri()]
        done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    return ask


def sources():
    """Give all that is stated, without the literals that OWL 2 does not know."""
    for triple in (*ONTOLOGY, *triples_in(Role.PAPER, Role.PASSAGES, Role.READINGS, Role.BACKGROUND, Role.DATASET)):
        if not (isinstance(triple[2], Literal) and triple[2].datatype in OUTSIDE_THE_MAP):
            yield triple


def test_ontology_and_data_are_consistent_and_no_class_is_empty_by_necessity(hermit):
    """Everything may be true, and every class may have a member."""
    answer = hermit(sources())
    assert "owl#Thing is satisfiable." in answer
    assert answer.partition("owl#Nothing':")[2].split() == [str(OWL.Nothing)]


def test_what_cannot_be_true_is_found_out(hermit):
    """A place that acts makes all of it inconsistent: the reasoner has read the axioms."""
    place = next(iter(subject for subject, predicate, obj in sources() if (predicate, obj) == (RDF.type, PARA.Country)))
    assert "InconsistentOntologyException" in hermit([*sources(), (place, RDF.type, PARA.State)])


def test_a_literal_must_be_of_the_range_s_datatype(hermit):
    """For each such range, whatever had a value of another datatype could not be; with a fit one it can."""

    def having(prop, value, label):
        cls, restriction = URIRef(f"urn:case:{label}-{name(prop)}"), BNode()
        yield from ((cls, RDF.type, OWL.Class), (cls, RDFS.subClassOf, restriction))
        yield from ((restriction, RDF.type, OWL.Restriction), (restriction, OWL.onProperty, prop))
        yield (restriction, OWL.hasValue, value)

    cases = [triple for prop, datatype in RANGES for triple in having(prop, UNFIT[datatype], "unfit")]
    cases += [triple for prop, datatype in RANGES for triple in having(prop, FIT[datatype], "fit")]
    empty = set(hermit([*ONTOLOGY, *cases]).partition("owl#Nothing':")[2].split())
    unfit = {f"urn:case:unfit-{name(prop)}" for prop, _ in RANGES}
    assert empty == {*unfit, str(OWL.Nothing)}


def test_a_property_with_a_chain_may_not_be_irreflexive(hermit):
    """The reason why two disjoint roles keep an actor from being his own partner (OWL 2 Syntax, section 11.2)."""
    answer = hermit([*ONTOLOGY, (PARA.cooperatesWith, RDF.type, OWL.IrreflexiveProperty)])
    assert "Non-simple property" in answer
    assert "appears in irreflexive object property axiom" in answer


def test_a_date_is_outside_the_map(hermit):
    """The reason why dates have no range in the ontology and are left out of what HermiT is given."""
    date = Literal("2019-09-20", datatype=XSD.date)
    answer = hermit([*ONTOLOGY, (URIRef("urn:case:reference"), PARA.accessed, date)])
    assert "UnsupportedDatatypeException" in answer
