"""Terms as people write and read them: prefixed names, labels, literals."""

import re
from collections.abc import Iterable
from itertools import islice

from paradiplomacy import formats, terms
from paradiplomacy.errors import SyntaxFault
from paradiplomacy.infer.rules import Atom
from paradiplomacy.infer.statements import spelt, unspelt
from paradiplomacy.terms import RDF, RDFS, SKOS, Literal, Object, Triple, URIRef

__all__ = ["Names"]

LONGEST = 10_000
"""Characters of a term that are read."""

_KIND = re.compile(rf"<{re.escape(terms.ID)}([a-z][a-z0-9-]*)/")
_PAPER = re.compile(rf"<({re.escape(terms.PAPER)}[a-z0-9.-]+/)")
_WEB = re.compile(r'https?://[^\x00-\x20<>"{}|^`\\]+')
_LOCAL = re.compile(r"\w(?:[\w.-]*[\w-])?", re.ASCII)
_ENGLISH = re.compile(r'"(?:[^"\\]|\\.)*"(?:@en(?:-[a-z]+)*)?')
_LABELS = [f"<{predicate}>" for predicate in (RDFS.label, SKOS.prefLabel)]
_ADVICE = 'Write <an IRI>, a prefixed name as actor:kyoto, or a literal as "Jepang" or 2008.'


class Names:
    """The prefixes and labels of a snapshot, from what is stated in it and from its description as N-Triples.

    Beside our usual prefixes each kind of thing is one, as ``actor:kyoto``, and ``p:`` stands for the passages.
    """

    def __init__(self, stated: Iterable[Atom], description: str = "") -> None:
        kinds, papers, self.labels = set(_KIND.findall(description)), set(), dict[str, str]()
        for subject, predicate, object_ in stated:
            kinds |= set(_KIND.findall(subject))
            papers |= set(_PAPER.findall(subject))
            if predicate in _LABELS and _ENGLISH.fullmatch(object_):
                self.labels.setdefault(subject, str(unspelt(object_)))
        self.prefixes = {kind: f"{terms.ID}{kind}/" for kind in sorted(kinds)} | terms.PREFIXES
        if len(papers) == 1:
            self.prefixes["p"] = papers.pop()
        self._longest_first = sorted(self.prefixes.items(), key=lambda item: -len(item[1]))

    def read(self, subject: str, predicate: str, object_: str) -> Atom:
        """Read a triple from three terms in Turtle's forms; ``a`` is rdf:type.

        Raises SyntaxFault if one of them is no term, or cannot stand where it does.
        """
        s, p, o = (self._term(text, what) for text, what in zip((subject, predicate, object_), _PARTS, strict=True))
        if isinstance(s, Literal):
            raise SyntaxFault(
                f"The subject {subject[:80]} is a literal.", "A statement is about a thing: give its IRI."
            )
        if not isinstance(p, URIRef):
            raise SyntaxFault(f"The predicate {predicate[:80]} is no IRI.", _ADVICE)
        triple: Triple = (s, p, o)
        return spelt(triple)

    def _term(self, text: str, what: str) -> Object:
        if text.strip() == "a":
            return RDF.type
        written = f"<{text}>" if _WEB.fullmatch(text) else text
        head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in self.prefixes.items())
        document = f"{head}<urn:x:s> <urn:x:p> {written}\n."
        quads = formats.parse(
            document, formats.by_name("turtle"), base=terms.ROOT, default_graph=terms.GRAPH.x, file=what
        )
        try:
            [quad] = islice(quads if len(text) <= LONGEST else (), 2)
        except (SyntaxFault, ValueError):
            raise SyntaxFault(f"The {what} {text[:80]!r} is no term.", _ADVICE) from None
        return quad[2]

    def short(self, term: str) -> str:
        """Shorten an IRI in N-Triples to a prefixed name, where one fits.

        >>> Names([]).short("<https://w3id.org/paradiplomacy/ontology#partner>")
        'para:partner'
        """
        if not term.startswith("<"):
            literal, mark, datatype = term.rpartition("^^")
            return literal + mark + self.short(datatype) if mark and datatype.startswith("<") else term
        iri = term[1:-1]
        for prefix, namespace in self._longest_first:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri.removeprefix(namespace)):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return term

    def labelled(self, term: str) -> str:
        """Give the short name and, where the thing has an English label, that."""
        return f"{self.short(term)} “{self.labels[term]}”" if term in self.labels else self.short(term)


_PARTS = ("subject", "predicate", "object")
