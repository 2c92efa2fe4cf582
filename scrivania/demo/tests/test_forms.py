"""The demo's forms pass what every form must pass to be published, and keep to our conventions."""

from typing import Any

import pytest

from scrivania.demo.tests.content import FORMS, LOCKED, PREFILL, components
from scrivania.formio import EnginePool, FormDefinition, publish

TYPES = {
    "checkbox",
    "columns",
    "content",
    "currency",
    "datagrid",
    "datetime",
    "day",
    "email",
    "fieldset",
    "file",
    "number",
    "panel",
    "phoneNumber",
    "radio",
    "select",
    "selectboxes",
    "textarea",
    "textfield",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_can_be_published_as_it_is(pool: EnginePool, form: dict[str, Any]) -> None:
    published = publish(pool, form)
    assert published.problems == ()
    assert published.definition == form, "publishing had to force a setting that the content should have"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_is_a_wizard_of_three_or_four_steps(form: dict[str, Any]) -> None:
    assert form["display"] == "wizard"
    assert {page["type"] for page in form["components"]} == {"panel"}
    assert 3 <= len(FormDefinition.parse(form).pages) <= 4


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_identity_is_locked_and_contacts_are_not(form: dict[str, Any]) -> None:
    for component in components(form):
        source = component.get("properties", {}).get("prefill")
        if source:
            assert source in PREFILL
            assert component.get("disabled", False) == (source in LOCKED), component["key"]
        elif component.get("disabled"):
            assert component["calculateServer"], f"{component['key']} can be neither filled nor computed"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_field_has_an_italian_label(form: dict[str, Any]) -> None:
    keys = [component["key"] for component in components(form)]
    assert len(keys) == len(set(keys))
    assert all(c["label"] for c in components(form) if c["input"])


def test_a_choice_takes_the_widget_the_model_wants() -> None:
    for form in FORMS.values():
        for component in components(form):
            if component["type"] == "radio":
                assert 2 <= len(component["values"]) <= 5, component["key"]
            if component["type"] == "select":
                assert 6 <= len(component["data"]["values"]) <= 10, component["key"]


def test_the_forms_together_use_every_type_and_rule() -> None:
    used = [c for form in FORMS.values() for c in components(form)]
    assert {c["type"] for c in used} == TYPES
    assert {c["validate"]["scrivania"] for c in used if "scrivania" in c.get("validate", {})} == {
        "fiscal_code",
        "iban",
    }
    conditions = [c["conditional"] for c in used if "conditional" in c]
    assert {frozenset(c) & {"when", "json", "conditions"} for c in conditions} == {
        frozenset({"when"}),
        frozenset({"json"}),
        frozenset({"conditions"}),
    }
    assert any("customConditional" in c for c in used)
    assert any("calculateValue" in c for c in used)
    assert any("custom" in c.get("validate", {}) for c in used)


def test_the_bench_has_three_pages_of_ten_fields() -> None:
    pages = FormDefinition.parse(FORMS["_bench"]).pages
    assert [sum(component.is_input for component in page.walk()) for page in pages] == [10, 10, 10]
