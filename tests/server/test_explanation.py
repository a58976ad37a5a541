"""Explanations: every triple of the closure has a proof, from the snapshot alone, down to passage, file and line."""

import json

import pytest

from paradiplomacy import explanation, formats, terms
from paradiplomacy.errors import SyntaxFault
from paradiplomacy.explanation import Reasons, Status, steps, tell
from paradiplomacy.infer.checker import faults
from paradiplomacy.infer.statements import spelt
from paradiplomacy.terms import PROV, RDF

KYOTO = ("cooperation:yogyakarta-kyoto", "para:counterpart", "actor:kyoto")
ACTOR = ("actor:kyoto", "a", "para:Actor")
OBSTACLE = ("actor:kyoto", "a", "para:Obstacle")
DESCRIBED = ("dataset:paradiplomacy", "a", "void:Dataset")


@pytest.fixture(scope="module", params=["paper", "all"])
def scope(request):
    """Give one scope after the other."""
    return request.param


@pytest.fixture(scope="module")
def reasons(snapshot, scope):
    """Read what explanations are made from."""
    return Reasons(snapshot, scope)


def test_every_inferred_triple_is_proved_from_the_snapshot(snapshot, reasons, scope):
    """Each proof holds for a checker that knows only the rules and what is asserted; each leaf has its line."""
    stated = snapshot.stated(scope)
    wrong, lost = [], []
    for triple in map(spelt, snapshot.inferred(scope)):
        told = reasons.explain(triple)
        if told.status is not Status.INFERRED or faults(told.proofs[0], stated):
            wrong.append(triple)
        lost += [leaf for proof in told.proofs for leaf in proof.assertions() if not told.where(leaf)]
    assert snapshot.counts["inferred.nt"] > 1000
    assert (wrong, lost) == ([], [])


def test_every_asserted_triple_is_told_as_asserted(snapshot, reasons, scope):
    """With each passage that states it."""
    for triple, graphs in snapshot.stated(scope).items():
        told = reasons.explain(triple)
        assert told.status is Status.ASSERTED
        assert all(graph in {found for found, _ in told.stated[triple]} for graph, _ in graphs)


def test_a_statement_of_the_paper_has_passage_file_and_line(reasons):
    """All passages that state it are told, each with its file."""
    told = tell(reasons.explain(reasons.names.read(*KYOTO)), "text")
    assert "is asserted" in told
    assert "p:table-1-row-01 data/paper/table-1.trig:" in told


def test_what_is_inferred_is_told_as_a_tree(reasons):
    """Rule by its W3C name, things by their labels, premises one step in."""
    lines = tell(reasons.explain(reasons.names.read(*ACTOR)), "text").splitlines()
    assert any(line.startswith("actor:kyoto “Kyoto Prefecture” rdf:type para:Actor") for line in lines)
    assert any(line.startswith("  ") and "[asserted, " in line for line in lines)


def test_other_proofs_are_told_on_request(reasons):
    """The smallest comes first."""
    triple = reasons.names.read(*ACTOR)
    [one] = reasons.explain(triple).proofs
    first, *others = reasons.explain(triple, others=3).proofs
    assert str(first) == str(one)
    assert 0 < len(others) <= 3
    assert all(first.size <= other.size for other in others)


def test_what_the_build_derived_is_told_so(reasons):
    """A triple of the description has no proof."""
    told = reasons.explain(reasons.names.read(*DESCRIBED))
    assert told.status is Status.DERIVED
    assert "derived by the build" in tell(told, "text")


def test_what_does_not_follow_is_told_with_what_lacks(reasons):
    """Each rule that could give it, its axiom, and the premises that are not there."""
    told = reasons.explain(reasons.names.read(*OBSTACLE))
    assert told.status is Status.ABSENT
    gap = next(gap for gap in told.gaps if "hampers" in str(gap.axioms))
    assert gap.rule == "prp-dom"
    assert "para:hampers" in tell(told, "text")
    assert any("?" in term for atom in gap.lacking for term in atom)


def test_a_name_that_nobody_uses_does_not_follow(reasons):
    """Nor does a literal that nobody wrote."""
    for strange in (("<http://e/a>", "<http://e/p>", '"b"@en'), ("actor:kyoto", "para:asWritten", '"Tokyo"')):
        told = reasons.explain(reasons.names.read(*strange))
        assert told.status is Status.ABSENT
        assert "not in the closure" in tell(told, "text")


def test_the_background_counts_in_its_own_scope_only(snapshot):
    """What rests on it is explained there, and absent from the paper's closure."""
    paper, whole = Reasons(snapshot, "paper"), Reasons(snapshot, "all")
    only = set(snapshot.inferred("all")) - set(snapshot.inferred("paper"))
    triples = [triple for triple in map(spelt, only) if triple not in snapshot.stated("paper")]
    assert triples
    for triple in triples:
        assert whole.explain(triple).status is Status.INFERRED
        assert paper.explain(triple).status is Status.ABSENT


def test_without_time_the_recorded_rules_are_followed(snapshot, reasons, scope):
    """The proof may be longer; it holds all the same."""
    stated = snapshot.stated(scope)
    for triple in list(map(spelt, snapshot.inferred(scope)))[::50]:
        [proof, *_] = reasons.explain(triple, seconds=0).proofs
        assert not faults(proof, stated)


def test_json_holds_the_steps_and_their_places(reasons):
    """Each step needs later ones only, told in ascending order; a step without needs is stated somewhere."""
    answer = json.loads(tell(reasons.explain(reasons.names.read(*ACTOR)), "json"))
    [proof] = answer["proofs"]
    assert answer["status"] == "inferred"
    assert proof[0]["triple"] == answer["triple"]
    assert all(need > step["step"] for step in proof for need in step["needs"])
    assert all(step["needs"] == sorted(step["needs"]) for step in proof)
    assert any(len(step["needs"]) > 1 for step in proof)
    assert all(step["stated"][0]["line"] for step in proof if not step["needs"])


def test_turtle_says_from_what_each_statement_was_derived(reasons):
    """PROV: one entity a step; what is asserted has a passage or graph as its primary source."""
    told = reasons.explain(reasons.names.read(*ACTOR))
    text = tell(told, "turtle")
    form, graph = formats.by_name("turtle"), terms.graph("all")
    quads = list(formats.parse(text, form, base=terms.ROOT, default_graph=graph, file="told"))
    entities = {s for s, p, o, _ in quads if (p, o) == (RDF.type, PROV.Entity)}
    assert len(entities) == len(steps(told, told.proofs[0]))
    assert {s for s, p, _, _ in quads if p in {PROV.wasDerivedFrom, PROV.hadPrimarySource}} == entities


@pytest.mark.parametrize(
    "triple", [ACTOR, DESCRIBED, OBSTACLE, KYOTO], ids=["inferred", "described", "absent", "stated"]
)
@pytest.mark.parametrize("form", explanation.FORMATS)
def test_every_answer_can_be_told_in_every_format(reasons, triple, form):
    """And ends with a line feed."""
    assert tell(reasons.explain(reasons.names.read(*triple)), form).endswith("\n")


@pytest.mark.parametrize(
    "text",
    ["", '"x', "<a b>", "nowhere:x", '"x" . <a> <b> <c>', '"x" , "y"', "# nothing", "\ud800", "x" * 50_000],
    ids=["nothing", "open", "a space", "no prefix", "two statements", "two objects", "comment", "surrogate", "long"],
)
def test_what_is_no_term_is_refused(reasons, text):
    """With what would be one."""
    with pytest.raises(SyntaxFault) as caught:
        reasons.names.read("actor:kyoto", "a", text)
    assert "actor:kyoto" in caught.value.advice
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("triple", [('"x"', "a", "para:Actor"), ("actor:kyoto", '"x"', "para:Actor")], ids=["s", "p"])
def test_a_literal_stands_in_the_last_place_only(reasons, triple):
    """It is no subject and no predicate."""
    with pytest.raises(SyntaxFault):
        reasons.names.read(*triple)


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("2008", '"2008"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ('"Jepang"@ID', '"Jepang"@id'),
        ("https://example.org/a", "<https://example.org/a>"),
        ("actor:kyoto", "<https://w3id.org/paradiplomacy/id/actor/kyoto>"),
        ("p:table-1-row-01", f"<{terms.PAPER}hakiem-susilowati-paradiplomacy/table-1-row-01>"),
    ],
)
def test_a_term_is_read_as_turtle_writes_it(reasons, text, spelling):
    """And an address of the web without its brackets."""
    assert reasons.names.read("actor:kyoto", "a", text)[2] == spelling


def test_a_short_name_is_read_back_as_what_it_stands_for(snapshot, reasons, scope):
    """Whatever is printed can be asked again."""
    for triple in list(snapshot.stated(scope))[::40]:
        subject, predicate, object_ = map(reasons.names.short, triple)
        if not object_.startswith('"'):
            assert reasons.names.read(subject, predicate, object_) == triple


def test_one_triple_is_explained_by_one_call(snapshot, reasons, scope):
    """``explain`` reads the snapshot for itself."""
    triple = reasons.names.read(*ACTOR)
    assert explanation.explain(triple, snapshot, scope).status is Status.INFERRED
