"""Shapes of anybody are told as ours are: at the line, in plain words, each cause once."""

import pytest

from paradiplomacy import formats
from paradiplomacy.check.engines import ENGINES
from paradiplomacy.cli import main
from paradiplomacy.errors import Refused, SyntaxFault
from paradiplomacy.validation import Text, judge_by

HEAD = """@prefix ex: <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FIRST = HEAD.count("\n") + 1
SHAPE = "ex:S a sh:NodeShape ; sh:targetClass ex:Town ; "
RECORD = """ex:a a ex:Town ;
  ex:p {} .
ex:b ex:name "B" ; ex:age 5 .
"""


def text(body, name):
    """Give a text, its prefixes before it."""
    return Text(name, (HEAD + body).encode(), formats.by_name("turtle"))


def found(shape, record, engine="turbo"):
    """Tell line and advice of all that is found in a record."""
    report = judge_by([text(shape, "s.ttl")], [text(record, "r.ttl")], [], engine)
    return [(finding.place.line - FIRST + 1, finding.advice) for finding in report]


CASES = {
    "a kind of node": ("sh:nodeKind sh:IRI", "5", "ex:p must be an IRI, but is 5."),
    "a datatype": ("sh:datatype xsd:integer", '"five"',
                   'ex:p must be a whole number, as in 2008 (xsd:integer), but is the text "five".'),
    "a datatype, with what was meant": ("sh:datatype xsd:integer", '"20O8"',
        'ex:p must be a whole number, as in 2008 (xsd:integer), but is the text "20O8". Did you mean 2008?'),
    "a datatype of their own": ("sh:datatype ex:colour", '"red"',
                                'ex:p must be a literal of ex:colour, but is the text "red".'),
    "a class": ("sh:class ex:Land", "ex:b", "ex:p must be a ex:Land, but is ex:b."),
    "a list of values": ('sh:in ( "red" "green" )', '"grean"',
                         'ex:p must be one of "red", "green", but is the text "grean". Did you mean "green"?'),
    "a bound": ("sh:minInclusive 1945", "45", "ex:p must be at least 1945, but is 45."),
    "several bounds, told together": ("sh:minExclusive 6 ; sh:pattern '^9'", "5",
                                      'ex:p must be more than 6 and a text that matches "^9", but is 5.'),
    "a length": ("sh:minLength 3", '"ab"', 'ex:p must be at least 3 characters long, but is the text "ab".'),
    "a language": ('sh:languageIn ( "en" "id" )', '"ab"@de',
                   'ex:p must be a text in the language en or id, but is "ab"@de.'),
    "other values": ("sh:disjoint ex:q", "5 ; ex:q 5", "ex:p and ex:q of ex:a must differ, and both are 5."),
    "an order": ("sh:lessThan ex:q", "5 ; ex:q 4", "ex:p must be less than ex:q of ex:a, but is 5."),
    "too many": ("sh:maxCount 1", "5 , 6", "Keep one ex:p of ex:a."),
    "none at all": ("sh:maxCount 0", "5", "Take ex:p of ex:a out: none is allowed."),
    "two in one language": ("sh:uniqueLang true", '"a"@en , "b"@en',
                            "ex:a has several ex:p in one language: keep one per language."),
    "a value that must be there": ("sh:hasValue ex:c", "ex:b", "ex:p of ex:a must have the value ex:c."),
    "simple alternatives": ("sh:or ( [ sh:datatype xsd:integer ] [ sh:class ex:Land ] )", "ex:b",
                            "ex:p must be a whole number, as in 2008 (xsd:integer) or a ex:Land, but is ex:b."),
    "alternatives, why none fits": (
        ("sh:or ( [ sh:property [ sh:path ex:age ; sh:minInclusive 18 ] ]"
         " [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] )"),
        "ex:b",
        ("ex:p ex:b fits none of 2 alternatives: (1) ex:age must be at least 18, but is 5."
         " (2) ex:b has no ex:q: give one."),
    ),
    "alternatives that exclude each other": ("sh:xone ( [ sh:minInclusive 1 ] [ sh:maxInclusive 9 ] )", "5",
        "ex:p 5 may fit one alternative only, and fits number 1 and 2."),
    "what it must not be": ("sh:not [ sh:in ( 5 6 ) ]", "5", "ex:p must not be one of 5, 6, but is 5."),
    "some of a kind": ("sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:class ex:Land ]", "ex:b",
                       "ex:a needs a ex:p that is a ex:Land. The value must be a ex:Land, but is ex:b."),
    "their own message": ('sh:minInclusive 9 ; sh:message "Of {$this}: {?value} is below {$minInclusive}."', "5",
                          "Of ex:a: 5 is below 9."),
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("asked", "value", "advice"), CASES.values(), ids=CASES)
def test_a_constraint_without_a_message_is_told_in_plain_words(engine, asked, value, advice):
    """The words name the property, what is asked of it, and the value that is there; whatever the engine."""
    assert found(f"{SHAPE} sh:property [ sh:path ex:p ; {asked} ] .", RECORD.format(value), engine) == [(2, advice)]


def test_what_is_missing_stands_at_the_kind_of_its_record():
    """There is no line of a value that is not there."""
    asked = f"{SHAPE} sh:property [ sh:path ex:q ; sh:minCount 1 ; sh:datatype xsd:boolean ] ."
    assert found(asked, RECORD.format(5)) == [(1, "ex:a has no ex:q: give true or false (xsd:boolean).")]


@pytest.mark.parametrize("through", ["sh:node", "sh:and"])
def test_a_cause_is_told_where_it_stands_and_once(through):
    """What fails behind sh:node and sh:and, and is asked by several shapes, has one finding at its own statement."""
    inner = "ex:N sh:property [ sh:path ex:age ; sh:minInclusive 18 ] ."
    ways = f"{through} {'ex:N' if through == 'sh:node' else '( ex:N )'}"
    asked = f"{SHAPE} sh:property [ sh:path ex:p ; {ways} ] , [ sh:path ex:p ; sh:node ex:N ] . {inner}"
    assert found(asked, RECORD.format("ex:b")) == [(3, "ex:age must be at least 18, but is 5.")]


def test_a_property_that_a_closed_shape_does_not_allow_is_found_with_what_is_meant():
    """A misspelt property is told with the nearest that the shape allows."""
    asked = f"{SHAPE} sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path ex:population ] ."
    [(line, advice)] = found(asked, "ex:a a ex:Town ;\n  ex:populaton 5 .")
    assert line == 2
    assert advice.endswith("Did you mean ex:population?")


def test_a_path_is_followed_to_the_statement_at_its_end():
    """The last statement of a longer path is the one to mend."""
    asked = f"{SHAPE} sh:property [ sh:path ( ex:p [ sh:alternativePath ( ex:age ex:q ) ] ) ; sh:maxInclusive 4 ] ."
    assert found(asked, RECORD.format("ex:b")) == [(3, "ex:p/(ex:age | ex:q) must be at most 4, but is 5.")]


def test_a_query_of_a_shape_fills_its_message():
    """Variables of the query stand in the message (SHACL section 5.3.2)."""
    query = "SELECT $this ?value { $this <https://example.org/p> ?value }"
    asked = f'{SHAPE} sh:sparql [ sh:message "Not {{?value}}." ; sh:select "{query}" ] .'
    assert found(asked, RECORD.format(5)) == [(2, "Not 5.")]


ILL_FORMED = {
    "a misspelt parameter": ("sh:property [ sh:path ex:p ;\n sh:maxCont 1 ] .", 2, "Did you mean sh:maxCount?"),
    "a misspelt target": ("\n sh:targetClas ex:Town .", 2, "Did you mean sh:targetClass?"),
    "a misspelt value": ("sh:property [ sh:path ex:p ;\n sh:nodeKind sh:Iri ] .", 2, "Did you mean sh:IRI?"),
    "a number in quotes": ('sh:property [ sh:path ex:p ;\n sh:maxCount "1" ] .', 2, "must be a whole number"),
    "a class in quotes": ('sh:property [ sh:path ex:p ;\n sh:class "Town" ] .', 2, "sh:class must be an IRI"),
    "no path": ("sh:property\n [ sh:maxCount 1 ] .", 2, "has one sh:path, and this has none"),
    "two paths": ("sh:property\n [ sh:path ex:p , ex:q ] .", 2, "has one sh:path, and this has 2"),
    "no list": ("\n sh:or [ sh:class ex:Town ] .", 2, "After sh:or stands a list"),
    "a shape that asks for itself": ("\n sh:node ex:S .", 2, "leads back to itself"),
    "a path in a circle": ("sh:property [ sh:path _:p ] .\n_:p sh:inversePath _:p .", 2, "leads back to itself"),
    "a list in a circle": ("sh:in _:l .\n_:l rdf:first ex:a ; rdf:rest _:l .", 2, "leads back to itself"),
    "3,000 shapes in each other": ("sh:not " + "[ sh:not " * 3000 + "[ sh:nodeKind sh:IRI ]" + "]" * 3000 + " .", 1,
                                   "write it flatter"),
    "a pattern that is none": ('sh:property [ sh:path ex:p ;\n sh:pattern "(" ] .', 2, "unterminated group"),
    "a query that is none": ('sh:sparql [\n sh:select "SELEC" ] .', 2, "SPARQL parse error"),
    "a query that would leave the machine": (
        'sh:sparql [\n sh:select "SELECT $this { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }" ] .', 2, "SERVICE"),
    "a script": ("\n sh:js [ ] .", 2, "Unsupported feature: sh:js"),
}  # fmt: skip


@pytest.mark.parametrize(("shape", "line", "words"), ILL_FORMED.values(), ids=ILL_FORMED)
def test_shapes_that_are_ill_formed_are_refused_at_their_line(shape, line, words):
    """File and line of what is wrong, and what it is; nothing is validated."""
    with pytest.raises(SyntaxFault) as raised:
        found(SHAPE + shape, RECORD)
    assert (raised.value.place.file, raised.value.place.line - FIRST + 1) == ("s.ttl", line)
    assert words in raised.value.message


def test_all_that_is_misspelt_is_told_at_once():
    """Who mends shapes need not ask again for each word."""
    with pytest.raises(SyntaxFault, match=r"sh:maxCont\b.*\n.*sh:nodekind"):
        found(SHAPE + "sh:property [ sh:path ex:p ; sh:maxCont 1 ;\n sh:nodekind sh:IRI ] .", RECORD)


def test_deep_shapes_are_followed():
    """Fifty shapes within each other are no reason to stop."""
    deep = "sh:node " + "[ sh:node " * 50 + "[ sh:nodeKind sh:Literal ]" + " ]" * 50 + " ."
    assert found(SHAPE + deep, RECORD.format(5)) == [(1, "The value must be a literal, but is ex:a.")]


def test_a_pattern_that_backtracks_comes_to_an_end():
    """A nested repetition is no trap; one that would be is given up with a word."""
    record = RECORD.format('"' + "a" * 40 + 'b"')
    [(line, _)] = found(f'{SHAPE} sh:property [ sh:path ex:p ; sh:pattern "^(a+)+$" ] .', record)
    assert line == 2
    with pytest.raises((SyntaxFault, Refused), match="backtracking"):
        found(f'{SHAPE} sh:property [ sh:path ex:p ; sh:pattern "^(a|a|b)*(\\\\1)c$" ] .', record)


def test_what_shapes_import_is_not_read():
    """owl:imports names other shapes, and nothing is fetched."""
    imports = "<https://example.org/> owl:imports <http://127.0.0.1:9/none> . "
    assert found(f"{imports}{SHAPE} sh:property [ sh:path ex:p ; sh:maxCount 1 ] .", RECORD.format(5)) == []


def test_the_command_takes_shapes_from_files_and_folders(tmp_path, capsys):
    """With --shapes nothing of ours is asked: no snapshot, no ontology; the exit code tells what came of it."""
    folder = tmp_path / "shapes"
    folder.mkdir()
    record, one, two = tmp_path / "r.ttl", folder / "one.ttl", tmp_path / "two.ttl"
    record.write_text(HEAD + RECORD.format(5))
    one.write_text(f"{HEAD}{SHAPE} sh:property [ sh:path ex:p ; sh:minInclusive 9 ] .")
    two.write_text(f"{HEAD}{SHAPE} sh:property [ sh:path ex:q ; sh:minCount 1 ] .")
    asked = ["validate", str(record), "--shapes", str(folder), "--shapes", str(two)]
    assert main(asked) == 1
    out = capsys.readouterr().out
    assert f"{record}:{FIRST + 1}:8: violation: ex:p must be at least 9, but is 5. [S.p]" in out
    assert f"{record}:{FIRST}:8: violation: ex:a has no ex:q: give one. [S.q]" in out
    record.write_text(HEAD + RECORD.format("10 ; ex:q 1"))
    assert main(asked) == 0
    two.write_text(f"{HEAD}{SHAPE} sh:property [ sh:path ex:q ; sh:minCont 1 ] .")
    assert main(asked) == 2
    assert f"{two}:{FIRST}:" in capsys.readouterr().err


def test_blank_nodes_of_two_texts_are_two_things():
    """One label in two texts names two nodes (RDF 1.1 Semantics section 4.1)."""
    shape = text(f"{SHAPE} sh:property [ sh:path ex:q ; sh:maxCount 1 ] .", "s.ttl")
    records = [text(f"_:a a ex:Town ; ex:q {number} .", f"{number}.ttl") for number in (1, 2)]
    assert judge_by([shape], records, []).conforms
