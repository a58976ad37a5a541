"""Whatever is handed to the validator, it answers in words, with the place, in bounded time and memory."""

import json
import resource
import subprocess
import sys

import pytest

from paradiplomacy import validate

RDF_HEAD = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">\n'
GOOD = {
    "turtle": '@prefix e: <http://e/> .\n<http://e/s> e:p "ö" .\n',
    "trig": '@prefix e: <http://e/> .\n<http://e/g> { <http://e/s> e:p "ö" }\n',
    "ntriples": '<http://e/s> <http://e/p> "o" .\n<http://e/s> <http://e/p> "ö" .\n',
    "nquads": '<http://e/s> <http://e/p> "o" .\n<http://e/s> <http://e/p> "ö" <http://e/g> .\n',
    "rdfxml": RDF_HEAD + '<e:C rdf:about="http://e/s"><e:p>ö</e:p></e:C>\n</rdf:RDF>\n',
    "jsonld": '{"@id": "http://e/s",\n "http://e/p": "ö"}\n',
}
FORMATS = pytest.mark.parametrize("form", GOOD)
MIDDLE = {form: text.encode().index("ö".encode()) for form, text in GOOD.items()}


def fault(text, form):
    """Give the one finding for a text that cannot be read."""
    report = validate(text, form, "new", known=[])
    assert (report.readable, report.conforms) == (False, False)
    [finding] = report
    assert finding.check == "cannot-be-read"
    assert finding.place.file == "new"
    assert len(finding.advice) < 700
    assert finding.advice.isprintable()
    return finding


@FORMATS
class TestEncodings:
    """Text is UTF-8."""

    def test_a_byte_order_mark_is_no_fault(self, form):
        """Many editors write one; columns are counted as if it were not there."""
        assert validate(b"\xef\xbb\xbf" + GOOD[form].encode(), form, known=[]).conforms
        where = fault(b"\xef\xbb\xbf" + GOOD[form].encode()[: MIDDLE[form]], form).place
        assert where == fault(GOOD[form].encode()[: MIDDLE[form]], form).place

    def test_a_byte_that_is_no_utf8_is_told_with_its_place(self, form):
        """Line 2, at the letter."""
        finding = fault(GOOD[form].encode("latin-1"), form)
        assert finding.advice == "Here is a byte that is no UTF-8. Save the text as UTF-8."
        line = GOOD[form].splitlines()[1]
        assert (finding.place.line, finding.place.column) == (2, line.index("ö") + 1)

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_a_wider_encoding_is_told(self, form, encoding):
        """With its name, and what to do; with or without a mark."""
        finding = fault(GOOD[form].encode(encoding), form)
        assert finding.advice == f"This is UTF-{encoding[4:6]}. Save the text as UTF-8."
        assert finding.place.line == 1

    def test_half_a_letter_at_the_end_is_told(self, form):
        """As a file has that was cut while it was copied."""
        assert fault(GOOD[form].encode()[: MIDDLE[form] + 1], form).place.line == 2

    def test_bytes_of_a_picture_are_told(self, form):
        """At the first byte."""
        assert fault(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, form).place.line == 1


@FORMATS
def test_a_text_that_is_cut_off_is_told_at_a_line(form):
    """Wherever in its second line it was cut."""
    text = GOOD[form].rstrip()
    start = text.index("\n") + 2
    for end in range(start, text.rindex("ö") + 1):
        place = fault(text[:end], form).place
        assert 1 <= place.line <= text[:end].count("\n") + 1, (end, place)


@pytest.mark.parametrize(("form", "other"), [(a, b) for a in GOOD for b in GOOD if a != b])
def test_a_text_in_another_format_is_told_at_a_line(form, other):
    """Unless the one format is a part of the other."""
    parts = {"ntriples": {"turtle", "trig", "nquads"}, "turtle": {"trig"}}
    if form in parts.get(other, set()):
        assert validate(GOOD[other], form, known=[]).conforms
    else:
        assert fault(GOOD[other], form).place.line > 0


@FORMATS
@pytest.mark.parametrize("text", ["", "\ufeff", " \n\n"], ids=["no byte", "a mark", "space"])
def test_an_empty_text_is_told(form, text):
    """It states nothing; XML and JSON that is empty is none."""
    if form in ("rdfxml", "jsonld"):
        assert fault(text, form).place.line >= 1
    else:
        report = validate(text, form, known=[])
        assert report.conforms
        assert [note.check for note in report.notes] == ["states-nothing"]


WRONG = {
    "Turtle, a prefix that is not declared": ("turtle", "\n<s> e:p 1 .", 2, "prefix"),
    "Turtle, an IRI with a space": ("turtle", "\n<http://e/a b> <p> 1 .", 2, "IRI"),
    "Turtle, a text without end": ("turtle", '<s> <p> "x\n" .', 1, "Line jumps"),
    "TriG, a graph without end": ("trig", "<g> {\n <s> <p> 1", 2, "end"),
    "TriG, a graph without a name": ("trig", "\n_:g { <s> <p> 1 }", 2, "blank node"),
    "N-Triples, a relative IRI": ("ntriples", "\n<s> <http://e/p> <http://e/o> .", 2, "in full"),
    "N-Triples, a graph": ("ntriples", "\n<http://e/s> <http://e/p> <http://e/o> <http://e/g> .", 2, ""),
    "N-Quads, five terms": ("nquads", "\n" + "<http://e/s> " * 5 + ".", 2, ""),
    "RDF/XML, tags that cross": ("rdfxml", RDF_HEAD + "<e:C><e:p></e:C></e:p></rdf:RDF>", 2, "Mismatched"),
    "RDF/XML, a prefix that is not declared": ("rdfxml", RDF_HEAD + "<f:C/></rdf:RDF>", 2, "prefix"),
    "RDF/XML, an IRI with a space": ("rdfxml", RDF_HEAD + '\n<e:C rdf:about="http://a b"/></rdf:RDF>', 3, "IRI"),
    "JSON-LD, a comma too many": ("jsonld", '{"@id": "s",\n "http://e/p": 1,}', 2, ""),
    "JSON-LD, an identity with a space": ("jsonld", '{"http://e/p": 1,\n "@id": "http://a b"}', 2, "a b"),
    "JSON-LD, a type with a space": ("jsonld", '{"@id": "s",\n "@type": "http://a b"}', 2, "a b"),
    "JSON-LD, a value with a space": ("jsonld", '{"@id": "s",\n "http://e/p":\n {"@id": "http://a b"}}', 3, "a b"),
    "JSON-LD, a property with a space": ("jsonld", '{"@id": "s",\n "http://e/ p": 1}', 2, "e/ p"),
    "JSON-LD, an IRI half escaped": ("jsonld", '{"@id":\n "http://a/%zz", "http://e/p": 1}', 2, "%zz"),
    "JSON-LD, a shortened IRI with a space": (
        "jsonld", '{"@context": {"e": "http://e/"},\n "@id": "e:a b", "e:p": 1}', 2, "a b",
    ),
    "JSON-LD, a relative IRI with a space": ("jsonld", '{"@id":\n "a b", "http://e/p": 1}', 2, "a b"),
    "JSON-LD, a blank node with a space": ("jsonld", '{"@id":\n "_:a b", "http://e/p": 1}', 2, "a b"),
    "JSON-LD, a graph with a space": ("jsonld", '{"@id":\n "g g", "@graph": [{"http://e/p": 1}]}', 2, "g g"),
    "JSON-LD, a language that is none": (
        "jsonld", '{"@id": "s", "http://e/p":\n {"@value": "x", "@language": "e n"}}', 2, "e n",
    ),
    "JSON-LD, a context elsewhere": ("jsonld", '{"@context": "http://127.0.0.1:9/c",\n "p": 1}', 1, "never fetched"),
    "RDF/XML, an entity elsewhere": (
        "rdfxml", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n' + RDF_HEAD + "<e:C>&x;</e:C></rdf:RDF>", 1,
        "none is fetched",
    ),
    "RDF 1.2": ("turtle", "\n<s> <p> <<( <s> <p> <o> )>> .", 2, "RDF 1.2"),
}  # fmt: skip


@pytest.mark.parametrize(("form", "text", "line", "words"), WRONG.values(), ids=WRONG)
def test_a_fault_is_told_in_words_at_its_line(form, text, line, words):
    """One fault, one finding."""
    finding = fault(text, form)
    assert finding.place.line == line
    assert words in finding.advice


DEEP, SOUND = 100_000, 20_000
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE = {
    "Turtle, brackets": ("turtle", "<s> <p> " + "[ <p> " * SOUND + "1" + " ]" * SOUND + " ."),
    "Turtle, lists": ("turtle", "<s> <p> " + "( " * SOUND + "1" + " )" * SOUND + " ."),
    "Turtle, many statements": ("turtle", "<s> <p> " + ",".join(map(str, range(600_000))) + " ."),
    "Turtle, brackets without end": ("turtle", "<s> <p> " + "[ <p> " * DEEP),
    "TriG, braces": ("trig", "<g> " + "{ " * DEEP),
    "Turtle, triple terms": ("turtle", "<s> <p> " + "<<( <s> <p> " * DEEP),
    "N-Triples, triple terms": ("ntriples", "<http://e/s> <http://e/p> " + "<<( <http://e/s> <http://e/p> " * DEEP),
    "N-Quads, triple terms": ("nquads", "<http://e/s> <http://e/p> " + "<<( <http://e/s> <http://e/p> " * DEEP),
    "RDF/XML, elements": ("rdfxml", RDF_HEAD + "<e:C><e:p>" * DEEP),
    "RDF/XML, entities": ("rdfxml", f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>\n{RDF_HEAD}<e:C e:p="&l9;"/>'),
    "JSON-LD, objects": ("jsonld", '{"http://e/p":' * DEEP + "1" + "}" * DEEP),
    "JSON-LD, arrays": ("jsonld", "[" * DEEP + "]" * DEEP),
    "JSON-LD, lists": ("jsonld", '{"http://e/p":' + '{"@list":[' * DEEP + "]}" * DEEP + "}"),
    "JSON-LD, contexts": ("jsonld", '{"@context":' + "[" * DEEP),
    "a line without end": ("ntriples", '<http://e/s> <http://e/p> "' + "a" * 30_000_000),
    "half a string a thousand times": ("turtle", '"""' * 100_000),
    "a name of a million letters": ("turtle", "<http://e/" + "a" * 1_000_000 + "> <p> e:" + "b" * 1_000_000),
}  # fmt: skip


@pytest.mark.parametrize(("form", "text"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_meant_to_hang_or_crash_gets_an_answer(form, text, tmp_path):
    """In a process that may use 60 seconds of the processor and 2 GiB, and does not end by a signal."""

    def limited():
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
        resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, 2 * 2**30))

    (tmp_path / "new").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "paradiplomacy", "validate", "new", "--format", form, "--report", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, preexec_fn=limited, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode in {0, 1, 2}, done.stderr[-500:]
    report = json.loads(done.stdout)
    assert (done.returncode == 0) is report["conforms"]
    assert all(0 < finding.get("line", 1) <= text.count("\n") + 1 for finding in report["findings"])
    assert {path.name for path in tmp_path.iterdir()} == {"new"}, "nothing is stored"
