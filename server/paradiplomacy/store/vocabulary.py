"""Which terms of a query the snapshot does not hold, and which of those that it holds are near.

A term that is not there is no error: the answer is the standard's. But whoever misspelt it should hear of it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

from paradiplomacy import terms
from paradiplomacy.snapshot import Snapshot
from paradiplomacy.store.query import Query, Token, Unknown

__all__ = ["Vocabulary", "read"]

MOST = 3
"""Terms of a query that are told; whoever misspells more will ask again."""

NEAREST = 2
"""Suggestions for a term."""

LONGEST = 200
"""Characters of an IRI to which anything near is sought, and of one that is suggested."""

_WELL_KNOWN = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": str(terms.DCTERMS),
    "foaf": str(terms.FOAF),
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
}

_OURS_ALONE = frozenset(f"{terms.ID}{kind}/" for kind in ("example", "partition", "prefix"))
"""Namespaces of what only the description speaks of; nobody misspells a name of it."""

_FILES = ("asserted.nq", "inferred-all.nt", "description-all.nt")
"""The files in which every IRI stands: what holds of the paper alone holds of all graphs too."""

_IRI_OR_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|<([^>\n]*)>')
_SPLIT = re.compile(r"(.*[/#])([^/#]*)", re.DOTALL)
_LIKE, _LIKE_ELSEWHERE, _LIKE_NAMESPACE = 0.7, 0.8, 0.9
"""How alike names must be, from 0 to 1 (difflib); as how alike the same name in another namespace counts."""


class Vocabulary:
    """The IRIs that a snapshot holds, by namespace and by name."""

    def __init__(self, iris: Iterable[str]) -> None:
        self._iris = frozenset(iris)
        self._names: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._alike: dict[str, list[str]] = defaultdict(list)
        for iri in sorted(self._iris):
            namespace, name = _parts(iri)
            if name and len(iri) <= LONGEST and namespace not in _OURS_ALONE:
                self._names[namespace][_folded(name)].append(iri)
                self._alike[_folded(name)].append(iri)
        by_size = sorted(self._names, key=lambda namespace: (len(self._names[namespace]), namespace))
        self._namespaces = {_folded_namespace(namespace): namespace for namespace in by_size}  # the largest counts

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """What a prefix is usually declared as: ours, one for each kind of thing, and the well-known ones."""
        kinds = {name.removeprefix(terms.ID)[:-1]: name for name in self._names if name.startswith(terms.ID)}
        papers = [name for name in self._names if name.startswith(str(terms.PAPER)) and name != str(terms.PAPER)]
        ours = {**kinds, **({"p": papers[0]} if len(papers) == 1 else {}), **terms.PREFIXES}
        return {**_WELL_KNOWN, **{prefix: name for prefix, name in ours.items() if "/" not in prefix}}

    def unknown(self, query: Query) -> tuple[Unknown, ...]:
        """Tell the first few terms of a query that are not there, in the order of its text.

        What a CONSTRUCT template makes, a datatype, a function and what BIND binds need not be there.
        """
        missing = query.iris - self._iris
        if not missing or missing <= {*query.prefixes.values()}:
            return ()
        found: dict[str, Unknown] = {}
        for token in _terms(query):
            iri = query.resolve(token)
            if iri in missing and iri not in found:
                found |= self._near(token, iri, query)
            if len(found) >= MOST:
                break
        return tuple(found.values())

    def _near(self, token: Token, iri: str, query: Query) -> dict[str, Unknown]:
        """Tell what is near to a term, or to the namespace of its prefix when that is what is wrong."""
        if token.kind == "name":
            declared = query.prefixes.get(token.text.partition(":")[0], "")
            meant = self._namespace(declared)
            if meant not in {"", declared}:
                return {declared: Unknown(f"<{declared}>", declared, (meant,))}
        return {iri: Unknown(token.text, iri, tuple(self._nearest(iri)))}

    def _nearest(self, iri: str) -> list[str]:
        namespace, name = _parts(iri)
        names = self._names.get(self._namespace(namespace), {})
        if len(iri) > LONGEST or not name or not names:
            return []
        folded = _folded(name)
        near = [term for close in get_close_matches(folded, names, NEAREST, _LIKE) for term in names[close]]
        scores = {term: SequenceMatcher(None, name, _parts(term)[1]).ratio() for term in near}
        elsewhere = {} if folded in names else dict.fromkeys(self._alike.get(folded, []), _LIKE_ELSEWHERE)
        scores = elsewhere | scores
        return sorted(scores, key=lambda term: -scores[term])[:NEAREST]

    def _namespace(self, namespace: str) -> str:
        """Find the namespace that differs only in its scheme, its end or a few characters; else ""."""
        folded = _folded_namespace(namespace[:LONGEST])
        if folded in self._namespaces:
            return self._namespaces[folded]
        close = get_close_matches(folded, self._namespaces, 1, _LIKE_NAMESPACE)
        return self._namespaces[close[0]] if close else ""


def read(snapshot: Snapshot, more: Iterable[str]) -> Vocabulary:
    """Read the vocabulary of a snapshot from its files; ``more`` are IRIs that it holds besides."""
    iris = set(more)
    for file in _FILES:
        iris.update(_IRI_OR_STRING.findall(snapshot.text(file).decode()))
    return Vocabulary(iris - {""})


def _terms(query: Query) -> Iterator[Token]:
    """Give the tokens that name a term which a pattern, filter or list of values looks for."""
    tokens = query.tokens
    template = _template(tokens)
    for at, token in enumerate(tokens):
        if token.kind not in {"iri", "name"} or at in template:
            continue
        before = tokens[at - 1] if at else None
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        declared = before and (before.means("PREFIX") or before.means("BASE") or _declares(tokens, at))
        if declared or (before and before.text == "^^"):
            continue
        if after and (after.means("AS") or (after.text == "(" and after.start == token.start + len(token.text))):
            continue
        yield token


def _declares(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the IRI is that of a prefix."""
    return at > 1 and tokens[at - 2].means("PREFIX") and tokens[at].kind == "iri"


def _template(tokens: tuple[Token, ...]) -> range:
    """Find the tokens of the template of a CONSTRUCT query (SPARQL 1.1 Query section 16.2)."""
    start = next((at for at, token in enumerate(tokens) if token.means("CONSTRUCT")), None)
    if start is None or start + 1 >= len(tokens) or tokens[start + 1].text != "{":
        return range(0)
    depth = tokens[start + 1].depth
    ends = (at for at in range(start + 2, len(tokens)) if tokens[at].text == "}" and tokens[at].depth == depth)
    return range(start, next(ends, len(tokens)))


def _parts(iri: str) -> tuple[str, str]:
    """Split an IRI after the last "#" or "/"."""
    found = _SPLIT.fullmatch(iri)
    return (found[1], found[2]) if found else ("", iri)


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _folded_namespace(namespace: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[/#]+$", "", namespace.casefold())
