"""The common mistakes in a query that cannot be read, each by the tokens that show it, with what would be right.

A parser knows where it could go no further; a person wants to hear which sign is missing. These rules say nothing of a
query that can be read.
"""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice
from unicodedata import category

from paradiplomacy.store.clauses import in_clauses
from paradiplomacy.store.grammar import AGGREGATES, ARGUMENTS, KEYWORDS, WORDS
from paradiplomacy.store.query import Query, Token
from paradiplomacy.store.reading import NOTHING, Mistake, Tokens, closing, touches

__all__ = ["find", "misspelt"]

LONGEST = 40
"""Characters of a word of the query that a message repeats."""

FIRST_WORDS = 50
"""Words among which a misspelt form of a query is sought."""

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_COMPARED = frozenset({"=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "&&", "||"})
_SCHEMES = frozenset({"http:", "https:"})
_OPERANDS = frozenset({"variable", "string", "number", "sign"})
_WRITE = {"AND": "&&", "OR": "||"}

Said = tuple[str, str] | None
"""A message and an advice, or nothing."""


def find(query: Query, prefixes: Mapping[str, str]) -> Mistake | None:
    """Find the first mistake in a query; ``prefixes`` are those whose declaration can be offered."""
    found = [*islice(_by_token(query, prefixes), 1), *_brackets(query), *in_clauses(query.tokens)]
    return min(found, key=lambda mistake: mistake.start, default=None)


def misspelt(query: Query) -> Mistake | None:
    """Find, among the first words of a text without form, one that is almost the name of one."""
    words = (token for token in query.tokens if token.kind == "word" and not token.depth)
    for token in islice(words, FIRST_WORDS):
        near = get_close_matches(token.text[:LONGEST].upper(), ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"), 1, 0.7)
        if near:
            return Mistake(token.start, f"{token.text[:LONGEST]!r} is no word of SPARQL.", f"Did you mean {near[0]}?")
    return None


def _by_token(query: Query, prefixes: Mapping[str, str]) -> Iterator[Mistake]:
    tokens = query.tokens
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else NOTHING
        after = tokens[at + 1] if at + 1 < len(tokens) else NOTHING
        said = next((said for rule in _RULES if (said := rule(before, token, after))), None)
        if said is None and token.kind == "word":
            said = _word(tokens, at)
        if said is None and token.kind == "name":
            said = _undeclared(query, before, token, prefixes)
        if said:
            yield Mistake(token.start, *said)


def _open_string(_: Token, token: Token, __: Token) -> Said:
    quote = token.text[:3] if token.text[:3] in {"'''", '"""'} else token.text[:1]
    return ("The string that begins here is not closed.", f"Close it with {quote}") if token.kind == "open" else None


def _quotation_mark(_: Token, token: Token, __: Token) -> Said:
    if token.kind != "sign" or category(token.text[0]) not in {"Pi", "Pf"}:
        return None
    return f"{token.text} is no quotation mark of SPARQL.", "Write \" or '."


def _operator(before: Token, token: Token, after: Token) -> Said:
    if token.text == after.text == "=" and touches(token, after):
        return "SPARQL has no operator ==.", "Write =."
    if token.text == "^" and before.kind == "string" and touches(before, token):
        return "A datatype does not stand after ^.", "Write ^^ before it."
    if token.kind == "word" and token.text.upper() in _WRITE:
        return f"SPARQL has no operator {token.text}.", f"Write {_WRITE[token.text.upper()]}."
    return None


def _iri(before: Token, token: Token, after: Token) -> Said:
    is_begun = token.text == "<" and touches(token, after)
    if is_begun and (after.text.lower() in _SCHEMES or (after.kind == "name" and before.kind not in _OPERANDS)):
        return "The IRI that begins here cannot be read.", "Close it with >; it has no blanks and no quotation marks."
    if token.text.lower() in _SCHEMES and after.text == "/" and not (before.text == "<" and touches(before, token)):
        return "An address stands here without its brackets.", f"Write <{token.text}//…>."
    return None


def _turtle(before: Token, token: Token, _: Token) -> Said:
    if token.kind != "tag" or before.kind == "string":
        return None
    if token.text.lower() in {"@prefix", "@base"}:
        return f"{token.text} is Turtle's.", f"Write {token.text[1:].upper()}, and no full stop after the IRI."
    return f"A language tag stands here without a string: {token.text[:LONGEST]}.", "Put it right after the string."


def _declaration(_: Token, token: Token, after: Token) -> Said:
    if not token.means("PREFIX") or (after.kind == "name" and after.text.endswith(":")):
        return None
    return "PREFIX is followed by a name that ends in a colon.", "As in PREFIX para: <https://example.org/>."


def _dots(before: Token, token: Token, _: Token) -> Said:
    return ("Two full stops follow each other.", "Leave one out.") if token.text == before.text == "." else None


def _by(_: Token, token: Token, after: Token) -> Said:
    if (token.means("ORDER") or token.means("GROUP")) and not after.means("BY"):
        return f"{token.text.upper()} is not followed by BY.", f"Write {token.text.upper()} BY."
    return None


def _number(_: Token, token: Token, after: Token) -> Said:
    if not (token.means("LIMIT") or token.means("OFFSET")) or after.text.isdecimal():
        return None
    return f"{token.text.upper()} is not followed by a whole number.", f"As in {token.text.upper()} 10."


def _union(before: Token, token: Token, after: Token) -> Said:
    if not token.means("UNION") or (before.text, after.text) == ("}", "{"):
        return None
    return "UNION does not stand between two groups.", "As in { … } UNION { … }."


def _from(_: Token, token: Token, after: Token) -> Said:
    if not token.means("FROM") or after.kind in {"iri", "name"} or after.means("NAMED"):
        return None
    return "FROM is not followed by a graph.", "Patterns stand in WHERE { … }; FROM takes the IRI of a graph."


def _as(_: Token, token: Token, after: Token) -> Said:
    if not token.means("AS") or after.kind == "variable":
        return None
    name = after.text[:LONGEST] if after.kind == "word" else "name"
    return "AS is not followed by a variable.", f"As in AS ?{name}."


def _group(_: Token, token: Token, after: Token) -> Said:
    word = token.text.upper()
    if word not in {"WHERE", "OPTIONAL", "MINUS"} or token.kind != "word" or after.text == "{":
        return None
    return f"{word} is not followed by {{.", f"As in {word} {{ … }}."


def _template(_: Token, token: Token, after: Token) -> Said:
    if token.means("CONSTRUCT") and after.kind == "variable":
        return "CONSTRUCT is not followed by a template.", "As in CONSTRUCT { ?s ?p ?o } WHERE { … }."
    if token.means("ASK") and after.kind == "variable":
        return "ASK names no variables.", "As in ASK { … }; to get values, write SELECT."
    return None


_RULES: tuple[Callable[[Token, Token, Token], Said], ...] = (
    _open_string, _quotation_mark, _operator, _iri, _turtle, _declaration, _dots, _by, _number, _union, _from, _as,
    _group, _template,
)  # fmt: skip
"""What a token tells together with the one before it and the one after it."""


def _word(tokens: Tokens, at: int) -> Said:
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else NOTHING
    word = token.text.upper()
    if word not in WORDS:
        return _strange(tokens, at) if token.text != "_" else None
    if word in {"FILTER", "HAVING"}:
        return _constraint(tokens, at)
    if word in ARGUMENTS and after.text != "(":
        return f"{word} is a function, and has no arguments here.", f"Write {word}(…), or ?{token.text} for a variable."
    return _arguments(tokens, at) if word in ARGUMENTS else None


def _strange(tokens: Tokens, at: int) -> Said:
    """Tell of a word that SPARQL does not have: what it is almost, or what it may have to be."""
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else NOTHING
    word = token.text[:LONGEST]
    is_call = after.text == "("
    near = get_close_matches(word.upper(), ARGUMENTS if is_call else KEYWORDS, 1, 0.7)
    near = near or get_close_matches(word.upper(), sorted(WORDS), 1, 0.8)
    if near:
        return f"{word!r} is no word of SPARQL.", f"Did you mean {near[0]}?"
    if is_call and touches(token, after):
        return f"SPARQL has no function {word}.", "It has those of SPARQL 1.1 Query, section 17.4."
    return f"{word!r} is no word of SPARQL.", f"Write ?{word} for a variable, 'para:{word}' for a term with its prefix."


def _constraint(tokens: Tokens, at: int) -> Said:
    """Tell of FILTER and HAVING without their brackets, or of an aggregate in FILTER."""
    word, inside = tokens[at].text.upper(), tokens[at + 1 : at + 2]
    opened = at + 1 if inside and inside[0].text == "(" else at + 2
    end = closing(tokens, opened) if opened < len(tokens) and tokens[opened].text == "(" else at + 1
    compared = end + 1 < len(tokens) and tokens[end + 1].text in _COMPARED
    if (inside and inside[0].kind in {"variable", "number", "string"}) or (compared and opened > at + 1):
        return f"What {word} tests does not stand in brackets.", f"As in {word} (?x > 3)."
    tested = tokens[at + 1 : end]
    if word == "FILTER" and not any(token.text == "{" for token in tested):
        for token in tested:
            if token.kind == "word" and token.text.upper() in AGGREGATES:
                return (
                    f"FILTER tests one solution, and {token.text.upper()} counts groups.",
                    "Write HAVING after GROUP BY.",
                )
    return None


def _arguments(tokens: Tokens, at: int) -> Said:
    """Tell of a function with too few or too many arguments."""
    end = closing(tokens, at + 1)
    if end == len(tokens) or tokens[end].text != ")":
        return None
    depth = tokens[at + 1].depth + 1
    inside = tokens[at + 2 : end]
    given = sum(token.text == "," and token.depth == depth for token in inside) + bool(inside)
    least, most = ARGUMENTS[tokens[at].text.upper()]
    if least <= given <= most:
        return None
    takes = str(least) if least == most else f"{least} to {most}"
    return f"{tokens[at].text.upper()} takes {takes} argument{'s' * (most != 1)}, not {given}.", "Part them by commas."


def _undeclared(query: Query, before: Token, token: Token, prefixes: Mapping[str, str]) -> Said:
    """Tell of a prefix without declaration, and offer one: of the same name, or of a name that is near."""
    prefix = token.text.partition(":")[0]
    is_node = not prefix and before.text == "_" and touches(before, token)
    if is_node or prefix in query.prefixes or before.means("PREFIX"):
        return None
    message = f"The prefix {prefix[:LONGEST]!r} is not declared."
    if prefix in prefixes:
        return message, f"Begin the query with PREFIX {prefix}: <{prefixes[prefix]}>"
    near = get_close_matches(prefix[:LONGEST], [*query.prefixes], 1, 0.6)
    if near:
        return message, f"Did you mean {near[0]}: as it is declared?"
    near = get_close_matches(prefix[:LONGEST], [*prefixes], 1, 0.7)
    if near:
        return message, f"Did you mean {near[0]}? Begin the query with PREFIX {near[0]}: <{prefixes[near[0]]}>"
    return message, f"Begin the query with PREFIX {prefix[:LONGEST]}: <…>, its namespace in the brackets."


def _brackets(query: Query) -> Iterator[Mistake]:
    """Tell of the first bracket that closes none, or that is not closed."""
    opened: list[Token] = []
    for token in query.tokens:
        if token.kind != "sign":
            continue
        if token.text in _PAIRS:
            opened.append(token)
        elif token.text in _PAIRS.values():
            if not opened:
                yield Mistake(
                    token.start, f"This {token.text} closes no bracket.", "Leave it out, or open one before it."
                )
                return
            if _PAIRS[opened[-1].text] != token.text:
                yield Mistake(token.start, *_not_closed(query, opened[-1]))
                return
            opened.pop()
    if opened:
        yield Mistake(len(query.source.rstrip()), *_not_closed(query, opened[-1]))


def _not_closed(query: Query, token: Token) -> tuple[str, str]:
    line = query.source.count("\n", 0, token.start) + 1
    column = token.start - query.source.rfind("\n", 0, token.start)
    return f"The {token.text} of line {line}, column {column} is not closed.", f"Write {_PAIRS[token.text]} here."
