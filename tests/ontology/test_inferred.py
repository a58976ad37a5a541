"""What inference adds to the real data is known line by line: a change of it is a change that somebody reviews."""

from collections import Counter
from difflib import unified_diff
from itertools import chain, combinations
from pathlib import Path

import pytest
from axioms import ONTOLOGY, name
from rdflib.collection import Collection

from paradiplomacy.terms import ID, OWL, PARA, RDF, SKOS

KEPT = Path(__file__).parent


@pytest.fixture(scope="module")
def inferred(snapshot):
    """Give what only inference gives in the paper's scope."""
    return list(snapshot.inferred("paper"))


@pytest.fixture(scope="module")
def types(snapshot):
    """Give the classes of each thing in the closure of everything, background too."""
    found = {}
    for subject, predicate, obj in snapshot.closure("all"):
        if predicate == RDF.type:
            found.setdefault(subject, set()).add(obj)
    return found


@pytest.fixture
def review(tmp_path):
    """Compare a list with the one that was reviewed, and say what to do where they differ."""

    def compare(file, head, rows):
        now = "".join("\t".join(map(str, row)) + "\n" for row in (head, *rows))
        (tmp_path / file).write_text(now, encoding="utf-8")
        reviewed = (KEPT / file).read_text(encoding="utf-8") if (KEPT / file).exists() else ""
        lines = unified_diff(reviewed.splitlines(), now.splitlines(), "reviewed", "now", lineterm="")
        advice = f"If each line is right, renew the list: cp {tmp_path / file} {KEPT / file}"
        if reviewed != now:
            pytest.fail("\n".join([*lines, advice]), pytrace=False)

    return compare


def test_as_many_triples_of_each_property_as_were_reviewed(inferred, review):
    """One line for each property, and for each class of rdf:type."""
    counts = Counter(
        f"{name(predicate)} {name(obj)}" if predicate == RDF.type else name(predicate) for _, predicate, obj in inferred
    )
    review("inferred.tsv", ("property", "triples"), sorted(counts.items()))


def test_the_cooperating_are_those_that_were_reviewed(inferred, review):
    """Keeper and counterpart of each cooperation, in both directions, and nobody else."""
    pairs = sorted(
        (name(subject), name(obj)) for subject, predicate, obj in inferred if predicate == PARA.cooperatesWith
    )
    review("cooperates-with.tsv", ("actor", "cooperates with"), pairs)


def test_the_countries_are_those_that_were_reviewed(inferred, review):
    """Of governments by their territory, of places by what contains them; none of whoever is only a party."""
    countries = sorted(
        (str(subject).removeprefix(ID), name(obj)) for subject, predicate, obj in inferred if predicate == PARA.country
    )
    review("countries.tsv", ("actor or place", "country"), countries)


@pytest.mark.parametrize("scope", ["paper", "all"])
def test_no_two_names_are_made_one_and_nobody_is_his_own_partner(snapshot, scope):
    """Neither in what is stated nor in what follows."""
    for subject, predicate, obj in snapshot.closure(scope):
        assert predicate != OWL.sameAs
        assert (predicate, subject) != (PARA.cooperatesWith, obj)


def test_no_node_is_of_two_classes_that_exclude_each_other(types):
    """No actor is a place, no passage a section; pair by pair over everything, background too."""
    groups = [list(Collection(ONTOLOGY, head)) for head in ONTOLOGY.objects(None, OWL.members)]
    pairs = {frozenset(pair) for pair in chain.from_iterable(combinations(group, 2) for group in groups)}
    assert {PARA.Actor, PARA.Place} in pairs
    assert [(node, pair) for node, classes in types.items() for pair in pairs if pair <= classes] == []


def test_every_thing_of_ours_has_a_class_of_ours(types):
    """What has an IRI in the space of things is of a class of this ontology, stated or inferred."""
    things = {node for node in types if node in ID}
    assert len(things) > 200
    assert [
        thing for thing in things if not any(cls in PARA or cls == SKOS.ConceptScheme for cls in types[thing])
    ] == []
