"""The endpoint reads what stands in an address as Python's own library does, however it is written."""

from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest

from paradiplomacy.web.protocol import MOST_PARAMETERS, Asked, asks, read_query

PIECES = [
    "+",
    "%",
    "%41",
    "%4",
    "%zz",
    "%25",
    "%2B",
    "%26",
    "%5C",
    "%5c",
    "\\",
    "\\x41",
    "é",
    "%C3%A9",
    "=",
    "a",
    "u0041",
]
START = "query=ASK%7B%7D%23"


@given(st.lists(st.sampled_from(PIECES)).map("".join))
@example("%")
@example("\\u0041%5Cu0041")
def test_a_query_is_read_as_forms_write_it(written):
    """Escapes that are none stay as they are, a plus is a blank, and a backslash is a backslash."""
    [(_, expected)] = parse_qsl(START + written, keep_blank_values=True)
    assert read_query(Asked("GET", (START + written).encode())).text == expected


@given(st.text(), st.text())
def test_whatever_is_escaped_comes_as_it_was(text, other):
    """Any text, beside any other parameter, and the name of the parameter escaped as well."""
    sent = f"{quote(other)}x={quote(other)}&q%75ery={quote('ASK{}#' + text)}&".encode()
    assert asks(sent)
    assert read_query(Asked("GET", sent)).text == "ASK{}#" + text


@pytest.mark.parametrize(
    "sent", [b"query=ASK{}%FF", b"query=ASK{}\xff", b"query=ASK{}&%C3=", b"a&" * MOST_PARAMETERS + b"query=ASK{}"]
)
def test_what_is_no_text_or_has_no_end_is_refused(sent):
    """Octets that are no UTF-8, and more parameters than a request may have."""
    with pytest.raises(BadRequest):
        read_query(Asked("GET", sent))
