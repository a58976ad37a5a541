"""Every term tells a person what it means, when to use it and when not, and shows itself in use."""

import re
from collections import Counter

import pytest
import rdflib
from axioms import ONTOLOGY, name, triples_in
from rdflib.plugins.sparql import prepareQuery

from paradiplomacy import terms
from paradiplomacy.sources import Role
from paradiplomacy.terms import DCTERMS, OWL, PARA, RDF, RDFS, SKOS, XSD, Namespace, URIRef

TERMS = sorted({subject for subject in ONTOLOGY.subjects() if subject in PARA})
CLASSES = sorted(term for term in TERMS if (term, RDF.type, OWL.Class) in ONTOLOGY)
PROPERTIES = sorted(set(TERMS) - set(CLASSES))
KINDS_OF_PROPERTY = {OWL.ObjectProperty, OWL.DatatypeProperty}
CONCEPTS = sorted(set(ONTOLOGY.subjects(SKOS.inScheme)))
SCHEMES = sorted(set(ONTOLOGY.subjects(RDF.type, SKOS.ConceptScheme)))
VERSION = URIRef(terms.ROOT + "ontology")
VANN = Namespace("http://purl.org/vocab/vann/")
SHUNNED_TYPES = {OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.IrreflexiveProperty}
SHUNNED = {OWL.hasKey, OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty, OWL.someValuesFrom, OWL.unionOf}

CONCEPT_FOLDERS = sorted({concept.removeprefix(str(terms.ID)).partition("/")[0] for concept in CONCEPTS})
FOLDERS = (
    "actor", "person", "place", "cooperation", "year-entry", "register", "reference", "authorship", "instrument",
    "reading", "silence", "status", "programme", "activity", "expectation", "obstacle", "failure", "claim", "item",
    "breakdown", "study", "stage", "discrepancy", *CONCEPT_FOLDERS,
)  # fmt: skip
PREFIXES = {
    "para": PARA,
    "p": terms.PAPER["hakiem-susilowati-paradiplomacy/"],
    "xsd": XSD,
    **{kind: terms.ID[kind + "/"] for kind in FOLDERS},
}
CONCEPT_PREFIXES = tuple(str(PREFIXES[kind]) for kind in CONCEPT_FOLDERS)
EXAMPLES = {term: str(ONTOLOGY.value(term, SKOS.example)) for term in TERMS}
ABBREVIATED = {term for term, example in EXAMPLES.items() if "<…" in example}

each_term = pytest.mark.parametrize("term", TERMS, ids=name)


@each_term
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition, SKOS.scopeNote, SKOS.example], ids=name)
def test_a_term_says_it_once_in_english(term, predicate):
    """A label, a definition, a note on its use, an example."""
    assert [text.language for text in ONTOLOGY.objects(term, predicate)].count("en") == 1


@each_term
def test_a_text_is_made_of_sentences(term):
    """It begins with a capital letter and ends as a sentence does; a definition says more than the name."""
    texts = [str(ONTOLOGY.value(term, predicate)) for predicate in (SKOS.definition, SKOS.scopeNote)]
    assert all(re.fullmatch(r"[A-Z].*[.…?]", text) for text in texts)
    assert len(texts[0].split()) > 3


@each_term
def test_a_term_is_of_one_kind(term):
    """A class, a property with things as values, or a property with literals as values."""
    kinds = {*KINDS_OF_PROPERTY, OWL.Class, OWL.AnnotationProperty} & set(ONTOLOGY.objects(term, RDF.type))
    assert len(kinds) == 1


def test_names_of_classes_and_properties_differ_at_first_sight():
    """Classes are in upper camel case, properties in lower camel case."""
    assert [term for term in CLASSES if not re.fullmatch(r"([A-Z][a-z]+)+", name(term))] == []
    assert [term for term in PROPERTIES if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name(term))] == []


@pytest.mark.parametrize("kind", [CLASSES, PROPERTIES], ids=["classes", "properties"])
def test_no_two_labels_of_one_kind_are_alike(kind):
    """In one language, two classes have two labels, and so have two properties."""
    labels = Counter((str(text).lower(), text.language) for term in kind for text in ONTOLOGY.objects(term, RDFS.label))
    assert [label for label, times in labels.items() if times > 1] == []


@each_term
def test_what_a_text_mentions_exists(term):
    """A term of ours that a definition or a note names is a term of the ontology."""
    for predicate in (SKOS.definition, SKOS.scopeNote):
        mentioned = re.findall(r"\bpara:(\w+)", str(ONTOLOGY.value(term, predicate)))
        assert {PARA[word] for word in mentioned} <= set(TERMS)


@pytest.mark.parametrize("term", sorted(set(TERMS) - ABBREVIATED), ids=name)
def test_an_example_can_be_read_and_uses_terms_that_exist(term):
    """It is Turtle, or a query, with the data's prefixes; it uses the term, and its terms and concepts exist."""
    example = EXAMPLES[term]
    if example.startswith("SELECT"):
        prepareQuery(example, initNs=PREFIXES)
        assert {PARA[word] for word in re.findall(r"para:(\w+)", example)} <= set(TERMS)
        return
    heads = "".join(f"@prefix {prefix}: <{iri}> . " for prefix, iri in PREFIXES.items())
    used = {node for triple in rdflib.Graph().parse(data=heads + example, format="turtle") for node in triple}
    assert term in used
    assert {node for node in used if node in PARA} <= set(TERMS)
    assert {node for node in used if node.startswith(CONCEPT_PREFIXES)} <= set(CONCEPTS)


def test_few_examples_are_abbreviated():
    """An IRI that would not fit on the line is cut with an ellipsis; such an example is read by people alone."""
    assert len(ABBREVIATED) <= len(TERMS) // 10


def test_an_inverse_is_declared_once():
    """One of two inverses declares the other, and each property has one inverse."""
    pairs = list(ONTOLOGY.subject_objects(OWL.inverseOf))
    ends = [end for pair in pairs for end in pair]
    assert len(set(ends)) == len(ends)
    assert set(ends) <= set(PROPERTIES)


@pytest.mark.parametrize("predicate", sorted(SHUNNED), ids=name)
def test_an_axiom_that_merges_or_demands_is_not_there(predicate):
    """Keys and equalities would merge nodes; what is demanded, shapes demand."""
    assert list(ONTOLOGY.subject_objects(predicate)) == []


def test_no_property_is_functional_or_irreflexive():
    """Two values of a functional property would become one; a property with a chain may not be irreflexive."""
    assert set(ONTOLOGY.objects(None, RDF.type)).isdisjoint(SHUNNED_TYPES)


def test_no_property_has_two_domains_or_two_ranges():
    """Two would mean both at once, and everything would get both kinds."""
    for predicate in (RDFS.domain, RDFS.range):
        times = Counter(ONTOLOGY.subjects(predicate))
        assert [term for term, count in times.items() if count > 1] == []


def test_no_foreign_term_is_put_above_or_below_a_property_of_ours():
    """A foreign property's domain or range would draw our things into its classes."""
    for narrow, wide in ONTOLOGY.subject_objects(RDFS.subPropertyOf):
        assert {narrow, wide} <= set(PROPERTIES)
    assert {wide for _, wide in ONTOLOGY.subject_objects(RDFS.subClassOf)} - set(CLASSES) == {SKOS.Concept}


def test_shared_properties_have_no_domain():
    """What several kinds of thing have in common makes none of them another kind."""
    for term in (PARA.year, PARA.position, PARA.row, PARA.asWritten, PARA.country, PARA.recordedIn, PARA.hasParty):
        assert ONTOLOGY.value(term, RDFS.domain) is None


def test_the_ontology_says_which_version_it_is_and_who_may_use_it():
    """Version IRI, licence, title, description and the prefix that the data uses."""
    number = str(ONTOLOGY.value(VERSION, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", number)
    assert ONTOLOGY.value(VERSION, OWL.versionIRI) == VERSION + "/" + number
    assert ONTOLOGY.value(VERSION, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert ONTOLOGY.value(VERSION, DCTERMS.title)
    assert ONTOLOGY.value(VERSION, DCTERMS.description)
    assert str(ONTOLOGY.value(VERSION, VANN.preferredNamespacePrefix)) == "para"
    assert str(ONTOLOGY.value(VERSION, VANN.preferredNamespaceUri)) == str(PARA)


@pytest.mark.parametrize("concept", CONCEPTS, ids=name)
def test_a_concept_is_in_one_scheme_and_says_what_it_means(concept):
    """One scheme, one class of ours, one label and one definition in English."""
    (scheme,) = ONTOLOGY.objects(concept, SKOS.inScheme)
    (kind,) = ONTOLOGY.objects(concept, RDF.type)
    assert scheme in SCHEMES
    assert (kind, RDFS.subClassOf, SKOS.Concept) in ONTOLOGY
    for predicate in (SKOS.prefLabel, SKOS.definition):
        assert [text.language for text in ONTOLOGY.objects(concept, predicate)].count("en") == 1


@pytest.mark.parametrize("scheme", SCHEMES, ids=name)
def test_a_scheme_holds_concepts_of_one_class_with_different_labels(scheme):
    """A concept of the wrong scheme is found out by its class; two concepts of a scheme have two labels."""
    concepts = set(ONTOLOGY.subjects(SKOS.inScheme, scheme))
    assert len({kind for concept in concepts for kind in ONTOLOGY.objects(concept, RDF.type)}) == 1
    labels = Counter(label for concept in concepts for label in ONTOLOGY.objects(concept, SKOS.prefLabel))
    assert set(labels.values()) == {1}
    assert ONTOLOGY.value(scheme, SKOS.prefLabel)
    assert ONTOLOGY.value(scheme, SKOS.definition)


def test_every_concept_is_in_a_scheme():
    """What is of a class of concepts stands in a scheme's file."""
    kinds = set(ONTOLOGY.subjects(RDFS.subClassOf, SKOS.Concept))
    assert {concept for kind in kinds for concept in ONTOLOGY.subjects(RDF.type, kind)} == set(CONCEPTS)


DATA = [
    *triples_in(Role.PAPER, Role.PASSAGES, Role.READINGS, Role.BACKGROUND, Role.DATASET),
    *((s, p, o) for s, p, o in ONTOLOGY if s in CONCEPTS or s in SCHEMES),
]


def test_every_term_in_the_data_is_declared_with_its_kind():
    """A tool for OWL 2 DL must know a property before it reads a value: a thing, a literal, or an annotation."""
    for _, predicate, value in DATA:
        if predicate not in {RDF.type, RDFS.label}:
            fitting = OWL.DatatypeProperty if isinstance(value, rdflib.Literal) else OWL.ObjectProperty
            assert {fitting, OWL.AnnotationProperty} & set(ONTOLOGY.objects(predicate, RDF.type)), predicate
    classes = {value for _, predicate, value in DATA if predicate == RDF.type}
    assert classes <= set(ONTOLOGY.subjects(RDF.type, OWL.Class))


def test_what_is_there_for_asking_is_never_stated():
    """What a note says to ask with, or never to state, follows from something else that is stated."""
    notes = {term: str(ONTOLOGY.value(term, SKOS.scopeNote)) for term in PROPERTIES}
    for_asking = {term for term, note in notes.items() if re.match("Ask with it|Never state", note)}
    assert PARA.cooperatesWith in for_asking
    assert {predicate for _, predicate, _ in DATA} & for_asking == set()
