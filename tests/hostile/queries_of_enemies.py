"""Hostile queries as data: each is named by a sentence, and has its own way to hurt."""

from typing import NamedTuple

XSD = "http://www.w3.org/2001/XMLSchema#"
DEPTH = 60
"""Levels that are let through; each construct below is tried there and far beyond."""


CUT_OFF = 0
"""Stands for the status of an answer that began and did not end, as its client saw."""


class Hostile(NamedTuple):
    """A query, and what comes back: one of these statuses, with these words in the body."""

    query: str
    statuses: tuple[int, ...]
    words: str = ""


NESTED = {
    "groups within groups": ("{", "}", "ASK {{ {0} ?s ?p ?o {1} }}"),
    "brackets around a number": ("(", ")", "ASK {{ FILTER({0} 1 {1}) }}"),
    "OPTIONAL within OPTIONAL": ("OPTIONAL { ?s ?p ?o ", "}", "ASK {{ {0} {1} }}"),
    "subselects within subselects": ("{ SELECT * {", "} }", "SELECT * {{ {0} ?s ?p ?o {1} }} LIMIT 1"),
    "EXISTS within EXISTS": ("FILTER EXISTS { ?s ?p ?o ", "}", "ASK {{ {0} {1} }}"),
    "NOT EXISTS within NOT EXISTS": ("FILTER NOT EXISTS { ?s ?p ?o ", "}", "ASK {{ ?s ?p ?o {0} {1} }}"),
    "UNION within UNION": ("{ ?s ?p ?o } UNION { ", "}", "ASK {{ {0} {1} }}"),
    "MINUS within MINUS": ("?s ?p ?o MINUS { ", "}", "ASK {{ {0} {1} }}"),
    "GRAPH within GRAPH": ("GRAPH <a:g> {", "}", "ASK {{ {0} {1} }}"),
    "paths in brackets": ("(", ")", "ASK {{ ?s {0} <a:a> {1} ?o }}"),
    "paths repeated within repeated paths": ("(", "/<a:b>)*", "ASK {{ ?s {0} <a:a> {1} ?o }}"),
    "negated sets of paths between brackets": ("(!<a:b>|", ")", "ASK {{ ?s {0} <a:a> {1} ?o }}"),
    "collections within collections": ("(", ")", "ASK {{ ?s ?p {0} 1 {1} }}"),
    "blank nodes with properties within such": ("[ ?p ", "]", "ASK {{ ?s ?p {0} 1 {1} }}"),
    "functions of functions": ("STR(", ")", "ASK {{ FILTER({0} 1 {1}) }}"),
    "IF within IF": ("IF(?s, 2, ", ")", "ASK {{ FILTER({0} 1 {1}) }}"),
    "IN of IN": ("1 IN (", ")", "ASK {{ FILTER({0} 1 {1}) }}"),
    "aggregates of aggregates": ("SUM(", ")", "SELECT ({0} 1 {1} AS ?x) {{}}"),
    "GROUP_CONCAT of GROUP_CONCAT": ("GROUP_CONCAT(", ")", "SELECT ({0} 1 {1} AS ?x) {{}}"),
    "COALESCE of EXISTS of COALESCE": (
        "COALESCE(EXISTS { ?s ?p ?o FILTER(",
        ") })",
        "ASK {{ FILTER({0} ?o {1}) }}",
    ),
    "negation of negation in brackets": ("!(", ")", "ASK {{ FILTER({0} ?x {1}) }}"),
    "VALUES in groups": ("{ VALUES ?x { 1 } ", "}", "ASK {{ {0} {1} }}"),
}


def deep(name: str, levels: int) -> str:
    """Write a nested query."""
    opening, closing, around = NESTED[name]
    levels //= max(1, opening.count("{") + opening.count("("))
    return around.format(opening * levels, closing * levels)


def chain(part: str, between: str, times: int, around: str) -> str:
    """Write many parts, one after the other; ``{}`` in a part is its number."""
    return around.replace("…", between.join(part.replace("{}", str(number)) for number in range(times)))


ANSWERED = (200,)
OVERRUN = (503, 504)
REFUSED = (403,)
WRONG = (400,)
BORNE = (*ANSWERED, *OVERRUN, CUT_OFF)
"""It may be answered or ended, as the engine can: what counts is that nobody else notices."""

UNREAD = (*WRONG, *REFUSED, *OVERRUN)
"""It is immense and no query, or too large a one: who reads it may say so, or run out of time on a slow machine."""

DOUBLING = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
TAGGED = " ".join(f"BIND(STRDT(CONCAT(STR(?x{i}), STR(?x{i})), <{XSD}string>) AS ?x{i + 1})" for i in range(40))
GROWING = " ".join(f'BIND(REPLACE(?x{i}, "", "aaaaaaaaaa") AS ?x{i + 1})' for i in range(20))

QUERIES = {
    # Chains
    "a sum of 900 terms": Hostile(chain("?a", " + ", 900, "ASK { FILTER(…) }"), ANSWERED),
    "a sum of 60,000 terms": Hostile(chain("1", "+", 60_000, "ASK { FILTER(…) }"), UNREAD),
    "900 conditions joined by &&": Hostile(chain("?a", " && ", 900, "ASK { FILTER(…) }"), ANSWERED),
    "1,900 negations": Hostile("ASK { FILTER(" + "!" * 1_900 + "?x) }", ANSWERED),
    "150,000 negations": Hostile("ASK { FILTER(" + "!" * 150_000 + "?x) }", UNREAD),
    "300 alternatives by UNION": Hostile(chain("{ ?s ?p {} }", " UNION ", 300, "ASK { … }"), BORNE),
    "a sequence path of 400 steps": Hostile(chain("!<a:{}>", "/", 400, "ASK { ?s … ?o }"), OVERRUN),
    "an alternative path of 900 branches": Hostile(chain("<a:{}>", "|", 900, "ASK { ?s (…)* ?o }"), BORNE),
    "500 properties of one subject": Hostile(chain("?p{} ?o{}", ";", 500, "SELECT * { ?s … }"), OVERRUN),
    "500 objects of one property": Hostile(chain("?o{}", ",", 500, "SELECT * { ?s ?p … }"), OVERRUN),
    "480 triple patterns that nothing joins": Hostile(chain("?s{} ?p{} ?o{}", ".", 480, "SELECT * { … }"), OVERRUN),
    "250 OPTIONALs": Hostile(chain("OPTIONAL { ?s ?p{} ?o{} }", " ", 250, "SELECT * { … }"), OVERRUN),
    "300 FILTERs": Hostile(chain("FILTER(?o != {})", " ", 300, "SELECT * { ?s ?p ?o … } LIMIT 1"), ANSWERED),
    "900 sort keys": Hostile(chain("?s", " ", 900, "SELECT * { ?s ?p ?o . ?a ?b ?c } ORDER BY …"), OVERRUN),
    "600 declared prefixes": Hostile(chain("PREFIX p{}: <a:{}>", " ", 600, "… ASK {}"), ANSWERED),
    "240 calls of unknown functions": Hostile(chain("<f:{}>(1)", "||", 240, "ASK { FILTER(…) }"), BORNE),
    # Products
    "a product that is counted": Hostile("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", OVERRUN),
    "a product that is sorted": Hostile("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a", OVERRUN),
    "a product whose rows are made distinct": Hostile("SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f }", BORNE),
    "a product that is grouped": Hostile("SELECT ?a (COUNT(?f) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?e", OVERRUN),
    "a product that is concatenated": Hostile("SELECT (GROUP_CONCAT(?f) AS ?n) { ?a ?b ?c . ?d ?e ?f }", OVERRUN),
    "a product of which one row is wanted": Hostile(
        "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?c), STR(?f))) < 0) } LIMIT 1", OVERRUN
    ),
    "a product that is constructed": Hostile(
        "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f FILTER(?c < ?e) }", BORNE
    ),
    "a product that is described": Hostile("DESCRIBE ?a ?f { ?a ?b ?c . ?d ?e ?f }", BORNE),
    "a product that skips an immense OFFSET": Hostile(
        "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 1 OFFSET 9999999999", OVERRUN
    ),
    "samples of a product": Hostile(
        "SELECT (SAMPLE(?f) AS ?x) (MAX(CONCAT(STR(?a), STR(?f))) AS ?y) { ?a ?b ?c . ?d ?e ?f }", OVERRUN
    ),
    "a subtraction of a product": Hostile(
        "SELECT * { ?a ?b ?c . ?d ?e ?f MINUS { ?a ?x ?y . ?d ?z ?w } } LIMIT 1", BORNE
    ),
    "an OFFSET beyond all numbers": Hostile("SELECT * { ?s ?p ?o } OFFSET 99999999999999999999999999", (200, 400)),
    "a LIMIT beyond all numbers": Hostile("SELECT * { ?s ?p ?o } LIMIT 99999999999999999999999999", (200, 400)),
    # Paths
    "alternatives repeated between everything": Hostile(
        "SELECT (COUNT(*) AS ?n) { ?s (<a:a>|!<a:b>)* ?o . ?o (!<a:c>)* ?z }", OVERRUN
    ),
    "anything repeated": Hostile("SELECT (COUNT(*) AS ?n) { ?s (!<a:a>)* ?o . ?o (!<a:a>)+ ?z }", OVERRUN),
    "anything and its inverse repeated": Hostile("SELECT (COUNT(*) AS ?n) { ?s (!<a:a>|!^<a:a>)* ?o }", OVERRUN),
    "repetition of repetition": Hostile("ASK { ?s (((!<a:a>)*)*)* ?o . ?o (((!<a:a>)+)+)+ <a:z> }", BORNE),
    "a path of length zero between all": Hostile(
        "SELECT * { ?s <a:a>? ?o . ?x <a:a>? ?y . ?u <a:a>? ?v } ORDER BY ?v", OVERRUN
    ),
    # Values
    "more values than are read": Hostile(
        chain("1", " ", 150_000, "SELECT * { VALUES ?x { … } }"), REFUSED, "characters"
    ),
    "90,000 values": Hostile(chain("1", " ", 90_000, "SELECT (COUNT(*) AS ?n) { VALUES ?x { … } }"), BORNE),
    "a product of long lists of values": Hostile(
        "SELECT (COUNT(*) AS ?n) { "
        + " ".join(chain("{}", " ", 900, f"VALUES ?x{number} {{ … }}") for number in range(20))
        + " }",
        OVERRUN,
    ),
    # Strings
    "a regular expression that backtracks": Hostile(
        'ASK { BIND("' + "a" * 5_000 + '!" AS ?x) FILTER(REGEX(?x, "^(a+)+$")) }', ANSWERED
    ),
    "a regular expression with immense repetitions": Hostile(
        'ASK { ?s ?p ?o FILTER(REGEX(STR(?o), "((((a{1,99}){1,99}){1,99}){1,99})")) }', BORNE
    ),
    "a regular expression made anew for each row": Hostile(
        'SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c FILTER(REGEX(STR(?o), CONCAT(STR(?c), ".*x{90}"))) }', OVERRUN
    ),
    "a regular expression that is none": Hostile('ASK { ?s ?p ?o FILTER(REGEX(STR(?o), "(((")) }', ANSWERED),
    "a string that REPLACE multiplies": Hostile(
        f'SELECT (STRLEN(?x20) AS ?n) {{ BIND("aa" AS ?x0) {GROWING} }}', BORNE
    ),
    "a string that CONCAT doubles 40 times": Hostile(
        f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("aaaa" AS ?x0) {DOUBLING} }}', BORNE
    ),
    "a literal that STRDT doubles 40 times": Hostile(f'SELECT ?x40 {{ BIND("aaaa" AS ?x0) {TAGGED} }}', BORNE),
    "a string that is encoded over and over": Hostile(
        "SELECT (STRLEN(" + "ENCODE_FOR_URI(" * 55 + "?x" + ")" * 55 + ') AS ?n) { BIND("%é" AS ?x) }', BORNE
    ),
    "a literal of 190,000 characters": Hostile('SELECT ("' + "é" * 190_000 + '" AS ?x) {}', ANSWERED),
    "a string that never ends": Hostile("SELECT * { ?s ?p '''" + "\\'''" * 40_000, UNREAD),
    "190,000 characters of a comment": Hostile("ASK {} #" + "x" * 190_000, ANSWERED),
    "an integer of 150,000 digits": Hostile("SELECT (" + "9" * 150_000 + " + 1 AS ?x) {}", (200, 400)),
    "a year beyond all years": Hostile(
        f'SELECT (YEAR("{"9" * 30_000}-01-01T00:00:00Z"^^<{XSD}dateTime>) AS ?x) {{}}', ANSWERED
    ),
    "a prefix of 100,000 characters used often": Hostile(
        f"PREFIX p: <a:{'x' * 100_000}> SELECT * {{ ?s {'/'.join(['p:x'] * 900)} ?o }}", BORNE
    ),
    # Loops
    "EXISTS asked for every pair": Hostile(
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER EXISTS { ?a ?x ?f } }", OVERRUN
    ),
    "a hash of every pair": Hostile(
        "SELECT (MAX(SHA512(CONCAT(STR(?a), STR(?f)))) AS ?x) { ?a ?b ?c . ?d ?e ?f }", OVERRUN
    ),
    "a flood of UUIDs": Hostile(
        "SELECT (COUNT(DISTINCT ?u) AS ?n) { ?a ?b ?c . ?d ?e ?f BIND(UUID() AS ?u) }", OVERRUN
    ),
    "random numbers that are sorted": Hostile("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND()", OVERRUN),
    "new blank nodes without end": Hostile("CONSTRUCT { ?a ?b [ ?e [ ?e ?f ] ] } WHERE { ?a ?b ?c . ?d ?e ?f }", BORNE),
    "a join of all graphs with all": Hostile(
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } FILTER(?g != ?h && ?c != ?f) }", OVERRUN
    ),
    # What is no query
    "an update": Hostile("INSERT DATA { <a:a> <a:b> <a:c> }", REFUSED, "read-only"),
    "a query that would ask elsewhere": Hostile(
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", REFUSED, "SERVICE"
    ),
    "a graph from elsewhere": Hostile("SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }", REFUSED, "no graph"),
    "900 FROM clauses": Hostile(chain("FROM <a:{}>", " ", 900, "SELECT * … { ?s ?p ?o }"), REFUSED, "no graph"),
    "no text": Hostile("", WRONG),
    "only white space": Hostile(" \t\r\n" * 40_000, WRONG),
    "a half surrogate escaped": Hostile(r'SELECT ("\uD800" AS ?x) {}', WRONG, "column"),
    "a character beyond all characters": Hostile(r'SELECT ("\UFFFFFFFF" AS ?x) {}', WRONG, "column"),
    "a NUL in a literal": Hostile('SELECT ("\0" AS ?x) {}', (200, 400)),
    "a NUL that is escaped": Hostile(r'SELECT ("\u0000" AS ?x) {}', (200, 400)),
    "a byte order mark before the query": Hostile("\ufeffASK {}", (200, 400)),
    "a brace that is escaped": Hostile(r"ASK \u007B \u007D", ANSWERED),
    "a base that is no IRI": Hostile("BASE <http://[> SELECT * { <x> ?p ?o }", WRONG),
    "a prefix that is no IRI": Hostile("PREFIX x: <http://[::> SELECT * { x:y ?p ?o }", WRONG),
    "an IRI with a broken address in it": Hostile("SELECT * { <http://[1]:x/> ?p <//[> }", (200, 400)),
    "closing brackets only": Hostile("SELECT * " + "}" * 1_900, WRONG),
    "a text that is all colons": Hostile("SELECT * { " + ":" * 190_000 + " }", UNREAD),
    "a text that is all quotes": Hostile("SELECT * { " + "'" * 190_000 + " }", UNREAD),
    "a text that is all open angles": Hostile("SELECT * { " + "<a" * 95_000 + " }", UNREAD),
    "a text of backslashes": Hostile("SELECT * { '" + "\\" * 190_000 + "' }", UNREAD),
    "a name with 180,000 dots": Hostile("SELECT * { a:" + "." * 180_000 + " ?p ?o }", UNREAD),
}
