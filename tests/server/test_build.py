"""The build: what is wrong stops it with file, line, term and advice, and the last good snapshot stays."""

import shutil

import pytest

from paradiplomacy import build, explanation, snapshot, sources, terms
from paradiplomacy.errors import Inconsistent, NotConforming, NotFound, Refused, SyntaxFault
from paradiplomacy.terms import RDFS

TABLE = "data/paper/table-1.trig"
ROW_2 = "year-entry:yogyakarta-ismailia-1990 a para:YearEntry ;  para:year 1990 ."
BACKGROUND = "data/background/zz.ttl"
ONTOLOGY = "ontology/paradiplomacy.ttl"
PREFIXES = """\
@prefix actor: <https://w3id.org/paradiplomacy/id/actor/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix para: <https://w3id.org/paradiplomacy/ontology#> .
@prefix place: <https://w3id.org/paradiplomacy/id/place/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/paradiplomacy/graph/background/zz> dcterms:title "Another source"@en ;
    dcterms:description "One statement more."@en ;
    dcterms:source <https://example.org/source> ;
    dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> .
"""


@pytest.fixture
def texts(tmp_path):
    """Copy the sources, to be broken in one place."""
    for folder in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(sources.root() / folder, tmp_path / "texts" / folder)
    return tmp_path / "texts"


@pytest.fixture
def own_home(home, tmp_path):
    """Copy the home folder in which the real sources have been built."""
    return shutil.copytree(home, tmp_path / "home")


def spoil(texts, name, right, wrong):
    """Replace one text in one file and say in which line it began."""
    before = (texts / name).read_text(encoding="utf-8")
    assert before.count(right) == 1
    (texts / name).write_text(before.replace(right, wrong), encoding="utf-8")
    return before[: before.index(right)].count("\n") + 1


def test_a_syntax_error_stops_it(texts, own_home):
    """The statement without its end is told at its line."""
    line = spoil(texts, TABLE, ROW_2, ROW_2.replace(" ;  para:year", " ;  para:year ;;; para"))
    with pytest.raises(SyntaxFault) as caught:
        build.build(texts, own_home)
    assert (caught.value.place.file, caught.value.place.line) == (TABLE, line)


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        (ROW_2, ROW_2.replace("1990 .", '"I990" .'), "year-is-a-year"),
        ("p:table-1-row-02 {", "p:table-1-row-99 {", "table-1-row-99"),
        (ROW_2, ROW_2.replace("para:year ", "para:yaer "), "para:yaer"),
    ],
    ids=["a shape is violated", "the passage is unknown", "the term is unknown"],
)
def test_a_record_that_does_not_conform_stops_it(texts, own_home, right, wrong, words):
    """A finding names file, line and term, and advises; all that is wrong is told at once."""
    line = spoil(texts, TABLE, right, wrong)
    good = snapshot.latest(own_home)
    with pytest.raises(NotConforming) as caught:
        build.build(texts, own_home)
    assert not isinstance(caught.value, Inconsistent)
    assert {finding.place.file for finding in caught.value.findings} == {TABLE}
    told = [finding for finding in caught.value.findings if words in str(finding)]
    assert any(finding.place.line in {line, line + 1} for finding in told)
    assert all(finding.advice for finding in told)
    assert snapshot.latest(own_home) == good


def test_a_fact_outside_any_passage_stops_it(texts, own_home):
    """Whoever writes a fact of the paper says where the paper states it."""
    with (texts / TABLE).open("a", encoding="utf-8") as file:
        file.write('place:egypt para:asWritten "Mesir" .\n')
    line = (texts / TABLE).read_text(encoding="utf-8").count("\n")
    with pytest.raises(NotConforming) as caught:
        build.build(texts, own_home)
    [finding] = caught.value.findings
    assert (finding.place.file, finding.place.line) == (TABLE, line)
    assert "passage" in finding.advice


def test_a_contradiction_stops_it_at_a_statement_that_takes_part(texts, own_home):
    """The last good snapshot stays current, with all that it holds."""
    good = snapshot.latest(own_home)
    text = PREFIXES + "place:egypt owl:differentFrom place:egypt .\n"
    (texts / BACKGROUND).write_text(text, encoding="utf-8")
    with pytest.raises(Inconsistent) as caught:
        build.build(texts, own_home)
    [finding] = caught.value.findings
    assert (finding.place.file, finding.place.line) == (BACKGROUND, text.count("\n"))
    assert "place:egypt" in finding.advice
    assert "eq-diff1" in finding.proof
    assert f"[asserted, {BACKGROUND}:{text.count(chr(10))}:" in str(finding)
    assert snapshot.latest(own_home) == good
    assert len(list(good.asserted())) == good.counts["asserted.nq"]


def test_a_contradiction_through_what_is_inferred_is_proved_down_to_file_and_line(texts, own_home):
    """Each asserted statement of the proof has its place, the paper's and the ontology's."""
    with (texts / ONTOLOGY).open("a", encoding="utf-8") as file:
        file.write("para:cooperatesWith a owl:AsymmetricProperty .\n")
    line = (texts / ONTOLOGY).read_text(encoding="utf-8").count("\n")
    with pytest.raises(Inconsistent) as caught:
        build.build(texts, own_home)
    finding = caught.value.findings[0]
    leaves = [line for line in finding.proof.splitlines() if "[asserted" in line]
    assert "prp-asyp" in finding.proof
    assert any(f"[asserted, {ONTOLOGY}:{line}:" in leaf for leaf in leaves)
    assert any("[asserted, data/paper/" in leaf for leaf in leaves)
    assert all("[asserted, " in leaf for leaf in leaves)


@pytest.mark.slow
def test_owlrl_gives_the_same_snapshot_and_no_proofs(texts, tmp_path, own_home):
    """What is published hangs on no reasoner; only ours explains."""
    made = build.build(texts, tmp_path / "other", "owlrl")
    assert made.hash == snapshot.latest(own_home).hash
    with pytest.raises(NotFound, match="no proofs"):
        explanation.Reasons(made)


def test_a_file_whose_name_is_no_slug_stops_it(texts, own_home):
    """It is refused by its name before anything is read."""
    (texts / "data/background/My File.ttl").write_text("", encoding="utf-8")
    with pytest.raises(Refused, match=r"My File\.ttl"):
        build.build(texts, own_home)


@pytest.mark.slow
def test_more_background_changes_nothing_in_the_default_graph_but_its_description(texts, own_home):
    """A country more beside an actor of the paper is known to all, and not to the paper."""
    before = snapshot.latest(own_home)
    text = PREFIXES + 'place:egypt rdfs:comment "beside the Nile"@en .\n'
    (texts / BACKGROUND).write_text(text, encoding="utf-8")
    after = build.build(texts, own_home)
    added = (terms.thing("place", "egypt"), RDFS.comment)
    assert after.hash != before.hash
    assert after.graphs - before.graphs == {str(terms.graph("background", "zz"))}
    assert set(after.closure("paper")) == set(before.closure("paper"))
    assert added in {triple[:2] for triple in after.closure("all")}
    assert added not in {triple[:2] for triple in after.closure("paper")}
    changed = set(after.description("paper")) ^ set(before.description("paper"))
    assert {subject for subject, _, _ in changed} == {terms.ID["dataset/paradiplomacy"]}


def test_the_default_graph_says_in_which_passages_each_thing_is_stated(snapshot):
    """The build derives it from the graphs of the passages, and from nothing else."""
    stated = {(subject, graph) for subject, _, _, graph in snapshot.asserted() if graph.startswith(terms.PAPER)}
    said = {(s, o) for s, p, o in snapshot.description("paper") if p == terms.PARA.statedIn}
    assert stated <= said
    assert {graph for _, graph in said} == {graph for _, graph in stated}
