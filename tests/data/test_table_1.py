"""Table 1 is in the graph as it is printed: 31 rows, 42 years, names and countries as written."""

import csv
from pathlib import Path

import pytest

from paradiplomacy import terms
from paradiplomacy.terms import PAPER, PARA, RDF, Literal, Namespace

COPY = Path(__file__).parent / "table-1.tsv"
ROWS = tuple(csv.reader(COPY.read_text(encoding="utf-8").splitlines()[1:], delimiter="\t"))
PASSAGES = Namespace(PAPER["hakiem-susilowati-paradiplomacy/"])
REGISTER = terms.thing("register", "hakiem-susilowati-table-1")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"row {row[0]}")
def test_a_row_is_as_printed(stated, row):
    """The graph of the row's passage states one cooperation with this name, country and years, and no other."""
    number, written, country, years = row
    graph = stated.graph(PASSAGES[f"table-1-row-{int(number):02}"])
    (cooperation,) = graph.subjects(RDF.type, PARA.Cooperation)
    (counterpart,) = graph.objects(cooperation, PARA.counterpart)
    entries = set(graph.objects(cooperation, PARA.yearEntry))
    assert set(graph.objects(cooperation, PARA.recordedIn)) == {REGISTER}
    assert [str(value) for value in graph.objects(cooperation, PARA.row)] == [number]
    assert set(graph.objects(cooperation, PARA.leadParty)) == {terms.thing("actor", "yogyakarta")}
    assert [str(name) for name in graph.objects(counterpart, PARA.asWritten)] == [written]
    countries = [str(name) for name in graph.objects(counterpart, PARA.country / PARA.asWritten)]
    assert countries == ([country] if country else [])
    assert sorted(str(year) for entry in entries for year in graph.objects(entry, PARA.year)) == years.split(", ")
    assert entries == set(graph.subjects(RDF.type, PARA.YearEntry))


def test_the_rows_are_31_and_the_years_42(union):
    """Counted in the graph: no row twice, no year entry shared, one year an entry."""
    rows = [union.value(cooperation, PARA.row) for cooperation in union.subjects(PARA.recordedIn, REGISTER)]
    entries = list(union.objects(None, PARA.yearEntry))
    assert sorted(int(row) for row in rows) == list(range(1, 32))
    assert len(entries) == len(set(entries)) == 42
    assert all(len(list(union.objects(entry, PARA.year))) == 1 for entry in entries)


def test_every_row_has_a_counterpart_of_its_own(union):
    """31 rows name 31 parties; that two of them may be one is a doubt, not a fact."""
    counterparts = set(union.objects(None, PARA.counterpart))
    assert len(counterparts) == 31
    victoria, state = terms.thing("actor", "victoria"), terms.thing("actor", "state-of-victoria")
    assert (state, PARA.possiblySame, victoria) in union or (victoria, PARA.possiblySame, state) in union


@pytest.mark.parametrize("row", [7, 28, 30, 31])
def test_a_doubtful_name_has_its_doubt(union, row):
    """What a mangled name may mean is a doubt about the counterpart, and is not asserted."""
    (cooperation,) = union.subjects(PARA.row, Literal(str(row), datatype=terms.XSD.integer))
    counterpart = union.value(cooperation, PARA.counterpart)
    assert any((reading, RDF.type, PARA.Doubt) in union for reading in union.subjects(PARA.about, counterpart))


def test_the_copy_beside_this_test_is_the_printed_table(printed):
    """Name and country are parted by a slash, years by commas."""
    texts = [passage.text for passage in printed.values() if passage.kind == "table row"]
    cells = [text.split(" · ") for text in texts]
    names = [[part.strip() for part in name.partition("/")] for _, name, _ in cells]
    read = [[number, name, country, years] for (number, _, years), (name, _, country) in zip(cells, names, strict=True)]
    assert [list(row) for row in ROWS] == read
