"""The ground that everybody stands on: namespaces, what a triple is, and how our IRIs are formed."""

import re
from typing import TypeAlias

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SH, SKOS, VOID, XSD, Namespace

__all__ = [
    "BIBO", "DCAT", "DCTERMS", "FOAF", "GRAPH", "ID", "OWL", "PAPER", "PARA", "PREFIXES", "PROV", "RDF", "RDFS",
    "REPORT", "ROOT", "SH", "SKOS", "SNAPSHOT", "VOID", "XSD", "BNode", "Literal", "Namespace", "Object", "Quad",
    "Subject", "Triple", "URIRef", "graph", "snapshot", "thing",
]  # fmt: skip

ROOT = "https://w3id.org/paradiplomacy/"
PARA = Namespace(ROOT + "ontology#")
ID = Namespace(ROOT + "id/")
GRAPH = Namespace(ROOT + "graph/")
PAPER = Namespace(ROOT + "paper/")
SNAPSHOT = Namespace(ROOT + "snapshot/")
REPORT = Namespace(ROOT + "report#")
BIBO = Namespace("http://purl.org/ontology/bibo/")

PREFIXES: dict[str, str] = {
    "bibo": str(BIBO),
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "graph": str(GRAPH),
    "id": str(ID),
    "owl": str(OWL),
    "para": str(PARA),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "sh": str(SH),
    "skos": str(SKOS),
    "void": str(VOID),
    "xsd": str(XSD),
}

Subject: TypeAlias = URIRef | BNode
Object: TypeAlias = URIRef | BNode | Literal
Triple: TypeAlias = tuple[Subject, URIRef, Object]
Quad: TypeAlias = tuple[Subject, URIRef, Object, URIRef]

_SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def _named(namespace: Namespace, slug: str) -> URIRef:
    if not _SLUG.fullmatch(slug):
        raise ValueError(f"{slug!r} is no slug: small letters and digits, joined by '-' or '.'")
    return namespace[slug]


def thing(kind: str, slug: str) -> URIRef:
    """Name a thing of ours.

    >>> thing("actor", "kyoto")
    rdflib.term.URIRef('https://w3id.org/paradiplomacy/id/actor/kyoto')
    """
    return _named(Namespace(_named(ID, kind) + "/"), slug)


def graph(*path: str) -> URIRef:
    """Name a graph that is no passage, as in ``graph("background", "twin-cities")``."""
    *folders, name = path
    base = GRAPH
    for folder in folders:
        base = Namespace(_named(base, folder) + "/")
    return _named(base, name)


def snapshot(digest: str) -> URIRef:
    """Name the snapshot whose content has this hash."""
    return _named(SNAPSHOT, digest)
