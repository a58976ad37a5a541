# ruff: noqa: E501 — because a line of the tables holds one rule, however long the W3C made it
"""OWL 2 RL/RDF, all 78 rules, one a line, in the order of the W3C's tables 4 to 9.

Source: OWL 2 Web Ontology Language Profiles, section 4.3. This is the reference text: the compiler reads it, the
checker reads it, the documentation prints it.

How to read a line: name, premises, conclusions, each triple pattern ended by a dot. Beside triple patterns stand

=====================  ================================================================================
``?x LIST ?c[]``       ?x is a list of ?c[1] ... ?c[n], W3C's LIST[?x, ?c1, ..., ?cn]
``[k]``, ``[k+1]``     the pattern is meant for every k from 1 to n
``[i]``, ``[j]``       for some i, and a j that comes after it
``IS``                 ?ap is one of the annotation properties, ?dt one of the datatypes of OWL 2 RL
``IN``, ``NOT-IN``     the value of the literal is (not) in the value space of the datatype
``SAME``, ``OTHER``    the two literals have the same data value, or different ones
``false``              the graph is inconsistent
=====================  ================================================================================
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

__all__ = [
    "ANNOTATION_PROPERTIES", "DATATYPES", "FIRST", "LISTED", "NIL", "REST", "RULES", "SAME_AS", "TABLES", "TYPE",
    "Atom", "Entry", "Rule", "is_variable", "name", "shorten",
]  # fmt: skip

Atom: TypeAlias = tuple[str, str, str]
"""A triple or a triple pattern: terms in N-Triples syntax, variables with a question mark before them."""

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule as the W3C states it; no conclusions means ``false``."""

    name: str
    premises: tuple[Atom, ...]
    conclusions: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule made for one axiom: plain data that any Datalog evaluator can run.

    ``head`` is None where the rule says ``false``. ``axioms`` are the triples of the schema that the rule was made
    of. With ``pairwise``, two atoms of the body are enough: whoever fits any two of them is a contradiction.
    """

    name: str
    head: Atom | None
    body: tuple[Atom, ...]
    axioms: tuple[Atom, ...] = ()
    pairwise: bool = False


TABLES: dict[str, str] = {
    "Table 4. The semantics of equality": """
eq-ref     | ?s ?p ?o                                                        | ?s owl:sameAs ?s . ?p owl:sameAs ?p . ?o owl:sameAs ?o
eq-sym     | ?x owl:sameAs ?y                                                | ?y owl:sameAs ?x
eq-trans   | ?x owl:sameAs ?y . ?y owl:sameAs ?z                             | ?x owl:sameAs ?z
eq-rep-s   | ?s owl:sameAs ?t . ?s ?p ?o                                     | ?t ?p ?o
eq-rep-p   | ?p owl:sameAs ?q . ?s ?p ?o                                     | ?s ?q ?o
eq-rep-o   | ?o owl:sameAs ?t . ?s ?p ?o                                     | ?s ?p ?t
eq-diff1   | ?x owl:sameAs ?y . ?x owl:differentFrom ?y                      | false
eq-diff2   | ?x a owl:AllDifferent . ?x owl:members ?y . ?y LIST ?z[] . ?z[i] owl:sameAs ?z[j]         | false
eq-diff3   | ?x a owl:AllDifferent . ?x owl:distinctMembers ?y . ?y LIST ?z[] . ?z[i] owl:sameAs ?z[j] | false
""",
    "Table 5. The semantics of axioms about properties": """
prp-ap     | ?ap IS owl:AnnotationProperty                                   | ?ap a owl:AnnotationProperty
prp-dom    | ?p rdfs:domain ?c . ?x ?p ?y                                    | ?x a ?c
prp-rng    | ?p rdfs:range ?c . ?x ?p ?y                                     | ?y a ?c
prp-fp     | ?p a owl:FunctionalProperty . ?x ?p ?y1 . ?x ?p ?y2             | ?y1 owl:sameAs ?y2
prp-ifp    | ?p a owl:InverseFunctionalProperty . ?x1 ?p ?y . ?x2 ?p ?y      | ?x1 owl:sameAs ?x2
prp-irp    | ?p a owl:IrreflexiveProperty . ?x ?p ?x                         | false
prp-symp   | ?p a owl:SymmetricProperty . ?x ?p ?y                           | ?y ?p ?x
prp-asyp   | ?p a owl:AsymmetricProperty . ?x ?p ?y . ?y ?p ?x               | false
prp-trp    | ?p a owl:TransitiveProperty . ?x ?p ?y . ?y ?p ?z               | ?x ?p ?z
prp-spo1   | ?p1 rdfs:subPropertyOf ?p2 . ?x ?p1 ?y                          | ?x ?p2 ?y
prp-spo2   | ?p owl:propertyChainAxiom ?x . ?x LIST ?p[] . ?u[k] ?p[k] ?u[k+1] | ?u[1] ?p ?u[n+1]
prp-eqp1   | ?p1 owl:equivalentProperty ?p2 . ?x ?p1 ?y                      | ?x ?p2 ?y
prp-eqp2   | ?p1 owl:equivalentProperty ?p2 . ?x ?p2 ?y                      | ?x ?p1 ?y
prp-pdw    | ?p1 owl:propertyDisjointWith ?p2 . ?x ?p1 ?y . ?x ?p2 ?y        | false
prp-adp    | ?x a owl:AllDisjointProperties . ?x owl:members ?y . ?y LIST ?p[] . ?u ?p[i] ?v . ?u ?p[j] ?v | false
prp-inv1   | ?p1 owl:inverseOf ?p2 . ?x ?p1 ?y                               | ?y ?p2 ?x
prp-inv2   | ?p1 owl:inverseOf ?p2 . ?x ?p2 ?y                               | ?y ?p1 ?x
prp-key    | ?c owl:hasKey ?u . ?u LIST ?p[] . ?x a ?c . ?x ?p[k] ?z[k] . ?y a ?c . ?y ?p[k] ?z[k] | ?x owl:sameAs ?y
prp-npa1   | ?x owl:sourceIndividual ?i1 . ?x owl:assertionProperty ?p . ?x owl:targetIndividual ?i2 . ?i1 ?p ?i2 | false
prp-npa2   | ?x owl:sourceIndividual ?i . ?x owl:assertionProperty ?p . ?x owl:targetValue ?lt . ?i ?p ?lt | false
""",
    "Table 6. The semantics of classes": """
cls-thing    |                                                               | owl:Thing a owl:Class
cls-nothing1 |                                                               | owl:Nothing a owl:Class
cls-nothing2 | ?x a owl:Nothing                                              | false
cls-int1   | ?c owl:intersectionOf ?x . ?x LIST ?c[] . ?y a ?c[k]            | ?y a ?c
cls-int2   | ?c owl:intersectionOf ?x . ?x LIST ?c[] . ?y a ?c               | ?y a ?c[i]
cls-uni    | ?c owl:unionOf ?x . ?x LIST ?c[] . ?y a ?c[i]                   | ?y a ?c
cls-com    | ?c1 owl:complementOf ?c2 . ?x a ?c1 . ?x a ?c2                  | false
cls-svf1   | ?x owl:someValuesFrom ?y . ?x owl:onProperty ?p . ?u ?p ?v . ?v a ?y | ?u a ?x
cls-svf2   | ?x owl:someValuesFrom owl:Thing . ?x owl:onProperty ?p . ?u ?p ?v    | ?u a ?x
cls-avf    | ?x owl:allValuesFrom ?y . ?x owl:onProperty ?p . ?u a ?x . ?u ?p ?v  | ?v a ?y
cls-hv1    | ?x owl:hasValue ?y . ?x owl:onProperty ?p . ?u a ?x             | ?u ?p ?y
cls-hv2    | ?x owl:hasValue ?y . ?x owl:onProperty ?p . ?u ?p ?y            | ?u a ?x
cls-maxc1  | ?x owl:maxCardinality 0 . ?x owl:onProperty ?p . ?u a ?x . ?u ?p ?y               | false
cls-maxc2  | ?x owl:maxCardinality 1 . ?x owl:onProperty ?p . ?u a ?x . ?u ?p ?y1 . ?u ?p ?y2  | ?y1 owl:sameAs ?y2
cls-maxqc1 | ?x owl:maxQualifiedCardinality 0 . ?x owl:onProperty ?p . ?x owl:onClass ?c . ?u a ?x . ?u ?p ?y . ?y a ?c | false
cls-maxqc2 | ?x owl:maxQualifiedCardinality 0 . ?x owl:onProperty ?p . ?x owl:onClass owl:Thing . ?u a ?x . ?u ?p ?y    | false
cls-maxqc3 | ?x owl:maxQualifiedCardinality 1 . ?x owl:onProperty ?p . ?x owl:onClass ?c . ?u a ?x . ?u ?p ?y1 . ?y1 a ?c . ?u ?p ?y2 . ?y2 a ?c | ?y1 owl:sameAs ?y2
cls-maxqc4 | ?x owl:maxQualifiedCardinality 1 . ?x owl:onProperty ?p . ?x owl:onClass owl:Thing . ?u a ?x . ?u ?p ?y1 . ?u ?p ?y2 | ?y1 owl:sameAs ?y2
cls-oo     | ?c owl:oneOf ?x . ?x LIST ?y[]                                  | ?y[i] a ?c
""",
    "Table 7. The semantics of class axioms": """
cax-sco    | ?c1 rdfs:subClassOf ?c2 . ?x a ?c1                              | ?x a ?c2
cax-eqc1   | ?c1 owl:equivalentClass ?c2 . ?x a ?c1                          | ?x a ?c2
cax-eqc2   | ?c1 owl:equivalentClass ?c2 . ?x a ?c2                          | ?x a ?c1
cax-dw     | ?c1 owl:disjointWith ?c2 . ?x a ?c1 . ?x a ?c2                  | false
cax-adc    | ?x a owl:AllDisjointClasses . ?x owl:members ?y . ?y LIST ?c[] . ?z a ?c[i] . ?z a ?c[j] | false
""",
    "Table 8. The semantics of datatypes": """
dt-type1   | ?dt IS rdfs:Datatype                                            | ?dt a rdfs:Datatype
dt-type2   | ?lt IN ?dt                                                      | ?lt a ?dt
dt-eq      | ?lt1 SAME ?lt2                                                  | ?lt1 owl:sameAs ?lt2
dt-diff    | ?lt1 OTHER ?lt2                                                 | ?lt1 owl:differentFrom ?lt2
dt-not-type | ?lt a ?dt . ?lt NOT-IN ?dt                                     | false
""",
    "Table 9. The semantics of schema vocabulary": """
scm-cls    | ?c a owl:Class                                                  | ?c rdfs:subClassOf ?c . ?c owl:equivalentClass ?c . ?c rdfs:subClassOf owl:Thing . owl:Nothing rdfs:subClassOf ?c
scm-sco    | ?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c3               | ?c1 rdfs:subClassOf ?c3
scm-eqc1   | ?c1 owl:equivalentClass ?c2                                     | ?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c1
scm-eqc2   | ?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c1               | ?c1 owl:equivalentClass ?c2
scm-op     | ?p a owl:ObjectProperty                                         | ?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p
scm-dp     | ?p a owl:DatatypeProperty                                       | ?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p
scm-spo    | ?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p3         | ?p1 rdfs:subPropertyOf ?p3
scm-eqp1   | ?p1 owl:equivalentProperty ?p2                                  | ?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p1
scm-eqp2   | ?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p1         | ?p1 owl:equivalentProperty ?p2
scm-dom1   | ?p rdfs:domain ?c1 . ?c1 rdfs:subClassOf ?c2                    | ?p rdfs:domain ?c2
scm-dom2   | ?p2 rdfs:domain ?c . ?p1 rdfs:subPropertyOf ?p2                 | ?p1 rdfs:domain ?c
scm-rng1   | ?p rdfs:range ?c1 . ?c1 rdfs:subClassOf ?c2                     | ?p rdfs:range ?c2
scm-rng2   | ?p2 rdfs:range ?c . ?p1 rdfs:subPropertyOf ?p2                  | ?p1 rdfs:range ?c
scm-hv     | ?c1 owl:hasValue ?i . ?c1 owl:onProperty ?p1 . ?c2 owl:hasValue ?i . ?c2 owl:onProperty ?p2 . ?p1 rdfs:subPropertyOf ?p2 | ?c1 rdfs:subClassOf ?c2
scm-svf1   | ?c1 owl:someValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:someValuesFrom ?y2 . ?c2 owl:onProperty ?p . ?y1 rdfs:subClassOf ?y2 | ?c1 rdfs:subClassOf ?c2
scm-svf2   | ?c1 owl:someValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:someValuesFrom ?y . ?c2 owl:onProperty ?p2 . ?p1 rdfs:subPropertyOf ?p2 | ?c1 rdfs:subClassOf ?c2
scm-avf1   | ?c1 owl:allValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:allValuesFrom ?y2 . ?c2 owl:onProperty ?p . ?y1 rdfs:subClassOf ?y2 | ?c1 rdfs:subClassOf ?c2
scm-avf2   | ?c1 owl:allValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:allValuesFrom ?y . ?c2 owl:onProperty ?p2 . ?p1 rdfs:subPropertyOf ?p2 | ?c2 rdfs:subClassOf ?c1
scm-int    | ?c owl:intersectionOf ?x . ?x LIST ?c[]                         | ?c rdfs:subClassOf ?c[i]
scm-uni    | ?c owl:unionOf ?x . ?x LIST ?c[]                                | ?c[i] rdfs:subClassOf ?c
""",
}


def name(short: str) -> str:
    """Give the term that a word of the tables means, in N-Triples syntax.

    >>> name("owl:sameAs")
    '<http://www.w3.org/2002/07/owl#sameAs>'
    """
    if short == "a":
        return TYPE
    if short.isdigit():
        return f'"{short}"^^{name("xsd:nonNegativeInteger")}'
    prefix, colon, local = short.partition(":")
    return f"<{NAMESPACES[prefix]}{local}>" if colon else short


def shorten(term: str) -> str:
    """Write the term as a person writes it, with a prefix where there is one.

    >>> shorten("<http://www.w3.org/2002/07/owl#sameAs>")
    'owl:sameAs'
    """
    for prefix, namespace in NAMESPACES.items():
        term = re.sub(rf"<{re.escape(namespace)}([\w-]+)>", rf"{prefix}:\1", term)
    return term


def is_variable(term: str) -> bool:
    """Whether the term of an atom is a variable."""
    return term.startswith("?")


def _atoms(text: str) -> tuple[Atom, ...]:
    atoms = []
    for pattern in text.split(" . "):
        match pattern.split():
            case [subject, predicate, object_]:
                atoms.append((name(subject), name(predicate), name(object_)))
    return tuple(atoms)


def _entry(line: str) -> Entry:
    rule, premises, conclusions = line.split("|")
    return Entry(rule.strip(), _atoms(premises), _atoms(conclusions))


TYPE = name("rdf:type")
SAME_AS = name("owl:sameAs")
FIRST, REST, NIL = name("rdf:first"), name("rdf:rest"), name("rdf:nil")

RULES: dict[str, Entry] = {
    entry.name: entry for table in TABLES.values() for entry in map(_entry, table.strip().splitlines())
}
"""Every rule by its W3C name."""

LISTED = frozenset(
    atom[1]
    for entry in RULES.values()
    for atom in entry.premises
    if any(other[1] == "LIST" and other[0] == atom[2] for other in entry.premises)
)
"""The properties whose value is a list, such as owl:unionOf."""

ANNOTATION_PROPERTIES = tuple(
    name(short)
    for short in (
        "rdfs:label", "rdfs:comment", "rdfs:seeAlso", "rdfs:isDefinedBy", "owl:deprecated", "owl:versionInfo",
        "owl:priorVersion", "owl:backwardCompatibleWith", "owl:incompatibleWith",
    )
)  # fmt: skip
"""OWL 2 Structural Specification, section 5.5: what prp-ap ranges over."""

DATATYPES = tuple(
    name(short)
    for short in (
        "rdf:PlainLiteral", "rdf:XMLLiteral", "rdfs:Literal", "xsd:decimal", "xsd:integer", "xsd:nonNegativeInteger",
        "xsd:nonPositiveInteger", "xsd:positiveInteger", "xsd:negativeInteger", "xsd:long", "xsd:int", "xsd:short",
        "xsd:byte", "xsd:unsignedLong", "xsd:unsignedInt", "xsd:unsignedShort", "xsd:unsignedByte", "xsd:float",
        "xsd:double", "xsd:string", "xsd:normalizedString", "xsd:token", "xsd:language", "xsd:Name", "xsd:NCName",
        "xsd:NMTOKEN", "xsd:boolean", "xsd:hexBinary", "xsd:base64Binary", "xsd:anyURI", "xsd:dateTime",
        "xsd:dateTimeStamp",
    )
)  # fmt: skip
"""OWL 2 Profiles, section 4.2.2: the datatypes of OWL 2 RL, what dt-type1 ranges over."""
