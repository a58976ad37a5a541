"""What the tests of several addresses share: a browser's wish, and each format of graphs as rdflib calls it."""

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TRIPLES = {
    "turtle": ("text/turtle; charset=utf-8", "turtle"),
    "trig": ("application/trig", "trig"),
    "ntriples": ("application/n-triples", "nt"),
    "nquads": ("application/n-quads", "nquads"),
    "rdfxml": ("application/rdf+xml", "xml"),
    "jsonld": ("application/ld+json", "json-ld"),
}
