"""Places: a statement stands where its object begins, in every format."""

import random
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.graph import Graph

from paradiplomacy.errors import SyntaxFault
from paradiplomacy.findings import Place
from paradiplomacy.formats import by_name, parse, write
from paradiplomacy.places import locate, parts
from paradiplomacy.terms import RDF, XSD

BASE = "http://e/"
HOME = URIRef("http://e/home")
WHERE = {"base": BASE, "default_graph": HOME, "file": "file"}


def found(text, name):
    """List what is located: line and column, then predicate, object and graph, without the base."""

    def brief(part):
        if isinstance(part, BNode):
            return "_"
        if isinstance(part, Literal):
            return f'"{part}"'
        return part.removeprefix(BASE).rpartition("#")[2]

    return {
        (place.line, place.column, *map(brief, quad[1:3]), "" if quad[3] == HOME else brief(quad[3]))
        for quad, places in locate(text, by_name(name), **WHERE).items()
        for place in places
    }


def expected(rows):
    """Read a table, a statement a line: line:column predicate object graph."""
    cells = (row.split("|") for row in rows.strip().splitlines())
    return {
        (*map(int, place.split(":")), predicate, value.encode().decode("unicode_escape"), *(graph or [""]))
        for place, predicate, value, *graph in ([cell.strip() for cell in row] for row in cells)
    }


TURTLE = {
    "one statement": ("<s> <p> <o> .", "1:9|p|o"),
    "semicolons and commas": (
        '<s> <p> 1 ,\n     "two"@en;\n  <q> true ;; <r>\n  <o>.',
        '1:9|p|"1"\n2:6|p|"two"\n3:7|q|"true"\n4:3|r|o',
    ),
    "a": ("<s>\n  a <C> , <D> .", "2:5|type|C\n2:11|type|D"),
    "prefixed names": (
        "@prefix e: <http://e/> .\nPREFIX : <http://e/x/>\ne:s e:p.q e:a.b, e:c\\,d ,:, e:%20 .",
        "3:11|p.q|a.b\n3:18|p.q|c,d\n3:26|p.q|x/\n3:29|p.q|%20",
    ),
    "comments": (
        '# <a> <b> <c> .\n<s> # ; , [ (\n <p> # """\n  <o#h> # \'\n.',
        "4:3|p|h",
    ),
    "a literal of several lines": (
        '<s> <p> """one "" two\n[ ( \\""" # three\n""" , <o> ;\n <q> \'\'\'\n\'\' \'\'\' .',
        '1:9|p|"one \\"\\" two\\n[ ( \\"\\"\\" # three\\n"\n3:7|p|o\n4:6|q|"\\n\'\' "',
    ),
    "literals of all kinds": (
        '<s> <p> \'x\', ""@en-us,\n-1.5 , 1e3,+01,\n"1"^^<d> , "a" ^^ <d>, \'b\'\n@en ,.5 .',
        '1:9|p|"x"\n1:14|p|""\n2:1|p|"-1.5"\n2:8|p|"1e3"\n2:12|p|"+01"\n3:1|p|"1"\n3:12|p|"a"\n3:24|p|"b"\n4:6|p|".5"',
    ),
    "a point after a number": ("<s> <p> 1.\n<s> <p> 1.5.\n<s> <p> true.", '1:9|p|"1"\n2:9|p|"1.5"\n3:9|p|"true"'),
    "tabs": ("<s>\t<p>\t\t<o> .", "1:10|p|o"),
    "carriage returns": ('<s> <p>\r\n <o> ;\r\n\r\n <q> """a\r\nb""", 2 .', '2:2|p|o\n4:6|q|"a\\r\\nb"\n5:7|q|"2"'),
    "characters beyond the first plane": ('<s> <p> "é𝄞" , <o> .', '1:9|p|"\\xe9\\U0001d11e"\n1:16|p|o'),
    "nested blank nodes": (
        "<s> <p> [ <q> 1 ;\n  <r> [ <q> <o>, [] ]\n ] .\n[ <t> 2 ] <u> 3 .\n[ <v> 4 ] .",
        '1:9|p|_\n1:15|q|"1"\n2:7|r|_\n2:13|q|o\n2:18|q|_\n4:7|t|"2"\n4:15|u|"3"\n5:7|v|"4"',
    ),
    "tight brackets": (
        '<s> <p> [<q> 1],[<q>"x"],("a""b"[<q> 1]) .',
        """
        1:9|p|_
        1:14|q|"1"
        1:17|p|_
        1:21|q|"x"
        1:26|p|_
        1:27|first|"a"
        1:30|first|"b"
        1:30|rest|_
        1:33|first|_
        1:33|rest|_
        1:38|q|"1"
        1:40|rest|nil
     """,
    ),
    "lists": (
        "<s> <p> (\n 1 <o>\n () (_:x)\n) , () .\n( 2 ) <q> 3 .",
        """
        1:9|p|_
        2:2|first|"1"
        2:4|first|o
        2:4|rest|_
        3:2|first|nil
        3:2|rest|_
        3:5|first|_
        3:5|rest|_
        3:6|first|_
        3:9|rest|nil
        4:1|rest|nil
        4:5|p|nil
        5:3|first|"2"
        5:5|rest|nil
        5:11|q|"3"
     """,
    ),
    "lists that begin with a string": (
        '@prefix e: <http://e/> .\n<s> <p> ("x"@en), (\n"1"^^e:d), ((\n\'y\')) .',
        """
        2:9|p|_
        2:10|first|"x"
        2:16|rest|nil
        2:19|p|_
        3:1|first|"1"
        3:9|rest|nil
        3:12|p|_
        3:13|first|_
        4:1|first|"y"
        4:4|rest|nil
        4:5|rest|nil
        """,
    ),
    "a statement given twice": ("<s> <p> <o> ; <q> 1 .\n<s> <p>\n  <o> .", '1:9|p|o\n1:19|q|"1"\n3:3|p|o'),
    "a statement given twice in a row": ("<s> <p> <o>, <o> .", "1:9|p|o\n1:14|p|o"),
    "a literal longer than any buffer": (
        '<s> <p> "' + "x" * 20_000 + '",\n <o> .',
        '1:9|p|"' + "x" * 20_000 + '"\n2:2|p|o',
    ),
    "a byte order mark": ("\ufeff<s> <p> <o> .", "1:9|p|o"),
}

TRIG = {
    "blocks": ("<g> { <s> <p> <o> . }\n<h> {\n  <s> <p> <o> , 2 }", '1:15|p|o|g\n3:11|p|o|h\n3:17|p|"2"|h'),
    "the keyword": ("GRAPH <g> {\n<s> a <C> }\ngraph<h>{<s> a <C>}", "2:7|type|C|g\n3:16|type|C|h"),
    "the default graph": ("{ <s> <p> 1 . <s> <q> 2 }\n<s> <r> 3 .", '1:11|p|"1"\n1:23|q|"2"\n2:9|r|"3"'),
    "one graph in two blocks": ("<g> { <s> <p> <o> }\n<g> {\n <s> <p> <o> }", "1:15|p|o|g\n3:10|p|o|g"),
    "brackets and braces": (
        '<g> {\n <s> <p> [ <q> "}" ] , ( 1 ) }',
        '2:10|p|_|g\n2:16|q|"}"|g\n2:24|p|_|g\n2:26|first|"1"|g\n2:28|rest|nil|g',
    ),
}

NTRIPLES = {
    "a statement a line": (
        '# head\n<http://e/s> <http://e/p> <http://e/o> .\n\n  _:b\t<http://e/p>  "x \\n y"@en . # tail',
        '2:27|p|o\n4:21|p|"x \\n y"',
    ),
    "no space": ('<http://e/s><http://e/p>"1"^^<http://e/d>.\r\n_:b<http://e/p>_:c.', '1:25|p|"1"\n2:16|p|_'),
    "given twice": ("<http://e/s> <http://e/p> <http://e/o> .\n" * 2, "1:27|p|o\n2:27|p|o"),
}

NQUADS = {
    "with and without a graph": (
        '<http://e/s> <http://e/p> "<>" <http://e/g> .\n<http://e/s> <http://e/p> "<>" .',
        '1:27|p|"<>"|g\n2:27|p|"<>"',
    ),
}

HEAD = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">\n'
RDFXML = {
    "properties": (
        HEAD
        + '<rdf:Description rdf:about="s">\n  <e:p>x\ny</e:p><e:q\n rdf:resource="o"/>\n</rdf:Description></rdf:RDF>',
        '3:3|p|"x\\ny"\n4:8|q|o',
    ),
    "types and attributes": (
        HEAD + '<!-- <e:C> -->\n <e:C rdf:about="s"\n e:p="a > b" rdf:type="D"/>\n</rdf:RDF>',
        '3:2|type|C\n3:2|type|D\n3:2|p|"a > b"',
    ),
    "nested": (
        HEAD + '<e:C rdf:about="s"><e:p>\n <e:D>\n<e:q xml:lang="en">1</e:q></e:D>\n'
        "</e:p><e:r><![CDATA[</e:r>]]></e:r></e:C>\n"
        '<rdf:Description rdf:about="s"><e:q rdf:parseType="Resource">\n<e:q>2</e:q></e:q></rdf:Description></rdf:RDF>',
        '2:1|type|C\n2:20|p|_\n3:2|type|D\n4:1|q|"1"\n5:7|r|"</e:r>"\n6:32|q|_\n7:1|q|"2"',
    ),
    "a collection": (
        HEAD
        + '<e:C rdf:about="s">\n<e:p rdf:parseType="Collection"><rdf:Description rdf:about="o"/></e:p></e:C></rdf:RDF>',
        "2:1|type|C\n3:1|p|_\n3:1|first|o\n3:1|rest|nil",
    ),
    "marked-up text": (
        HEAD
        + '<rdf:Description rdf:about="s">\n<e:p rdf:parseType="Literal">a <b>c</b></e:p></rdf:Description></rdf:RDF>',
        '3:1|p|"a <b xmlns:rdf=\\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\\" xmlns:e=\\"http://e/\\">c</b>"',
    ),
    "an entity": (
        '<!DOCTYPE r [\n<!ENTITY e "http://e/">]>\n'
        + HEAD
        + '<e:C rdf:about="&e;s"><e:p rdf:resource="&e;o"/></e:C></rdf:RDF>',
        "4:1|type|C\n4:23|p|o",
    ),
    "given twice": (
        HEAD + '<rdf:Description rdf:about="s">\n<e:p>1</e:p>\n<e:p>1</e:p></rdf:Description></rdf:RDF>',
        '3:1|p|"1"\n4:1|p|"1"',
    ),
}

JSONLD = {
    "names written out": (
        '{\n "@id": "s",\n "http://e/p": "x",\n "http://e/q": [1,\n   true, {"@id": "o"}]\n}',
        '3:16|p|"x"\n4:17|q|"1"\n5:4|q|"true"\n5:10|q|o',
    ),
    "a context that comes last": (
        (
            '{"p": {"@value": "x", "@language": "en"},\n "q": ["o", null,\n "o2"],\n'
            ' "@id": "s", "@type": ["C",\n "e:D"],\n'
            ' "@context": {"@vocab": "http://e/", "e": "http://e/", "q": {"@type": "@id"}}}'
        ),
        '1:7|p|"x"\n2:8|q|o\n3:2|q|o2\n4:24|type|C\n5:2|type|D',
    ),
    "names for keywords": (
        (
            '{"@context": {"id": "@id", "type": {"@id": "@type"}, "v": "@value", "@vocab": "http://e/"},\n'
            '"p": {"v": "x"},\n"q": {"id": "o",\n"type": "C"},\n"id": "s"}'
        ),
        '2:6|p|"x"\n3:6|q|o\n4:9|type|C',
    ),
    "blank nodes": (
        '{"http://e/p": {"http://e/q": {\n"http://e/r": 1},\n"@type": "C"}, "http://e/s":\n {}, "@type": "http://e/D"}',
        '1:16|p|_\n1:31|q|_\n2:15|r|"1"\n3:10|type|C\n4:2|s|_\n4:15|type|D',
    ),
    "graphs": (
        (
            '[{"@id": "g", "@graph": [\n{"@id": "s", "http://e/p": "x"},\n{"@id": "s", "http://e/p": {"@id": "o"}}]},\n'
            '{"@id": "s",\n"http://e/p": "x"}]'
        ),
        '2:28|p|"x"|g\n3:28|p|o|g\n5:15|p|"x"',
    ),
    "lists and sets": (
        '{"@id": "s", "http://e/p": {"@list": [\n"x",\n{"@id": "o"}]},\n"http://e/q": {"@set": ["y",\n"z"]}}',
        '1:28|p|_\n2:1|first|"x"\n3:1|rest|_\n3:1|first|o\n3:1|rest|nil\n4:25|q|"y"\n5:1|q|"z"',
    ),
    "languages, reverses and JSON": (
        (
            '{"@context": {"@vocab": "http://e/", "l": {"@container": "@language"}}, "@id": "s", "l": {"en": "x",\n'
            '"id": ["y", "z"]},\n"@reverse": {"p": [{"@id": "o"},\n{"@id": "o2"}]},\n'
            '"j": {"@type": "@json", "@value": [1,\n"x"]}}'
        ),
        '1:97|l|"x"\n2:8|l|"y"\n2:13|l|"z"\n3:20|p|s\n4:1|p|s\n5:6|j|"[1,\\"x\\"]"',
    ),
    "given twice": ('{"@id": "s",\n"http://e/p": ["x",\n"x"]}', '2:16|p|"x"\n3:1|p|"x"'),
}

TABLES = {
    "turtle": TURTLE,
    "trig": {**TURTLE, **TRIG},
    "ntriples": NTRIPLES,
    "nquads": {**NTRIPLES, **NQUADS},
    "rdfxml": RDFXML,
    "jsonld": JSONLD,
}
CASES = [
    pytest.param(name, *case, id=f"{name}: {what}") for name, table in TABLES.items() for what, case in table.items()
]


@pytest.mark.parametrize(("name", "text", "rows"), CASES)
def test_a_statement_stands_where_its_object_begins(name, text, rows):
    """Line and column are counted in characters, from 1, and nothing else is located."""
    assert found(text, name) == expected(rows)


@pytest.mark.parametrize(("name", "text", "rows"), CASES)
def test_the_quads_located_are_the_quads_parsed(name, text, rows):  # noqa: ARG001 — the cases have them
    """Term by term, blank nodes aside; each has a place."""
    parsed = list(parse(text, by_name(name), **WHERE))
    places = locate(text, by_name(name), **WHERE)
    assert same(parsed, places)
    assert all(places.values())


def same(some, others):
    """Tell whether two readings are one dataset, up to the labels of blank nodes."""

    def graph(quads):
        whole = Graph()
        for subject, predicate, value, name in quads:
            exact = Literal(repr(value)) if isinstance(value, Literal) else value
            whole.add((subject, URIRef(f"{name}?{quote(predicate)}"), exact))
        return whole

    return isomorphic(graph(some), graph(others))


TERMS = st.one_of(
    st.sampled_from([URIRef("http://e/o"), URIRef("http://e/o.1"), BNode("b"), BNode("c.d"), RDF.nil]),
    st.builds(Literal, st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8)),
    st.builds(
        lambda text, datatype: Literal(text, datatype=datatype, normalize=False),
        st.sampled_from(["01", "1.", "1.0", "1e0", "true", "x", "'", '"', "[", "a\nb", "\\", "#", ".", "]"]),
        st.sampled_from([XSD.integer, XSD.decimal, XSD.double, XSD.boolean, XSD.date, URIRef("http://e/d")]),
    ),
    st.builds(lambda text: Literal(text, lang="en"), st.sampled_from(["x", "", '"""'])),
)
QUADS = st.lists(
    st.tuples(
        st.sampled_from([URIRef("http://e/s"), BNode("b")]),
        st.sampled_from([URIRef("http://e/p"), RDF.type, RDF.rest, RDF.first]),
        TERMS,
        st.sampled_from([URIRef("http://e/g"), HOME]),
    ),
    max_size=8,
)


@pytest.mark.parametrize("name", ["trig", "nquads", "jsonld"])
@settings(max_examples=60, deadline=None)
@given(quads=QUADS)
def test_whatever_is_written_is_located(name, quads):
    """No quad is without a place, and no text that can be parsed cannot be located."""
    text = write(quads, by_name(name)).decode()
    parsed = set(parse(text, by_name(name), **WHERE))
    places = locate(text, by_name(name), **WHERE)
    assert same(parsed, places)
    assert all(places.values())


def test_an_object_stands_at_its_own_line_in_a_text_laid_out_at_random():
    """White space and comments between any two tokens move the places with them."""
    chance = random.Random(7)  # noqa: S311 — a layout, no secret
    for _ in range(50):
        text = ""
        lines = {}
        for number in range(20):
            for token in (f"<s{number}>", "<p>", f'"{number}"', "."):
                text += chance.choice([" ", "\n", "\t", " # <a> <b> 'c' .\n", "\r\n", "\n\n"])
                if token.startswith('"'):
                    lines[Literal(str(number))] = text.count("\n") + 1
                text += token
        places = locate(text, by_name("turtle"), **WHERE)
        assert {quad[2]: place.line for quad, [place] in places.items()} == lines


def test_what_is_not_stated_has_no_place():
    """Asking for it by key is a mistake of the caller."""
    places = locate("<s> <p> <o> .", by_name("turtle"), **WHERE)
    quad = (URIRef("http://e/s"), URIRef("http://e/p"), URIRef("http://e/x"), HOME)
    assert quad not in places
    with pytest.raises(KeyError):
        places[quad]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("turtle", "<s> <p> <o> .\n<s> <p>\n  ; .", 3),
        ("trig", "<g> {\n<s> <p> }", 2),
        ("ntriples", "\n<s> <p> <o> .", 2),
        ("nquads", "\n\nx", 3),
        ("rdfxml", HEAD + "<e:C>\n</e:D></rdf:RDF>", 3),
        ("jsonld", '{"@id": "s",\n"http://e/p": 1,\n}', 3),
    ],
)
def test_a_text_with_a_fault_is_refused_at_its_line(name, text, line):
    """It is the fault that parsing finds."""
    with pytest.raises(SyntaxFault) as fault:
        locate(text, by_name(name), **WHERE)
    assert fault.value.place.line == line


def test_json_ld_nested_without_end_is_refused():
    """A hundred brackets are enough for any statement."""
    text = '{"http://e/p":' * 200 + "1" + "}" * 200
    with pytest.raises(SyntaxFault, match="flatter"):
        locate(text, by_name("jsonld"), **WHERE)


def test_the_way_literals_are_read_elsewhere_is_left_alone():
    """Locating keeps terms exact without the switch that rdflib has for the whole process."""
    [quad] = locate('<s> <p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .', by_name("turtle"), **WHERE)
    assert str(quad[2]) == "01"
    assert str(Literal("01", datatype=XSD.integer)) == "1"


PARTS = {
    "one statement": ("<s> <p> ^o .", {"subject": (1, 1), "predicate": (1, 5)}),
    "a second property": ("<s> <p> 1 , 2 ;\n  <q> 3 , ^4 .", {"subject": (1, 1), "predicate": (2, 3)}),
    "after directives": (
        "@prefix e: <http://e/> .\nPREFIX f: <http://f/>\nBASE <http://b/>\ne:s a ^e:o .",
        {"subject": (4, 1), "predicate": (4, 5)},
    ),
    "in brackets": ('<s> <p> [ <q> 1 ; <r> ^"x" ] .', {"subject": (1, 9), "predicate": (1, 19)}),
    "after brackets": ("<s> <p> [ <q> 1 ] ;\n <r> ^2 .", {"subject": (1, 1), "predicate": (2, 2)}),
    "of brackets": ("[ <q> 1 ] <p> ^2 .", {"subject": (1, 1), "predicate": (1, 11)}),
    "after a list": ("<s> <p> ( 1 2 ) , ^3 .", {"subject": (1, 1), "predicate": (1, 5)}),
    "in a graph": (
        "GRAPH <g> {\n<s> <p> 1 . <t> <q> ^2 }",
        {"subject": (2, 13), "predicate": (2, 17), "graph": (1, 7)},
    ),
    "after a graph": ("<g> { <s> <p> 1 }\n<s> <p> ^2 .", {"subject": (2, 1), "predicate": (2, 5)}),
}


@pytest.mark.parametrize("text", PARTS)
def test_the_other_terms_of_a_statement_are_found_before_its_object(text):
    """Subject, predicate and the name of the graph stand where the text writes them."""
    written, expected = PARTS[text]
    line = written[: written.index("^")].count("\n") + 1
    column = written.index("^") - written.rfind("\n", 0, written.index("^"))
    place = Place("file", line, column)
    found = parts(written.replace("^", ""), by_name("trig"), "file", {place})
    assert {name: (at.line, at.column) for name, at in found[place].items()} == expected
