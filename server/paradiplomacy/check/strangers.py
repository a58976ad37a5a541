"""What shapes of other people refuse: the same places and plain words as for ours, and each cause once."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from paradiplomacy.check import engines
from paradiplomacy.check import results as report
from paradiplomacy.check.causes import Trial, trials
from paradiplomacy.check.index import Index
from paradiplomacy.check.placing import places
from paradiplomacy.check.results import Result
from paradiplomacy.check.stated import Stated, plain
from paradiplomacy.check.wording import RANK, Words
from paradiplomacy.findings import Finding, Place, Severity
from paradiplomacy.sources import Document
from paradiplomacy.terms import SH, BNode, Object, Triple, URIRef

__all__ = ["Shapes"]

LONGEST_ADVICE = 1000

_SEVERITIES = (Severity.VIOLATION, Severity.WARNING, Severity.INFO)


class Shapes:
    """Shapes of somebody, made ready once for many texts; ``prefixes`` shorten IRIs in messages.

    Raises SyntaxFault for shapes that the engine cannot use, and NotFound for an engine that is not installed.
    """

    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str], engine: str = engines.USUAL) -> None:
        self.engine = engine
        own = frozenset(triples)
        self.graph = Index.of_triples(own)
        self.words = Words(self.graph, prefixes)
        self._compiled = engines.compiled(own, engine)

    def findings(self, documents: Sequence[Document]) -> list[Finding]:
        """Find what these shapes refuse in some documents, sorted by place; all their graphs count as one."""
        judgement = _Judgement(self, documents)
        return sorted(judgement.findings(), key=lambda finding: (finding.place, finding.check, repr(finding)))

    def results(self, data: Iterable[Triple]) -> list[Result]:
        """Validate."""
        return report.read(self._compiled(data))

    def name(self, shape: Object) -> str:
        """Name a shape: by its own name, or by the nearest shape around it that has one, and its path."""
        names: list[str] = []
        while isinstance(shape, BNode) and len(names) < LONGEST_ADVICE:
            path = self.graph.value(shape, SH.path)
            names += [_local(path)] if isinstance(path, URIRef) else []
            if shape not in self._around:
                return ".".join(reversed(names)) or "shape"
            shape = self._around[shape]
        return ".".join([_local(shape), *reversed(names)])

    @cached_property
    def _around(self) -> Mapping[Object, Object]:
        return {value: subject for subject, _, value, _ in self.graph}


def _local(term: object) -> str:
    return re.split("[#/:]", str(term))[-1]


_About = tuple[Place, Object, URIRef | None, Object | None]


class _Judgement:
    """What some shapes find in some documents."""

    def __init__(self, shapes: Shapes, documents: Sequence[Document]) -> None:
        self._shapes = shapes
        self._stated = Stated(documents)
        self._data = {quad[:3] for document in documents for quad in document.quads}

    @cached_property
    def _said(self) -> Index:
        return Index(quad for _, quad in self._stated)

    def findings(self) -> Iterator[Finding]:
        """Give one finding for each statement, or thing that is missing, that is at fault."""
        direct = list(_leaves(self._shapes.results(self._data)))
        tried = self._tried(direct)
        leaves = [leaf for result in direct for leaf in _behind(result, tried)]
        about: dict[_About, list[Result]] = {}
        for result in leaves:
            for path, place in self._places(result):
                about.setdefault((place, result.focus, path, result.value), []).append(result)
        tried = {**tried, **self._tried([result for result in leaves if result not in tried])}
        why = {result: self._why(result, trials) for result, trials in tried.items()}
        return (self._finding(key, sorted(set(results), key=_rank), why) for key, results in about.items())

    def _tried(self, results: Sequence[Result]) -> Mapping[Result, Sequence[Trial]]:
        return trials(results, self._shapes.graph, self._data, self._said, self._shapes.engine)

    def _places(self, result: Result) -> Iterable[tuple[URIRef | None, Place]]:
        """Tell where to mend; what is in no statement stands where its focus node is spoken of, or in the text."""
        path = result.path if isinstance(result.path, URIRef) else None
        focus = replace(result, path=None, value=None)
        around = next((quad[:3] for quad in self._said if quad[2] == result.focus), None)
        return (
            list(places(result, self._stated, self._said))
            or [(path, place) for _, place in places(focus, self._stated, self._said)]
            or [(path, place) for place in (self._stated.places(around) if around else [])[:1]]
            or [(path, Place(document.source.name)) for document in self._stated.documents[:1]]
        )

    def _finding(self, about: _About, results: Sequence[Result], why: Mapping[Result, str]) -> Finding:
        place, focus, path, value = about
        words, first = self._shapes.words, results[0]
        own = [words.fill(result.message, result) for result in results if words.authored(result)]
        silent = [result for result in results if not words.authored(result) and result not in why]
        said = [*own, *([words.say(silent)] if silent else []), *(why[result] for result in results if result in why)]
        correction = next(filter(None, map(words.correct, results)), "")
        meant = f" Did you mean {correction}?" if correction else ""
        advice = plain(" ".join(dict.fromkeys(filter(None, said))), LONGEST_ADVICE) + meant
        severity = min((result.severity for result in results), key=_SEVERITIES.index)
        check = self._shapes.name(first.shape)
        return Finding(
            check, severity, place, advice, focus, path, value,
            shape=first.shape, correction=correction, component=first.constraint,
        )  # fmt: skip

    def _why(self, result: Result, trials: Sequence[Trial]) -> str:
        """Tell which alternative a value does not fit for what reason."""
        words = self._shapes.words
        if result.component in {"Or", "Xone"} and any(_is_deep(trial) for trial in trials):
            fitting = [str(number) for number, trial in enumerate(trials, 1) if not trial.found]
            if fitting:
                return f"{words.named(result)} may fit one alternative only, and fits number {' and '.join(fitting)}."
            told = (f"({number}) {words.say(trial.found)}" for number, trial in enumerate(trials, 1))
            return f"{words.named(result)} fits none of {len(trials)} alternatives: {' '.join(told)}"
        reasons = [words.say(trial.found) for trial in trials if trial.found]
        if result.component == "QualifiedMinCount" and reasons:
            return f"{words.say([result])} {' '.join(dict.fromkeys(reasons))}"
        return words.say([result])


def _is_deep(trial: Trial) -> bool:
    """Whether a value fails for what is said of it, and not for what it is."""
    return not trial.found or any(result.path is not None for result in trial.found)


def _leaves(results: Iterable[Result]) -> Iterator[Result]:
    """Give results, and in the place of one that only says that others stand behind it, these."""
    for result in results:
        if result.component == "Node" and result.details:
            yield from _leaves(result.details)
        else:
            yield result


def _behind(result: Result, tried: Mapping[Result, Sequence[Trial]]) -> Iterator[Result]:
    causes = [cause for trial in tried.get(result, ()) for cause in trial.found] if result.component == "And" else []
    yield from causes or [result]


def _rank(result: Result) -> tuple[int, str]:
    return RANK.get(result.component, len(RANK)), repr(result)
