"""Django forms as assistive technology finds them."""

import pytest
from django import forms
from lxml import html

from .conftest import Open

NATIVE = {"hidden", "checkbox", "radio"}


@pytest.fixture(params=["/form", "/wrong"])
def page(request: pytest.FixtureRequest, open_page: Open) -> html.HtmlElement:
    return open_page(request.param)


def test_every_control_has_a_label_and_its_look(page: html.HtmlElement) -> None:
    controls = page.xpath(".//main//input[not(@type='hidden')] | .//main//select | .//main//textarea")
    assert len(controls) > 8
    for control in controls:
        assert page.xpath(f".//label[@for='{control.get('id')}']"), control.get("name")
        if control.get("type") not in NATIVE:
            assert control.get("class"), control.get("name")


def test_choices_stand_beside_their_label_in_a_named_group(page: html.HtmlElement) -> None:
    radios = page.xpath(".//input[@type='radio']")
    assert len(radios) == 2
    for radio in radios:
        assert radio.getnext().tag == "label"
        assert radio.xpath("ancestor::fieldset/legend")


def test_error_list_leads_to_each_wrong_field(open_page: Open) -> None:
    page = open_page("/wrong")
    (summary,) = page.xpath(".//*[@data-error-summary]")
    assert summary.get("role") == "alert"
    targets = [a.get("href")[1:] for a in summary.xpath(".//a")]
    assert targets == [
        "id_email", "id_birth", "id_use_0", "id_days_0", "id_school", "id_document", "id_consent",
    ]  # fmt: skip
    for target in targets:
        (control,) = page.xpath(f".//*[@id='{target}']")
        assert control.tag in ("input", "select", "textarea")


def test_wrong_field_names_its_help_and_its_error(open_page: Open) -> None:
    (control,) = open_page("/wrong").xpath(".//*[@id='id_document']")
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "id_document_helptext id_document_error"


def test_values_and_messages_are_escaped() -> None:
    class Small(forms.Form):
        name = forms.CharField(max_length=3)

    text = str(Small({"name": "<script>alert(1)</script>"}))
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
