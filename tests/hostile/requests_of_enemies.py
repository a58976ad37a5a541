"""Hostile requests as data: bytes as they are sent, each named by a sentence, and what comes back."""

import gzip
import zlib
from typing import NamedTuple

import zstandard

ASK = b"/sparql?query=ASK%7B%7D"
TEXT = b"Content-Type: application/sparql-query\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
PAGE = b"Accept: text/html\r\n"
GZIP, DEFLATE, ZSTD = (b"Content-Encoding: %s\r\n" % coding for coding in (b"gzip", b"deflate", b"zstd"))
CHUNKED = b"Transfer-Encoding: chunked\r\n"
BOMB = b"query=ASK{} #" + b"x" * 20_000_000


class Hostile(NamedTuple):
    """A request, the statuses that may come back, and words that are in the answer."""

    sent: bytes
    statuses: tuple[int, ...]
    words: bytes = b""


def get(target: bytes, fields: bytes = b"", method: bytes = b"GET", version: bytes = b"HTTP/1.1") -> bytes:
    """Write a request without a body."""
    return method + b" " + target + b" " + version + b"\r\nHost: endpoint.example\r\n" + fields + b"\r\n"


def post(fields: bytes, body: bytes, target: bytes = b"/sparql") -> bytes:
    """Write a request with a body of the length that it says."""
    return promised(fields, len(body), body, target)


def promised(fields: bytes, size: int, body: bytes, target: bytes = b"/sparql") -> bytes:
    """Write a request that promises so many bytes of a body."""
    return get(target, fields + b"Content-Length: %d\r\n" % size, b"POST") + body


def chunked(body: bytes, fields: bytes = b"") -> bytes:
    """Write a request in chunks, which the body already is."""
    return get(b"/sparql", TEXT + CHUNKED + fields, b"POST") + body


ANSWERED = (200,)
WRONG = (400,)
REFUSED = (403,)
MISSING = (404,)
MISSING_OR_LATE = (404, 504)
UNREAD = b"Invalid HTTP request"

ADDRESSES = {
    "a percent sign with one digit": Hostile(get(b"/sparql?query=ASK%7B%7"), WRONG, b"column"),
    "a percent sign with letters beyond F": Hostile(get(b"/sparql?query=ASK%ZZ"), WRONG, b"column"),
    "invalid UTF-8 in the query": Hostile(get(b"/sparql?query=ASK%FF"), WRONG, b"UTF-8"),
    "overlong UTF-8": Hostile(get(b"/sparql?query=ASK%C0%80"), WRONG, b"UTF-8"),
    "a half surrogate in UTF-8": Hostile(get(b"/sparql?query=ASK%ED%A0%80%7B%7D"), WRONG, b"UTF-8"),
    "letters that are not encoded": Hostile(get("/sparql?query=ASK{}é".encode()), WRONG, UNREAD),
    "bytes that are no letters": Hostile(get(b"/sparql?query=\xff\xfe"), WRONG, UNREAD),
    "a NUL in the query": Hostile(get(b"/sparql?query=ASK%00%7B%7D"), WRONG, b"column"),
    "a NUL in the request line": Hostile(get(b"/sparql?query=\0"), WRONG, UNREAD),
    "a path of invalid UTF-8": Hostile(get(b"/%FF%FE"), MISSING),
    "a path with a NUL": Hostile(get(b"/thing%00"), MISSING),
    "a path with a line break": Hostile(get(b"/%0d%0aSet-Cookie:a=b"), MISSING),
    "a format with a line break": Hostile(get(ASK + b"&format=json%0d%0aX-Evil:1"), (406,), b"X-Evil"),
    "a way out of the static files": Hostile(get(b"/static/../../../../../../etc/passwd"), MISSING),
    "an encoded way out of them": Hostile(get(b"/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd"), MISSING),
    "a way out by backslashes": Hostile(get(b"/static/..%5c..%5c..%5cetc%5cpasswd"), MISSING),
    "an absolute path under them": Hostile(get(b"/static/%2fetc%2fpasswd"), (308, 404)),
    "a path of 30,000 parts": Hostile(get(b"/" + b"a/" * 30_000), MISSING),
    "a graph 1,000 folders up": Hostile(get(b"/graph/" + b"../" * 1_000 + b"x"), MISSING),
    "a thing of 10,000 percent signs": Hostile(get(b"/id/" + b"%25" * 10_000), MISSING),
    "a format of 10,000 letters": Hostile(get(ASK + b"&format=" + b"x" * 10_000), (406,), b"has no format"),
    "two queries": Hostile(get(ASK + b"&query=ASK%7B%7D"), WRONG, b"exactly one"),
    "a name of a parameter that is encoded": Hostile(get(b"/sparql?%71uery=ASK%7B%7D"), ANSWERED, b"boolean"),
    "a time limit that is none": Hostile(get(ASK + b"&timeout=nan"), WRONG, b"seconds"),
    "a time limit without end": Hostile(get(ASK + b"&timeout=inf"), ANSWERED),
    "a time limit below nothing": Hostile(get(ASK + b"&timeout=-1e309"), WRONG, b"seconds"),
    "a request line of 300,000 bytes": Hostile(get(b"/sparql?query=" + b"x" * 300_000), (431,), b"POST"),
    "an address on another host": Hostile(get(b"http://evil.example" + ASK), ANSWERED, b"boolean"),
    "an asterisk for an address": Hostile(get(b"*", method=b"OPTIONS"), (200, 404)),
    "no address": Hostile(b"GET  HTTP/1.1\r\nHost: x\r\n\r\n", WRONG, UNREAD),
}

BODIES = {
    "100,000 parameters": Hostile(post(FORM, b"a=1&" * 100_000), WRONG, b"2,000 parameters"),
    "40,000 default graphs": Hostile(post(FORM, b"query=ASK{}" + b"&default-graph-uri=a:b" * 40_000), WRONG),
    "1,900 default graphs that are not there": Hostile(
        post(FORM, b"query=ASK{}" + b"".join(b"&default-graph-uri=a:%d" % number for number in range(1_900))),
        REFUSED,
        b"no graph",
    ),
    "a body that is a picture": Hostile(post(b"Content-Type: image/png\r\n", b"ASK{}"), (415,)),
    "a body of no type": Hostile(post(b"", b"ASK{}"), (415,)),
    "a type with 10,000 parameters": Hostile(
        post(b"Content-Type: application/sparql-query; " + b"a=b; " * 10_000 + b"\r\n", b"ASK{}"), (200, 400, 415)
    ),
    "parts without end": Hostile(
        post(b"Content-Type: multipart/form-data; boundary=x\r\n", b"--x\r\n" * 100_000), (415,)
    ),
    "UTF-16": Hostile(post(TEXT, "ASK {}".encode("utf-16")), WRONG, b"UTF-8"),
    "UTF-16 that says so": Hostile(
        post(TEXT[:-2] + b"; charset=utf-16\r\n", "ASK {}".encode("utf-16")), (415,), b"UTF-8"
    ),
    "invalid UTF-8 behind the query": Hostile(post(TEXT, b"ASK{}#\xff"), WRONG, b"byte 7"),
    "20 MB that gzip made small": Hostile(post(FORM + GZIP, gzip.compress(BOMB, 1)), (415,)),
    "20 MB that deflate made small": Hostile(post(FORM + DEFLATE, zlib.compress(BOMB, 1)), (415,)),
    "20 MB that zstd made small": Hostile(post(FORM + ZSTD, zstandard.compress(BOMB)), (415,)),
    "a coding within a coding": Hostile(post(FORM + b"Content-Encoding: gzip, gzip, gzip\r\n", b"x"), (415,)),
    "a comment of 20 MB": Hostile(post(TEXT, b"ASK {} #" + b"x" * 20_000_000), (413,), b"1,000,000 bytes"),
    "two million values": Hostile(post(TEXT, b"ASK { VALUES ?x {" + b" 1" * 2_000_000 + b"} }"), (413,)),
    "20 MB in chunks": Hostile(chunked((b"10000\r\n" + b" " * 0x10000 + b"\r\n") * 320 + b"0\r\n\r\n"), (413,)),
    "a body that GET does not have": Hostile(
        get(ASK, b"Content-Length: 2000000\r\n") + b"x" * 2_000_000, ANSWERED, b"boolean"
    ),
    "a length beyond all numbers": Hostile(promised(TEXT, 10**30, b"ASK{}"), WRONG, UNREAD),
    "a length below nothing": Hostile(promised(TEXT, -5, b"ASK{}"), WRONG, UNREAD),
    "a length in another base": Hostile(get(b"/sparql", TEXT + b"Content-Length: 0x5\r\n", b"POST"), WRONG, UNREAD),
    "two lengths": Hostile(promised(TEXT + b"Content-Length: 7\r\n", 5, b"ASK{}xx"), WRONG, UNREAD),
    "a length and chunks": Hostile(
        promised(TEXT + CHUNKED, 5, b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"), WRONG, UNREAD
    ),
    "chunks that a blank hides": Hostile(
        promised(TEXT + b"Transfer-Encoding : chunked\r\n", 5, b"ASK{}"), WRONG, UNREAD
    ),
    "a transfer coding that there is not": Hostile(
        get(b"/sparql", TEXT + b"Transfer-Encoding: identity\r\n", b"POST") + b"ASK{}", WRONG, UNREAD
    ),
    "a chunk whose size is no number": Hostile(chunked(b"ZZ\r\nASK{}\r\n"), WRONG, UNREAD),
    "a chunk whose size is beyond all numbers": Hostile(chunked(b"F" * 20 + b"\r\nASK{}\r\n"), WRONG, UNREAD),
    "a chunk for each byte": Hostile(
        chunked(b"".join(b"1\r\n%c\r\n" % byte for byte in b"ASK{}" + b" " * 20_000) + b"0\r\n\r\n"), ANSWERED
    ),
    "a chunk with 100,000 bytes of extension": Hostile(
        chunked(b"5;" + b"a" * 100_000 + b"\r\nASK{}\r\n0\r\n\r\n"), (200, 400)
    ),
    "20,000 trailers": Hostile(chunked(b"5\r\nASK{}\r\n0\r\n" + b"X: y\r\n" * 20_000 + b"\r\n"), (200, 400, 431)),
    "an expectation that there is not": Hostile(post(TEXT + b"Expect: 200-ok\r\n", b"ASK{}"), (200, 417)),
    "an expectation to send 20 MB": Hostile(promised(TEXT + b"Expect: 100-continue\r\n", 20_000_000, b""), (413,)),
}

HEADS = {
    "HTTP/0.9": Hostile(b"GET /sparql\r\n\r\n", (200, 400)),
    "the beginning of HTTP/2": Hostile(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", WRONG, UNREAD),
    "HTTP/9.9": Hostile(get(ASK, version=b"HTTP/9.9"), WRONG, UNREAD),
    "the beginning of TLS": Hostile(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 500, WRONG, UNREAD),
    "all bytes that there are": Hostile(bytes(range(256)) * 100, WRONG, UNREAD),
    "a tunnel to elsewhere": Hostile(get(b"evil.example:80", method=b"CONNECT"), WRONG, UNREAD),
    "TRACE": Hostile(get(ASK, method=b"TRACE"), (405,)),
    "a method that there is not": Hostile(get(ASK, method=b"BREW"), WRONG, UNREAD),
    "a method of 5,000 letters": Hostile(get(ASK, method=b"A" * 5_000), WRONG, UNREAD),
    "DELETE": Hostile(get(b"/rdf-graph-store?default", method=b"DELETE"), (405,), b"read-only"),
    "PUT of 20 MB": Hostile(
        get(b"/rdf-graph-store?default", b"Content-Type: text/turtle\r\nContent-Length: 20000000\r\n", b"PUT"), (413,)
    ),
    "an upgrade to a WebSocket": Hostile(
        get(ASK, b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n"),
        (200, 400),
    ),
    "an upgrade to HTTP/2": Hostile(
        get(ASK, b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQ\r\n"),
        ANSWERED,
    ),
    "a field of 200,000 bytes": Hostile(get(ASK, b"X: " + b"y" * 200_000 + b"\r\n"), (431,)),
    "20,000 fields": Hostile(get(ASK, b"".join(b"X%d: y\r\n" % number for number in range(20_000))), (431,)),
    "12,000 fields that fit": Hostile(get(ASK, b"A:\r\n" * 12_000), ANSWERED),
    "a field over two lines": Hostile(get(ASK, b"X: a\r\n b\r\n"), WRONG, UNREAD),
    "lines that end as on Unix": Hostile(b"GET " + ASK + b" HTTP/1.1\nHost: x\n\n", WRONG, UNREAD),
    "a field with a bracket in its name": Hostile(get(ASK, b"X(: y\r\n"), WRONG, UNREAD),
    "a field with a NUL": Hostile(get(ASK, b"X: a\0b\r\n"), WRONG, UNREAD),
    "no host": Hostile(b"GET " + ASK + b" HTTP/1.1\r\n\r\n", WRONG, UNREAD),
    "two hosts": Hostile(get(ASK, b"Host: evil.example\r\n"), WRONG, UNREAD),
    "3,000 media types": Hostile(
        get(ASK, b"Accept: " + b",".join(b"a/b%d;q=0.%d" % (number, number) for number in range(3_000)) + b"\r\n"),
        (200, 406),
    ),
    "a media type with 3,000 parameters": Hostile(
        get(ASK, b"Accept: " + b'text/*;q=1;a="\\""' * 3_000 + b"\r\n"), (200, 406)
    ),
    "6,000 content codings": Hostile(
        get(b"/static/style.css", b"Accept-Encoding: " + b"gzip;q=0," * 6_000 + b"\r\n"), ANSWERED
    ),
    "15,000 entity tags": Hostile(get(ASK, b"If-None-Match: " + b'"a",' * 15_000 + b"\r\n"), ANSWERED),
    "15,000 ranges": Hostile(get(b"/static/style.css", b"Range: bytes=" + b"0-," * 15_000 + b"\r\n"), (200, 206, 416)),
    "a range that runs backwards": Hostile(get(b"/static/style.css", b"Range: bytes=5-1\r\n"), (200, 416)),
    "a date of 5,000 digits": Hostile(
        get(b"/static/style.css", b"If-Modified-Since: " + b"9" * 5_000 + b"\r\n"), ANSWERED
    ),
    "15,000 cookies": Hostile(get(b"/static/style.css", b"Cookie: " + b"a=b;" * 15_000 + b"\r\n"), ANSWERED),
}

PAGES = {
    "20,000 brackets to explain": Hostile(get(b"/explain?s=" + b"(" * 20_000 + b"&p=a&o=b"), WRONG, b"no term"),
    "10,000 blank nodes to explain": Hostile(get(b"/explain?s=" + b"%5B" * 10_000 + b"&p=a&o=b"), WRONG, b"no term"),
    "a literal without end to explain": Hostile(
        get(b"/explain?s=%22%22%22" + b"%5C" * 10_000 + b"&p=a&o=b"), WRONG, b"no term"
    ),
    "variables to explain": Hostile(get(b"/explain?s=%3Fs&p=%3Fp&o=%3Fo"), WRONG, b"no term"),
    "a scope that there is not": Hostile(get(b"/explain?s=a&p=a&o=b&scope=" + b"x" * 50_000), WRONG, b"no scope"),
    "60,000 letters on the page of queries": Hostile(get(b"/query?query=" + b"x" * 60_000, PAGE), WRONG),
    "a product on the page of queries": Hostile(
        get(b"/query?query=SELECT*%7B?a?b?c.?d?e?f.?g?h?i%7DORDER+BY?i", PAGE), (400, 503, 504)
    ),
    "a script on the page of queries": Hostile(get(b"/query?query=%3Cscript%3Ealert(1)%3C/script%3E", PAGE), WRONG),
    "a kind of passage that is no text": Hostile(get(b"/paper?kind=" + b"%FF" * 1_000), MISSING_OR_LATE),
    "a kind of passage of 60,000 letters": Hostile(get(b"/paper?kind=" + b"x" * 60_000), MISSING_OR_LATE),
    "a graph of 20,000 colons": Hostile(get(b"/rdf-graph-store?graph=" + b"a:" * 20_000), MISSING),
    "a graph that is no IRI": Hostile(get(b"/rdf-graph-store?graph=http://[::/"), MISSING),
    "a graph with a line break": Hostile(get(b"/rdf-graph-store?graph=a:%0d%0aX:y"), MISSING),
    "a graph of half surrogates": Hostile(get(b"/rdf-graph-store?graph=a:%ED%A0%80"), MISSING),
    "2,000 graphs at once": Hostile(get(b"/rdf-graph-store?" + b"graph=a:b&" * 2_000), (400, 404)),
}
