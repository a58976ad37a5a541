"""Formats: what a client gets, what a text says, and what the same statements look like in bytes."""

import random
import socket
from contextlib import contextmanager

import pytest
from rdflib import BNode, Literal, URIRef
from reproduction import said_by, seeds

from paradiplomacy.errors import NotAcceptable, NotFound, SyntaxFault
from paradiplomacy.formats import FORMATS, Content, by_extension, by_name, negotiate, parse, write
from paradiplomacy.terms import RDF, XSD

BASE = "http://example.org/"
HOME = URIRef("http://example.org/graph/home")
RDF_FORMATS = [each.name for each in FORMATS if Content.TRIPLES in each.holds]
GRAPH_FORMATS = [each.name for each in FORMATS if Content.GRAPHS in each.holds]

S, P, G = (URIRef(BASE + name) for name in "spg")


def read(text, name):
    """Read a text as everybody does."""
    return list(parse(text, by_name(name), base=BASE, default_graph=HOME, file="file"))


# ── The table ──


def test_every_name_and_every_extension_is_the_format_s_own():
    """No two formats share a name, an extension or the media type that they are answered with."""
    names = [each.name for each in FORMATS]
    types = [each.media_type for each in FORMATS]
    extensions = [extension for each in FORMATS for extension in each.extensions]
    assert all(len(set(values)) == len(values) for values in (names, types, extensions))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("data/paper/table-1.trig", "trig"),
        ("ontology/paradiplomacy.TTL", "turtle"),
        ("a.b/c.nt", "ntriples"),
        ("dump.nq", "nquads"),
        ("protege.owl", "rdfxml"),
        ("context.jsonld", "jsonld"),
    ],
)
def test_a_file_s_name_tells_its_format(path, name):
    """The extension counts, in small letters or large."""
    assert by_extension(path) is by_name(name)


@pytest.mark.parametrize("path", ["README", "paper.pdf", "ttl", ".ttl", ""])
def test_another_extension_is_not_found_and_the_known_ones_are_named(path):
    """The advice lists what is possible."""
    with pytest.raises(NotFound) as fault:
        by_extension(path)
    assert ".trig" in fault.value.advice


def test_another_name_is_not_found_and_the_known_ones_are_named():
    """The advice lists what is possible."""
    with pytest.raises(NotFound) as fault:
        by_name("n3")
    assert "turtle" in fault.value.advice


# ── Negotiation, RFC 9110 section 12.5.1 ──


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "turtle"),
        ("", "turtle"),
        ("*/*", "turtle"),
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "rdfxml"),
        ("APPLICATION/LD+JSON", "jsonld"),
        ("application/ld+json, text/turtle", "turtle"),
        ("text/turtle;q=0.5, application/ld+json", "jsonld"),
        ("text/turtle;q=0.5,application/ld+json;q=0.6", "jsonld"),
        ("text/turtle ; q=0.5 , application/n-triples ; q=0.9", "ntriples"),
        ("application/*", "ntriples"),
        ("text/*;q=0.3, application/*;q=0.2", "turtle"),
        ("*/*;q=0.9, text/turtle;q=0.1", "ntriples"),
        ("text/*, text/turtle;q=0", "unacceptable"),
        ("*/*, text/turtle;q=0", "ntriples"),
        ("*/*;q=0", "unacceptable"),
        ("*/*;q=0, application/rdf+xml;q=0.001", "rdfxml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "rdfxml"),
        ("application/json", "jsonld"),
        ("application/json, application/ld+json;q=0.1, application/n-triples;q=0.2", "ntriples"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted,x;q=0"', "jsonld"),
        ("text/turtle;charset=utf-8;q=0.2, text/turtle;q=0.9, application/n-triples;q=0.5", "turtle"),
        ("text/turtle;q=0.9, text/turtle;level=1;q=0.1, application/n-triples;q=0.5", "turtle"),
        ("text/turtle;q=2, application/n-triples;q=0.1", "ntriples"),
        ("text/turtle;q=nan, application/n-triples;q=0.1", "ntriples"),
        ("image/png", "unacceptable"),
        ("text/csv, application/sparql-results+json", "unacceptable"),
        ("*", "turtle"),
        (";;;,,,=\x00\xff", "turtle"),
        ("*/turtle, application/n-triples", "ntriples"),
        ('"unclosed, text/turtle', "turtle"),
    ],
)
def test_a_client_gets_what_it_prefers(accept, name):
    """Specificity comes before quality, quality before the order of the offer; 0 excludes."""
    offered = [by_name(name) for name in ("turtle", "ntriples", "rdfxml", "jsonld")]
    try:
        chosen = negotiate(accept, offered).name
    except NotAcceptable as refusal:
        assert "text/turtle, application/n-triples" in refusal.advice  # noqa: PT017 — refusal is one of the answers
        chosen = "unacceptable"
    assert chosen == name


def test_an_endless_accept_field_is_read_up_to_a_bound():
    """What stands within the bound counts, the range cut in two does not, and the rest is not read."""
    offered = [by_name("turtle"), by_name("ntriples")]
    assert negotiate("application/n-triples, " + "a/b;q=0.5, " * 100_000, offered).name == "ntriples"
    assert negotiate("x" * 1_000_000 + ", application/n-triples", offered).name == "turtle"


# ── Terms come back as they went in ──

ODD_LITERALS = [
    Literal(form, datatype=datatype, normalize=False)
    for form, datatype in [
        ("01", XSD.integer),
        ("+1", XSD.integer),
        ("-0", XSD.integer),
        ("20O8", XSD.integer),
        ("9" * 5000, XSD.integer),
        ("-3", XSD.negativeInteger),
        ("1.10", XSD.decimal),
        ("0.0000001", XSD.decimal),
        (".5", XSD.decimal),
        ("1.0", XSD.double),
        ("1E0", XSD.double),
        ("-INF", XSD.float),
        ("TRUE", XSD.boolean),
        ("1", XSD.boolean),
        ("yes", XSD.boolean),
        ("2015", XSD.gYear),
        ("-0044-03-15", XSD.date),
        ("2008-02-30", XSD.date),
        ("2008-01-01T24:00:00Z", XSD.dateTime),
        ("P1Y", XSD.duration),
        ("  x  ", XSD.token),
        ("http://[", XSD.anyURI),
        ("0F0f", XSD.hexBinary),
        ("a<b>&amp;</b>", RDF.XMLLiteral),
        ("<b>", RDF.HTML),
        ("", URIRef(BASE + "datatype")),
    ]
]
ODD_TERMS = [
    *ODD_LITERALS,
    Literal(""),
    Literal('"""'),
    Literal("ends with \\"),
    Literal("two\nlines\r\nand\rthree\ttabs"),
    Literal("ꦔꦪꦺꦴꦒꦾꦏꦂꦠ 𝄞 e\u0301 \u202e"),
    Literal("<!-- ]]> & ' --> {} @prefix . #"),
    Literal("Yogyakarta", lang="id"),
    Literal("ڠايوڮياكرتا", lang="jv-arab"),
    URIRef("http://example.org/a.b,c(d)~!$&'*+;=:@"),
    URIRef("http://example.org/%7Ea/%C3%A9/é?q=1#f"),
    URIRef("urn:x:"),
    URIRef("http://example.org"),
    BNode("a.b-c"),
]
CONTROL = Literal("\x01\x08\x0b\x0c\x7f\x85\u2028\ufffe")


@pytest.mark.parametrize("name", RDF_FORMATS)
@pytest.mark.parametrize("term", ODD_TERMS, ids=lambda term: repr(term)[12:60])
def test_a_term_comes_back_exactly(name, term):
    """Neither number nor date is rewritten, no white space is lost, a blank node keeps its label."""
    assert read(write([(S, P, term)], by_name(name)), name) == [(S, P, term, HOME)]


@pytest.mark.parametrize("name", sorted(set(RDF_FORMATS) - {"rdfxml"}))
def test_a_control_character_comes_back_exactly(name):
    """All formats but RDF/XML can hold every character."""
    assert read(write([(S, P, CONTROL)], by_name(name)), name) == [(S, P, CONTROL, HOME)]


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_a_quad_comes_back_in_its_graph(name):
    """A triple outside any graph comes back in the default graph."""
    written = write([(S, P, Literal("in"), G), (S, P, Literal("out"))], by_name(name))
    assert set(read(written, name)) == {(S, P, Literal("in"), G), (S, P, Literal("out"), HOME)}


def test_a_string_is_the_same_with_its_datatype_and_without():
    """In RDF 1.1 a plain literal is a string (RDF 1.1 Concepts section 3.3)."""
    text = f'<{S}> <{P}> "x" .\n<{S}> <{P}> "x"^^<{XSD.string}> .\n'
    assert set(read(text, "ntriples")) == {(S, P, Literal("x"), HOME)}


def test_a_literal_that_is_no_value_of_its_datatype_is_read_without_a_word(caplog):
    """That it is ill-typed is a finding of the shapes; the parser keeps it and logs nothing."""
    read(f'<{S}> <{P}> "20O8"^^<{XSD.integer}> .', "ntriples")
    assert not caplog.records


def test_relative_iris_are_resolved_against_the_base():
    """The base is the one given, until the text names its own."""
    text = "<a> <b> <#c> . @base <http://other.example/x/> . <a> <b> <../c> ."
    assert [quad[2] for quad in read(text, "turtle")] == [
        URIRef(BASE + "#c"),
        URIRef("http://other.example/c"),
    ]


@pytest.mark.parametrize("name", ["turtle", "rdfxml", "jsonld", "nquads"])
def test_a_byte_order_mark_is_no_part_of_the_text(name):
    """Editors put it there; it is left out."""
    assert read(b"\xef\xbb\xbf" + write([(S, P, S)], by_name(name)), name) == [(S, P, S, HOME)]


# ── Bytes ──


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('quote " and backslash \\', r'"quote \" and backslash \\"'),
        ("line\nfeed and carriage\rreturn", r'"line\nfeed and carriage\rreturn"'),
        ("tab\tand\x08\x0c\x7f", '"tab\tand\x08\x0c\x7f"'),
        ("é 𝄞 'apostrophe'", "\"é 𝄞 'apostrophe'\""),
    ],
)
def test_n_triples_are_canonical(text, line):
    """Only quote, backslash, line feed and carriage return are escaped (RDF 1.1 N-Triples section 4)."""
    assert write([(S, P, Literal(text))], by_name("ntriples")).decode() == f"<{S}> <{P}> {line} .\n"


def test_n_quads_are_sorted_by_line_in_the_order_of_code_points():
    """Single spaces, one statement a line, each once; a plain string has no datatype."""
    quads = [
        (S, P, Literal("𝄞"), G),
        (S, P, Literal("ﬀ"), G),
        (S, P, Literal("b", datatype=XSD.string), G),
        (S, P, Literal("B", lang="en"), G),
        (S, P, S),
        (S, P, S),
    ]
    assert write(quads, by_name("nquads")).decode() == (
        f'<{S}> <{P}> "B"@en <{G}> .\n'
        f'<{S}> <{P}> "b" <{G}> .\n'
        f'<{S}> <{P}> "ﬀ" <{G}> .\n'
        f'<{S}> <{P}> "𝄞" <{G}> .\n'
        f"<{S}> <{P}> <{S}> .\n"
    )


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_the_same_statements_give_the_same_bytes(name):
    """In whatever order they come."""
    triples = [
        (URIRef(BASE + str(number % 3)), P, term)
        for number, term in enumerate(term for term in ODD_TERMS if not isinstance(term, BNode))
    ]
    shuffled = random.Random(1).sample(triples, len(triples))  # noqa: S311 — an order, no secret
    assert write(triples, by_name(name)) == write(shuffled, by_name(name))


WRITE_ALL = """
import sys
from rdflib import Literal, URIRef
from paradiplomacy.formats import by_name, write
quads = {(URIRef(f"http://example.org/{s}"), URIRef("http://example.org/p"), Literal(o), URIRef("http://example.org/g"))
         for s in "zIiaé" for o in "zIiaé\\u0131"}
for name in ("nquads", "trig", "jsonld"):
    sys.stdout.buffer.write(write(quads, by_name(name)))
"""


def test_the_bytes_depend_on_no_hash_seed_and_no_locale():
    """Another process with another seed, in another locale, writes the same."""
    elsewhere = zip(seeds(3), ("C", "tr_TR.UTF-8", "C.UTF-8"), strict=True)
    assert len(said_by(WRITE_ALL, [{**seed, "LC_ALL": locale} for seed, locale in elsewhere])) == 1


def test_a_language_is_written_in_small_letters():
    """Tags differ by their letters' size in nothing but looks (RDF 1.1 Concepts section 3.3)."""
    assert write([(S, P, Literal("x", lang="en-US"))], by_name("ntriples")).endswith(b'"x"@en-us .\n')


def test_turtle_and_trig_are_written_with_prefixes():
    """The given prefixes shorten the names."""
    assert b"ex:s ex:p ex:s ." in write([(S, P, S)], by_name("turtle"), {"ex": BASE})


@pytest.mark.parametrize(
    ("statement", "name", "says"),
    [
        ((S, P, S, G), "turtle", "trig"),
        ((S, P, S, G), "ntriples", "nquads"),
        ((S, P, S, G), "rdfxml", "jsonld"),
        ((S, P, S), "csv", "turtle"),
        ((S, URIRef(BASE + "1"), S), "rdfxml", "turtle"),
        ((BNode("1"), P, S), "rdfxml", "turtle"),
        ((S, P, CONTROL), "rdfxml", "turtle"),
        ((URIRef('http://x> <http://y> "z" . <http://x'), P, S), "ntriples", "character"),
        ((S, P, Literal("x", datatype=URIRef("http://x> . <"))), "turtle", "character"),
        ((BNode("x <"), P, S), "trig", "character"),
    ],
)
def test_what_a_format_cannot_hold_is_refused_with_advice(statement, name, says):
    """Nothing is left out in silence, and no name can smuggle in a statement."""
    with pytest.raises(NotAcceptable) as refusal:
        write([statement], by_name(name))
    assert says in refusal.value.advice


# ── Faults ──

XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">\n'


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("turtle", "<a> <b> <c> .\n<a> <b>\n<c>, ; .\n", 3),
        ("turtle", "<a> <b> <c> .\n\n<a> ex:b <c> .", 3),
        ("turtle", '<a> <b> """one\ntwo""" .\n<a> <b> "open\n" .', 3),
        ("turtle", "<a> <b> <c> .\r\n<a> <b c> <d> .\r\n", 2),
        ("turtle", "<a> <b> <c> .\n<a> <b> <<( <a> <b> <c> )>> .", 2),
        ("turtle", '<a> <b> <c> .\n\n<a> <b> "x"@en--ltr .', 3),
        ("trig", "<g> {\n <a> <b> <c> .\n <a> <b> . }", 3),
        ("trig", "<g> { <a> <b> <c> }\n<g> { <a> <b> <c>", 2),
        ("trig", "<g> { <a> <b> <c> }\n[] { <a> <b> <c> }", 2),
        ("ntriples", "<http://a> <http://b> <http://c> .\n<http://a> <b> <http://c> .", 2),
        ("ntriples", '<http://a> <http://b> "c" .\n\n# d\n<http://a> <http://b> "c"', 4),
        ("nquads", "<http://a> <http://b> <http://c> <http://g> .\n<http://a> <http://b> <http://c> x .", 2),
        ("rdfxml", XML + '<rdf:Description rdf:about="a">\n<e:b></e:c></rdf:Description></rdf:RDF>', 3),
        (
            "rdfxml",
            XML + '<rdf:Description rdf:about="a"\n><e:b/>\n<e:c>&nbsp;</e:c></rdf:Description></rdf:RDF>',
            4,
        ),
        ("rdfxml", XML + '<rdf:Description rdf:about="a">\n<e:b>x</e:b>', 3),
        ("rdfxml", XML + '<rdf:Description rdf:about="a">\n<f:b>x</f:b></rdf:Description></rdf:RDF>', 3),
        (
            "rdfxml",
            XML + '<rdf:Description rdf:about="a">\n\n<rdf:Description/></rdf:Description></rdf:RDF>',
            4,
        ),
        ("rdfxml", "", 1),
        ("jsonld", "", 1),
        ("jsonld", '{"@id": "http://a",\n"http://b": "c",\n}', 3),
        ("jsonld", '{"@id": "http://a",\n"http://b": {"@value": 1,\n"@id": "c"}\n}', 3),
        ("jsonld", '{"@id": "http://a",\n"http://b": "\n"}', 2),
    ],
)
def test_a_fault_is_found_at_its_line(name, text, line):
    """A text that cannot be read says where and what to do, in our own words and without a traceback."""
    with pytest.raises(SyntaxFault) as fault:
        read(text, name)
    assert (fault.value.place.file, fault.value.place.line) == ("file", line)
    assert fault.value.advice
    assert fault.value.message.endswith(".")
    assert fault.value.__cause__ is None


@pytest.mark.parametrize(
    ("name", "octets", "line"),
    [
        ("turtle", b'<a> <b> "c" .\n<a> <b> "caf\xe9" .', 2),
        ("trig", b'<g> {\n<a> <b> "caf\xe9" }', 2),
        ("ntriples", b'<http://a> <http://b> "c" .\n<http://a> <http://b> "\xff" .', 2),
        ("nquads", b'# caf\xc3\xa9\n<http://a> <http://b> "\xed\xa0\x80" .', 2),
        (
            "rdfxml",
            XML.encode() + b'<rdf:Description rdf:about="a">\n<e:b>caf\xe9</e:b></rdf:Description></rdf:RDF>',
            3,
        ),
        ("jsonld", b'{"@id": "http://a",\n"http://b": "caf\xe9"}', 2),
    ],
)
def test_bytes_that_are_not_utf_8_are_a_fault_at_their_line(name, octets, line):
    """And the advice is to save the text as UTF-8."""
    with pytest.raises(SyntaxFault, match="Save the text as UTF-8") as fault:
        read(octets, name)
    assert fault.value.place.line == line


def test_half_a_surrogate_pair_is_a_fault():
    """A string that is no Unicode text is refused like bytes that are none."""
    with pytest.raises(SyntaxFault, match="UTF-8"):
        read('<a> <b> "\ud800" .', "turtle")


@contextmanager
def listening():
    """Yield the address of a host that listens, and check that nobody called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x"
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("jsonld", '{"@context": "URL", "@id": "http://a", "b": "c"}', "never fetched"),
        ("jsonld", '{"@context": {"@import": "URL"}, "@id": "http://a", "b": "c"}', "never fetched"),
        ("rdfxml", '<!DOCTYPE r [\n<!ENTITY x SYSTEM "URL">]>' + XML + "</rdf:RDF>", "none is fetched"),
        ("rdfxml", '<!DOCTYPE r [\n<!ENTITY % x SYSTEM "URL"> %x;]>' + XML + "</rdf:RDF>", "none is fetched"),
        ("rdfxml", '<!DOCTYPE r\nSYSTEM "URL">' + XML + "</rdf:RDF>", "never fetched"),
    ],
)
def test_nothing_is_ever_fetched(name, text, says):
    """A context or an entity that stands elsewhere is a fault, and its host hears nothing."""
    with listening() as address, pytest.raises(SyntaxFault, match=says):
        read(text.replace("URL", address), name)


def test_an_entity_may_stand_for_a_namespace_and_not_for_a_bomb():
    """An entity is short and plain, so a text cannot grow much as it is read."""
    plain = '<!DOCTYPE r [<!ENTITY e "http://e/">]>' + XML + '<e:A rdf:about="&e;a"/></rdf:RDF>'
    assert read(plain, "rdfxml") == [(URIRef("http://e/a"), RDF.type, URIRef("http://e/A"), HOME)]
    for entity in ('"&a;&a;"', '"' + "a" * 1000 + '"', '"&#60;b/>"'):
        with pytest.raises(SyntaxFault) as fault:
            read(f"<!DOCTYPE r [\n<!ENTITY b {entity}>]>{XML}</rdf:RDF>", "rdfxml")
        assert fault.value.place.line == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("turtle", "<a> <b> " + "(" * 100_000),
        ("trig", "[" * 100_000),
        ("jsonld", "[" * 100_000),
        ("rdfxml", XML + "<e:a><e:b>" * 50_000 + "</e:b></e:a>" * 50_000 + "</rdf:RDF>"),
    ],
    ids=["turtle", "trig", "jsonld", "rdfxml"],
)
def test_endless_nesting_is_a_fault_and_no_crash(name, text):
    """A hundred thousand brackets are refused, and the process lives."""
    with pytest.raises(SyntaxFault):
        read(text, name)


def test_a_fault_whose_place_is_not_known_names_the_file():
    """The line is left out rather than guessed."""
    with pytest.raises(SyntaxFault) as fault:
        read('{"http://b": 1,\n"@type": "http://T",\n"@context": "http://c"}', "jsonld")
    assert str(fault.value.place) == "file"
