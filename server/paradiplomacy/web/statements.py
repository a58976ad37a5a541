"""What one passage states, arranged to be read: propositions first, then facts, then names as they are printed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from paradiplomacy.terms import BIBO, DCTERMS, PARA, RDF, RDFS, Literal, Object, URIRef
from paradiplomacy.web.results import shorten

__all__ = ["Account", "Line", "Names", "Printed", "Statements", "Value", "arrange"]

Names = Mapping[Object, str]
Graph = Mapping[Object, Sequence[tuple[URIRef, Object]]]

# What says who holds a proposition and how, in this order; every other property tells what it is about.
MARKS = (
    PARA.voice, PARA.statedBy, PARA.reportedBy, PARA.viaReference,
    PARA.modality, PARA.hedge, PARA.polarity, PARA.generality,
)  # fmt: skip

# In a list of properties these come first, in this order; the others follow by name.
FIRST = (
    PARA.number, PARA.authorship, DCTERMS.title, PARA.containerTitle, BIBO.edition, BIBO.volume, BIBO.issue,
    BIBO.pageStart, BIBO.pageEnd, PARA.publicationPlace, DCTERMS.publisher, PARA.year,
    PARA.recordedIn, PARA.row, PARA.leadParty, PARA.counterpart,
    PARA.value, PARA.moreThan, PARA.atLeast, PARA.quantifier, PARA.unit, PARA.counts, PARA.inWhole,
    PARA.agent, PARA.about, PARA.cause, PARA.effect, PARA["from"], PARA.to, PARA.insteadOf, PARA.content,
    PARA.condition, PARA.reason,
)  # fmt: skip

ELSEWHERE = frozenset({RDF.type, RDFS.label, PARA.asWritten})  # shown as kind, gloss and printed name

_LOCAL = re.compile(r".*[/#]")
_CAPITAL = re.compile(r"(?<=[a-z])([A-Z])")


@dataclass(frozen=True, slots=True)
class Value:
    """An object and its name; ``lines`` is what the passage states of it, where it bears no name of its own."""

    term: Object
    name: str
    place: str = ""
    lines: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A property, by its name, and the values that the passage gives it."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What a passage states of one thing. ``marks`` are those of a proposition, and empty for anything else."""

    subject: Object
    name: str
    kinds: tuple[Value, ...]
    marks: tuple[Line, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A thing of which the passage prints a name; its kind, where the passage states nothing more of it."""

    subject: Object
    name: str
    kinds: tuple[Value, ...]
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """All that one passage states; ``facts`` counts the statements that belong to no proposition."""

    claims: tuple[Account, ...]
    things: tuple[Account, ...]
    printed: tuple[Printed, ...]
    kinds: frozenset[Object]
    facts: int


def arrange(triples: Iterable[tuple[Object, Object, Object]], names: Names, claims: frozenset[Object]) -> Statements:
    """Arrange the triples of a passage's graph; ``claims`` are the classes whose members are propositions."""
    graph: dict[Object, list[tuple[URIRef, Object]]] = defaultdict(list)
    for subject, predicate, value in triples:
        graph[subject].append((URIRef(predicate), value))
    return _Passage(graph, names, claims).statements()


class _Passage:
    def __init__(self, graph: Graph, names: Names, claims: frozenset[Object]) -> None:
        self._graph, self._names, self._claims = graph, names, claims
        self._pointed_to = {value for pairs in graph.values() for _, value in pairs}
        self._nested = {one for one in graph if self._is_nested(one)}

    def statements(self) -> Statements:
        own = [subject for subject in self._graph if subject not in self._nested]
        accounts = [self._account(one) for one in own if self._is_told(one)]
        propositions = {one for one in own if self._is_claim(one)}
        kinds = frozenset(kind for one in self._graph for kind in self._all(one, RDF.type))
        kinds |= {PARA.Claim} if propositions else frozenset()
        return Statements(
            claims=self._sorted(account for account in accounts if account.subject in propositions),
            things=self._sorted(account for account in accounts if account.subject not in propositions),
            printed=tuple(sorted((self._print(one) for one in own if self._is_printed(one)), key=_by_name)),
            kinds=kinds,
            facts=sum(len(pairs) for one, pairs in self._graph.items() if one not in propositions),
        )

    def _all(self, subject: Object, predicate: URIRef) -> list[Object]:
        return sorted(value for found, value in self._graph.get(subject, ()) if found == predicate)

    def _is_nested(self, subject: Object) -> bool:
        """Whether something without a name is told where another thing of the passage has it as a value."""
        return subject in self._pointed_to and subject not in self._names

    def _is_claim(self, subject: Object) -> bool:
        return not self._claims.isdisjoint(self._all(subject, RDF.type))

    def _is_told(self, subject: Object) -> bool:
        """Whether more is stated of a thing than how its name is printed."""
        properties = {predicate for predicate, _ in self._graph[subject]}
        return self._is_claim(subject) or PARA.asWritten not in properties or not properties <= ELSEWHERE

    def _is_printed(self, subject: Object) -> bool:
        return bool(self._all(subject, PARA.asWritten))

    def _sorted(self, accounts: Iterable[Account]) -> tuple[Account, ...]:
        """Put first what nothing else in the passage speaks of."""
        return tuple(sorted(accounts, key=lambda one: (one.subject in self._pointed_to, one.name.casefold())))

    def _name(self, term: Object) -> str:
        return self._names.get(term, shorten(term))

    def _property(self, term: URIRef) -> str:
        """Give the name of a property; one of another vocabulary is called by its own word, as "page start"."""
        return self._names.get(term) or _CAPITAL.sub(r" \1", _LOCAL.sub("", term)).lower()

    def _kinds(self, subject: Object) -> tuple[Value, ...]:
        return tuple(Value(kind, self._name(kind)) for kind in self._all(subject, RDF.type))

    def _account(self, subject: Object) -> Account:
        own = self._all(subject, RDFS.label)
        return Account(
            subject=subject,
            name=str(own[0]) if own else self._name(subject),
            kinds=self._kinds(subject),
            marks=self._lines(subject, lambda one: one in MARKS),
            lines=self._lines(subject, lambda one: one not in MARKS),
        )

    def _print(self, subject: Object) -> Printed:
        spellings = tuple(str(value) for value in self._all(subject, PARA.asWritten))
        kinds = () if self._is_told(subject) else self._kinds(subject)
        return Printed(subject, self._name(subject), kinds, spellings)

    def _lines(
        self, subject: Object, wanted: Callable[[URIRef], bool], above: frozenset[Object] = frozenset()
    ) -> tuple[Line, ...]:
        found = {one for one, _ in self._graph[subject] if one not in ELSEWHERE and wanted(one)}
        return tuple(
            Line(self._property(one), self._values(self._all(subject, one), above | {subject}))
            for one in sorted(found, key=self._rank)
        )

    def _rank(self, predicate: URIRef) -> tuple[int, str]:
        order = MARKS if predicate in MARKS else FIRST
        return order.index(predicate) if predicate in order else len(order), self._property(predicate)

    def _values(self, terms: Iterable[Object], above: frozenset[Object]) -> tuple[Value, ...]:
        values = [self._value(term, above) for term in terms]
        return tuple(sorted(values, key=lambda value: (len(value.place), value.place, value.name.casefold())))

    def _value(self, term: Object, above: frozenset[Object]) -> Value:
        if isinstance(term, Literal) or term not in self._nested or term in above:
            return Value(term, self._name(term))
        place = next(iter(self._all(term, PARA.position)), "")
        lines = self._lines(term, lambda one: one != PARA.position, above)
        return Value(term, self._name(term), str(place), lines)


def _by_name(printed: Printed) -> str:
    return printed.name.casefold()
