"""Files, folders, standard input and texts of Python are checked, many together, in every RDF format."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import paradiplomacy
from paradiplomacy import Finding, Place, Report, Severity, cli, formats, validate
from paradiplomacy.errors import NotFound, Refused
from paradiplomacy.sources import OUTSIDE
from paradiplomacy.validation import knowledge, texts

HEAD = """@prefix para: <https://w3id.org/paradiplomacy/ontology#> .
@prefix actor: <https://w3id.org/paradiplomacy/id/actor/> . @prefix place: <https://w3id.org/paradiplomacy/id/place/> .
@prefix cooperation: <https://w3id.org/paradiplomacy/id/cooperation/> .
@prefix register: <https://w3id.org/paradiplomacy/id/register/> .
"""
PARTNER = HEAD + 'actor:new a para:SubStateActor ; para:asWritten "New" .\n'
COOPERATION = (
    HEAD
    + """cooperation:one a para:Cooperation ; para:recordedIn register:hakiem-susilowati-table-1 ; para:row 77 ;
  para:leadParty actor:yogyakarta ; para:counterpart actor:new .
"""
)
WRONG = HEAD + 'actor:new a para:SubStateActor ;\n  para:asWritten " New" .\n'
RDF = ("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld")


@pytest.fixture
def run(home, capsysbinary):
    """Run validate beside the real snapshot: give exit code and output."""

    def ran(*arguments, at=home):
        code = cli.main(["validate", *map(str, arguments), "--home", str(at)])
        return code, capsysbinary.readouterr().out.decode()

    return ran


@pytest.fixture
def put(tmp_path, monkeypatch):
    """Write files into an empty working folder."""
    monkeypatch.chdir(tmp_path)

    def written(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return written


def written_as(form, text):
    """Write Turtle in another format."""
    where = {"base": "urn:x:", "default_graph": OUTSIDE, "file": "x"}
    quads = formats.parse(text, formats.by_name("turtle"), **where)
    return formats.write((quad[:3] for quad in quads), formats.by_name(form))


class TestFormats:
    """Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD."""

    @pytest.mark.parametrize("form", RDF)
    def test_a_finding_has_file_line_and_column(self, put, run, form):
        """In every format, where the statement's object stands."""
        octets = written_as(form, WRONG)
        name = "new" + formats.by_name(form).extensions[0]
        put(**{name.replace(".", "_"): octets})
        code, out = run(name, "--report", "json")
        [finding] = json.loads(out)["findings"]
        assert (code, finding["check"], finding["file"]) == (1, "spelling-is-a-name", name)
        line = octets.decode().splitlines()[finding["line"] - 1]
        assert line[finding["column"] - 1 :].startswith(('" New"', "<para:asWritten>", '{"@value":" New"'))

    def test_what_is_said_of_the_file_wins_over_its_name(self, put, run):
        """A file without an extension has the format that is said."""
        put(record=PARTNER)
        assert run("record", "--format", "turtle")[0] == 0

    def test_standard_input_needs_a_format(self, run, monkeypatch):
        """Its findings are at `-`."""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
        code, out = run("-", "--format", "turtle")
        assert code == 1
        assert out.startswith("-:6:")
        assert run("-") == (2, "")

    def test_that_no_passage_is_named_is_a_note(self, put, run):
        """It is no fault; TriG that names a passage has no such note."""
        passage = "<https://w3id.org/paradiplomacy/paper/hakiem-susilowati-paradiplomacy/table-1-row-27>"
        put(a_ttl=PARTNER, b_trig=HEAD + passage + ' { actor:yamanashi para:asWritten "Yamanashi" }')
        code, out = run("a.ttl", "b.trig")
        assert (code, out) == (
            0,
            (
                "note: a.ttl: This text names no passage, which is no fault: it is checked as one contribution.\n"
                "conforms\n"
            ),
        )

    def test_an_empty_text_conforms_and_is_noted(self, put, run):
        """Nothing is stated, so nothing is wrong."""
        put(a_ttl="", b_nq="# a comment\n")
        code, out = run("a.ttl", "b.nq")
        assert code == 0
        assert out.count("This text states nothing: there was nothing to check.") == 2


class TestTogether:
    """Many texts in one call."""

    def test_a_record_may_refer_to_another_file(self, put, run):
        """Alone it refers to nothing."""
        put(a_ttl=COOPERATION, b_ttl=PARTNER)
        assert run("a.ttl", "b.ttl")[0] == 0
        assert run("a.ttl")[0] == 1

    def test_a_number_given_twice_is_found_across_files(self, put, run):
        """Each finding has its own file."""
        put(a_ttl=COOPERATION, b_ttl=PARTNER, c_ttl=COOPERATION.replace("cooperation:one", "cooperation:two"))
        code, out = run("a.ttl", "b.ttl", "c.ttl")
        assert code == 1
        assert out.startswith("c.ttl:5:")
        assert "[row-is-unique]" in out

    def test_blank_nodes_of_two_files_are_two(self, put, run):
        """Of the same label, too; and each run labels them alike."""
        put(a_ttl=HEAD + "_:x a para:Place .", b_ttl=HEAD + "_:x a para:Actor .")
        once = run("a.ttl", "b.ttl", "--report", "json")
        assert [finding["focus"]["value"] for finding in json.loads(once[1])["findings"]] == ["b1", "b2"]
        assert run("a.ttl", "b.ttl", "--report", "json") == once

    def test_if_one_text_cannot_be_read_nothing_is_checked(self, put, run):
        """All that cannot be read are told, and nothing that would follow from it."""
        put(a_ttl=COOPERATION, b_ttl="actor:new a", c_jsonld="{")
        code, out = run("a.ttl", "b.ttl", "c.jsonld", "--report", "json")
        report = json.loads(out)
        assert (code, report["readable"], report["conforms"]) == (2, False, False)
        assert [(found["file"], found["check"], found["line"]) for found in report["findings"]] == [
            ("b.ttl", "cannot-be-read", 1),
            ("c.jsonld", "cannot-be-read", 1),
        ]


class TestFolders:
    """What a folder holds, at any depth."""

    def test_rdf_is_read_and_the_rest_is_said(self, put, run):
        """A file counts once, however often it is named; hidden ones are not looked at."""
        put(records__a_ttl=COOPERATION, records__deep__b_ttl=PARTNER, records__notes_txt="x", records__package_json="{")
        put(records___git__c_ttl="no Turtle")
        code, out = run("records", "records/a.ttl", "--report", "json")
        report = json.loads(out)
        assert code == 0
        assert report["files"] == ["records/a.ttl", "records/deep/b.ttl"]
        [skipped] = [note for note in report["notes"] if note["check"] == "file-skipped"]
        assert skipped["message"].endswith("notes.txt, package.json.")

    def test_a_folder_without_rdf_is_told(self, put, run):
        """It is not taken for one that conforms."""
        put(records__notes_txt="x")
        assert run("records")[0] == 2

    def test_the_same_files_give_the_same_bytes(self, put, run):
        """No time, no absolute path, no order of a file system."""
        put(records__a_ttl=WRONG, records__b_ttl=COOPERATION)
        for form in ("text", "json", "turtle", "sarif", "junit"):
            once = run("records", "--report", form)[1]
            assert run("records", "--report", form)[1] == once
            assert os.fspath(Path.cwd()) not in once


@pytest.mark.parametrize("name", ["record.docx", "record.csv", "record.srj", "record", "nowhere.ttl"])
def test_what_is_no_rdf_file_is_refused(put, run, name):
    """By name, before it is read."""
    put(record_docx="", record_csv="a,b", record_srj="{}", record="")
    assert run(name) == (2, "")


def test_texts_that_are_too_large_are_refused(put, run, monkeypatch, capsysbinary):
    """Together, not one by one."""
    put(a_ttl=PARTNER, b_ttl=PARTNER)
    monkeypatch.setattr(texts, "LARGEST", len(PARTNER) + 10)
    assert run("a.ttl")[0] == 0
    assert cli.main(["validate", "a.ttl", "b.ttl"]) == 2
    assert b"Check fewer at a time." in capsysbinary.readouterr().err


class TestPython:
    """From paradiplomacy import validate."""

    def test_a_text_a_path_and_a_folder_are_checked_alike(self, put):
        """Text has a format beside it; a path says its own."""
        put(new_ttl=WRONG)
        at_path, at_name, in_folder = validate(Path("new.ttl")), validate("new.ttl"), validate(["new.ttl", "."])
        as_text, as_bytes = (validate(text, "turtle", "new.ttl") for text in (WRONG, WRONG.encode()))
        assert {len({*map(str, report)}) for report in (at_path, at_name, in_folder, as_text, as_bytes)} == {1}
        assert str(next(iter(at_path))) == str(next(iter(as_text)))

    def test_the_result_is_typed(self, put):
        """A report of findings, each with a severity and a place."""
        put(new_ttl=WRONG)
        report = validate("new.ttl")
        [finding] = report
        assert isinstance(report, Report)
        assert isinstance(finding, Finding)
        assert finding.severity is Severity.VIOLATION
        assert finding.place == Place("new.ttl", 6, 18)
        assert not report.conforms
        assert report.readable

    def test_without_a_snapshot_the_shipped_graph_is_known(self, tmp_path, home):
        """So nothing needs to be built before a check."""
        assert {quad[:3] for quad in knowledge(tmp_path)} == {quad[:3] for quad in knowledge(home)}

    def test_bytes_need_a_format(self):
        """They have no name that tells it."""
        with pytest.raises(NotFound, match="turtle"):
            validate(PARTNER.encode())

    @pytest.mark.parametrize("name", ["csv", "json", "docx"])
    def test_a_format_is_one_of_rdf(self, name):
        """Others are refused with the names there are."""
        with pytest.raises(NotFound, match="turtle, trig"):
            validate(PARTNER, name)

    def test_shapes_of_others_stand_in_the_place_of_ours(self, put):
        """The same report, for anybody's RDF."""
        shape = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .\n"
        shape += "e:S sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:minCount 1 ] ."
        put(shapes_ttl=shape)
        [finding] = validate("<http://e/s> a <http://e/C> .", "turtle", shapes="shapes.ttl")
        assert finding.place == Place("text", 1, 16)
        assert validate("<http://e/s> a <http://e/D> .", "turtle", shapes=["shapes.ttl"]).conforms

    def test_what_is_not_there_is_an_error(self, tmp_path):
        """Other than a text that is there and is wrong."""
        with pytest.raises(NotFound):
            validate(tmp_path / "nowhere.ttl")

    def test_too_much_is_an_error(self, tmp_path, monkeypatch):
        """It says how much is allowed."""
        monkeypatch.setattr(texts, "LARGEST", 10)
        (tmp_path / "a.ttl").write_text(PARTNER, encoding="utf-8")
        with pytest.raises(Refused, match="MiB"):
            validate(tmp_path / "a.ttl")

    @pytest.mark.parametrize("what", ["import paradiplomacy", "from paradiplomacy import validate"])
    def test_it_needs_no_web_server(self, what):
        """Neither Flask nor what it brings is imported, and the package alone imports nothing at all."""
        heavy = "'flask', 'granian', 'owlrl'" + (", 'rdflib', 'numpy'" if what.startswith("import") else "")
        check = f"{what}; import sys; print({{{heavy}}} & sys.modules.keys())"
        done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
        assert done.stdout == "set()\n"

    def test_every_name_is_there(self):
        """What `__all__` promises."""
        assert all(getattr(paradiplomacy, name) for name in paradiplomacy.__all__)


LONG = HEAD + "".join(
    f'actor:n{number} a para:SubStateActor ; para:asWritten "N {number}" .\n' for number in range(20_000)
)


class TestLong:
    """A long run."""

    def test_it_can_be_stopped(self, tmp_path):
        """An interrupt ends it soon, with exit code 130, and nothing is printed."""
        (tmp_path / "long.ttl").write_text(LONG, encoding="utf-8")
        script = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        script += "from paradiplomacy import cli, validation\nfrom paradiplomacy.cli import validating\n"
        script += "validating._progress = lambda done, total: print(done, file=sys.stderr, flush=True)\n"
        script += "sys.stderr.isatty = lambda: True\nsys.exit(cli.main(['validate', 'long.ttl']))"
        process = subprocess.Popen(
            [sys.executable, "-c", script], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        first = int(process.stderr.readline())
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (130, b"")
        assert len(err.splitlines()) < 100, "it went on for long after the interrupt"
        assert first == 100

    def test_a_terminal_shows_how_far_it_is(self, put, monkeypatch, capsysbinary):
        """On standard error, and only there."""
        put(a_ttl=PARTNER)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        cli.main(["validate", "a.ttl"])
        out, err = capsysbinary.readouterr()
        assert b"1 of 1 things checked" in err
        assert out.endswith(b"conforms\n")
        assert b"\r" not in out
