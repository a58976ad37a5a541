"""What a reader may conclude from a statement, and what not: the cases that the ontology was made for."""

import re
from dataclasses import dataclass

import pytest
import rdflib
from axioms import ONTOLOGY

from paradiplomacy import terms
from paradiplomacy.formats import spell
from paradiplomacy.infer.statements import follow
from paradiplomacy.terms import OWL, PARA

PREFIXES = "".join(f"@prefix {prefix}: <{terms.PREFIXES[prefix]}> . " for prefix in ("para", "rdf", "owl", "skos"))


@dataclass(frozen=True)
class Telling:
    """A sentence of the specification, what is stated, what follows, and what does not, in Turtle."""

    sentence: str
    stated: str
    follows: str = ""
    follows_not: str = ""

    def triples(self, text):
        """Read Turtle in a namespace of this case's own."""
        own = "urn:told:" + re.sub(r"\W+", "-", self.sentence) + ":"
        return set(rdflib.Graph().parse(data=f"{PREFIXES} @prefix : <{own}> . {text}", format="turtle"))


TOLD = [
    Telling(
        "cooperation runs in both directions",
        ":c para:leadParty :a ; para:counterpart :b .",
        ":a para:cooperatesWith :b . :b para:cooperatesWith :a .",
    ),
    Telling(
        "the partner of a partner is no partner",
        ":c para:leadParty :a ; para:counterpart :b . :d para:leadParty :b ; para:counterpart :e .",
        ":a para:cooperatesWith :b . :b para:cooperatesWith :e .",
        ":a para:cooperatesWith :e . :e para:cooperatesWith :a .",
    ),
    Telling(
        "two counterparts of one keeper are no partners of each other",
        ":c para:leadParty :a ; para:counterpart :b , :d .",
        ":a para:cooperatesWith :b , :d .",
        ":b para:cooperatesWith :d . :d para:cooperatesWith :b .",
    ),
    Telling(
        "two states in one cooperation stay two",
        ":c para:leadParty :a ; para:counterpart :b , :d . :b a para:State . :d a para:State .",
        ":c para:hasParty :b , :d .",
        ":b owl:sameAs :d . :d owl:sameAs :b .",
    ),
    Telling(
        "nobody is his own partner",
        ":c para:leadParty :a ; para:counterpart :b . :b para:leads :d . :d para:counterpart :a .",
        ":a para:cooperatesWith :b .",
        ":a para:cooperatesWith :a . :b para:cooperatesWith :b .",
    ),
    Telling(
        "who signs together does not thereby cooperate",
        ":i a para:Instrument ; para:signatory :a , :b .",
        ":a para:partyTo :i . :b para:signatoryTo :i .",
        ":a para:cooperatesWith :b . :i a para:Cooperation .",
    ),
    Telling(
        "who is a party in whatever role is not thereby the keeper or the counterpart",
        ":c para:hasParty :a , :b .",
        ":a a para:Actor .",
        ":c para:leadParty :a . :c para:counterpart :b . :a para:cooperatesWith :b . :c a para:Cooperation .",
    ),
    Telling(
        "a place lies in everything around it, and directly only in the next",
        ":village para:directlyWithin :district . :district para:directlyWithin :country .",
        ":village para:within :district , :country . :country para:contains :village .",
        ":village para:directlyWithin :country . :country para:directlyContains :village ; para:within :village .",
    ),
    Telling(
        "a passage is part of the paper, and directly of its section only",
        ":passage para:directlyPartOf :section . :section para:directlyPartOf :paper .",
        ":passage para:partOf :paper . :paper para:hasPart :passage .",
        ":passage para:directlyPartOf :paper . :passage a para:Passage .",
    ),
    Telling(
        "a government belongs to the country of its territory",
        ":government para:governs :land . :land para:country :country .",
        ":government para:country :country . :country a para:Country .",
        ":country para:country :country . :government para:within :country . :land a para:Country .",
    ),
    Telling(
        "a place belongs to the country of what contains it, and so does its government",
        ":government para:governs :town . :town para:directlyWithin :land . :land para:country :country .",
        ":town para:country :country . :government para:country :country .",
        ":country para:country :country .",
    ),
    Telling(
        "whoever is only a party, or is mentioned, gets no country",
        ":land para:country :country . :a para:governs :land . :c para:leadParty :a ; para:counterpart :b .",
        ":a para:country :country .",
        ":b para:country :country . :c para:country :country .",
    ),
    Telling(
        "a unit does not get the country of its organisation",
        ":unit para:unitOf :whole . :whole para:country :country .",
        ":whole para:hasUnit :unit .",
        ":unit para:country :country .",
    ),
    Telling(
        "what an actor's country is says nothing of the territory, and two countries stay two",
        ":a para:governs :land ; para:country :one , :other .",
        ":one a para:Country .",
        ":land para:country :one . :one owl:sameAs :other . :a a para:SubStateActor .",
    ),
    Telling(
        "the author of a work is whoever holds one of its authorships",
        ":w para:authorship :first , :second . :first para:author :a ; para:affiliation :o . :second para:author :b .",
        ":w para:hasAuthor :a , :b . :a para:authorOf :w . :o a para:Organisation .",
        ":w para:hasAuthor :o . :second para:author :a . :second para:affiliation :o . :a a para:Person .",
    ),
    Telling(
        "what is possibly the same gives nothing but its mirror",
        ":a a para:SubStateActor ; para:possiblySame :b ; para:country :x . :b para:possiblySame :d .",
        ":b para:possiblySame :a .",
        ":b a para:SubStateActor . :b a para:Actor . :b para:country :x . :a para:possiblySame :d . :a owl:sameAs :b .",
    ),
    Telling(
        "a silence gives nothing but its own kind and that of where it is silent",
        ":s para:silentAbout :a ; para:silentOn para:country ; para:silentIn :p .",
        ":s a para:Silence . :p a para:Document .",
        ":a a para:Actor . :a a para:Place . :p a para:Passage . para:country a para:Silence . :a para:statedIn :p .",
    ),
    Telling(
        "a reading gives nothing of what it is about",
        ":r para:about :a ; para:readingOf :p ; para:readingKind :k .",
        ":r a para:Reading . :p a para:Passage .",
        ":a a para:Actor . :r a para:Doubt . :a para:statedIn :p .",
    ),
    Telling(
        "a twinning of places gives no cooperation and no country",
        ":a para:twinnedWith :b . :g para:governs :a . :b para:country :x . :b para:twinnedWith :d .",
        ":b para:twinnedWith :a . :a a para:Place .",
        ":a para:cooperatesWith :b . :g para:cooperatesWith :b . :a para:country :x . :a para:twinnedWith :d .",
    ),
    Telling(
        "the year of a year entry is no year of the cooperation or of its instrument",
        ":c para:yearEntry :e . :e para:year 2015 . :i para:instrumentOf :c .",
        ":e para:yearEntryOf :c . :c para:hasInstrument :i .",
        ":i para:year 2015 . :c para:year 2015 . :e a para:Instrument .",
    ),
    Telling(
        "the year of an instrument is no year entry",
        ":i a para:Instrument ; para:instrumentOf :c ; para:year 1973 .",
        ":c a para:Cooperation .",
        ":c para:year 1973 . :c para:yearEntry :i . :i a para:YearEntry .",
    ),
    Telling(
        "what follows an instrument does not follow what came before that one",
        ":third para:follows :second . :second para:follows :first .",
        ":first para:followedBy :second .",
        ":third para:follows :first .",
    ),
    Telling(
        "what a register records may be a cooperation or an instrument",
        ":thing para:recordedIn :r ; para:row 4 . :other para:recordedIn :s ; para:row 4 .",
        ":r para:records :thing . :r a para:Register .",
        ":thing a para:Cooperation . :thing a para:Instrument . :thing owl:sameAs :other .",
    ),
    Telling(
        "a reference that supports a passage is not thereby cited in it, nor the reverse",
        ":one para:supports :p . :q para:cites :other .",
        ":p para:supportedBy :one . :other para:citedIn :q .",
        ":p para:cites :one . :other para:supports :q .",
    ),
]

UNTRUE = [
    Telling("somebody is his own partner", ":c para:leadParty :x ; para:counterpart :x ."),
    Telling("somebody is both keeper and partner by the inverses", ":x para:leads :c ; para:counterpartIn :c ."),
    Telling("a place is a counterpart", ":c para:counterpart :x . :x a para:Place ."),
    Telling("a country is a signatory", ":i para:signatory :x . :x a para:Country ."),
    Telling("a government lies in a place", ":x a para:SubStateActor ; para:directlyWithin :land ."),
    Telling("an actor is the country of an actor", ":a para:country :x . :x a para:State ."),
    Telling("a state is a sub-state actor", ":x a para:FormerState , para:SubStateActor ."),
    Telling("a company is a charity", ":x a para:PrivateSectorOrganisation , para:NonGovernmentalOrganisation ."),
    Telling("a year entry is an instrument", ":c para:yearEntry :x . :x para:instrumentKind :k ."),
    Telling("a passage is a section", ":x para:passageKind :k ; a para:Section ."),
    Telling("a keyword is a kind of instrument", ":x a para:Topic . :i para:instrumentKind :x ."),
    Telling("a silence is a reading", ":x a para:Silence , para:Doubt ."),
    Telling("a register is the paper that prints it", ":x a para:Paper . :c para:recordedIn :x ."),
]

MAYBE = [
    Telling("an academy of arts is a university", ":x a para:University , para:CulturalInstitution ."),
    Telling("an actor of unknown kind is a partner", ":c para:leadParty :x ; para:counterpart :y . :x a para:Actor ."),
    Telling("a cooperation has several counterparts", ":c para:leadParty :x ; para:counterpart :y , :z ."),
    Telling("one is keeper here and partner there", ":c para:leadParty :x . :d para:counterpart :x ."),
    Telling("an organisation is an author", ":w para:authorship :s . :s para:author :x . :x a para:Organisation ."),
    Telling("a silence is on the kind of a thing", ":x para:silentAbout :a ; para:silentOn rdf:type ."),
    Telling(
        "a foreign register lists one party of a treaty", ":x para:signatory :a ; para:recordedIn :r ; para:row 7 ."
    ),
    Telling(
        "states and organisations sign one treaty",
        ":x a para:Instrument ; para:signatory :a , :b , :d , :e . :a a para:State . :b a para:FormerState . "
        ":d a para:InternationalOrganisation . :e a para:University .",
    ),
    Telling("a twinning has no year and no kind", ":x para:twinnedWith :y . :x a para:Place . :y para:country :z ."),
    Telling("a concept has a wider concept", ":x a para:Topic ; skos:broader :y . :y a para:Topic ."),
]


@pytest.fixture(scope="module")
def closure():
    """Close all that may be true together; each case has a namespace of its own."""
    return follow([*ONTOLOGY, *(triple for told in (*TOLD, *MAYBE) for triple in told.triples(told.stated))])


@pytest.fixture(scope="module")
def clashes():
    """Close all that cannot be true together, and give the clashes."""
    return follow([*ONTOLOGY, *(triple for told in UNTRUE for triple in told.triples(told.stated))]).inconsistencies


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.sentence)
def test_it_follows_and_no_more_than_that(closure, told):
    """What follows is inferred, and what does not follow is neither inferred nor stated."""
    assert told.triples(told.follows) <= closure.inferred
    assert told.triples(told.follows_not).isdisjoint(closure.inferred)


@pytest.mark.parametrize("told", UNTRUE, ids=lambda told: told.sentence)
def test_it_cannot_be_true(clashes, told):
    """The clash names the thing, so that a person finds it."""
    (thing,) = {term for triple in told.triples(told.stated) for term in triple if term.endswith(":x")}
    assert any(spell(thing) in clash.culprits for clash in clashes)


def test_nothing_clashes_that_may_be_true(closure):
    """Kinds that do not exclude each other, and several values, are no contradiction."""
    assert closure.inconsistencies == ()


def test_nobody_cooperates_with_himself_and_no_two_names_are_made_one(closure):
    """Over all that may be true, together."""
    reflexive = {predicate for subject, predicate, obj in closure.inferred if subject == obj}
    assert PARA.cooperatesWith not in reflexive
    assert OWL.sameAs not in {predicate for _, predicate, _ in closure.inferred}
