"""Every term of the closure is, byte for byte, the term that went in."""

import pytest
from graphs import turtle
from hypothesis import given, settings
from hypothesis import strategies as st

from paradiplomacy.errors import Refused
from paradiplomacy.infer import close
from paradiplomacy.infer.rules import NAMESPACES, name

XSD = NAMESPACES["xsd"]
SUB_PROPERTY = ("<p>", name("rdfs:subPropertyOf"), "<q>")

TYPED = {
    "integer": ["01", "+1", "-0", "1", "000", " 1 ", "123456789012345678901234567890"],
    "decimal": ["1.0", "1.", ".5", "-0.0", "+1.50", "01.10"],
    "double": ["NaN", "INF", "-INF", "0.0", "-0.0", "1E0", "1e+00", "1.0E400", "0.1", "1e-500"],
    "float": ["NaN", "1.1", "16777217"],
    "boolean": ["true", "1", "0", "false"],
    "dateTime": [
        "2008-02-29T24:00:00",
        "2008-03-01T00:00:00Z",
        "2008-03-01T00:00:00.500+00:00",
        "-0001-01-01T00:00:00",
    ],
    "gYear": ["2008", "02008", "-0044"],
    "date": ["2008-13-45"],
    "string": ["typed"],
    "token": ["  spaced   out  "],
    "hexBinary": ["0aF", "0AFF", "0aff"],
    "anyURI": ["http://x/ä", "HTTP://X"],
    "unheardOf": ["?"],
}
ILL = {"0aF"}
ODD = [
    *(f'"{text}"^^<{XSD}{datatype}>' for datatype, texts in TYPED.items() for text in texts if text not in ILL),
    '""', '"plain"', '"\\""', '"\\\\"', '"\\n"', '"a\\tb"', '"\u0000"', '"\U0001f98a"', '"\u202eright to left"',
    '"e\u0301"', '"\u00e9"', '"日本"@ja', '"Ngayogyakarta"@jv-Java', '"x"@EN', '"x"@en', '"x"@en-US', '"a@b"',
    '"^^<x>"', f'"{"long " * 50_000}"', f'"{"9" * 100_000}"^^<{XSD}integer>', f'"<p>1</p>"^^{name("rdf:XMLLiteral")}',
    "<http://x/ä>", "<http://x/%C3%A4>", "<http://x/%c3%a4>", "<HTTP://x/>", "<http://x>", "<http://x/>",
    "<http://x/../y>", "<urn:x:'quoted'>", "<http://x/?a=1&b=2#c>", "<http://x/a b>", "<>", "<http://x/\\u00e4>",
    "_:b0", "_:B0", "_:a.b", "_:0",
]  # fmt: skip


def test_the_odd_terms_are_many():
    """At least sixty terms that other tools rewrite, no two the same."""
    assert len(set(ODD)) == len(ODD) >= 60


def test_odd_terms_come_back_as_they_were():
    """All in one graph, equal values among them, each term stays what it was, asserted and inferred."""
    given_ = [(f"<s{number}>", "<p>", term) for number, term in enumerate(ODD)]
    closure = close([SUB_PROPERTY, *given_])
    assert {triple for triple in closure.asserted if triple[1] == "<p>"} == set(given_)
    assert {triple for triple in closure.inferred if triple[1] == "<q>"} == {(s, "<q>", o) for s, _, o in given_}
    assert not closure.inconsistencies


def test_odd_subjects_come_back_as_they_were():
    """The same for subjects and predicates."""
    names = [term for term in ODD if term.startswith("<")]
    closure = close(
        [SUB_PROPERTY, *((term, term, "<o>") for term in names), *((term, "<p>", term) for term in ODD[-4:])]
    )
    assert {triple for triple in closure.inferred if triple[1] == "<q>"} == {(term, "<q>", term) for term in ODD[-4:]}
    assert {(term, term, "<o>") for term in names} <= set(closure.asserted)


characters = st.characters(exclude_categories=["Cs"])
iris = st.text(characters, max_size=20).map(lambda text: f"<http://x/{text.translate(dict.fromkeys(map(ord, '<>')))}>")
blanks = st.from_regex(r"\A[A-Za-z0-9]{1,8}\Z").map("_:{}".format)
texts = st.text(characters, max_size=30).map(
    lambda text: text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
)
literals = st.one_of(
    texts.map('"{}"'.format),
    st.tuples(texts, st.from_regex(r"\A[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})?\Z")).map('"{0[0]}"@{0[1]}'.format),
    st.tuples(texts, iris).map('"{0[0]}"^^{0[1]}'.format),
    st.tuples(st.integers(-9, 9), st.sampled_from(["integer", "decimal", "double", "byte", "string"])).map(
        f'"{{0[0]}}"^^<{XSD}{{0[1]}}>'.format
    ),
)
subjects = st.one_of(iris, blanks)


@settings(deadline=None)
@given(st.lists(st.tuples(subjects, iris, st.one_of(subjects, literals)), max_size=8))
def test_any_triple_comes_back(triples):
    """Whatever RDF allows goes in and comes out, and what is inferred from it has the same terms."""
    axioms = [(predicate, name("rdfs:subPropertyOf"), "<all>") for _, predicate, _ in triples]
    closure = close([*triples, *axioms])
    assert set(closure.asserted) == {*triples, *axioms}
    conclusions = {(s, "<all>", o) for s, p, o in triples} - {*triples}
    assert conclusions <= set(closure.inferred)
    assert {triple for triple in closure.inferred if triple[1] == "<all>" and triple[2].startswith('"')} <= conclusions


@pytest.mark.parametrize("term", ["*<p> <q>", "", "?x", "http://x/", "false"])
def test_what_is_no_term_is_refused(term: str):
    """A word that is no term in N-Triples syntax is refused before anything is made of it."""
    with pytest.raises(Refused, match="no term"):
        close([("<s>", "<p>", term)])


def test_equal_names_are_all_written():
    """Of things with several names each triple is there in all of them, asserted ones as they were."""
    closure = close(turtle(":a owl:sameAs :b . :a :p '01'^^xsd:integer . :c :p 1"))
    written = {o for s, p, o in closure if s == "<http://x/b>" and p == "<http://x/p>"}
    assert written == {f'"01"^^<{XSD}integer>'}
