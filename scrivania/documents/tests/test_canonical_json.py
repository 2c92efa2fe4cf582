import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrivania.documents.pdf.canonical import canonical_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(-1e15, 1e15) | TEXT
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=20)


@given(VALUES)
def test_reads_back_as_the_same_value(value):
    assert json.loads(canonical_json(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_keeps_every_digit_of_a_number(number):
    assert float(canonical_json(number)) == number


@given(st.dictionaries(TEXT, st.integers()))
def test_does_not_depend_on_the_order_of_keys(value):
    assert canonical_json(value) == canonical_json(dict(reversed(value.items())))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        # RFC 8785, appendix B, and the borders between ECMAScript's notations.
        (0.0, "0"),
        (-0.0, "0"),
        (5e-324, "5e-324"),
        (-1.7976931348623157e308, "-1.7976931348623157e+308"),
        (295147905179352830000.0, "295147905179352830000"),
        (1e21, "1e+21"),
        (9.999999999999997e22, "9.999999999999997e+22"),
        (999999999999999700000.0, "999999999999999700000"),
        (333333333.33333329, "333333333.3333333"),
        (0.000001, "0.000001"),
        (1e-7, "1e-7"),
        (1.5e-9, "1.5e-9"),
        (18432.15, "18432.15"),
        (100.0, "100"),
    ],
)
def test_writes_numbers_as_ecmascript(number, text):
    assert canonical_json(number) == text.encode()


def test_sorts_by_utf16_and_escapes_only_what_it_must():
    data = {"€": 1, "\U0001f600": 2, "\ufb33": 3, "1": '\n"\\\u001f\u007f'}
    assert canonical_json(data).decode() == '{"1":"\\n\\"\\\\\\u001f\x7f","€":1,"😀":2,"\ufb33":3}'


@pytest.mark.parametrize("value", [math.nan, math.inf, "\ud800", {"a": [-math.inf]}])
def test_refuses_what_json_cannot_say(value):
    with pytest.raises(ValueError):  # noqa: PT011 - Unicode errors are among them
        canonical_json(value)


def test_refuses_other_types():
    with pytest.raises(TypeError, match="set has no JSON form"):
        canonical_json({"a": {1}})
