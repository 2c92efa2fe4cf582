"""What the official core lets through: each way in is tried and refused."""

import time
from typing import Any

import pytest

from scrivania.formio import EnginePool, FormBroken, TrustedFile, publish

from .forms import field, form, options, rules_of, submit, submit_unpublished


@pytest.mark.parametrize(
    ("name", "component", "value"),
    [
        ("throws", field(validate={"custom": "valid = nope.foo.bar"}), "x"),
        ("doesn't parse", field(validate={"custom": "valid = (((("}), "x"),
        ("overflows the stack", field(validate={"custom": "function f(){f()};f();valid=true"}), "x"),
        (
            "out of memory",
            field(validate={"custom": "var z=[];while(1){z.push(new Array(1e4).fill(1))}"}),
            "x",
        ),
        ("loops", field(validate={"custom": "while(true){}"}), "x"),
        ("loops in a condition", field(customConditional="while(true){}"), "x"),
        ("throws in a condition", field(customConditional="show = nope.x", validate={"required": True}), ""),
        ("throws in a computation", field(calculateServer=True, calculateValue="value = nope.x"), "x"),
        ("throws in a date limit", field("datetime", widget={"minDate": "moment(nope)"}), "2026-01-01"),
        ("backtracks", field(validate={"pattern": "^(a+)+$"}), "a" * 30 + "!"),
        ("pattern doesn't parse", field(validate={"pattern": "(("}), "x"),
        ("unknown operation", field(validate={"json": {"nope": [1]}}), "x"),
        ("answers too much", field(calculateServer=True, calculateValue="value='x'.repeat(9e6)"), "x"),
    ],
)
def test_broken_code_refuses_the_submission(
    pool: EnginePool, name: str, component: dict[str, Any], value: str
) -> None:
    started = time.monotonic()
    with pytest.raises(FormBroken):
        submit_unpublished(pool, [component], {"a": value})
    assert time.monotonic() - started < 4  # 1.5 s of run, and the engine's own start on a busy machine


@pytest.mark.parametrize("kind", ["number", "currency"])
def test_a_required_number_left_empty_is_missing_whatever_its_limits(pool: EnginePool, kind: str) -> None:
    component = field(kind, validate={"required": True, "min": 0, "max": 10})
    assert rules_of(submit(pool, [component], {})) == {"a": "required"}
    assert rules_of(submit(pool, [component], {"a": ""})) == {"a": "required"}
    assert rules_of(submit(pool, [component], {"a": 11})) == {"a": "max"}


def test_mask_refuses_what_does_not_match(pool: EnginePool) -> None:
    component = field(inputMask="99-99")
    assert rules_of(submit(pool, [component], {"a": "xx"})) == {"a": "mask"}
    assert rules_of(submit(pool, [component], {"a": "12-34"})) == {}


@pytest.mark.parametrize(
    ("component", "value"),
    [
        (field("radio", values=options("x", "y")), "HACK"),
        (field("radio", values=options("1", "2")), "7"),  # the core forgets to look at numbers
        (field("radio", values=options("true", "x")), "false"),
        (field("select", data={"values": options("x", "y")}), "HACK"),
        (field("select", multiple=True, data={"values": options("x", "y")}), ["x", "HACK"]),
        (field("selectboxes", values=options("x", "y")), {"x": True, "evil": True}),
    ],
)
def test_values_outside_the_options(pool: EnginePool, component: dict[str, Any], value: Any) -> None:
    result = submit(pool, [component], {"a": value})
    assert rules_of(result) == {"a": "invalidOption"}
    assert "HACK" not in str(result.data)


def test_computed_value_is_never_the_browsers(pool: EnginePool) -> None:
    result = submit(pool, [field("number", calculateValue="value = 5")], {"a": 1})
    assert result.data == {"a": 5}


@pytest.mark.parametrize("mark", [{"hidden": True}, {"disabled": True}])
def test_hidden_and_disabled_keep_the_authors_value(pool: EnginePool, mark: dict[str, Any]) -> None:
    result = submit(pool, [field(defaultValue="mine", **mark)], {"a": "theirs"})
    assert result.data == {"a": "mine"}


def test_hidden_type_keeps_the_authors_value(pool: EnginePool) -> None:
    assert submit(pool, [field("hidden", defaultValue="mine")], {"a": "theirs"}).data == {"a": "mine"}


def test_value_hidden_by_a_condition_goes_even_if_the_author_keeps_it(pool: EnginePool) -> None:
    kept = field(customConditional="show = false", clearOnHide=False, validate={"maxLength": 1})
    result = submit(pool, [kept, field(key="b")], {"a": "never validated", "b": "x"})
    assert result.data == {"b": "x"}
    assert "a" in result.hidden


def test_not_persistent_is_validated(pool: EnginePool) -> None:
    component = field(persistent=False, validate={"required": True})
    assert rules_of(submit(pool, [component], {"a": ""})) == {"a": "required"}


WRONG_SHAPES = [
    ("textfield", {"x": "y"}),
    ("textfield", ["x"]),
    ("textfield", 5),
    ("textarea", {"x": "y" * 99}),
    ("email", ["a@b.it"]),
    ("number", {"x": 1}),
    ("number", "ninety"),
    ("number", True),
    ("number", float("inf")),
    ("currency", 1.999),
    ("checkbox", "true"),
    ("day", {"day": 1}),
    ("day", "<script>"),
    ("datetime", 5),
    ("datetime", "moment(data)"),
    ("datetime", "9999-12-31T23:59:59-23:59"),
    ("file", "id"),
    ("datagrid", {"0": {}}),
    ("datagrid", ["row"]),
]


@pytest.mark.parametrize(("kind", "value"), WRONG_SHAPES)
def test_wrong_shapes(pool: EnginePool, kind: str, value: Any) -> None:
    extra = {"components": [field(key="b")]} if kind == "datagrid" else {}
    result = submit(pool, [field(kind, validate={"maxLength": 3}, **extra)], {"a": value})
    assert "a" in rules_of(result)


def test_file_metadata_comes_from_the_store_only(pool: EnginePool) -> None:
    component = field("file", filePattern=".pdf", fileMaxSize="1KB", validate={"required": True})
    forged = {"name": "x.pdf", "size": 1, "type": "application/pdf", "url": "file:///etc/passwd", "id": "9"}
    known = {
        "9": TrustedFile("9", "x.exe", 10, "application/x-msdownload"),
        "8": TrustedFile("8", "x.pdf", 1001, "application/pdf"),
        "7": TrustedFile("7", "real.pdf", 1000, "application/pdf"),
    }
    answers = {
        identifier: submit(pool, [component], {"a": [identifier]}, files=known.get) for identifier in "9876"
    }
    assert [rules_of(answers[i]).get("a") for i in "9876"] == ["file_type", "file_size", None, "file_unknown"]
    assert rules_of(submit(pool, [component], {"a": [forged]}, files=known.get)) == {"a": "file_type"}
    stored = answers["7"].data["a"][0]
    assert (stored["id"], stored["name"], "url" in stored) == ("7", "real.pdf", False)
    assert rules_of(submit(pool, [component], {"a": ["7", "7"]}, files=known.get)) == {"a": "file_count"}


def test_unknown_keys_are_dropped_at_every_level(pool: EnginePool) -> None:
    grid = field("datagrid", "g", components=[field()])
    posted = {"a": "x", "evil": 1, "__proto__": {"p": 1}, "g": [{"a": "y", "evil": 1, "__proto__": {"p": 1}}]}
    assert submit(pool, [field(), grid], posted).data == {"a": "x", "g": [{"a": "y"}]}


def test_braces_in_code_are_refused_at_publish(pool: EnginePool) -> None:
    code = "valid = ('{{data.a}}' === 'segreto') ? true : 'ko'"
    problems = publish(pool, form(field(validate={"custom": code}))).problems
    assert [(problem.path, "{{" in problem.message) for problem in problems] == [("a", True)]


def test_braces_in_the_citizens_text_stay_text(pool: EnginePool) -> None:
    component = field(validate={"custom": "valid = input === data.a ? true : 'ko'", "customMessage": "no"})
    text = "'===''||1)?true:(' {{data.a}} {% x %}"
    assert submit(pool, [component], {"a": text}).data == {"a": text}


@pytest.mark.parametrize("text", ["a\0b", "a\x1bb", "a\x85b", "a\ud800b", "a\nb", "\ufffe"])
def test_control_characters(pool: EnginePool, text: str) -> None:
    result = submit(pool, [field()], {"a": text})
    assert rules_of(result) == {"a": "control"}


def test_other_alphabets_and_emoji_pass(pool: EnginePool) -> None:
    text = "Đặng Nicolò مرحبا 😀 👩‍👧"
    assert submit(pool, [field()], {"a": text}).data == {"a": text}


def test_locked_values_cannot_be_changed(pool: EnginePool) -> None:
    components = [field(), field("number", "n", calculateValue="value = data.a.length")]
    result = submit(pool, components, {"a": "someone else"}, locked={"a": "Rossi"})
    assert result.data == {"a": "Rossi", "n": 5}


def test_caps(pool: EnginePool) -> None:
    grid = field("datagrid", "g", components=[field()])
    assert rules_of(submit(pool, [grid], {"g": [{}] * 101})) == {"g": "rows_max"}
    assert rules_of(submit(pool, [field()], {"a": "x" * 2001})) == {"a": "maxLength"}
    assert rules_of(submit(pool, [field()], {"a": "x", "b": "y" * 1_000_000})) == {"": "too_large"}
    deep: Any = "x"
    for _ in range(50_000):
        deep = [deep]
    assert rules_of(submit(pool, [field()], {"a": deep})) == {"": "too_large"}


def test_an_address_too_long_for_mail_is_refused(pool: EnginePool) -> None:
    long = "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".example"
    assert len(long) > 254
    assert rules_of(submit(pool, [field("email")], {"a": long})) == {"a": "maxLength"}
