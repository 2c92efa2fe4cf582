"""Whatever is posted: an answer, never a surprise."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrivania.formio import EnginePool, FormDefinition, parse_number, process
from scrivania.formio.overlay.values import CONTROL

from .forms import field, form, options

DEMO = Path(__file__).parents[2] / "demo" / "forms"
FORMS = {path.stem: FormDefinition.parse(json.loads(path.read_text("utf-8"))) for path in DEMO.glob("*.json")}
FORMS["small"] = FormDefinition.parse(
    form(
        field("radio", "r", values=options("1", "true", "x"), validate={"required": True}),
        field("selectboxes", "s", values=options("a", "b")),
        field("day", "d", dayFirst=True, minYear="1900", maxYear="2100", validate={"required": True}),
        field("datetime", "t", widget={"minDate": "2020-01-01"}),
        field("currency", "m", validate={"min": 0}),
        field("email", "e", multiple=True),
        field("datagrid", "g", components=[field(validate={"required": True}), field("checkbox", "c")]),
    )
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=8,
)


def posted(definition: FormDefinition) -> st.SearchStrategy[dict[str, Any]]:
    keys = sorted({component.key for component in definition.inputs})
    values = JSON | st.sampled_from(["x", "1", "true", True, "01/01/2000", "2026-01-01", 7, "7,5"])
    row = st.dictionaries(st.sampled_from(keys), values, max_size=4)
    return st.dictionaries(st.sampled_from(keys), values | st.lists(row, max_size=3), max_size=len(keys))


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", sorted(FORMS))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_data_gets_an_answer(pool: EnginePool, name: str, data: st.DataObject) -> None:
    definition = FORMS[name]
    locked = {definition.inputs[0].path: "1"}
    sent = data.draw(posted(definition))
    result = process(pool, name, definition, sent, locked=locked)
    known = {component.key for component in definition.inputs}
    assert set(result.data) <= known
    assert not [text for text in texts(result.data) if CONTROL.search(text.replace("\r", ""))]
    assert result.data.get(definition.inputs[0].key, "1") == "1"
    assert all(error.message and definition.find(error.path) for error in result.errors)
    assert not {error.path for error in result.errors} & result.hidden
    json.dumps(result.data, allow_nan=False).encode()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_processing_what_was_processed_changes_nothing(pool: EnginePool, data: st.DataObject) -> None:
    definition = FORMS["small"]
    first = process(pool, "small", definition, data.draw(posted(definition)))
    second = process(pool, "small", definition, first.data)
    assert second.data == first.data


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_italian_numbers_are_read_back(number: Any) -> None:
    italian = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert parse_number(italian) == float(number)
    assert parse_number(f"{number:.2f}") == float(number)
    assert parse_number(f" {italian} €") == float(number)
