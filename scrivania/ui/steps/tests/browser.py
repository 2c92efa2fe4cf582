"""A browser without a script: what a page shows and what its form would post."""

from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from lxml import html

from scrivania.formio import FormDefinition
from scrivania.ui.steps import build_step


def define(*components: dict[str, Any]) -> FormDefinition:
    return FormDefinition.parse({"display": "form", "title": "T", "components": list(components)})


def field(kind: str = "textfield", key: str = "a", **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, "label": f"Field {key}", "input": True, **more}


def options(*values: str) -> list[dict[str, str]]:
    return [{"label": value.upper(), "value": value} for value in values]


def show(definition: FormDefinition, data: dict[str, Any], index: int = 0, **more: Any) -> Any:
    """The page as a tree, all inside one form."""
    step = build_step(definition, index, data, **more)
    text = render_to_string("ui/steps/step.html", {"step": step})
    assert "style=" not in text
    return html.document_fromstring(f"<form method='post'>{text}</form>")


def posted(page: Any, *, press: str = "") -> QueryDict:
    """The form's successful controls, as HTML defines them; `press` is the value of an action button."""
    post = QueryDict(mutable=True)
    for control in page.xpath("//input|//textarea|//select"):
        kind, name = control.get("type", ""), control.get("name")
        if not name or kind in ("file", "submit") or control.get("disabled") is not None:
            continue
        if kind in ("checkbox", "radio") and control.get("checked") is None:
            continue
        for value in values_of(control):
            post.appendlist(name, value)
    if press:
        assert page.xpath("//button[@name='_action'][@value=$value]", value=press)
        post["_action"] = press
    return post


def values_of(control: Any) -> list[str]:
    if control.tag == "select":
        chosen = control.xpath(".//option[@selected]") or control.xpath(".//option")
        return [chosen[0].get("value")]
    if control.tag == "textarea":
        text = control.text or ""
        # The parser keeps the newline that browsers drop at the start of a textarea.
        return [text.removeprefix("\n").replace("\n", "\r\n")]
    return [control.get("value", "")]
