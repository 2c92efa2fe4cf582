"""What a page must be for who reads it with eyes, ears or fingers only."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from lxml import html

from scrivania.formio import FieldError, TrustedFile
from scrivania.ui.steps import build_step, build_summary

from .browser import define, field, options, show

EVERY = [
    field("textfield", "text", validate={"required": True}, description="<b>Why</b><script>x()</script>"),
    field("textarea", "area", validate={"maxLength": 100}),
    field("number", "number"),
    field("currency", "currency"),
    field("email", "email", autocomplete="email"),
    field("phoneNumber", "phone", multiple=True),
    field("checkbox", "tick", validate={"required": True}),
    field("radio", "radio", values=options("x", "y"), validate={"required": True}),
    field("select", "select", data={"values": options("x", "y")}),
    field("select", "several", data={"values": options("x", "y")}, multiple=True),
    field("selectboxes", "boxes", values=options("x", "y")),
    field("day", "day", dayFirst=True, validate={"required": True}),
    field("datetime", "date"),
    field("datetime", "instant", enableTime=True),
    field("file", "file", filePattern=".pdf,.jpg", fileMaxSize="5MB", multiple=True),
    field("datagrid", "rows", components=[field(key="name"), field("checkbox", "on")]),
    {
        "type": "content",
        "key": "c",
        "input": False,
        "html": "<h3>Hi</h3><img src=x onerror=y><p style='x'>p</p>",
    },
    {
        "type": "columns",
        "key": "cols",
        "columns": [
            {"width": 4, "components": [field(key="l")]},
            {"width": 8, "components": [field(key="r")]},
        ],
    },
    {"type": "fieldset", "key": "group", "legend": "Group", "components": [field(key="inside")]},
]
EVERY_PATH = [component.path.replace("[]", "[0]") for component in define(*EVERY).inputs]


def errors(*paths: str) -> list[FieldError]:
    return [FieldError(path, path, "required", f"Mend {path}") for path in paths]


@pytest.fixture(params=["clean", "wrong"])
def page(request: pytest.FixtureRequest) -> Any:
    wrong = errors(*EVERY_PATH) if request.param == "wrong" else []
    return show(define(*EVERY), {"rows": [{"name": "x"}]}, errors=wrong)


def test_every_control_has_one_label_and_every_group_a_legend(page: Any) -> None:
    for control in page.xpath("//input[not(@type='hidden')]|//select|//textarea"):
        labels = page.xpath("//label[@for=$id]", id=control.get("id"))
        assert len(labels) == 1, html.tostring(control)
        assert labels[0].text_content().strip()
    for group in page.xpath("//fieldset"):
        assert group.xpath("./legend")[0].text_content().strip()
    assert len(page.xpath("//input[@type='radio']/ancestor::fieldset[1]")) == 1
    assert not page.xpath("//select[@multiple]")


def test_ids_are_unique_and_references_lead_somewhere(page: Any) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for references in page.xpath("//@aria-describedby|//@aria-labelledby"):
        assert set(references.split()) <= set(ids)
    assert {target.removeprefix("#") for target in page.xpath("//a/@href")} <= set(ids)


def test_nothing_inline_and_nothing_unsafe(page: Any) -> None:
    assert page.xpath("//script[not(@src)]|//style|//*[@onerror]|//*[@onclick]|//img") == []
    assert page.xpath("//*[@class='form-text']/b")[0].text == "Why"
    assert page.xpath("//div[@class='step-content']/h3")[0].text == "Hi"


def test_wrong_fields_say_so_and_are_listed_in_the_order_of_the_page() -> None:
    page = show(define(*EVERY), {"rows": [{}]}, errors=errors(*reversed(EVERY_PATH)))
    [summary] = page.xpath("//*[@role='alert']")
    assert summary.get("tabindex") == "-1"
    links = summary.xpath(".//a")
    assert [link.text for link in links] == [f"Mend {path}" for path in EVERY_PATH]
    for link in links:
        [target] = page.xpath("//*[@id=$id]", id=link.get("href")[1:])
        assert target.tag in ("input", "select", "textarea", "button")
        described = (target.get("aria-describedby") or target.getparent().get("aria-describedby")).split()
        texts = [page.xpath("//*[@id=$id]", id=i)[0].text_content() for i in described]
        assert link.text in texts
        assert target.tag == "button" or target.get("aria-invalid") == "true"


def test_an_error_without_a_control_here_is_still_told() -> None:
    [summary] = show(define(field()), {}, errors=errors("")).xpath("//*[@role='alert']")
    assert "Mend" in summary.text_content()
    assert summary.xpath(".//a") == []


def test_required_is_marked_for_eyes_and_ears() -> None:
    page = show(define(*EVERY), {})
    assert page.xpath("//input[@id='f-text']/@required")
    assert page.xpath("//label[@for='f-text']/span[@aria-hidden='true']")[0].text == "*"
    assert page.xpath("//fieldset[@id='f-radio']//input/@required")
    assert not page.xpath("//input[@id='f-email']/@required")
    assert not page.xpath("//fieldset[@id='f-boxes']//input/@required")


def test_locked_and_computed_fields_are_shown_and_never_sent() -> None:
    components = [
        field(),
        field("radio", "r", values=options("x")),
        field("number", "n", calculateValue="value=1"),
        field(key="d", disabled=True),
        field("hidden", "h"),
        field(key="invisible", hidden=True),
    ]
    page = show(define(*components), {"n": 2.5, "d": "kept", "h": "x"}, locked={"a": "Rossi", "r": "x"})
    shown = {control.get("id"): control for control in page.xpath("//form//input")}
    assert {identifier: control.get("value") for identifier, control in shown.items()} == {
        "f-a": "Rossi",
        "f-r": "X",
        "f-n": "2,5",
        "f-d": "kept",
    }
    assert not [
        control for control in shown.values() if control.get("name") or control.get("readonly") is None
    ]
    assert page.xpath("//p[@id='f-a-source']")
    assert shown["f-a"].get("aria-describedby") == "f-a-source"


def test_types_that_help_the_keyboard_and_the_browser() -> None:
    page = show(define(*EVERY), {"date": "2026-07-01T00:00:00+02:00", "instant": "2026-01-05T09:30:00+01:00"})
    kinds = {
        name: page.xpath("//input[@id=$id]", id=f"f-{name}")[0]
        for name in ("email", "date", "instant", "number")
    }
    assert (kinds["email"].get("type"), kinds["email"].get("autocomplete")) == ("email", "email")
    assert (kinds["date"].get("type"), kinds["date"].get("value")) == ("date", "2026-07-01")
    assert (kinds["instant"].get("type"), kinds["instant"].get("value")) == (
        "datetime-local",
        "2026-01-05T09:30",
    )
    assert (kinds["number"].get("type"), kinds["number"].get("inputmode")) == ("text", "decimal")


def test_files_tell_their_limits_and_can_be_taken_away() -> None:
    file = TrustedFile("7", "pianta <1>.pdf", 1_400_000, "application/pdf")
    page = show(define(*EVERY), {"file": ["7", "unknown"]}, files={"7": file}.get)
    [control] = page.xpath("//input[@type='file']")
    assert control.get("accept") == ".pdf,.jpg"
    label = page.xpath("//label[@for='f-file']")[0].text_content()
    assert "PDF, JPG" in label
    assert "5 MB" in label
    assert page.xpath("//input[@type='hidden'][@name='file']/@value") == ["7"]
    assert page.xpath("//button[@value='remove-file:file:7']")
    assert "pianta <1>.pdf" in page.xpath("//ul[@class='step-files']")[0].text_content()


def test_rows_can_be_added_and_removed_within_their_limits() -> None:
    grid = field("datagrid", "g", components=[field()], validate={"minLength": 1, "maxLength": 2})
    one, two = (show(define(grid), {"g": [{}] * count}) for count in (0, 2))
    assert one.xpath("//button/@value") == ["add:g"]
    assert two.xpath("//button[not(@disabled)]/@value") == ["remove:g:0", "remove:g:1"]
    assert two.xpath("//input[@name='_rows:g']/@value") == ["2"]


def test_hidden_fields_and_empty_columns_are_left_out() -> None:
    page = show(define(*EVERY), {"rows": [{}, {}]}, hidden={"text", "l", "group", "inside", "rows[1].on"})
    ids = page.xpath("//@id")
    assert {"f-text", "f-l", "f-group", "f-inside", "f-rows-1-on"}.isdisjoint(ids)
    assert {"f-rows-0-on", "f-r"} <= set(ids)
    assert page.xpath("//div[@class='row']/div/@class") == ["col-3 col-sm-2"] * 2 + [
        "col-5 col-sm-3",
        "col-12 col-md-8",
    ]


def test_only_what_changes_the_page_refreshes_it() -> None:
    page = show(define(field(), field(key="b", customConditional="show = data.a === 'x'")), {})
    assert page.xpath("//*[@data-refreshes]/@id") == ["f-a"]
    assert page.xpath("//script[contains(@src, 'steps/refresh')]")
    assert not show(define(field()), {}).xpath("//script[contains(@src, 'steps/refresh')]")


def test_summary_shows_answers_as_text_with_a_way_back() -> None:
    definition = define(*EVERY, field("hidden", "secret"))
    data = {
        "text": "<b>x</b>",
        "currency": 1234.5,
        "tick": True,
        "radio": "y",
        "boxes": {"x": True, "y": False},
        "day": "01/02/2000",
        "date": "2026-07-01T00:00:00+02:00",
        "file": [{"id": "7"}],
        "rows": [{"name": "Anna", "on": False}],
        "secret": "s",
        "area": "one\ntwo",
    }
    file = TrustedFile("7", "pianta.pdf", 1, "application/pdf")
    sections = build_summary(definition, data, {"inside"}, files={"7": file}.get)
    text = render_to_string("ui/steps/summary.html", {"sections": sections, "edit_urls": {0: "/back"}})
    page = html.document_fromstring(f"<div>{text}</div>")
    shown = {
        " ".join(pair.xpath("./dt")[0].text_content().split()): " ".join(
            pair.xpath("./dd")[0].text_content().split()
        )
        for pair in page.xpath("//dl/div")
    }
    assert shown["Field text"] == "<b>x</b>"
    assert shown["Field currency"] == "1.234,50 €"
    assert shown["Field radio"] == "Y"
    assert shown["Field boxes"] == "X"
    assert shown["Field date"] == "01/07/2026"
    assert shown["Field file"] == "pianta.pdf"
    assert shown["Field rows 1"] == "Field name: AnnaField on: No"
    assert shown["Field area"] == "onetwo"
    assert "Field inside" not in shown
    assert "Field secret" not in shown
    assert page.xpath("//a/@href") == ["/back"]
    locked = render_to_string("ui/steps/summary.html", {"sections": sections})
    assert "href" not in locked.replace("steps.css", "").replace('<link rel="stylesheet" href', "")


def test_pages_are_light() -> None:
    definition = define(*(field(key=f"k{n}", validate={"required": True}) for n in range(10)))
    step = build_step(definition, 0, {})
    assert len(render_to_string("ui/steps/step.html", {"step": step})) < 6_000
