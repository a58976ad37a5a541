"""The page of the paper: each passage in its place, with what it states, and the ways from one to the other."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from rdflib import Literal

from paradiplomacy import sources
from paradiplomacy.store import Store
from paradiplomacy.terms import PARA, PREFIXES
from paradiplomacy.web.results import rows

HEAD = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("graph", "para", "rdfs"))
BROWSER = {"Accept": "text/html"}
PRINTED = sources.root().parent / "shared" / "paper" / "passages.tsv"
LARGEST = 1_500_000  # bytes
SCRIPT = "<script>alert(1)</script>"


class Articles(HTMLParser):
    """The passages of a page in order: the text of each by its class, and the addresses that it leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: dict[str, dict[str, list[str]]] = {}
        self.links: dict[str, list[str]] = {}
        self.ids: list[str] = []
        self._article = ""
        self._paragraph = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note where a passage or a paragraph begins, and each link."""
        attributes = dict(attrs)
        self.ids += [attributes["id"]] if attributes.get("id") else []
        if tag == "article":
            self._article = attributes["id"] or ""
            self.texts[self._article], self.links[self._article] = {}, []
        if self._article and tag in ("p", "h3", "dt", "dd", "summary", "li"):
            self._paragraph = attributes.get("class") or tag
            self.texts[self._article].setdefault(self._paragraph, []).append("")
        if self._article and tag == "a":
            self.links[self._article].append(attributes["href"] or "")

    def handle_endtag(self, tag):
        """Note where a passage ends."""
        if tag == "article":
            self._article = self._paragraph = ""

    def handle_data(self, data):
        """Add text to the paragraph begun last."""
        if self._article and self._paragraph:
            self.texts[self._article][self._paragraph][-1] += data

    def read(self, article, paragraph):
        """Give the paragraphs of that class in a passage, white space evened."""
        return [" ".join(text.split()) for text in self.texts[article].get(paragraph, [])]


def number(iri) -> str:
    """Give the id of a passage in the page."""
    return str(iri).rpartition("/")[2]


@pytest.fixture(scope="module")
def text(client: FlaskClient) -> str:
    """Give the page of the whole paper."""
    return client.get("/paper").text


@pytest.fixture(scope="module")
def articles(text: str) -> Articles:
    """Take the page of the whole paper apart."""
    return Articles(text)


def test_every_passage_stands_once_and_in_the_order_of_the_paper(articles: Articles, store: Store):
    """240 passages by their position."""
    query = "SELECT ?p { GRAPH graph:passages { ?p a para:Passage ; para:position ?n } } ORDER BY ?n"
    assert list(articles.texts) == [number(row["p"]) for row in rows(store, HEAD + query)]
    assert len(articles.texts) == 240


def test_every_section_has_its_heading_and_stands_in_the_contents(text: str, store: Store):
    """The contents lead to each heading."""
    sections = rows(store, HEAD + "SELECT ?s { GRAPH graph:passages { ?s a para:Section } }")
    for row in sections:
        assert f'<h2 id="{number(row["s"])}">' in text
        assert f'<a href="#{number(row["s"])}">' in text


def test_the_contents_count_what_the_sections_state(text: str, store: Store):
    """The propositions in the contents are those of the passages' graphs, once for each passage."""
    query = """SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?g ?c {
        GRAPH ?g { ?c a ?kind } ?g a para:Passage . ?kind rdfs:subClassOf para:Claim } }"""
    counted = sum(int(found.replace(",", "")) for found in re.findall(r"([\d,]+) propositions?", text))
    assert counted == int(str(rows(store, HEAD + query)[0]["n"]))


def test_each_gloss_stands_once_below_its_passage(articles: Articles, store: Store):
    """What leads a proposition is its gloss, in each passage that states it and in no other."""
    query = """SELECT DISTINCT ?g ?c ?label {
        GRAPH ?g { ?c a ?kind ; rdfs:label ?label } ?g a para:Passage . ?kind rdfs:subClassOf para:Claim }"""
    wanted = Counter((number(row["g"]), str(row["label"])) for row in rows(store, HEAD + query))
    assert wanted
    assert Counter((one, gloss) for one in articles.texts for gloss in articles.read(one, "gloss")) == wanted


@pytest.mark.parametrize("role", [PARA.voice, PARA.statedBy, PARA.viaReference, PARA.modality, PARA.hedge, PARA.cause])
def test_who_says_a_proposition_and_how_stands_with_it(articles: Articles, store: Store, role):
    """Each passage that states such a thing has the property's name as often as the graph has a subject with it."""
    query = f"SELECT DISTINCT ?g ?c {{ GRAPH ?g {{ ?c <{role}> ?x ; rdfs:label ?l }} ?g a para:Passage }}"
    wanted = Counter(number(row["g"]) for row in rows(store, HEAD + query))
    label = rows(store, HEAD + f"SELECT ?l {{ <{role}> rdfs:label ?l FILTER (LANG(?l) = 'en') }}")[0]["l"]
    assert wanted
    for passage, times in wanted.items():
        told = " ".join(" ".join(texts) for texts in articles.texts[passage].values())
        assert len(re.findall(rf"\b{label}\b", told)) >= times or role == PARA.cause


def test_a_passage_says_where_it_stands_and_what_it_is(articles: Articles):
    """Row 27 of the table."""
    assert articles.read("table-1-row-27", "h3") == ["passage 117 table 1, row 27"]
    assert articles.read("table-1-row-27", "source")[0].startswith("row of a table")


def test_years_and_partners_of_a_row_stand_in_it(articles: Articles):
    """What has no name of its own is told where it belongs."""
    told = articles.read("table-1-row-27", "dd")
    assert "2015; 2016" in told
    assert "Yamanashi Prefecture" in told


def test_a_passage_leads_to_its_triples_and_its_things_to_their_records(client: FlaskClient, articles: Articles):
    """Every link of a passage answers."""
    links = articles.links["table-1-row-27"]
    assert any("GRAPH" in link for link in links)
    assert any("actor/yamanashi" in link for link in links)
    for link in {link for link in links if link.startswith("/")}:
        page = client.get(link)
        assert page.status_code == 200
        assert "Nothing in the graph matches" not in page.text


def test_every_way_within_the_page_leads_somewhere(articles: Articles):
    """No anchor is missing and none stands twice."""
    assert [one for one, times in Counter(articles.ids).items() if times > 1] == []
    within = {link[1:] for links in articles.links.values() for link in links if link.startswith("#")}
    assert within <= set(articles.ids)


def test_what_is_cited_leads_to_its_entry_and_back(articles: Articles, store: Store):
    """Each mark that a passage prints is a way to the reference, whose entry has the way back."""
    query = "SELECT ?p ?entry { GRAPH graph:passages { ?p para:cites ?r } GRAPH ?entry { ?r a para:Reference } }"
    pairs = [(number(row["p"]), number(row["entry"])) for row in rows(store, HEAD + query)]
    assert len(pairs) == 27
    for passage, entry in pairs:
        assert f"#{entry}" in articles.links[passage]
        assert f"#{passage}" in articles.links[entry]


def test_a_passage_without_a_fact_says_why(articles: Articles, store: Store):
    """The reason stands where the statements would."""
    query = "SELECT ?p { GRAPH graph:passages { ?p para:statesNothing ?why } }"
    for row in rows(store, HEAD + query):
        assert articles.read(number(row["p"]), "silent")[0].startswith("States nothing: ")


def test_what_is_ours_is_told_apart(articles: Articles):
    """The reasons for readings are folded below the passage that they concern."""
    assert articles.read("table-1-row-03", "summary")[0].endswith("of ours on passage 93")
    assert any("abbreviation of Amerika Serikat" in text for text in articles.read("table-1-row-03", "li"))


def test_a_passage_is_linked_to_its_place_everywhere(client: FlaskClient):
    """In an answer too, the IRI of a passage leads to what it states."""
    page = client.get("/query", query_string={"example": "where-each-reference-is-cited"}).text
    assert re.search(r'href="/paper#section-1-p1-s2"', page)


@pytest.mark.parametrize("kind", ["Definition", "CausalClaim", "Claim", "Cooperation"])
def test_a_kind_keeps_the_passages_that_state_one(client: FlaskClient, store: Store, kind):
    """Those, all of them, and no other."""
    query = f"""SELECT DISTINCT ?g ?n {{ GRAPH ?g {{ ?c a ?k }} ?g a para:Passage ; para:position ?n .
        FILTER (?k = para:{kind} || EXISTS {{ ?k rdfs:subClassOf para:{kind} }}) }} ORDER BY ?n"""
    kept = Articles(client.get("/paper", query_string={"kind": kind}).text)
    assert list(kept.texts) == [number(row["g"]) for row in rows(store, HEAD + query)]
    assert kept.texts
    elsewhere = {link for links in kept.links.values() for link in links if link.startswith("#")}
    assert {link[1:] for link in elsewhere} <= set(kept.ids)


@pytest.mark.parametrize("kind", ["Definitio", "definition", SCRIPT, "Voice", "x" * 5000])
def test_a_kind_that_no_passage_states_is_told(client: FlaskClient, kind):
    """404, with the kinds that are near, and what was asked stays text."""
    response = client.get("/paper", query_string={"kind": kind}, headers=BROWSER)
    assert response.status_code == 404
    assert "No passage speaks of a kind" in response.text
    assert SCRIPT not in response.text
    assert len(response.text) < 5000


def test_the_nearest_kind_is_offered(client: FlaskClient):
    """A misspelt kind is put right."""
    assert "Definition" in client.get("/paper?kind=Definitio").json["advice"]


def test_the_page_holds_no_sentence_of_the_paper(articles: Articles, store: Store):
    """No nine words in a row of its sentences and list items, but for what the paper itself quotes."""
    if not PRINTED.exists():
        pytest.skip(f"the text of the paper is not at hand: no {PRINTED.name} in ../shared/paper")
    lines = [line.split("\t") for line in PRINTED.read_text(encoding="utf-8").splitlines()]
    body = {run for line in lines if line[2] in {"sentence", "list item"} for run in _runs(line[-1])}
    quoted = rows(store, HEAD + "SELECT ?text { GRAPH ?g { ?claim para:quotation ?text } }")
    ours = [text for texts in articles.texts.values() for told in texts.values() for text in told]
    found = {run for text in ours for run in _runs(text)} & body
    assert body
    assert found - {run for row in quoted for run in _runs(str(row["text"]))} == set()


def _runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[start : start + 9]) for start in range(len(words) - 8)}


def test_the_page_stays_small(client: FlaskClient):
    """A slow line can carry it."""
    assert len(client.get("/paper").data) < LARGEST


@pytest.mark.parametrize("hostile", [SCRIPT, '" onmouseover="x', "</p><b>", "{{ 7 * 191 }}"])
def test_a_hostile_name_stays_text(own: FlaskClient, publish, hostile):
    """Names, glosses, locators, reasons and spellings come from files that others write."""
    written = Literal(hostile).n3()
    publish(
        f"""@prefix p: <https://w3id.org/paradiplomacy/paper/x/> .
        p:s a para:Section ; para:position 1 ; rdfs:label {written} .
        p:p-1 a para:Passage ; para:position 1 ; para:directlyPartOf p:s ; para:locator {written} ;
            para:passageKind id:k ; para:cites id:r .
        p:p-2 a para:Passage ; para:position 2 ; para:directlyPartOf p:s ; para:statesNothing id:w .
        id:k rdfs:label {written} . id:w rdfs:label {written} .
        para:Aim rdfs:subClassOf para:Claim ; rdfs:label {written} .
        GRAPH p:p-1 {{
          id:c a para:Aim ; rdfs:label {written} ; para:voice id:v ; para:content id:t , <javascript:alert(1)> .
          id:v rdfs:label {written} . id:t para:asWritten {written} ; para:quotation {written} . }}
        GRAPH graph:readings {{ id:z para:readingOf p:p-1 ; para:rationale {written} . }}"""
    )
    page = own.get("/paper")
    assert page.status_code == 200
    parsed = Articles(page.text)
    assert list(parsed.texts) == ["p-1", "p-2"]
    assert hostile not in page.text or "<" not in hostile
    assert "1337" not in page.text
    assert not re.search(r"<[^>]*\sonmouseover=", page.text)
    assert not [link for links in parsed.links.values() for link in links if link.startswith("javascript")]
    assert (
        page.text.count(str(Literal(hostile)).replace("&", "&amp;")[:3].replace("<", "&lt;").replace('"', "&#34;")) > 5
    )


def test_things_that_have_each_other_for_a_value_are_told_to_an_end(own: FlaskClient, publish):
    """Two things without a name, each a value of the other, do not send the page in circles."""
    publish(
        """@prefix p: <https://w3id.org/paradiplomacy/paper/x/> .
        p:s a para:Section ; para:position 1 .
        p:p-1 a para:Passage ; para:position 1 ; para:directlyPartOf p:s .
        GRAPH p:p-1 { id:a para:about id:b . id:b para:about id:a . id:c para:about id:a . }"""
    )
    assert own.get("/paper").status_code == 200


def test_a_paper_without_passages_has_a_page_all_the_same(own: FlaskClient, publish):
    """A young graph is no error."""
    publish("id:a para:year 1 .")
    assert "No passage is described yet" in own.get("/paper").text


def test_a_new_snapshot_is_read_anew(own: FlaskClient, publish):
    """What is kept of one edition is not shown for the next."""
    for name in ("first", "second"):
        publish(f'<https://w3id.org/paradiplomacy/paper/x/s> a para:Section ; para:position 1 ; rdfs:label "{name}" .')
        assert name in own.get("/paper").text
