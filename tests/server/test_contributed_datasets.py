"""A contributed dataset that contradicts the rest is left out alone, and told why; its axioms are held to OWL 2 RL."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import paradiplomacy
from paradiplomacy import snapshot, terms
from paradiplomacy.snapshot import Snapshot

DESCRIBED = """\
@prefix actor: <https://w3id.org/paradiplomacy/id/actor/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix para: <https://w3id.org/paradiplomacy/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix x: <https://example.org/> .
<https://w3id.org/paradiplomacy/graph/dataset/NAME> dcterms:title "Another source"@en ;
    dcterms:description "One statement more."@en ;
    dcterms:source <https://example.org/source> ;
    dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> .
"""
FIRST = DESCRIBED.count("\n") + 1
"""The line after which a dataset's own statements stand."""

DATASETS = {
    "harmless": 'actor:kyoto rdfs:comment "by the river Kamo"@en .\n',
    "never-true": (
        'x:Ghost a owl:Class ; rdfs:label "ghost"@en ; owl:disjointWith para:Actor .\n'
        'x:Haunt a owl:Class ; rdfs:label "haunt"@en ; owl:equivalentClass [ owl:intersectionOf ( x:Ghost ) ] .\n'
        "actor:kyoto a x:Haunt .\n"
    ),
    "one-reading": "actor:kyoto owl:sameAs actor:ismailia .\n",
    "other-reading": "actor:kyoto owl:differentFrom actor:ismailia .\n",
}
KYOTO, ISMAILIA = terms.thing("actor", "kyoto"), terms.thing("actor", "ismailia")


@dataclass(frozen=True)
class Run:
    """What the command said, and the snapshot that is current after it."""

    code: int
    out: str
    err: str
    made: Snapshot | None


def build(home: Path, datasets: dict[str, str]) -> Run:
    """Write datasets into a home folder and run the real command there."""
    for name, statements in datasets.items():
        file = home / "datasets" / name / f"{name}.ttl"
        file.parent.mkdir(parents=True)
        file.write_text(DESCRIBED.replace("NAME", name) + statements, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "paradiplomacy", "build", "--home", str(home)],
        env={**os.environ, "PYTHONPATH": str(Path(paradiplomacy.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    made = snapshot.latest(home) if (home / "current").exists() else None
    return Run(done.returncode, done.stdout, done.stderr, made)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Run:
    """Build with a dataset that fits, one that fits nothing, and two that do not fit together."""
    return build(tmp_path_factory.mktemp("home"), DATASETS)


def told(built: Run, name: str) -> str:
    """Give what was said of one dataset."""
    begins = f"datasets/{name}/{name}.ttl:"
    paragraphs = built.err.replace("\ndatasets/", "\n\0datasets/").split("\0")
    [paragraph] = [text for text in paragraphs if text.startswith(begins)]
    return paragraph


def test_the_rest_is_built(built):
    """The exit code is 3, the snapshot is printed; the dataset that fits is in it, those refused are not."""
    assert built.code == 3
    assert built.out.startswith(str(built.made.iri))
    contributed = {name for name in built.made.graphs if "/graph/dataset/" in name}
    assert contributed == {str(terms.graph("dataset", name)) for name in ("harmless", "one-reading")}
    assert (KYOTO, terms.OWL.sameAs, ISMAILIA) in set(built.made.closure("all"))


def test_a_dataset_is_refused_by_name_with_rule_culprits_and_proof(built):
    """At the line of its own statement that takes part; the proof goes down to file and line, the ontology's too."""
    text = told(built, "never-true")
    first, *proof = text.splitlines()
    assert first.startswith(f"datasets/never-true/never-true.ttl:{FIRST + 2}:")
    assert "dataset/never-true is left out, the rest is built." in first
    assert "actor:kyoto cannot be" in first
    assert first.endswith("[dataset-refused]")
    assert proof[0].strip() == "false   [cax-dw]"
    assert any("[cls-int2]" in line for line in proof)
    assert any(f"[asserted, datasets/never-true/never-true.ttl:{FIRST}:" in line for line in proof)
    assert any("[asserted, ontology/paradiplomacy.ttl:" in line for line in proof)


def test_of_two_that_do_not_fit_together_the_first_by_name_is_in(built):
    """The other is refused, and its proof names the statement of both."""
    text = told(built, "other-reading")
    assert "eq-diff1" in text
    assert f"[asserted, datasets/one-reading/one-reading.ttl:{FIRST}:" in text
    assert f"[asserted, datasets/other-reading/other-reading.ttl:{FIRST}:" in text
    assert "dataset/one-reading is left out" not in built.err


def test_what_was_left_out_is_kept_in_the_snapshot(built):
    """Who serves it can tell."""
    assert "\n".join(built.made.refused) + "\n" == built.err


@pytest.mark.slow
def test_a_refused_dataset_changes_nothing_else(built, tmp_path):
    """The snapshot is that of the same sources without it."""
    kept = {name: DATASETS[name] for name in ("harmless", "one-reading")}
    again = build(tmp_path, kept)
    assert (again.code, again.err) == (0, "")
    assert again.made.hash == built.made.hash


def test_contributed_axioms_outside_the_profile_stop_it(tmp_path):
    """Exit code 1, nothing is built; each is named at its file and line."""
    statements = (
        'x:A a owl:Class ; rdfs:label "a"@en ; rdfs:subClassOf [ owl:unionOf ( para:Actor x:B ) ] .\n'
        'x:B a owl:Class ; rdfs:label "b"@en ; owl:disjointUnionOf ( para:Actor x:A ) .\n'
        'x:p a owl:ObjectProperty , owl:ReflexiveProperty ; rdfs:label "p"@en .\n'
    )
    done = build(tmp_path, {"odd": statements})
    assert (done.code, done.out, done.made) == (1, "", None)
    lines = done.err.splitlines()
    assert [line.split(":")[:2] for line in lines] == [["datasets/odd/odd.ttl", str(FIRST + k)] for k in range(3)]
    assert all("OWL 2 RL has no" in line and "[profile-rl]" in line for line in lines)
    assert [word in line for word, line in zip(("unionOf", "disjoint", "reflexive"), lines, strict=True)] == [True] * 3


def test_a_contributed_list_with_a_hole_stops_it(tmp_path):
    """The axiom is named at its line and not half read."""
    axiom = 'x:A a owl:Class ; rdfs:label "a"@en ; owl:intersectionOf [ rdf:first para:Actor ] .\n'
    done = build(tmp_path, {"hole": axiom})
    assert (done.code, done.made) == (1, None)
    assert done.err.startswith(f"datasets/hole/hole.ttl:{FIRST}:")
    assert "No rule can be made of this axiom" in done.err
