import copy
import json
import time
from pathlib import Path
from typing import Any

import pytest

from scrivania.formio import EnginePool, FormDefinition, publish

from .forms import field, form, options

pytestmark = pytest.mark.usefixtures("in_english")
DEMO_FORMS = sorted((Path(__file__).parents[2] / "demo" / "forms").glob("*.json"))


def test_safe_settings_are_forced(pool: EnginePool) -> None:
    definition = form(
        field("radio", "r", values=options("x"), validate={"onlyAvailableItems": False}),
        field("number", "n", calculateValue="value = 1"),
        field(key="t", serverOverride={"validate": {}}, persistent=False),
        {"type": "button", "key": "submit", "action": "submit"},
    )
    definition["module"] = "evil()"
    before = copy.deepcopy(definition)
    published = publish(pool, definition)
    assert published.problems == ()
    radio, number, text = published.definition["components"]
    assert radio["validate"]["onlyAvailableItems"] is True
    assert number["calculateServer"] is True
    assert "serverOverride" not in text
    assert "persistent" not in text
    assert "module" not in published.definition
    assert definition == before


def test_same_definition_same_hash(pool: EnginePool) -> None:
    first = publish(pool, form(field()))
    assert publish(pool, form(field())).sha256 == first.sha256
    assert publish(pool, form(field(key="b"))).sha256 != first.sha256


PROBLEMS: list[tuple[str, Any]] = [
    ("JavaScript", field(calculateValue="value = ((")),
    ("JavaScript", field(validate={"pattern": "(("})),
    ("JavaScript", field("datetime", widget={"minDate": "moment(("})),
    ("{{", field(validate={"custom": "valid = '{{data.a}}'"})),
    ("{{", field(customConditional="show = '{{data.a}}'")),
    (
        "{{",
        field(
            logic=[{"trigger": {"type": "javascript", "javascript": "result = '{{row.a}}'"}, "actions": []}]
        ),
    ),
    ("label", field(label="  ")),
    ("type", field("teletext")),
    ("type", field("recaptcha")),
    ("key", field(key="two words")),
    ("key", field(key="__proto__")),
    ("answers", field("radio", values=[])),
    ("answers", field("select", dataSrc="url", data={"url": "http://localhost/"})),
    ("same value", field("radio", values=options("x", "x"))),
    ("label for every answer", field("radio", values=[{"value": "x", "label": ""}])),
    ("fiscal_code", field(validate={"scrivania": "codice"})),
    ("condition", field(logic=[{"trigger": {}, "actions": [{"property": {"value": "hidden"}}]}])),
    ("computed", field("number", calculateValue="value=1", allowCalculateOverride=True)),
    ("more than one value", field("radio", values=options("x"), multiple=True)),
    ("empty form", field(calculateServer=True, calculateValue="value = data.rows.length")),
]


@pytest.mark.parametrize(("said", "component"), PROBLEMS)
def test_problems_name_the_component(pool: EnginePool, said: str, component: dict[str, Any]) -> None:
    problems = publish(pool, form(component)).problems
    assert [p for p in problems if said in p.message and p.key == component["key"]], problems


def test_keys_used_twice_across_layouts_but_not_across_tables(pool: EnginePool) -> None:
    columns = {"type": "columns", "key": "cols", "columns": [{"components": [field()]}, {"components": []}]}
    table = field("datagrid", "g", components=[field()])
    assert publish(pool, form(columns, table)).problems == ()
    [problem] = publish(pool, form(columns, field())).problems
    assert (problem.path, "more than once" in problem.message) == ("a", True)


def test_wizard_holds_only_steps(pool: EnginePool) -> None:
    [problem] = publish(pool, {"display": "wizard", "components": [field()]}).problems
    assert "step" in problem.message


def test_conditions_on_groups_inside_tables_and_tables_in_tables(pool: EnginePool) -> None:
    group = {
        "type": "fieldset",
        "key": "f",
        "legend": "F",
        "customConditional": "show=1",
        "components": [field()],
    }
    inner = field("datagrid", "h", components=[field(key="b")])
    problems = publish(pool, form(field("datagrid", "g", components=[group, inner]))).problems
    assert {problem.path for problem in problems} == {"g[].f", "g[].h"}


def test_too_large_too_deep_too_many(pool: EnginePool) -> None:
    deep: dict[str, Any] = field()
    for number in range(60):
        deep = {"type": "panel", "key": f"p{number}", "title": "P", "components": [deep]}
    assert publish(pool, form(deep)).problems
    assert publish(pool, form(field(description="x" * 1_000_001))).problems
    assert any(
        "600" in p.message for p in publish(pool, form(*(field(key=f"k{n}") for n in range(601)))).problems
    )


def test_three_hundred_components_publish_in_two_seconds(pool: EnginePool) -> None:
    definition = form(*(field(key=f"k{n}", customConditional="show = true") for n in range(300)))
    publish(pool, form(field()))
    started = time.monotonic()
    assert publish(pool, definition).problems == ()
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("path", DEMO_FORMS, ids=lambda path: path.stem)
def test_demo_forms_can_be_published(pool: EnginePool, path: Path) -> None:
    published = publish(pool, json.loads(path.read_text("utf-8")))
    assert published.problems == ()
    assert FormDefinition.parse(published.definition).pages


def test_definition_knows_pages_paths_and_triggers() -> None:
    definition = FormDefinition.parse(
        {
            "display": "wizard",
            "title": "T",
            "components": [
                {"type": "panel", "key": "p", "title": "One", "components": [field("checkbox", "c")]},
                {
                    "type": "panel",
                    "key": "q",
                    "title": "Two",
                    "customConditional": "show = data.c",
                    "components": [field("datagrid", "g", components=[field()])],
                },
            ],
        }
    )
    assert [page.title for page in definition.pages] == ["One", "Two"]
    assert [component.path for component in definition.inputs] == ["c", "g", "g[].a"]
    assert definition.find("g[12].a") is definition.components["g[].a"]
    assert definition.page_of("g[0].a") == 1
    assert definition.triggers == {"c"}
    assert definition.dynamic
    assert not FormDefinition.parse(form(field())).dynamic
