"""For each of the 78 rules the least that makes it fire, what it then gives, and a near miss that gives nothing."""

from dataclasses import dataclass

__all__ = ["CASES", "FALSE", "Case"]

FALSE = "false"


@dataclass(frozen=True)
class Case:
    """``given`` makes ``rule`` give ``then`` (or a contradiction); ``missed`` does not, by the rule or any other."""

    rule: str
    given: str
    then: str
    missed: str


CASES = [
    # ── Table 4 ─────────────────────────────────────────────────────────────────────────────────────────────────────
    Case("eq-ref", ":a :p :b", ":a owl:sameAs :a", ":b :p :c"),
    Case("eq-sym", ":a owl:sameAs :b", ":b owl:sameAs :a", ":a owl:differentFrom :b"),
    Case("eq-trans", ":a owl:sameAs :b . :b owl:sameAs :c", ":a owl:sameAs :c", ":a owl:sameAs :b . :b :near :c"),
    Case("eq-rep-s", ":a owl:sameAs :b . :a :p :x", ":b :p :x", ":a owl:sameAs :b . :c :p :x"),
    Case("eq-rep-p", ":p owl:sameAs :q . :a :p :x", ":a :q :x", ":p owl:sameAs :q . :a :r :x"),
    Case("eq-rep-o", ":x owl:sameAs :y . :a :p :x", ":a :p :y", ":x owl:sameAs :y . :a :p :z"),
    Case("eq-diff1", ":a owl:sameAs :b . :a owl:differentFrom :b", FALSE, ":a owl:sameAs :b . :a owl:differentFrom :c"),
    Case(
        "eq-diff2",
        "[] a owl:AllDifferent ; owl:members (:a :b :c) . :a owl:sameAs :c",
        FALSE,
        "[] a owl:AllDifferent ; owl:members (:a :b :c) . :a owl:sameAs :d",
    ),
    Case(
        "eq-diff3",
        "[] a owl:AllDifferent ; owl:distinctMembers (:a :b :c) . :b owl:sameAs :c",
        FALSE,
        "[] owl:distinctMembers (:a :b :c) . :b owl:sameAs :c",
    ),
    # ── Table 5 ─────────────────────────────────────────────────────────────────────────────────────────────────────
    Case("prp-ap", "", "rdfs:label a owl:AnnotationProperty", ":label a :AnnotationProperty"),
    Case("prp-dom", ":p rdfs:domain :C . :a :p :b", ":a a :C", ":p rdfs:domain :C . :b :p :a . :a :q :b"),
    Case("prp-rng", ":p rdfs:range :C . :a :p :b", ":b a :C", ":p rdfs:range :C . :b :p :a . :a :q :b"),
    Case(
        "prp-fp",
        ":p a owl:FunctionalProperty . :a :p :x , :y",
        ":x owl:sameAs :y",
        ":p a owl:FunctionalProperty . :a :p :x . :b :p :y",
    ),
    Case(
        "prp-ifp",
        ":p a owl:InverseFunctionalProperty . :a :p :x . :b :p :x",
        ":a owl:sameAs :b",
        ":p a owl:InverseFunctionalProperty . :a :p :x . :b :p :y . :a :q :z . :b :q :z",
    ),
    Case(
        "prp-irp",
        ":p a owl:IrreflexiveProperty . :a :p :a",
        FALSE,
        ":p a owl:IrreflexiveProperty . :a :p :b . :b :p :a",
    ),
    Case("prp-symp", ":p a owl:SymmetricProperty . :a :p :b", ":b :p :a", ":p a owl:SymmetricProperty . :a :q :b"),
    Case(
        "prp-asyp",
        ":p a owl:AsymmetricProperty . :a :p :b . :b :p :a",
        FALSE,
        ":p a owl:AsymmetricProperty . :a :p :b . :b :p :c . :c :p :a",
    ),
    Case(
        "prp-trp",
        ":p a owl:TransitiveProperty . :a :p :b . :b :p :c",
        ":a :p :c",
        ":p a owl:TransitiveProperty . :a :p :b . :c :p :b . :b :q :c",
    ),
    Case("prp-spo1", ":p rdfs:subPropertyOf :q . :a :p :b", ":a :q :b", ":q rdfs:subPropertyOf :p . :a :p :b"),
    Case(
        "prp-spo2",
        ":q owl:propertyChainAxiom (:p1 :p2 :p3 :p4) . :a :p1 :b . :b :p2 :c . :c :p3 :d . :d :p4 :e",
        ":a :q :e",
        ":q owl:propertyChainAxiom (:p1 :p2 :p3 :p4) . :a :p1 :b . :b :p2 :c . :c :p4 :d . :d :p3 :e",
    ),
    Case("prp-eqp1", ":p owl:equivalentProperty :q . :a :p :b", ":a :q :b", ":p owl:equivalentProperty :q . :b :p :a"),
    Case("prp-eqp2", ":p owl:equivalentProperty :q . :a :q :b", ":a :p :b", ":p owl:equivalentProperty :q . :b :q :a"),
    Case(
        "prp-pdw",
        ":p owl:propertyDisjointWith :q . :a :p :b . :a :q :b",
        FALSE,
        ":p owl:propertyDisjointWith :q . :a :p :b . :a :q :c . :b :q :a",
    ),
    Case(
        "prp-adp",
        "[] a owl:AllDisjointProperties ; owl:members (:p :q :r) . :a :q :b . :a :r :b",
        FALSE,
        "[] a owl:AllDisjointProperties ; owl:members (:p :q :r) . :a :p :b . :b :q :a . :a :r :c . :a :s :b",
    ),
    Case("prp-inv1", ":p owl:inverseOf :q . :a :p :b", ":b :q :a", ":p owl:inverseOf :q . :b :p :a"),
    Case("prp-inv2", ":p owl:inverseOf :q . :a :q :b", ":b :p :a", ":p owl:inverseOf :q . :b :q :a"),
    Case(
        "prp-key",
        ":C owl:hasKey (:p :q) . :a a :C ; :p 1 ; :q :x . :b a :C ; :p 1 ; :q :x",
        ":a owl:sameAs :b",
        ":C owl:hasKey (:p :q) . :a a :C ; :p 1 ; :q :x . :b a :C ; :p 1 ; :q :y . :c :p 1 ; :q :x",
    ),
    Case(
        "prp-npa1",
        "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetIndividual :b . :a :p :b",
        FALSE,
        "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetIndividual :b . :b :p :a . :a :q :b",
    ),
    Case(
        "prp-npa2",
        "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue 1 . :a :p 1",
        FALSE,
        "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue 1 . :a :p 2 , '1'",
    ),
    # ── Table 6 ─────────────────────────────────────────────────────────────────────────────────────────────────────
    Case("cls-thing", "", "owl:Thing a owl:Class", ":Thing a :Class"),
    Case("cls-nothing1", "", "owl:Nothing a owl:Class", ":Nothing a :Class"),
    Case("cls-nothing2", ":a a owl:Nothing", FALSE, ":a a owl:Thing . :C rdfs:subClassOf owl:Nothing"),
    Case(
        "cls-int1",
        ":C owl:intersectionOf (:D :E :F) . :a a :D , :E , :F",
        ":a a :C",
        ":C owl:intersectionOf (:D :E :F) . :a a :D , :F",
    ),
    Case("cls-int2", ":C owl:intersectionOf (:D :E) . :a a :C", ":a a :E", ":C owl:intersectionOf (:D :E) . :a a :D"),
    Case("cls-uni", ":C owl:unionOf (:D :E) . :a a :E", ":a a :C", ":C owl:unionOf (:D :E) . :a a :F"),
    Case("cls-com", ":C owl:complementOf :D . :a a :C , :D", FALSE, ":C owl:complementOf :D . :a a :C . :b a :D"),
    Case(
        "cls-svf1",
        ":C owl:someValuesFrom :D ; owl:onProperty :p . :a :p :b . :b a :D",
        ":a a :C",
        ":C owl:someValuesFrom :D ; owl:onProperty :p . :a :p :b . :b a :E . :a :q :d . :d a :D",
    ),
    Case(
        "cls-svf2",
        ":C owl:someValuesFrom owl:Thing ; owl:onProperty :p . :a :p :b",
        ":a a :C",
        ":C owl:someValuesFrom owl:Thing ; owl:onProperty :p . :b :p :a",
    ),
    Case(
        "cls-avf",
        ":C owl:allValuesFrom :D ; owl:onProperty :p . :a a :C ; :p :b",
        ":b a :D",
        ":C owl:allValuesFrom :D ; owl:onProperty :p . :a a :C ; :q :b . :c :p :b",
    ),
    Case(
        "cls-hv1",
        ":C owl:hasValue :v ; owl:onProperty :p . :a a :C",
        ":a :p :v",
        ":C owl:hasValue :v ; owl:onProperty :p . :a a :D",
    ),
    Case(
        "cls-hv2",
        ":C owl:hasValue 1 ; owl:onProperty :p . :a :p 1",
        ":a a :C",
        ":C owl:hasValue 1 ; owl:onProperty :p . :a :p 2 ; :q 1",
    ),
    Case(
        "cls-maxc1",
        ":C owl:maxCardinality 0 ; owl:onProperty :p . :a a :C ; :p :b",
        FALSE,
        ":C owl:maxCardinality 0 ; owl:onProperty :p . :a a :C ; :q :b . :b :p :a",
    ),
    Case(
        "cls-maxc2",
        ":C owl:maxCardinality 1 ; owl:onProperty :p . :a a :C ; :p :x , :y",
        ":x owl:sameAs :y",
        ":C owl:maxCardinality 1 ; owl:onProperty :p . :a a :C ; :p :x . :b :p :x , :y",
    ),
    Case(
        "cls-maxqc1",
        ":C owl:maxQualifiedCardinality 0 ; owl:onProperty :p ; owl:onClass :D . :a a :C ; :p :b . :b a :D",
        FALSE,
        ":C owl:maxQualifiedCardinality 0 ; owl:onProperty :p ; owl:onClass :D . :a a :C ; :p :b . :c a :D",
    ),
    Case(
        "cls-maxqc2",
        ":C owl:maxQualifiedCardinality 0 ; owl:onProperty :p ; owl:onClass owl:Thing . :a a :C ; :p :b",
        FALSE,
        ":C owl:maxQualifiedCardinality 0 ; owl:onProperty :p ; owl:onClass owl:Thing . :a a :C . :b :p :a",
    ),
    Case(
        "cls-maxqc3",
        ":C owl:maxQualifiedCardinality 1 ; owl:onProperty :p ; owl:onClass :D ."
        " :a a :C ; :p :x , :y . :x a :D . :y a :D",
        ":x owl:sameAs :y",
        ":C owl:maxQualifiedCardinality 1 ; owl:onProperty :p ; owl:onClass :D . :a a :C ; :p :x , :y . :x a :D",
    ),
    Case(
        "cls-maxqc4",
        ":C owl:maxQualifiedCardinality 1 ; owl:onProperty :p ; owl:onClass owl:Thing . :a a :C ; :p :x , :y",
        ":x owl:sameAs :y",
        ":C owl:maxQualifiedCardinality 1 ; owl:onProperty :p ; owl:onClass owl:Thing . :a a :C ; :p :x ; :q :y",
    ),
    Case("cls-oo", ":C owl:oneOf (:a :b :c)", ":c a :C", ":C owl:oneOf (:a :b) . :D owl:oneOf (:c)"),
    # ── Table 7 ─────────────────────────────────────────────────────────────────────────────────────────────────────
    Case("cax-sco", ":C rdfs:subClassOf :D . :a a :C", ":a a :D", ":D rdfs:subClassOf :C . :a a :C"),
    Case("cax-eqc1", ":C owl:equivalentClass :D . :a a :C", ":a a :D", ":C owl:equivalentClass :E . :a a :C . :b a :D"),
    Case("cax-eqc2", ":C owl:equivalentClass :D . :a a :D", ":a a :C", ":E owl:equivalentClass :D . :a a :D . :b a :C"),
    Case("cax-dw", ":C owl:disjointWith :D . :a a :C , :D", FALSE, ":C owl:disjointWith :D . :a a :C . :b a :D"),
    Case(
        "cax-adc",
        "[] a owl:AllDisjointClasses ; owl:members (:C :D :E) . :a a :C , :E",
        FALSE,
        "[] a owl:AllDisjointClasses ; owl:members (:C :D :E) . :a a :C , :F . :b a :D . :c a :E",
    ),
    # ── Table 8 ─────────────────────────────────────────────────────────────────────────────────────────────────────
    Case("dt-type1", "", "xsd:byte a rdfs:Datatype", ":byte a :Datatype"),
    Case(
        "dt-type2",
        ":C owl:someValuesFrom xsd:byte ; owl:onProperty :p . :a :p 127",
        ":a a :C",
        ":C owl:someValuesFrom xsd:byte ; owl:onProperty :p . :a :p 128",
    ),
    Case(
        "dt-eq",
        ":p a owl:InverseFunctionalProperty . :a :p 1 . :b :p '01'^^xsd:byte",
        ":a owl:sameAs :b",
        ":p a owl:InverseFunctionalProperty . :a :p 1 . :b :p '1' , '1'^^xsd:float",
    ),
    Case(
        "dt-diff",
        ":p a owl:FunctionalProperty . :a :p 1 , 2",
        FALSE,
        ":p a owl:FunctionalProperty . :a :p 1 , 1.0 , '+01'^^xsd:int",
    ),
    Case(
        "dt-not-type",
        ":p rdfs:range xsd:byte . :a :p 128",
        FALSE,
        ":p rdfs:range xsd:byte . :a :p 127.0 , '-128'^^xsd:long",
    ),
    # ── Table 9 ─────────────────────────────────────────────────────────────────────────────────────────────────────
    Case("scm-cls", ":C a owl:Class", ":C rdfs:subClassOf owl:Thing", ":D a owl:Class . :C a :Class"),
    Case(
        "scm-sco",
        ":C rdfs:subClassOf :D . :D rdfs:subClassOf :E",
        ":C rdfs:subClassOf :E",
        ":C rdfs:subClassOf :D . :E rdfs:subClassOf :D",
    ),
    Case("scm-eqc1", ":C owl:equivalentClass :D", ":D rdfs:subClassOf :C", ":C rdfs:subClassOf :D"),
    Case(
        "scm-eqc2",
        ":C rdfs:subClassOf :D . :D rdfs:subClassOf :C",
        ":C owl:equivalentClass :D",
        ":C rdfs:subClassOf :D . :D rdfs:subClassOf :E",
    ),
    Case("scm-op", ":p a owl:ObjectProperty", ":p owl:equivalentProperty :p", ":p a owl:AnnotationProperty"),
    Case("scm-dp", ":p a owl:DatatypeProperty", ":p rdfs:subPropertyOf :p", ":p a rdf:Property"),
    Case(
        "scm-spo",
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r",
        ":p rdfs:subPropertyOf :r",
        ":p rdfs:subPropertyOf :q . :r rdfs:subPropertyOf :q",
    ),
    Case("scm-eqp1", ":p owl:equivalentProperty :q", ":q rdfs:subPropertyOf :p", ":p rdfs:subPropertyOf :q"),
    Case(
        "scm-eqp2",
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p",
        ":p owl:equivalentProperty :q",
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r",
    ),
    Case(
        "scm-dom1",
        ":p rdfs:domain :C . :C rdfs:subClassOf :D",
        ":p rdfs:domain :D",
        ":p rdfs:domain :C . :D rdfs:subClassOf :C",
    ),
    Case(
        "scm-dom2",
        ":p rdfs:domain :C . :q rdfs:subPropertyOf :p",
        ":q rdfs:domain :C",
        ":p rdfs:domain :C . :p rdfs:subPropertyOf :q",
    ),
    Case(
        "scm-rng1",
        ":p rdfs:range :C . :C rdfs:subClassOf :D",
        ":p rdfs:range :D",
        ":p rdfs:range :C . :D rdfs:subClassOf :C",
    ),
    Case(
        "scm-rng2",
        ":p rdfs:range :C . :q rdfs:subPropertyOf :p",
        ":q rdfs:range :C",
        ":p rdfs:range :C . :p rdfs:subPropertyOf :q",
    ),
    Case(
        "scm-hv",
        ":C owl:hasValue :v ; owl:onProperty :p . :D owl:hasValue :v ; owl:onProperty :q . :p rdfs:subPropertyOf :q",
        ":C rdfs:subClassOf :D",
        ":C owl:hasValue :v ; owl:onProperty :p . :D owl:hasValue :w ; owl:onProperty :q . :p rdfs:subPropertyOf :q",
    ),
    Case(
        "scm-svf1",
        ":C owl:someValuesFrom :X ; owl:onProperty :p . :D owl:someValuesFrom :Y ; owl:onProperty :p ."
        " :X rdfs:subClassOf :Y",
        ":C rdfs:subClassOf :D",
        ":C owl:someValuesFrom :X ; owl:onProperty :p . :D owl:someValuesFrom :Y ; owl:onProperty :q ."
        " :X rdfs:subClassOf :Y",
    ),
    Case(
        "scm-svf2",
        ":C owl:someValuesFrom :X ; owl:onProperty :p . :D owl:someValuesFrom :X ; owl:onProperty :q ."
        " :p rdfs:subPropertyOf :q",
        ":C rdfs:subClassOf :D",
        ":C owl:someValuesFrom :X ; owl:onProperty :p . :D owl:someValuesFrom :Y ; owl:onProperty :q ."
        " :p rdfs:subPropertyOf :q",
    ),
    Case(
        "scm-avf1",
        ":C owl:allValuesFrom :X ; owl:onProperty :p . :D owl:allValuesFrom :Y ; owl:onProperty :p ."
        " :X rdfs:subClassOf :Y",
        ":C rdfs:subClassOf :D",
        ":C owl:allValuesFrom :X ; owl:onProperty :p . :D owl:someValuesFrom :Y ; owl:onProperty :p ."
        " :X rdfs:subClassOf :Y",
    ),
    Case(
        "scm-avf2",
        ":C owl:allValuesFrom :X ; owl:onProperty :p . :D owl:allValuesFrom :X ; owl:onProperty :q ."
        " :p rdfs:subPropertyOf :q",
        ":D rdfs:subClassOf :C",
        ":C owl:allValuesFrom :X ; owl:onProperty :p . :D owl:allValuesFrom :X ; owl:onProperty :q ."
        " :q rdfs:subPropertyOf :p",
    ),
    Case("scm-int", ":C owl:intersectionOf (:D :E)", ":C rdfs:subClassOf :E", ":C owl:unionOf (:D :E)"),
    Case("scm-uni", ":C owl:unionOf (:D :E)", ":E rdfs:subClassOf :C", ":C owl:intersectionOf (:D :E)"),
]
