"""A report is told to people, as JSON, as SHACL has it, as SARIF and as JUnit."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef

from paradiplomacy import formats, report
from paradiplomacy.findings import Finding, Place, Report, Severity
from paradiplomacy.report import as_json
from paradiplomacy.sources import OUTSIDE
from paradiplomacy.terms import ID, PARA, BNode

OURS = Namespace("https://w3id.org/paradiplomacy/report#")
SARIF = json.loads((Path(__file__).parent / "sarif" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
RDF_FORMS = ("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld")

TEXT = '@prefix para: <x> .\n\tid:東京 para:year "20O8" .\n'
YEAR = Finding(
    "year-is-a-year", Severity.VIOLATION, Place("new records.ttl", 2, 19), "Write the year as a number.",
    ID["year-entry/a"], PARA.year, Literal("20O8"), correction="2008",
    shape=URIRef("https://w3id.org/paradiplomacy/shapes#year-is-a-year"), component=SH.DatatypeConstraintComponent,
)  # fmt: skip
PAGES = Finding("pages-in-order", Severity.WARNING, Place("new records.ttl", 2), "Look at ]]> <&>.", BNode("b1"))
CLASH = Finding(
    "cax-dw", Severity.VIOLATION, Place("other.rdf", 7, 3), "Both cannot be.", ID["actor/a"],
    value=Literal("東", lang="ja"), proof="a is\n  b",
)  # fmt: skip
NOTE = Finding("names-no-passage", Severity.INFO, Place("other.rdf"), "Names no passage.")

GOOD = Report((), ("good.ttl",), (NOTE,))
BAD = Report(
    (YEAR, PAGES, CLASH),
    ("new records.ttl", "other.rdf", "good.ttl"),
    (NOTE,),
    texts={"new records.ttl": TEXT.encode()},
)
UNREAD = Report(
    (Finding("cannot-be-read", Severity.VIOLATION, Place("a.ttl", 1, 2), "No Turtle."),),
    ("a.ttl", "b.ttl"),
    readable=False,
)
REPORTS = pytest.mark.parametrize("made", [GOOD, BAD, UNREAD], ids=["good", "bad", "unread"])


class TestText:
    """For people."""

    def test_the_line_is_quoted_with_a_mark_below_the_column(self):
        """Below the place stands what to write there; wide letters take two columns, a tab takes one."""
        told = report.write(BAD, "text").decode().splitlines()
        assert told[:3] == [
            "new records.ttl:2:19: violation: Write the year as a number. [year-is-a-year]",
            '  2 |  id:東京 para:year "20O8" .',
            "    |                     ^ write: 2008",
        ]

    def test_it_ends_with_what_there_is_to_do(self):
        """Violations are to be mended, the rest is to be looked at."""
        assert report.write(BAD, "text").endswith(b"\ndoes not conform: 2 to mend; 1 to look at\n")
        assert report.write(GOOD, "text") == b"note: other.rdf: Names no passage.\nconforms\n"
        assert report.write(UNREAD, "text").endswith(b"\ncannot be read: nothing was checked\n")

    def test_a_long_line_is_cut_around_the_place(self):
        """What is shown fits a screen, and the mark stands below the same character."""
        line = "a" * 5000 + "X" + "b" * 5000
        finding = Finding("c", Severity.INFO, Place("f", 1, 5001), "Look.")
        _, quoted, mark, _ = report.write(Report((finding,), texts={"f": line.encode()}), "text").decode().splitlines()
        assert len(quoted) < 130
        assert quoted[mark.index("^")] == "X"

    def test_a_line_steers_no_terminal(self):
        """Control characters are not printed."""
        finding = Finding("c", Severity.INFO, Place("f", 1, 3), "Look.")
        assert b"\x1b" not in report.write(Report((finding,), texts={"f": b"a\x1b[2Jb\r\n"}), "text")


class TestJson:
    """For programs."""

    @REPORTS
    def test_it_is_what_its_schema_says(self, made):
        """The schema is strict: a member that it does not name is an error."""
        schema = json.loads(as_json.schema())
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads(report.write(made, "json")))

    def test_a_finding_has_all_its_parts(self):
        """What a finding does not have is left out."""
        year, pages, clash = json.loads(report.write(BAD, "json"))["findings"]
        assert year == {
            "severity": "violation",
            "check": "year-is-a-year",
            "shape": "https://w3id.org/paradiplomacy/shapes#year-is-a-year",
            "file": "new records.ttl",
            "line": 2,
            "column": 19,
            "message": "Write the year as a number.",
            "correction": "2008",
            "focus": {"type": "uri", "value": str(ID["year-entry/a"]), "name": "year-entry:a"},
            "path": {"type": "uri", "value": str(PARA.year), "name": "para:year"},
            "value": {"type": "literal", "value": "20O8"},
        }
        assert pages.keys() == {"severity", "check", "file", "line", "message", "focus"}
        assert clash["value"] == {"type": "literal", "value": "東", "xml:lang": "ja"}


def graph(made, form):
    """Read a report that is written in an RDF format."""
    whole = Graph()
    where = {"base": "urn:x:", "default_graph": OUTSIDE, "file": "report"}
    for quad in formats.parse(report.write(made, form), formats.by_name(form), **where):
        whole.add(quad[:3])
    return whole


class TestShacl:
    """As SHACL has it, section 3.6."""

    @pytest.mark.parametrize("form", RDF_FORMS)
    @REPORTS
    def test_each_rdf_format_holds_the_same_report(self, made, form):
        """One report; each result has what the standard asks for, once."""
        read = graph(made, form)
        [node] = read.subjects(RDF.type, SH.ValidationReport)
        assert list(read.objects(node, SH.conforms)) == [Literal(not made.findings)]
        results = set(read.objects(node, SH.result))
        assert results == set(read.subjects(RDF.type, SH.ValidationResult))
        assert len(results) == len(made)
        for result in results:
            for asked in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.resultMessage):
                assert len(list(read.objects(result, asked))) == 1, asked

    def test_places_and_corrections_are_properties_of_ours(self):
        """They stand beside those of the standard."""
        read = graph(BAD, "turtle")
        [result] = read.subjects(SH.focusNode, ID["year-entry/a"])
        assert {str(o) for o in read.objects(result, OURS.line)} == {"2"}
        expected = {
            (SH.resultSeverity, SH.Violation),
            (SH.resultPath, PARA.year),
            (SH.value, Literal("20O8")),
            (SH.sourceShape, YEAR.shape),
            (SH.sourceConstraintComponent, SH.DatatypeConstraintComponent),
            (OURS.file, Literal("new records.ttl")),
            (OURS.column, Literal(19)),
            (OURS.correction, Literal("2008")),
        }
        assert expected <= set(read.predicate_objects(result))


class TestSarif:
    """SARIF 2.1.0."""

    @REPORTS
    def test_it_is_what_the_schema_of_oasis_says(self, made):
        """Checked against the published schema."""
        Draft4Validator(SARIF).validate(json.loads(report.write(made, "sarif")))

    def test_a_result_has_rule_level_words_and_place(self):
        """A file name is a URI, and the record a logical location."""
        [run] = json.loads(report.write(BAD, "sarif"))["runs"]
        year, pages, clash = run["results"]
        assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["cax-dw", "pages-in-order", "year-is-a-year"]
        assert (year["ruleId"], year["ruleIndex"], year["level"]) == ("year-is-a-year", 2, "error")
        assert year["message"]["text"] == "Write the year as a number. Write: 2008"
        [location] = year["locations"]
        assert location["physicalLocation"] == {
            "artifactLocation": {"uri": "new%20records.ttl"},
            "region": {"startLine": 2, "startColumn": 19},
        }
        assert location["logicalLocations"][0]["name"] == "year-entry:a"
        assert pages["level"] == "warning"
        assert clash["properties"]["proof"] == CLASH.proof
        [note] = run["invocations"][0]["toolExecutionNotifications"]
        assert note["message"]["text"] == NOTE.advice

    def test_an_absolute_path_is_a_file_uri(self):
        """Only if it was given as one."""
        finding = Finding("c", Severity.INFO, Place("/a b.ttl", 1), "Look.")
        assert b'"file:///a%20b.ttl"' in report.write(Report((finding,)), "sarif")

    def test_what_was_not_read_was_not_successful(self):
        """So that no host takes an empty run for a clean one."""
        [run] = json.loads(report.write(UNREAD, "sarif"))["runs"]
        assert run["invocations"][0]["executionSuccessful"] is False


class TestJunit:
    """JUnit XML."""

    @REPORTS
    def test_the_counts_are_those_of_the_cases(self, made):
        """A suite a text, a case a finding; a text without findings is one case that passes."""
        root = ET.fromstring(report.write(made, "junit"))  # noqa: S314 — it is our own
        suites = root.findall("testsuite")
        assert [suite.get("name") for suite in suites] == list(made.files)
        for suite in suites:
            assert len(suite.findall("testcase")) == int(suite.get("tests")) > 0
            assert len(suite.findall("testcase/failure")) == int(suite.get("failures"))
            assert len(suite.findall("testcase/error")) == int(suite.get("errors"))

    def test_a_violation_fails_and_a_warning_does_not(self):
        """What cannot be read is an error, and what then was not checked is skipped."""
        new, other, good = ET.fromstring(report.write(BAD, "junit"))  # noqa: S314 — it is our own
        assert [suite.get("failures") for suite in (new, other, good)] == ["1", "1", "0"]
        assert new.find("testcase/failure").get("type") == "year-is-a-year"
        unread, skipped = ET.fromstring(report.write(UNREAD, "junit"))  # noqa: S314 — it is our own
        assert unread.get("errors") == "1"
        assert skipped.find("testcase/skipped") is not None


@REPORTS
@pytest.mark.parametrize("form", report.FORMS)
def test_the_same_report_gives_the_same_bytes(made, form):
    """In every form, whatever the order in which a set is walked."""
    assert report.write(made, form) == report.write(made, form)
