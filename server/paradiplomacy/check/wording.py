"""What a constraint asks for, in plain words: each constraint component of SHACL section 4 and what it says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from paradiplomacy.check import corrections, paths
from paradiplomacy.check.index import Index
from paradiplomacy.check.results import Result
from paradiplomacy.check.stated import plain, short
from paradiplomacy.terms import RDF, SH, XSD, BNode, Literal, Object, URIRef

__all__ = ["DATATYPES", "RANK", "Words"]

LONGEST_VALUE = 80
DEEPEST = 4

_DEMANDS: dict[str, tuple[URIRef, str]] = {
    "NodeKind": (SH.nodeKind, "{}"),
    "Datatype": (SH.datatype, "{}"),
    "Class": (SH["class"], "a {}"),
    "In": (SH["in"], "one of {}"),
    "HasValue": (SH.hasValue, "{}"),
    "LanguageIn": (SH.languageIn, "a text in the language {}"),
    "MinExclusive": (SH.minExclusive, "more than {}"),
    "MinInclusive": (SH.minInclusive, "at least {}"),
    "MaxExclusive": (SH.maxExclusive, "less than {}"),
    "MaxInclusive": (SH.maxInclusive, "at most {}"),
    "MinLength": (SH.minLength, "at least {} characters long"),
    "MaxLength": (SH.maxLength, "at most {} characters long"),
    "Pattern": (SH.pattern, "a text that matches {}"),
    "Equals": (SH.equals, "the same as {}"),
    "Disjoint": (SH.disjoint, "none of the values of {}"),
    "LessThan": (SH.lessThan, "less than {}"),
    "LessThanOrEquals": (SH.lessThanOrEquals, "at most {}"),
}
"""Components that judge one value, the most telling first: the parameter, and what is asked of the value."""

RANK = {name: rank for rank, name in enumerate(_DEMANDS)}

_KINDS = {
    SH.IRI: "an IRI",
    SH.BlankNode: "a blank node",
    SH.Literal: "a literal",
    SH.BlankNodeOrIRI: "an IRI or blank node",
    SH.BlankNodeOrLiteral: "a blank node or literal",
    SH.IRIOrLiteral: "an IRI or literal",
}

DATATYPES = {
    XSD.integer: "a whole number, as in 2008 (xsd:integer)",
    XSD.decimal: "a number, as in 12.5 (xsd:decimal)",
    XSD.boolean: "true or false (xsd:boolean)",
    XSD.string: 'a text without a language, as in "Kyoto" (xsd:string)',
    RDF.langString: 'a text with its language, as in "Kyoto"@en (rdf:langString)',
    XSD.date: 'a day of the calendar, as in "2019-09-20"^^xsd:date',
    XSD.dateTime: 'a day and time, as in "2019-09-20T12:00:00"^^xsd:dateTime',
    XSD.gYear: 'a year, as in "2008"^^xsd:gYear',
    XSD.anyURI: 'an address, as in "https://example.org/"^^xsd:anyURI',
}

_COUNTS: dict[str, tuple[URIRef, str, str]] = {
    "MinCount": (SH.minCount, "{focus} has no {path}: give {one}.", "{focus} needs at least {n} values of {path}."),
    "MaxCount": (SH.maxCount, "Keep one {path} of {focus}.", "Keep at most {n} values of {path} of {focus}."),
    "QualifiedMinCount": (
        SH.qualifiedMinCount,
        "{focus} needs a {path} that is {shape}.",
        "{focus} needs at least {n} values of {path} that are {shape}.",
    ),
    "QualifiedMaxCount": (
        SH.qualifiedMaxCount,
        "Keep one {path} of {focus} that is {shape}.",
        "Keep at most {n} values of {path} of {focus} that are {shape}.",
    ),
}
"""Components that count values: the parameter, what to say if it is one, and what if it is another number."""

_OTHERS = {
    "UniqueLang": "{focus} has several {path} in one language: keep one per language.",
    "Closed": "The shape of {focus} allows no {path}: take it out, or write one of {allowed}.",
    "Equals": "{path} and {equals} of {focus} must have the same values, and {value} stands in one of them only.",
    "Disjoint": "{path} and {disjoint} of {focus} must differ, and both are {value}.",
    "LessThan": "{path} must be less than {lessThan} of {focus}, but is {value}.",
    "LessThanOrEquals": "{path} must be at most {lessThanOrEquals} of {focus}, but is {value}.",
    "HasValue": "{path} of {focus} must have the value {hasValue}.",
    "Not": "{path} must not be {not}, but is {value}.",
    "Or": "{path} must be {or}, but is {value}.",
    "Xone": "{path} must be exactly one of these: {xone}, but is {value}.",
    "And": "{path} must be {and}, but is {value}.",
    "Node": "{path} must be {node}, but is {value}.",
    "SPARQL": "A query of the shape refuses {value}.",
}


@dataclass(frozen=True)
class Words:
    """Words some shapes and their results; ``prefixes`` shorten IRIs."""

    shapes: Index
    prefixes: Mapping[str, str]

    def spell(self, term: Object) -> str:
        """Write a term as Turtle does, cut to a bearable length."""
        if isinstance(term, Literal):
            return plain(corrections.spelt(term), LONGEST_VALUE)
        return "a blank node" if isinstance(term, BNode) else short(term, self.prefixes)

    def say(self, results: Iterable[Result]) -> str:
        """Say what is wrong with one value, or with what is missing, for which several constraints may fail."""
        results = list(results)
        demands = [self._demand(result.shape, result.component) for result in results if self._judges(result)]
        others = [self._other(result) for result in results if not self._judges(result)]
        said = []
        if demands:
            first = results[0]
            asked = " and ".join(dict.fromkeys(demands))
            said = [f"{self._path(first)} must be {asked}, but is {self._but(first.value)}."]
        return " ".join(dict.fromkeys([*said, *others]))

    def describe(self, shape: Object, depth: int = 0) -> str:
        """Say what a shape asks of a value."""
        if depth > DEEPEST:
            return "…"
        demands = [
            self._demand(shape, name) for name, (parameter, _) in _DEMANDS.items() if self._has(shape, parameter)
        ]
        return " and ".join([*demands, *self._inner(shape, depth)]) or "anything"

    def fill(self, message: str, result: Result) -> str:
        """Put values into the places of a message that name variables or parameters (SHACL section 5.3.2)."""
        for mark in ("?", "$"):
            if f"{{{mark}" in message:
                for name, told in self._variables(result).items():
                    message = message.replace(f"{{{mark}{name}}}", told)
        return message

    def named(self, result: Result) -> str:
        """Name the value of a result, and its path."""
        value = self.spell(result.value if result.value is not None else result.focus)
        return f"{self._path(result)} {value}" if result.path else value

    def authored(self, result: Result) -> bool:
        """Whether the message of a result is that of the shape's author, and not the engine's."""
        if result.component not in {*_DEMANDS, *_COUNTS, *_OTHERS}:
            return bool(result.message) and "violated at" not in result.message
        told_by = (result.shape, *self.shapes.objects(result.shape, SH.sparql))
        return any(self.shapes.objects(node, SH.message) for node in told_by)

    def correct(self, result: Result) -> str:
        """Write what was meant, where it can be told, as Turtle does."""
        value = result.value
        if result.component == "Closed" and isinstance(result.path, URIRef):
            return corrections.nearest(self.spell(result.path), map(self.spell, self.allowed(result.shape)))
        if value is None:
            return ""
        if result.component == "In":
            known = [
                member for members in self.shapes.objects(result.shape, SH["in"]) for member in self._list(members)
            ]
            return corrections.nearest(self.spell(value), map(self.spell, known))
        found = next(filter(None, self._corrections(result.shape, result.component, value)), None)
        return corrections.spelt(found) if found is not None else ""

    def _corrections(self, shape: Object, component: str, value: Object) -> Iterator[Literal | None]:
        """Give the values that were perhaps meant, of the datatypes that are asked for."""
        if component in {"Datatype", "LanguageIn", "Or"}:
            members = [member for node in self.shapes.objects(shape, SH["or"]) for member in self._list(node)]
            for asked in (shape, *members):
                for datatype in self.shapes.objects(asked, SH.datatype):
                    yield corrections.literal(value, URIRef(datatype), self._language(shape))
        if isinstance(value, Literal) and value.datatype == XSD.anyURI and " " in value.strip():
            yield corrections.literal(value, XSD.anyURI)
        if component == "Pattern" and isinstance(value, Literal) and value.strip() not in {"", str(value)}:
            patterns = self.shapes.objects(shape, SH.pattern)
            if any(str(pattern).startswith(("^\\S", "^[^\\s")) for pattern in patterns):
                yield Literal(value.strip(), lang=value.language, datatype=value.datatype)

    def _language(self, shape: Object) -> str:
        """Give the one language that is asked for, if it is one."""
        languages = [str(tag) for node in self.shapes.objects(shape, SH.languageIn) for tag in self._list(node)]
        return languages[0] if len(languages) == 1 else ""

    def _inner(self, shape: Object, depth: int) -> Iterator[str]:
        deeper = depth + 1
        for node in self.shapes.objects(shape, SH.node):
            yield self.describe(node, deeper)
        for node in self.shapes.objects(shape, SH["not"]):
            yield f"not {self.describe(node, deeper)}"
        for parameter, between in ((SH["or"], " or "), (SH["xone"], " or "), (SH["and"], " and ")):
            for members in self.shapes.objects(shape, parameter):
                yield between.join(self.describe(member, deeper) for member in self.shapes.members(members))
        for node in sorted(self.shapes.objects(shape, SH.property)):
            asked = self.describe(node, deeper)
            path = paths.read(self.shapes, self.shapes.value(node, SH.path))
            yield f"something with {paths.text(path, self.spell)}" if path else asked

    def _judges(self, result: Result) -> bool:
        return result.component in _DEMANDS and result.component not in _OTHERS

    def _has(self, shape: Object, parameter: URIRef) -> bool:
        return bool(self.shapes.objects(shape, parameter))

    def _demand(self, shape: Object, component: str) -> str:
        parameter, template = _DEMANDS[component]
        values = sorted(self.shapes.objects(shape, parameter))
        return " and ".join(template.format(self._parameter(parameter, value)) for value in values)

    def _parameter(self, parameter: URIRef, value: Object) -> str:
        if parameter in {SH["in"], SH.languageIn}:
            members = [self.spell(member) if parameter == SH["in"] else str(member) for member in self._list(value)]
            more = f" and {len(members) - 8} more" if len(members) > 8 else ""  # noqa: PLR2004 — as many as one reads
            return (", " if parameter == SH["in"] else " or ").join(members[:8]) + more
        known = {**_KINDS, **DATATYPES}
        if parameter in {SH.minLength, SH.maxLength}:
            return str(value)
        return known[value] if value in known else self._datatype(parameter, value)  # type: ignore[index]  # because it is in

    def _datatype(self, parameter: URIRef, value: Object) -> str:
        return f"a literal of {self.spell(value)}" if parameter == SH.datatype else self.spell(value)

    def _list(self, node: Object) -> list[Object]:
        return list(self.shapes.members(node))

    def _path(self, result: Result) -> str:
        return paths.text(result.path, self.spell) if result.path else "The value"

    def _but(self, value: Object | None) -> str:
        """Say what a value is; of a text that looks like what is asked for, that it is a text."""
        if value is None:
            return "not there"
        bare = isinstance(value, Literal) and not value.language and value.datatype in (None, XSD.string)
        return f"the text {self.spell(value)}" if bare else self.spell(value)

    def _other(self, result: Result) -> str:
        return self._template(result).format_map({**self._variables(result), "one": self._one(result.shape)})

    def _template(self, result: Result) -> str:
        if result.component in _COUNTS:
            parameter, one, several = _COUNTS[result.component]
            n = str(self.shapes.value(result.shape, parameter))
            if (result.component, n) == ("MaxCount", "0"):
                return "Take {path} of {focus} out: none is allowed."
            return (one if n == "1" else several).replace("{n}", n)
        return _OTHERS.get(result.component, "{value} does not fit what is asked of {path}.")

    def _one(self, shape: Object) -> str:
        asked = self.describe(shape)
        return "one" if asked == "anything" else asked

    def _variables(self, result: Result) -> dict[str, str]:
        """Give what a message may name, by name."""
        told = {
            "focus": self.spell(result.focus),
            "this": self.spell(result.focus),
            "value": self.spell(result.value if result.value is not None else result.focus),
            "path": self._path(result),
            "PATH": self._path(result),
            "allowed": self._allowed(result.shape),
            "shape": self._inner_shape(result.shape, SH.qualifiedValueShape),
            "not": self._inner_shape(result.shape, SH["not"]),
            "node": self._inner_shape(result.shape, SH.node),
            **{name: self._members(result.shape, name) for name in ("or", "xone", "and")},
        }
        for _, parameter, value, _ in self.shapes.said_of(result.shape):
            told.setdefault(str(parameter).rpartition("#")[2], self.spell(value))
        return told

    def _inner_shape(self, shape: Object, parameter: URIRef) -> str:
        return " or ".join(self.describe(node) for node in self.shapes.objects(shape, parameter))

    def _members(self, shape: Object, name: str) -> str:
        lists = self.shapes.objects(shape, SH[name])
        between = " and " if name == "and" else " or "
        return between.join(self.describe(member) for members in lists for member in self.shapes.members(members))

    def _allowed(self, shape: Object) -> str:
        return ", ".join(map(self.spell, sorted(self.allowed(shape))))

    def allowed(self, shape: Object) -> set[URIRef]:
        """Give the properties that a closed shape allows (SHACL section 4.8.1)."""
        own = {self.shapes.value(node, SH.path) for node in self.shapes.objects(shape, SH.property)}
        ignored = self.shapes.value(shape, SH.ignoredProperties)
        return {path for path in {*own, *(self._list(ignored) if ignored else ())} if isinstance(path, URIRef)}
