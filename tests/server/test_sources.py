"""Sources: which file is which graph, and how a blank node gets its name."""

from pathlib import Path

import pytest

from paradiplomacy import sources, terms
from paradiplomacy.errors import NotFound, Refused, SyntaxFault
from paradiplomacy.sources import Role, Source
from paradiplomacy.terms import RDFS, BNode, Literal, URIRef

GRAPH = terms.graph("ontology")


def put(folder: Path, name: str, text: str = "") -> Path:
    """Write a file, and the folders above it."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def found(root: Path, home: Path) -> dict[str, tuple[Role, URIRef]]:
    """Say of each source, by its name, what it is and which graph it is."""
    return {source.name: (source.role, source.graph) for source in sources.discover(root, home)}


@pytest.mark.parametrize(
    ("name", "role", "graph"),
    [
        ("ontology/paradiplomacy.ttl", Role.ONTOLOGY, terms.graph("ontology")),
        ("ontology/schemes/kinds.ttl", Role.ONTOLOGY, terms.graph("ontology")),
        ("ontology/alignments/schema-org.ttl", Role.ALIGNMENT, terms.graph("alignment", "schema-org")),
        ("data/paper/passages.ttl", Role.PASSAGES, terms.graph("passages")),
        ("data/paper/unstated.ttl", Role.PASSAGES, terms.graph("passages")),
        ("data/paper/readings.trig", Role.READINGS, sources.OUTSIDE),
        ("data/paper/table-1.trig", Role.PAPER, sources.OUTSIDE),
        ("data/paper/section-3.3.trig", Role.PAPER, sources.OUTSIDE),
        ("data/background/twin-cities.ttl", Role.BACKGROUND, terms.graph("background", "twin-cities")),
        ("data/datasets/bandung/records.ttl", Role.DATASET, terms.graph("dataset", "bandung")),
    ],
)
def test_the_place_of_a_file_says_what_it_is_and_which_graph(tmp_path, name, role, graph):
    """Nothing but the place decides."""
    put(tmp_path / "root", name)
    assert found(tmp_path / "root", tmp_path / "home") == {name: (role, graph)}


def test_what_is_contributed_lives_in_the_home_folder(tmp_path):
    """A dataset of the home folder is one like those of the root."""
    put(tmp_path / "home", "datasets/bandung/records.ttl")
    assert found(tmp_path / "root", tmp_path / "home") == {
        "datasets/bandung/records.ttl": (Role.DATASET, terms.graph("dataset", "bandung"))
    }


@pytest.mark.parametrize(
    "name",
    ["data/paper/notes.txt", "data/paper/table-1.trig~", "shapes/actor.ttl", "queries/a.rq", "data/background/a/b.ttl"],
)
def test_what_is_no_source_is_none(tmp_path, name):
    """Notes, shapes and questions state nothing of the graph."""
    put(tmp_path, name)
    assert found(tmp_path, tmp_path / "home") == {}


def test_the_order_is_that_of_the_names(tmp_path):
    """No file system decides it."""
    names = ["data/paper/b.trig", "ontology/z.ttl", "data/paper/a.trig", "data/background/c.ttl"]
    for name in names:
        put(tmp_path, name)
    assert list(found(tmp_path, tmp_path / "home")) == sorted(names)


@pytest.mark.parametrize("name", ["My File", "Ümlaut", "a_b", "a>b", "-", ".hidden.x", "a b"])
def test_a_name_that_is_no_slug_is_refused(tmp_path, name):
    """A file's name names a graph, so it must be one: small letters, digits, hyphens, dots."""
    put(tmp_path, f"data/background/{name}.ttl")
    with pytest.raises(Refused) as caught:
        sources.discover(tmp_path, tmp_path / "home")
    assert f"data/background/{name}.ttl" in str(caught.value)
    assert caught.value.advice


def test_the_real_sources_are_found():
    """The checkout has the ontology, the paper's files, our readings and a background."""
    roles = {source.role for source in sources.discover(sources.root(), Path("nowhere"))}
    assert {Role.ONTOLOGY, Role.PASSAGES, Role.PAPER, Role.READINGS, Role.BACKGROUND} <= roles


def source(tmp_path, name, text, role=Role.ONTOLOGY, graph=GRAPH):
    """Write a text and name it as a source."""
    return Source(put(tmp_path, name, text), name, role, graph)


def test_a_statement_knows_its_graph_and_line(tmp_path):
    """A block names its passage; what stands outside every block is outside any passage."""
    text = "@prefix e: <http://e.org/> .\ne:g { e:a e:p 01 . }\ne:b e:p e:c .\n"
    document = sources.read(source(tmp_path, "t.trig", text, Role.PAPER, sources.OUTSIDE))
    stated = {(quad[0], quad[3]): document.places[quad][0].line for quad in document.quads}
    e = terms.Namespace("http://e.org/")
    assert stated == {(e.a, e.g): 2, (e.b, sources.OUTSIDE): 3}
    assert str(document.quads[0][2]) == "01"


def test_a_text_that_cannot_be_read_is_told_at_its_line(tmp_path):
    """The error names file and line as they are shown, not the path of the machine."""
    with pytest.raises(SyntaxFault) as caught:
        sources.read(
            source(tmp_path, "data/broken.ttl", "<http://e.org/a> <http://e.org/p>\n  <http://e.org/b>\n. oops")
        )
    assert (caught.value.place.file, caught.value.place.line) == ("data/broken.ttl", 3)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize(
    "bytes_", [b"\xff\xfe", b'<http://e.org/a> <http://e.org/p> "\xe9" .'], ids=["no text", "latin-1"]
)
def test_bytes_that_are_no_utf_8_are_a_syntax_fault(tmp_path, bytes_):
    """They are told with their file, never as a traceback."""
    broken = source(tmp_path, "a.ttl", "")
    broken.path.write_bytes(bytes_)
    with pytest.raises(SyntaxFault) as caught:
        sources.read(broken)
    assert caught.value.place.file == "a.ttl"


def test_a_file_that_went_away_is_not_found(tmp_path):
    """Between discovering and reading a file may vanish."""
    gone = source(tmp_path, "a.ttl", "")
    gone.path.unlink()
    with pytest.raises(NotFound) as caught:
        sources.read(gone)
    assert "a.ttl" in str(caught.value)


AXIOMS = """\
@prefix e: <http://e.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
e:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty e:p ; owl:someValuesFrom e:B ] .
e:q owl:propertyChainAxiom ( e:p e:r ) .
e:C owl:unionOf ( e:A e:B ) .
"""


def named(tmp_path, text):
    """Give the quads of a text with their blank nodes named."""
    return sources.read(source(tmp_path, "a.ttl", text)).quads


def blank(quads):
    """Give the blank nodes of some quads."""
    return {term for quad in quads for term in quad if isinstance(term, BNode)}


def test_a_blank_node_gets_the_same_name_whenever_it_is_read(tmp_path):
    """In whatever order, under whatever label, beside whatever else."""
    *prefixes, restriction, chain, union = AXIOMS.splitlines(keepends=True)
    again = "".join([*prefixes, "e:X a e:Y .\n", union, chain, restriction])
    first, second = named(tmp_path, AXIOMS), named(tmp_path, again)
    assert set(first) < set(second)
    assert len(blank(first)) == 5


def test_one_changed_axiom_changes_only_its_own_names(tmp_path):
    """The nodes of the other axioms keep theirs."""
    before, after = named(tmp_path, AXIOMS), named(tmp_path, AXIOMS.replace("someValuesFrom e:B", "someValuesFrom e:C"))
    assert len(blank(before) - blank(after)) == 1
    assert len(blank(after) - blank(before)) == 1


def test_the_same_list_in_two_axioms_is_two_nodes(tmp_path):
    """Two axioms that say the same of different things do not share a node."""
    quads = named(tmp_path, AXIOMS + "e:D owl:unionOf ( e:A e:B ) .\n")
    assert len(blank(quads)) == 7


def test_two_equal_restrictions_of_one_class_are_one(tmp_path):
    """An axiom said twice is said."""
    restriction = "e:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty e:p ; owl:someValuesFrom e:B ] .\n"
    assert set(named(tmp_path, AXIOMS + restriction)) == set(named(tmp_path, AXIOMS))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("_:x e:p e:b . e:a e:q _:x . e:c e:q _:x .", "used twice"),
        ("_:x e:p _:y . _:y e:p _:x .", "circle"),
        ("_:x e:p _:x .", "circle"),
        ("e:a e:p _:x . _:x e:p _:y . _:y e:p _:x .", ""),
    ],
    ids=["used twice", "two in a circle", "one in a circle", "a circle that hangs on something"],
)
def test_a_blank_node_without_an_axiom_of_its_own_is_refused(tmp_path, text, words):
    """It would have no name; the error says where, and what to do."""
    with pytest.raises(Refused) as caught:
        named(tmp_path, f"@prefix e: <http://e.org/> .\n{text}")
    assert words in str(caught.value)
    assert (caught.value.place.file, caught.value.place.line) == ("a.ttl", 2)
    assert "IRI" in caught.value.advice


def test_a_long_list_is_named(tmp_path):
    """A list of thousands is no deep recursion."""
    items = " ".join(f"e:i{number}" for number in range(5_000))
    quads = named(tmp_path, f"@prefix e: <http://e.org/> . e:a e:p ( {items} ) .")
    assert len(blank(quads)) == 5_000


def test_a_name_is_not_the_hash_of_another_content(tmp_path):
    """Terms that look alike side by side do not collide: a literal that spells an IRI is none."""
    one = named(tmp_path, '@prefix e: <http://e.org/> . e:a e:p [ e:q "<http://e.org/b>" ] .')
    two = named(tmp_path, "@prefix e: <http://e.org/> . e:a e:p [ e:q e:b ] .")
    assert blank(one) != blank(two)
    assert Literal("<http://e.org/b>") in {quad[2] for quad in one}
    assert RDFS.label not in {quad[1] for quad in one}
