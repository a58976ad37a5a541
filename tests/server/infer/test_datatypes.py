"""The datatypes of the OWL 2 datatype map: what is well-formed, what is the same value, what is in which datatype."""

import pytest
from graphs import turtle

from paradiplomacy.infer import close
from paradiplomacy.infer.literals import ILL_TYPED, belongs, value
from paradiplomacy.infer.rules import DATATYPES, name

WELL = {
    "xsd:decimal": ["0", "-1.5", "+.5", "1.", " 1 "],
    "xsd:integer": ["0", "-0", "+12", "00", "9" * 10_000],
    "xsd:byte": ["-128", "127"],
    "xsd:unsignedLong": ["18446744073709551615"],
    "xsd:positiveInteger": ["1"],
    "xsd:negativeInteger": ["-1"],
    "xsd:double": ["1", "1e5", "-INF", "NaN", ".5E-3"],
    "xsd:float": ["1.5", "INF"],
    "xsd:boolean": ["true", "0"],
    "xsd:hexBinary": ["", "0aF0"],
    "xsd:base64Binary": ["", "TQ==", "TWE=", "TWFu", "T W F u"],
    "xsd:anyURI": ["", "http://x/ä", "a%20b"],
    "xsd:language": ["en", "jv-Java"],
    "xsd:Name": ["a:b", "_x", "é"],
    "xsd:NCName": ["a-b"],
    "xsd:NMTOKEN": ["-a", "1"],
    "xsd:token": [" a  b "],
    "xsd:dateTime": [
        "2008-02-29T00:00:00",
        "2000-02-29T23:59:59.999Z",
        "-0004-02-29T00:00:00",
        "2008-12-31T24:00:00",
        "12008-01-01T00:00:00+14:00",
    ],
    "xsd:dateTimeStamp": ["2008-01-01T00:00:00Z"],
    "rdf:PlainLiteral": ["a@", "a@en", "a@b@en"],
    "rdf:XMLLiteral": ["", "a", "<a/>b"],
    "owl:rational": ["1/3", "-2 / 6"],
}
ILL = {
    "xsd:decimal": ["", "1e5", "1,5", ".", "INF"],
    "xsd:integer": ["", "1.0", "1e5", "20O8", "--1", "\u0661"],
    "xsd:byte": ["128", "-129"],
    "xsd:unsignedLong": ["18446744073709551616", "-1"],
    "xsd:positiveInteger": ["0"],
    "xsd:negativeInteger": ["0", "1"],
    "xsd:long": ["9223372036854775808", "-" + "9" * 30],
    "xsd:double": ["", "inf", "+NaN", "0x1", "1e"],
    "xsd:float": ["one"],
    "xsd:boolean": ["yes", "TRUE", "2"],
    "xsd:hexBinary": ["0", "0g"],
    "xsd:base64Binary": ["T", "TQ=", "TR==", "TWF!"],
    "xsd:anyURI": ["a b", "<x>", "%zz"],
    "xsd:language": ["", "toolonglanguage", "en_US"],
    "xsd:Name": ["1a", ""],
    "xsd:NCName": ["a:b"],
    "xsd:NMTOKEN": ["a b"],
    "xsd:dateTime": [
        "2008-13-01T00:00:00",
        "2008-00-01T00:00:00",
        "2007-02-29T00:00:00",
        "1900-02-29T00:00:00",
        "2008-04-31T00:00:00",
        "2008-01-01T24:00:01",
        "2008-01-01T25:00:00",
        "2008-01-01T00:60:00",
        "2008-01-01T00:00:60",
        "2008-01-01T00:00:00+15:00",
        "2008-01-01",
        "02008-01-01T00:00:00",
        "08-01-01T00:00:00",
    ],
    "xsd:dateTimeStamp": ["2008-01-01T00:00:00"],
    "rdf:PlainLiteral": ["no at sign", "a@not_a_tag"],
    "rdf:XMLLiteral": ["<a>", "&nosuch;", "</x><x>"],
    "owl:rational": ["1/0", "1/-3", "1"],
    "owl:real": ["1"],
}


def literal(text: str, datatype: str) -> str:
    """Write a typed literal."""
    return f'"{text}"^^{name(datatype)}'


@pytest.mark.parametrize(("datatype", "text"), [(d, t) for d, texts in WELL.items() for t in texts])
def test_a_well_formed_literal_has_a_value_in_its_datatype(datatype: str, text: str):
    """What XML Schema allows is accepted, and its value is in the datatype's own value space."""
    found = value(literal(text, datatype))
    assert found is not None
    assert found != ILL_TYPED
    assert belongs(found, name(datatype))
    assert not close([("<s>", "<p>", literal(text, datatype))]).inconsistencies


@pytest.mark.parametrize(("datatype", "text"), [(d, t) for d, texts in ILL.items() for t in texts])
def test_an_ill_typed_literal_is_a_contradiction(datatype: str, text: str):
    """What XML Schema refuses makes the graph inconsistent by dt-not-type, and the literal is named."""
    [clash] = close([("<s>", "<p>", literal(text, datatype))]).inconsistencies
    assert (clash.rule, clash.culprits) == ("dt-not-type", (literal(text, datatype),))
    assert clash.proof is not None
    assert [*clash.proof.assertions()] == [("<s>", "<p>", literal(text, datatype))]


SAME = [
    ("'01'^^xsd:integer", "1"),
    ("1.0", "1"),
    ("'1'^^xsd:byte", "'+1.00'^^xsd:decimal"),
    ("'-0'^^xsd:integer", "0"),
    ("'1/2'^^owl:rational", "0.5"),
    ("'2/6'^^owl:rational", "'1/3'^^owl:rational"),
    ("'1e0'^^xsd:double", "'1.0'^^xsd:double"),
    ("'16777217'^^xsd:float", "'16777216'^^xsd:float"),
    ("'NaN'^^xsd:double", "'NaN'^^xsd:double"),
    ("true", "'1'^^xsd:boolean"),
    ("'0a'^^xsd:hexBinary", "'0A'^^xsd:hexBinary"),
    ("'a'", "'a'^^xsd:token"),
    ("' a '^^xsd:token", "'a'^^xsd:NCName"),
    ("'a'@en", "'a'@EN"),
    ("'a@en'^^rdf:PlainLiteral", "'a'@en"),
    ("'2008-12-31T24:00:00'^^xsd:dateTime", "'2009-01-01T00:00:00.0'^^xsd:dateTime"),
    ("'2008-01-01T00:00:00Z'^^xsd:dateTime", "'2008-01-01T00:00:00+00:00'^^xsd:dateTimeStamp"),
]
OTHER = [
    ("1", "2"),
    ("1", "'1'^^xsd:double"),
    ("'1'^^xsd:double", "'1'^^xsd:float"),
    ("1", "'1'"),
    ("'0.0'^^xsd:double", "'-0.0'^^xsd:double"),
    ("'a'", "'a'@en"),
    ("'a'@en", "'a'@de"),
    ("'a'", "'a'^^xsd:anyURI"),
    ("'00'^^xsd:hexBinary", "'AA=='^^xsd:base64Binary"),
    ("'2008-01-01T01:00:00+01:00'^^xsd:dateTime", "'2008-01-01T00:00:00Z'^^xsd:dateTime"),
    ("'2008-01-01T00:00:00'^^xsd:dateTime", "'2008-01-01T00:00:00Z'^^xsd:dateTime"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_value_in_two_forms_is_one(one: str, other: str):
    """A functional property may have both, and they serve as one value of a key."""
    assert not close(turtle(f":p a owl:FunctionalProperty . :a :p {one} , {other}")).inconsistencies
    keyed = close(turtle(f":C owl:hasKey (:p) . :a a :C ; :p {one} . :b a :C ; :p {other}"))
    assert turtle(":a owl:sameAs :b")[0] in keyed


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_values_are_two(one: str, other: str):
    """A functional property that has both contradicts itself, and they are no one value of a key."""
    [clash, *_] = close(turtle(f":p a owl:FunctionalProperty . :a :p {one} , {other}")).inconsistencies
    assert clash.rule == "eq-diff1"
    keyed = close(turtle(f":C owl:hasKey (:p) . :a a :C ; :p {one} . :b a :C ; :p {other}"))
    assert turtle(":a owl:sameAs :b")[0] not in keyed


def test_a_datatype_outside_the_map_says_nothing():
    """Years of the Gregorian calendar are neither ill-typed nor equal nor different."""
    closure = close(turtle(":p a owl:FunctionalProperty . :a :p '2008'^^xsd:gYear , 'x'^^xsd:gYear"))
    assert not closure.inconsistencies


def test_every_datatype_of_the_profile_has_a_value_space():
    """The values of each datatype of OWL 2 RL can be told from others."""
    samples = [value(literal(text, datatype)) for datatype, texts in WELL.items() for text in texts]
    for datatype in DATATYPES:
        assert any(belongs(sample, datatype) for sample in samples)
        assert datatype == name("rdfs:Literal") or not all(belongs(sample, datatype) for sample in samples)
