"""Snapshots: immutable, named by their content, written all at once or not at all."""

import json
import os
import threading

import pytest

from paradiplomacy import snapshot, terms
from paradiplomacy.errors import NotFound, Refused
from paradiplomacy.findings import Place
from paradiplomacy.infer import Prover
from paradiplomacy.infer.statements import follow, spelt
from paradiplomacy.snapshot import Content
from paradiplomacy.terms import RDF, RDFS, XSD, Literal, Namespace, URIRef

E = Namespace("http://example.org/")
G = URIRef("http://example.org/graph")
ONE = Literal("01", datatype=XSD.integer, normalize=False)


def content(*values, inferred=(), inferred_all=()):
    """Make the content of a snapshot that states some values."""
    asserted = {
        (E.s, E.p, value, G): (Place("b.ttl", at, 7), Place("a.ttl", at, 9)) for at, value in enumerate(values, 1)
    }
    return Content(asserted, frozenset({G}), frozenset(inferred), frozenset(inferred_all))


def describe(iri, _):
    """Describe a snapshot by its IRI."""
    yield E.dataset, E.version, iri


def written(home, *values, **more):
    """Write a snapshot."""
    return snapshot.write(home, content(*values, **more), describe)


def test_it_gives_back_what_was_written(tmp_path):
    """Statements in their graphs, terms as they were, what is inferred apart, the description with the IRI."""
    made = written(tmp_path, ONE, E.o, inferred={(E.a, E.b, E.c)}, inferred_all={(E.d, E.e, E.f)})
    assert set(made.asserted()) == {(E.s, E.p, ONE, G), (E.s, E.p, E.o, G)}
    assert str(next(value for _, _, value, _ in made.asserted() if isinstance(value, Literal))) == "01"
    assert set(made.closure("paper")) == {(E.s, E.p, ONE), (E.s, E.p, E.o), (E.a, E.b, E.c)}
    assert set(made.closure("all")) == {(E.s, E.p, ONE), (E.s, E.p, E.o), (E.d, E.e, E.f)}
    assert set(made.description("all")) == {(E.dataset, E.version, terms.snapshot(made.hash))}
    assert made.graphs == {str(G)}


def test_every_place_of_a_statement_survives(tmp_path):
    """A statement that stands twice has two places."""
    made = written(tmp_path, E.x, E.o)
    assert made.places()[E.s, E.p, E.x, G] == (Place("a.ttl", 1, 9), Place("b.ttl", 1, 7))
    assert made.places()[E.s, E.p, E.o, G] == (Place("a.ttl", 2, 9), Place("b.ttl", 2, 7))


def test_a_place_in_a_file_with_a_colon_survives(tmp_path):
    """File names are not ours to choose."""
    odd = Content({(E.s, E.p, E.o, G): (Place("a:b c.ttl", 3, 4),)}, frozenset({G}), frozenset(), frozenset())
    assert [*snapshot.write(tmp_path, odd, describe).places().values()] == [(Place("a:b c.ttl", 3, 4),)]


def test_the_name_is_the_hash_of_the_content(tmp_path):
    """The same content has the same name in every home; another letter, or another inference, another."""
    made = written(tmp_path / "a", ONE)
    assert made.hash == written(tmp_path / "b", ONE).hash
    others = [
        written(tmp_path / "a", Literal("1", datatype=XSD.integer, normalize=False)),
        written(tmp_path / "a", ONE, inferred={(E.a, E.b, E.c)}),
        written(tmp_path / "a", ONE, inferred_all={(E.a, E.b, E.c)}),
    ]
    assert len({made.hash, *(other.hash for other in others)}) == 4
    assert made.iri == URIRef(f"https://w3id.org/paradiplomacy/snapshot/{made.hash}")


def test_the_description_is_no_part_of_the_hash_but_of_the_tag(tmp_path):
    """What the build says of itself changes an answer, and no citation."""
    one = snapshot.write(tmp_path, content(ONE), describe)
    two = snapshot.write(tmp_path, content(ONE), lambda *of: [*describe(*of), (E.dataset, E.title, Literal("new"))])
    assert one.hash == two.hash
    assert one.tag != two.tag
    assert len(list(snapshot.latest(tmp_path).description("paper"))) == 2


def test_the_last_written_is_the_current_one(tmp_path):
    """Also when it was written before, and another after it."""
    first = written(tmp_path, E.a)
    written(tmp_path, E.b)
    assert snapshot.latest(tmp_path).hash != first.hash
    written(tmp_path, E.a)
    assert snapshot.latest(tmp_path).hash == first.hash


def test_a_snapshot_that_is_there_is_not_touched(tmp_path):
    """Somebody may be reading it while the same is built again."""
    made = written(tmp_path, E.a)
    before = {path.name: path.stat().st_ino for path in made.folder.iterdir()}
    written(tmp_path, E.a)
    assert {path.name: path.stat().st_ino for path in made.folder.iterdir()} == before


def test_a_snapshot_that_was_damaged_is_written_again(tmp_path):
    """The same content under the same name makes it whole."""
    made = written(tmp_path, E.a)
    (made.folder / "asserted.nq").write_bytes(b"")
    written(tmp_path, E.a)
    assert list(snapshot.latest(tmp_path).asserted()) == [(E.s, E.p, E.a, G)]


def test_the_last_three_are_kept(tmp_path):
    """Of five the first two go."""
    made = [written(tmp_path, Literal(str(number))).hash for number in range(5)]
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == set(made[2:])


class Interrupted(BaseException):
    """What a signal raises."""


@pytest.mark.parametrize("at", range(1, 7))
def test_an_interrupted_write_leaves_the_last_snapshot_current(tmp_path, monkeypatch, at):
    """Whichever file it stops at; the next build clears away what was left."""
    made = written(tmp_path, E.a)
    calls = []

    def interrupted(descriptor):
        calls.append(descriptor)
        if len(calls) == at:
            raise Interrupted

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(Interrupted):
        written(tmp_path, E.b)
    monkeypatch.undo()
    assert snapshot.latest(tmp_path) == made
    assert list(snapshot.latest(tmp_path).asserted()) == [(E.s, E.p, E.a, G)]
    after = written(tmp_path, E.c)
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == {made.hash, after.hash}


def test_a_description_that_fails_leaves_the_last_snapshot_current(tmp_path):
    """Nothing was written yet."""
    made = written(tmp_path, E.a)

    def failing(*_):
        raise Interrupted

    with pytest.raises(Interrupted):
        snapshot.write(tmp_path, content(E.b), failing)
    assert snapshot.latest(tmp_path) == made


def test_builds_at_the_same_time_do_not_meet(tmp_path):
    """Each writes its own snapshot, and the current one is whole."""
    faults = []

    def build(number):
        try:
            written(tmp_path, Literal(str(number)))
        except Exception as error:  # noqa: BLE001 — because any failure is one
            faults.append(error)

    threads = [threading.Thread(target=build, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(list(snapshot.latest(tmp_path).asserted())) == 1


@pytest.mark.parametrize(
    "current",
    [None, "", "0" * 64, "../../etc", "\x00", "ü"],
    ids=["nothing", "empty", "unknown", "elsewhere", "nul", "no ASCII"],
)
def test_without_a_snapshot_the_advice_is_to_build(tmp_path, current):
    """Whatever the file that names it says."""
    if current is not None:
        (tmp_path / "current").write_text(current, encoding="utf-8")
    with pytest.raises(NotFound) as caught:
        snapshot.latest(tmp_path)
    assert "paradiplomacy build" in caught.value.advice


@pytest.mark.parametrize("head", ["", "{", "[]", "{}", "null", '{"hash": 1}'])
def test_a_snapshot_whose_head_is_broken_is_none(tmp_path, head):
    """It is told, not met with a traceback."""
    made = written(tmp_path, E.a)
    (made.folder / "snapshot.json").write_text(head, encoding="utf-8")
    with pytest.raises(NotFound):
        snapshot.latest(tmp_path)


def test_a_file_that_went_away_is_named(tmp_path):
    """The error says which, and what to do."""
    made = written(tmp_path, E.a)
    (made.folder / "inferred.nt").unlink()
    with pytest.raises(NotFound) as caught:
        list(made.closure("paper"))
    assert "inferred.nt" in str(caught.value)


@pytest.mark.parametrize("name", ["asserted.nq", "inferred.nt", "inferred-all.nt", "description-all.nt", "places.tsv"])
@pytest.mark.parametrize("harm", [lambda text: text[:-9], lambda text: text + text, lambda _: b"x"])
def test_a_file_that_is_not_what_was_written_is_named(tmp_path, name, harm):
    """As a copy that was broken off leaves it: nothing is read from it."""
    made = written(tmp_path, E.a, inferred={(E.a, E.b, E.c)}, inferred_all={(E.d, E.e, E.f)})
    (made.folder / name).write_bytes(harm(made.text(name)))
    with pytest.raises(NotFound, match=name) as caught:
        snapshot.latest(tmp_path).text(name)
    assert "paradiplomacy build" in caught.value.advice


def test_a_home_that_is_a_file_is_refused(tmp_path):
    """The error says which folder, and to take another."""
    (tmp_path / "home").write_text("", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        written(tmp_path / "home", E.a)
    assert "--home" in caught.value.advice


def test_the_real_snapshot_counts_what_it_holds(snapshot):
    """The counts of its head are those of its files and graphs."""
    quads = list(snapshot.asserted())
    assert snapshot.counts["asserted.nq"] == len(quads) == sum(snapshot.counts[graph] for graph in snapshot.graphs)
    assert snapshot.graphs == {str(quad[3]) for quad in quads}
    assert snapshot.paper_graphs < snapshot.graphs
    assert json.loads((snapshot.folder / "snapshot.json").read_text())["hash"] == snapshot.hash


def test_every_statement_of_the_real_snapshot_has_its_line(snapshot):
    """Nothing asserted is without file, line and column."""
    places = snapshot.places()
    assert len(places) == snapshot.counts["asserted.nq"]
    assert all(at and all(place.file and place.line and place.column for place in at) for at in places.values())


def with_proofs(home):
    """Write a snapshot with the closures of both scopes."""
    own, other = URIRef("http://example.org/graph"), URIRef("http://example.org/other")
    stated = {(E.s, E.p, ONE): own, (E.p, RDFS.subPropertyOf, E.q): own, (E.q, RDFS.domain, E.C): other}
    places = {(*triple, graph): (Place("a.ttl", at, 1),) for at, (triple, graph) in enumerate(stated.items(), 1)}
    paper = follow(triple for triple, graph in stated.items() if graph == own)
    whole = follow(stated, paper)
    closures = {"paper": paper.closure, "all": whole.closure}
    content = Content(places, frozenset({own}), paper.inferred, whole.inferred, closures)
    return snapshot.write(home, content, describe)


def test_proofs_are_found_in_it_alone(tmp_path):
    """Of either scope, down to what is asserted, with graph and place."""
    made = with_proofs(tmp_path)
    typed = spelt((E.s, RDF.type, E.C))
    for scope, found in (("paper", False), ("all", True)):
        stated = made.stated(scope)
        prover = Prover(made.record(scope, stated))
        assert next(prover.prove(spelt((E.s, E.q, ONE)))).rule == "prp-spo1"
        assert (next(prover.prove(typed), None) is not None) == found
        assert stated[spelt((E.s, E.p, ONE))] == [("http://example.org/graph", (Place("a.ttl", 1, 1),))]
        assert (spelt((E.q, RDFS.domain, E.C)) in stated) == found


def test_what_proofs_need_is_written_alike_and_changes_no_hash(tmp_path):
    """Byte for byte."""
    one, other = with_proofs(tmp_path / "a"), with_proofs(tmp_path / "b")
    for name in ("rules.jsonl", "rounds.jsonl", "rules-all.jsonl", "rounds-all.jsonl"):
        assert one.text(name) == other.text(name)
    assert one.hash == other.hash
    bare = Content(
        one.places(),
        frozenset({URIRef("http://example.org/graph")}),
        *(frozenset(one.inferred(scope)) for scope in ("paper", "all")),
    )
    assert snapshot.write(tmp_path / "c", bare, describe).hash == one.hash


def test_a_snapshot_without_proofs_says_so(tmp_path):
    """With the advice to build by the engine."""
    with pytest.raises(NotFound, match="no proofs"):
        written(tmp_path, ONE).record("paper", [])
