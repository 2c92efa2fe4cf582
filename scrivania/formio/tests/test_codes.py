"""Italian codes: who is foreign, has the same code as another, or only a provisional one is let through."""

import pytest

from scrivania.formio import EnginePool

from .forms import field, rules_of, submit

GOOD = [
    ("fiscal_code", "RSSMRA80A01L378S"),
    ("fiscal_code", " rssmra80a01l378s "),
    ("fiscal_code", "MRTMTT91D08F205J"),
    ("fiscal_code", "MRTMTT91D08F20RE"),  # omocodia: a letter in place of the last digit
    ("fiscal_code", "HMDLMN85T10Z330Y"),  # born in Morocco
    ("fiscal_code", "12345678903"),  # provisional, eleven digits
    ("iban", "IT60 X054 2811 1010 0000 0123 456"),
    ("iban", "DE89370400440532013000"),
    ("vat", "IT00743110157"),
]
BAD = [
    ("fiscal_code", "RSSMRA80A01L378A"),
    ("fiscal_code", "12345678901"),
    ("fiscal_code", "RSSMRA80A41"),
    ("iban", "IT60X0542811101000000123457"),
    ("vat", "12345678901"),
]


@pytest.mark.parametrize(("name", "value"), GOOD)
def test_accepted_and_made_compact(pool: EnginePool, name: str, value: str) -> None:
    result = submit(pool, [field(validate={"scrivania": name})], {"a": value})
    assert rules_of(result) == {}
    assert " " not in result.data["a"]
    assert result.data["a"] == result.data["a"].upper()


@pytest.mark.parametrize(("name", "value"), BAD)
def test_refused(pool: EnginePool, name: str, value: str) -> None:
    result = submit(pool, [field(validate={"scrivania": name})], {"a": value})
    assert rules_of(result) == {"a": name}


def test_empty_and_hidden_ones_are_not_checked(pool: EnginePool) -> None:
    checked = field(validate={"scrivania": "iban"})
    assert rules_of(submit(pool, [checked], {"a": ""})) == {}
    unseen = checked | {"customConditional": "show = false"}
    assert rules_of(submit(pool, [unseen], {"a": "wrong"})) == {}


def test_checked_in_every_row(pool: EnginePool) -> None:
    grid = field("datagrid", "g", components=[field(validate={"scrivania": "vat"})])
    result = submit(pool, [grid], {"g": [{"a": "00743110157"}, {"a": "1"}]})
    assert rules_of(result) == {"g[1].a": "vat"}
