"""A literal that is no value of its datatype is found, of every datatype of XML Schema, and so is what was meant."""

import pytest

from paradiplomacy.check.corrections import literal, nearest, spelt
from paradiplomacy.check.literals import is_well_formed
from paradiplomacy.terms import RDF, XSD, Literal, URIRef

TEXTS = {
    "boolean": (["true", "0"], ["yes", "TRUE", ""]),
    "decimal": (["1.", ".5", "-1.0"], ["1e3", "1,5", ""]),
    "integer": (["+5", "007"], ["20O8", "5.0", " 5", "٢٠٠٨"]),
    "double": (["1e3", "INF", "NaN"], ["inf", "1e"]),
    "float": (["-0.5E-3"], ["0x1"]),
    "date": (["2008-02-29", "-0044-03-15", "12008-01-01", "2008-01-01Z"],
             ["2008-13-01", "2009-02-29", "08-01-01", "2008-1-1", "0200-02-30", "2008-00-01"]),
    "dateTime": (["2008-01-01T24:00:00"], ["2008-01-01", "2008-01-01T25:00:00", "2008-01-01T00:60:00"]),
    "dateTimeStamp": (["2008-01-01T00:00:00Z"], ["2008-01-01T00:00:00"]),
    "time": (["12:00:00.5"], ["12:00"]),
    "gYear": (["2008"], ["208", "20O8"]),
    "gYearMonth": (["2008-12"], ["2008-13"]),
    "gMonth": (["--12"], ["--13"]),
    "gDay": (["---31"], ["---32"]),
    "gMonthDay": (["--02-29"], ["--02-30"]),
    "duration": (["P2M", "PT5S", "-P1Y2M3DT4H5M6.7S"], ["P", "PT", "2M", "P1S", "P1DT", "two months"]),
    "dayTimeDuration": (["P1D"], ["P1M"]),
    "yearMonthDuration": (["P1M"], ["P1D"]),
    "hexBinary": (["0aFF", ""], ["0"]),
    "base64Binary": (["YQ==", "YWI=", "YWJj", ""], ["Y", "YQ=", "Y@=="]),
    "anyURI": (["https://example.org/a%20b", "", "../x", "http://ü.de/"], ["http://exa mple", "a%2", "<x>"]),
    "language": (["en-US"], ["en_US", ""]),
    "normalizedString": ([" a"], ["a\n"]),
    "token": (["a b", ""], [" a", "a  b"]),
    "Name": (["a:b", "_x"], ["1"]),
    "NCName": (["a.b", "é"], ["1a", "a:b"]),
    "NMTOKEN": (["1a"], ["a b"]),
    "nonNegativeInteger": (["0"], ["-1"]),
    "positiveInteger": (["1"], ["0"]),
    "nonPositiveInteger": (["0"], ["1"]),
    "negativeInteger": (["-1"], ["0"]),
    "long": (["9223372036854775807"], ["9223372036854775808"]),
    "int": (["2147483647"], ["2147483648"]),
    "short": (["-32768"], ["-32769"]),
    "byte": (["-128"], ["128"]),
    "unsignedLong": (["18446744073709551615"], ["18446744073709551616"]),
    "unsignedInt": (["4294967295"], ["-1"]),
    "unsignedShort": (["65535"], ["65536"]),
    "unsignedByte": (["255"], ["256"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "good", "bad"), [(name, *texts) for name, texts in TEXTS.items()], ids=TEXTS)
def test_each_datatype_has_its_texts_and_no_others(name, good, bad):
    """The lexical space of each datatype of XML Schema 1.1 part 2, and the calendar."""
    assert [text for text in good if not is_well_formed(text, XSD[name])] == []
    assert [text for text in bad if is_well_formed(text, XSD[name])] == []


def test_of_a_datatype_that_is_not_of_xml_schema_nothing_is_said():
    """Who has a datatype of his own knows its texts."""
    assert is_well_formed("anything", URIRef("https://example.org/colour"))


@pytest.mark.parametrize(
    ("text", "datatype", "meant"),
    [
        ("20O8", XSD.integer, "2008"),
        ("l999", XSD.integer, "1999"),
        ("1,200", XSD.integer, "1200"),
        ("word", XSD.integer, ""),
        ("5.5", XSD.integer, ""),
        ("12,5", XSD.decimal, "12.5"),
        ("62 %", XSD.decimal, '"62"^^xsd:decimal'),
        ("yes", XSD.boolean, "true"),
        ("No", XSD.boolean, "false"),
        ("perhaps", XSD.boolean, ""),
        ("2019/9/20", XSD.date, '"2019-09-20"^^xsd:date'),
        ("20.9.2019", XSD.date, '"2019-09-20"^^xsd:date'),
        ("2019-13-20", XSD.date, ""),
        ("3/4/2019", XSD.date, ""),
    ],
)
def test_what_was_meant_is_told_where_there_is_one_answer(text, datatype, meant):
    """A letter for a digit, another order of a date, another word for true; but no day that may be a month."""
    found = literal(Literal(text), datatype)
    assert (spelt(found) if found is not None else "") == meant


def test_a_language_is_told_where_one_is_asked_for():
    """A text without a language gets the only one that is asked for."""
    assert literal(Literal("x"), RDF.langString) is None
    assert spelt(literal(Literal("x"), RDF.langString, "en")) == '"x"@en'
    assert spelt(literal(Literal("x", lang="en"), XSD.string)) == '"x"'


def test_a_name_is_compared_whatever_its_letters_size():
    """The nearest known name, or none if none is near."""
    assert nearest("kyotto", ["kyoto", "nara"]) == "kyoto"
    assert nearest("KYOTO", ["kyoto", "nara"]) == "kyoto"
    assert nearest("victoria", ["kyoto", "nara"]) == ""
