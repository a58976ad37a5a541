"""What SIB's SPARQL editor asks an endpoint for, word for word (sib-swiss/sparql-editor, metadata.ts): it is found."""

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, Literal

from paradiplomacy import library, terms
from paradiplomacy.formats import by_name
from paradiplomacy.store import Query
from paradiplomacy.store.guard import admit

PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
      SELECT DISTINCT ?prefix ?namespace
      WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix}
      ORDER BY ?prefix"""

PARTITIONS = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh:<http://www.w3.org/ns/shacl#>
PREFIX sd:<http://www.w3.org/ns/sparql-service-description#>
PREFIX void:<http://rdfs.org/ns/void#>
PREFIX void-ext:<http://ldf.fi/void-ext#>
SELECT DISTINCT ?graph ?graphLabel ?subjectClass ?prop ?objectClass ?objectDatatype
?triples ?subjectClassLabel ?objectClassLabel ?subjectClassComment ?objectClassComment ?propLabel ?propComment
WHERE {
      {
        OPTIONAL {
          ?graph sd:graph ?graphDesc .
          OPTIONAL { ?graph rdfs:label ?graphLabel }
          ?graphDesc void:classPartition ?cp .
        }
        ?cp void:class ?subjectClass ;
          void:propertyPartition ?pp .
        OPTIONAL { ?subjectClass rdfs:label ?subjectClassLabel }
        OPTIONAL { ?subjectClass rdfs:comment ?subjectClassComment }

        ?pp void:property ?prop .
        OPTIONAL { ?pp void:triples ?triples }
        OPTIONAL { ?prop rdfs:label ?propLabel }
        OPTIONAL { ?prop rdfs:comment ?propComment }
        OPTIONAL {
          {
            ?pp  void:classPartition [ void:class ?objectClass ] .
            OPTIONAL { ?objectClass rdfs:label ?objectClassLabel }
            OPTIONAL { ?objectClass rdfs:comment ?objectClassComment }
          } UNION {
            ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] .
          }
        }
      } UNION {
        ?linkset void:subjectsTarget [ void:class ?subjectClass ] ;
          void:linkPredicate ?prop ;
          void:objectsTarget [ void:class ?objectClass ] .
      }
} ORDER BY ?subjectClass ?objectClass ?objectDatatype ?graph ?triples"""

PARTITIONS_BEFORE = """PREFIX up: <http://purl.uniprot.org/core/>
      PREFIX void: <http://rdfs.org/ns/void#>
      PREFIX void-ext: <http://ldf.fi/void-ext#>
      SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype
      WHERE {
        {
          ?cp void:class ?subjectClass ;
              void:propertyPartition ?pp .
          ?pp void:property ?prop .
          OPTIONAL {
              {
                  ?pp  void:classPartition [ void:class ?objectClass ] .
              } UNION {
                  ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] .
              }
          }
        } UNION {
          ?ls void:subjectsTarget [ void:class ?subjectClass ] ;
              void:linkPredicate ?prop ;
              void:objectsTarget [ void:class ?objectClass ] .
        }
      }"""

EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query
WHERE {
  ?sq a sh:SPARQLExecutable ;
    rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct|sh:describe ?query .
} ORDER BY ?sq"""


def ask(client: FlaskClient, query: str) -> list[dict[str, str]]:
    """Ask as the editor does, and give the values."""
    response = client.get(
        "/sparql", query_string={"ac": "1", "query": query}, headers={"Accept": "application/sparql-results+json"}
    )
    assert response.status_code == 200
    bindings = response.json["results"]["bindings"]
    return [{name: term["value"] for name, term in binding.items()} for binding in bindings]


def test_it_finds_the_prefixes(client: FlaskClient, snapshot):
    """Those of the vocabularies, and one for each kind of thing that is named in the graph; no prefix twice."""
    found = [(row["prefix"], row["namespace"]) for row in ask(client, PREFIXES)]
    subjects = {str(subject).removeprefix(terms.ID) for subject, _, _ in snapshot.closure("paper")}
    kinds = {name.partition("/")[0] for name in subjects if "/" in name and ":" not in name}
    assert dict(found) == terms.PREFIXES | {kind: f"{terms.ID}{kind}/" for kind in kinds}
    assert len(dict(found)) == len(found)
    assert {"actor", "cooperation", "place"} <= kinds


@pytest.fixture(scope="module")
def closure(snapshot):
    """Read the closure of the paper."""
    return list(snapshot.closure("paper"))


def test_it_finds_which_class_leads_by_which_property_where(client: FlaskClient, closure):
    """Each use in the closure is found with its class or datatype, and no other; so with the older query."""
    types: dict[object, set] = {}
    for subject, predicate, obj in closure:
        if predicate == RDF.type:
            types.setdefault(subject, set()).add(str(obj))
    uses = set()
    for subject, predicate, obj in closure:
        for kind in types.get(subject, ()):
            if isinstance(obj, Literal):
                datatype = obj.datatype or (RDF.langString if obj.language else terms.XSD.string)
                uses.add((kind, str(predicate), None, str(datatype)))
            else:
                uses |= {(kind, str(predicate), target, None) for target in types.get(obj, ())}
    for query in (PARTITIONS, PARTITIONS_BEFORE):
        rows = ask(client, query)
        names = ("subjectClass", "prop", "objectClass", "objectDatatype")
        found = {tuple(row.get(name) for name in names) for row in rows}
        assert {use for use in found if use[2] or use[3]} == uses


def test_it_finds_labels_and_counts_of_what_is_ours(client: FlaskClient, closure):
    """Each class and property of the ontology comes with a label, each use with how often it is there."""
    rows = ask(client, PARTITIONS)
    ours = [row for row in rows if row["subjectClass"].startswith(terms.PARA)]
    assert ours
    assert all("subjectClassLabel" in row for row in ours)
    assert all("propLabel" in row for row in rows if row["prop"].startswith(terms.PARA))
    entries = {s for s, p, o in closure if p == RDF.type and o == terms.PARA.YearEntry}
    years = [s for s, p, _ in closure if p == terms.PARA.year and s in entries]
    counts = {
        int(row["triples"])
        for row in ours
        if row["subjectClass"] == str(terms.PARA.YearEntry) and row["prop"] == str(terms.PARA.year)
    }
    assert counts == {len(years)} == {42}


def test_it_finds_the_example_queries(client: FlaskClient):
    """The query library, each with what it asks in words and a text that runs."""
    rows = ask(client, EXAMPLES)
    assert {row["query"] for row in rows} == {example.text for example in library.examples()}
    assert all(row["comment"].strip() for row in rows)
    assert len({row["sq"] for row in rows}) == len(rows)
    for row in rows:
        admit(Query(row["query"], by_name("json")))
