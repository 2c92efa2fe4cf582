"""What is shown comes back the same; what doesn't make sense is kept for who wrote it."""

from typing import Any

from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from scrivania.formio import TrustedFile
from scrivania.ui.steps import has_action, parse_post

from .browser import define, field, options, posted, show

LINE = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"), max_size=30)
VALUES = ("x", "y", "1")
TICKS = st.fixed_dictionaries({value: st.booleans() for value in VALUES})
ROW = st.fixed_dictionaries({"name": LINE.filter(bool), "on": st.booleans()})
NUMBER = st.integers(-(10**12), 10**12) | st.floats(-1e6, 1e6).map(lambda n: round(n, 4)).filter(
    lambda n: n % 1 != 0
)
DATA = st.fixed_dictionaries(
    {
        "text": LINE,
        "area": TEXT,
        "number": NUMBER,
        "odd": st.sampled_from(["sette", "1,2,3", "<7>", ""]),
        "currency": st.decimals(-(10**6), 10**6, places=2).map(float),
        "tick": st.booleans(),
        "radio": st.sampled_from(VALUES),
        "select": st.sampled_from(("", *VALUES)),
        "several": st.lists(st.sampled_from(VALUES), unique=True).map(sorted),
        "boxes": TICKS,
        "day": st.dates().map(lambda day: f"{day:%d/%m}/{day.year:04}")
        | st.sampled_from(["", "00/05/2001", "xx/01/0000"]),
        "date": st.dates().map(str) | st.just(""),
        "many": st.lists(
            LINE.filter(lambda text: len(text.splitlines()) == 1 and text.strip() == text), max_size=3
        ),
        "file": st.lists(st.sampled_from(["7", "8"]), unique=True),
        "rows": st.lists(ROW, max_size=3),
    }
)
FORM = define(
    field(key="text"),
    field("textarea", "area"),
    field("number", "number"),
    field("number", "odd"),
    field("currency", "currency"),
    field("checkbox", "tick"),
    field("radio", "radio", values=options(*VALUES)),
    {
        "type": "fieldset",
        "key": "f",
        "components": [field("select", "select", data={"values": options(*VALUES)})],
    },
    field("select", "several", multiple=True, data={"values": options(*sorted(VALUES))}),
    field("selectboxes", "boxes", values=options(*VALUES)),
    field("day", "day", dayFirst=True),
    field("datetime", "date"),
    field("email", "many", multiple=True),
    field("file", "file", multiple=True),
    field("datagrid", "rows", components=[field(key="name"), field("checkbox", "on")]),
)
FILES = {name: TrustedFile(name, f"{name}.pdf", 1, "application/pdf") for name in "78"}


@settings(max_examples=150, deadline=None)
@given(DATA)
def test_what_is_shown_comes_back_the_same(data: dict[str, Any]) -> None:
    back = parse_post(FORM, 0, posted(show(FORM, data, files=FILES.get)), {})
    assert back == data | {"area": data["area"].replace("\n", "\r\n")}


@settings(max_examples=100)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "text",
                "number",
                "day:day",
                "_rows:rows",
                "rows[0].name",
                "_shown",
                "_action",
                "boxes",
                "radio",
                "evil",
                "rows",
            ]
        ),
        st.lists(st.text(max_size=9), max_size=3),
    )
)
def test_any_post_is_read(lists: dict[str, list[str]]) -> None:
    post = QueryDict(mutable=True)
    for name, values in lists.items():
        post.setlist(name, values)
    data = parse_post(FORM, 0, post, {"kept": 1})
    assert set(data) <= {component.key for component in FORM.inputs} | {"kept"}


def query(text: str) -> QueryDict:
    return QueryDict(text)


def test_previous_data_is_kept_and_never_changed() -> None:
    before = {"text": "old", "rows": [{"name": "x"}], "elsewhere": [1]}
    after = parse_post(FORM, 0, query("text=new"), before)
    assert after == {"text": "new", "rows": [{"name": "x"}], "elsewhere": [1]}
    assert before["text"] == "old"


def test_what_was_not_shown_stays_what_was_emptied_goes() -> None:
    before = {"tick": True, "boxes": {"x": True}, "several": ["x"]}
    assert parse_post(FORM, 0, query("text=a"), before) == before | {"text": "a"}
    emptied = parse_post(FORM, 0, query("_shown=tick&_shown=boxes&_shown=several"), before)
    assert emptied == {"tick": False, "boxes": dict.fromkeys(VALUES, False), "several": []}


def test_numbers_are_read_as_italians_write_them() -> None:
    read = [
        parse_post(FORM, 0, query(f"currency={text}"), {})["currency"]
        for text in ("1.234,56", "1234,5", "12 €", "x")
    ]
    assert read == [1234.56, 1234.5, 12, "x"]


def test_rows_are_added_removed_and_blank_ones_forgotten_when_going_on() -> None:
    page = show(FORM, {"rows": [{"name": "one"}, {"name": "two"}]})
    added = posted(page, press="add:rows")
    assert has_action(added)
    assert parse_post(FORM, 0, added, {})["rows"] == [
        {"name": "one", "on": False},
        {"name": "two", "on": False},
        {},
    ]
    removed = parse_post(FORM, 0, posted(page, press="remove:rows:0"), {})
    assert removed["rows"] == [{"name": "two", "on": False}]
    blank = show(FORM, {"rows": [{}, {"name": "two"}]})
    going_on = posted(blank)
    going_on["do"] = "next"
    assert parse_post(FORM, 0, going_on, {})["rows"] == [{"name": "two", "on": False}]
    assert len(parse_post(FORM, 0, query("_rows:rows=99999999999"), {})["rows"]) == 0
    assert parse_post(FORM, 0, query("_rows:rows=0&_action=remove:rows:5"), {})["rows"] == []


def test_blank_rows_stay_while_a_page_is_filled_in() -> None:
    rows = [{"name": "", "on": False}, {"name": "two", "on": False}, {"name": "", "on": False}]
    typing = posted(show(FORM, {"rows": rows}))
    assert parse_post(FORM, 0, typing, {})["rows"] == rows
    typing["do"] = "save"
    assert parse_post(FORM, 0, typing, {})["rows"] == rows


def test_going_on_leaves_the_rows_that_are_always_shown() -> None:
    grid = define(field("datagrid", "rows", validate={"minLength": 2}, components=[field(key="name")]))
    going_on = posted(show(grid, {"rows": [{}, {}, {"name": "x"}]}))
    going_on["do"] = "next"
    assert parse_post(grid, 0, going_on, {})["rows"] == [{"name": "x"}, {"name": ""}]


def test_uploads_join_what_was_there_or_take_its_place() -> None:
    page = show(FORM, {"file": ["7"]}, files=FILES.get)
    assert parse_post(FORM, 0, posted(page), {}, uploads={"file": ["8"]})["file"] == ["7", "8"]
    assert parse_post(FORM, 0, posted(page, press="remove-file:file:7"), {})["file"] == []
    single = define(field("file", "one"))
    again = posted(show(single, {"one": ["7"]}, files=FILES.get))
    assert parse_post(single, 0, again, {}, uploads={"one": ["8"]})["one"] == ["8"]
    assert parse_post(single, 0, again, {})["one"] == ["7"]


def test_posted_values_of_fixed_fields_are_not_read() -> None:
    fixed = define(field(disabled=True), field("hidden", "h"), field("number", "n", calculateValue="value=1"))
    assert parse_post(fixed, 0, query("a=x&h=y&n=2"), {}) == {}
