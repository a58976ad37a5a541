"""The query library reads questions as data."""

import pytest

from paradiplomacy import library
from paradiplomacy.errors import NotFound, SyntaxFault
from paradiplomacy.findings import Place

GOOD = """\
#+ title: Which years are printed?
#+ description: One line for each year.
#+ keywords: [years, table]
#+ result: select
#+ inference: because of a chain
PREFIX para: <https://w3id.org/paradiplomacy/ontology#>
#+ this is an ordinary comment
SELECT ?year { ?entry para:year ?year }
"""


def test_a_file_is_read_into_its_question():
    """Every field of the head, the name of the file and the whole text are kept."""
    example = library.parse(GOOD, "queries/which-years.rq")
    assert example == library.Example(
        name="which-years",
        title="Which years are printed?",
        description="One line for each year.",
        keywords=("years", "table"),
        result="select",
        inference="because of a chain",
        text=GOOD,
    )


def test_inference_may_be_left_out():
    """A question that the asserted graphs answer says nothing of inference."""
    text = GOOD.replace("#+ inference: because of a chain\n", "")
    assert library.parse(text, "queries/which-years.rq").inference is None


@pytest.mark.parametrize(
    ("right", "wrong", "line", "words"),
    [
        ("#+ title: Which years are printed?\n", "", 1, "title"),
        ("#+ keywords: [years, table]", "#+ keywords: years", 3, "keywords"),
        ("#+ keywords: [years, table]", "#+ keywords: [1999]", 3, "keywords"),
        ("#+ keywords: [years, table]", "#+ keywords: []", 3, "keywords"),
        ("#+ description: One line for each year.", "#+ description:", 2, "description"),
        ("#+ result: select", "#+ result: describe", 4, "describe"),
        ("#+ inference:", "#+ inferrence:", 5, "inferrence"),
        ("#+ inference: because of a chain", "#+ inference: 7", 5, "inference"),
        ("One line for each year.", "One line: for each year.", 2, "YAML"),
        ("[years, table]", "[years, \x07table]", 1, "YAML"),
        (GOOD[: GOOD.index("PREFIX")], "", 1, "no head"),
        ("#+ title: Which years are printed?", "\n#+ title: Which years are printed?", 1, "no head"),
    ],
    ids=[
        "a field is missing",
        "a list is no list",
        "a word is a number",
        "a list is empty",
        "a text is empty",
        "a result that is none",
        "a field that is none",
        "a text is a number",
        "a colon without quotation marks",
        "a control character",
        "no head",
        "an empty line first",
    ],
)
def test_a_malformed_head_is_refused_at_its_line(right, wrong, line, words):
    """The error names the file, the line and what is wrong there."""
    assert right in GOOD
    with pytest.raises(SyntaxFault) as caught:
        library.parse(GOOD.replace(right, wrong), "queries/which-years.rq")
    assert caught.value.place == Place("queries/which-years.rq", line)
    assert words in caught.value.message


def test_all_questions_come_sorted_by_name():
    """The order does not depend on the file system."""
    names = [example.name for example in library.examples()]
    assert names == sorted(names)
    assert len(names) == len(set(names)) >= 24


def test_a_question_is_found_by_its_name():
    """The name of a file, without its ending, finds its question."""
    first = library.examples()[0]
    assert library.named(first.name) == first


def test_a_misspelt_name_is_answered_with_the_nearest():
    """Who misspells a name is told which one he may have meant."""
    name = library.examples()[0].name
    with pytest.raises(NotFound) as caught:
        library.named(name + "x")
    assert name in caught.value.advice


@pytest.mark.parametrize("name", ["", "../pyproject", "\x00", "x" * 1_000_000], ids=["empty", "path", "nul", "long"])
def test_a_hostile_name_is_not_found_and_not_echoed_at_length(name):
    """A name is looked up, never opened as a path, and a long one is cut in the message."""
    with pytest.raises(NotFound) as caught:
        library.named(name)
    assert len(str(caught.value)) < 1000


def test_every_question_stands_in_one_group():
    """None is lost and none is told twice, and no group is empty."""
    groups = library.grouped(library.examples())
    told = [example for group in groups for example in group.examples]
    assert sorted(example.name for example in told) == [example.name for example in library.examples()]
    assert all(group.examples for group in groups)


@pytest.mark.parametrize(
    ("keywords", "group"),
    [
        ("[years, partners]", "The table and its years"),
        ("[counts, partners]", "Partners, countries and places"),
        ("[counts, hitherto-unheard-of]", library.OTHERS),
    ],
    ids=["by the first word", "by the first word that a group knows", "by none"],
)
def test_a_question_is_grouped_by_its_keywords(keywords, group):
    """The first keyword that belongs to a group decides."""
    example = library.parse(GOOD.replace("[years, table]", keywords), "queries/which-years.rq")
    assert library.grouped([example]) == (library.Group(group, (example,)),)


def test_no_keyword_belongs_to_two_groups():
    """Which group a keyword means is never a matter of order."""
    words = [word for keywords in library.GROUPS.values() for word in keywords]
    assert len(words) == len(set(words))
