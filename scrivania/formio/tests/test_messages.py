import pytest
from django.utils.translation import override

from scrivania.formio import EnginePool
from scrivania.formio.overlay.messages import MESSAGES

from .forms import field, options, submit


def said(pool: EnginePool, component: dict, value: object) -> str:
    [error] = submit(pool, [component], {"a": value}).errors
    return error.message


@pytest.mark.parametrize(
    ("component", "value", "expected"),
    [
        (field(validate={"required": True}), "", "Compila «Field a»."),
        (
            field("radio", values=options("x"), validate={"required": True}),
            "",
            "Scegli una risposta per «Field a».",
        ),
        (field("checkbox", validate={"required": True}), False, "Per proseguire, spunta «Field a»."),
        (field("number", validate={"max": 5}), 7, "In «Field a» scrivi un numero non più grande di 5."),
        (field("number"), "sette", "In «Field a» scrivi un numero, per esempio 1250 o 12,50."),
        (field(validate={"maxLength": 2}), "xyz", "Accorcia «Field a»: al massimo 2 caratteri."),
    ],
)
def test_italian_says_what_to_do(pool: EnginePool, component: dict, value: object, expected: str) -> None:
    with override("it"):
        assert said(pool, component, value) == expected


def test_every_message_is_translated() -> None:
    for language in ("it", "de"):
        with override(None):
            english = {name: str(text) for name, text in MESSAGES.items()}
        with override(language):
            assert [name for name, text in MESSAGES.items() if str(text) == english[name]] == []


@pytest.mark.parametrize(
    "own",
    [
        {"validate": {"maxLength": 2, "customMessage": "Solo {{ field }} breve"}},
        {"validate": {"maxLength": 2}, "errors": {"maxLength": "Solo {{label}} breve"}},
        {"validate": {"custom": "valid = 'Solo Field a breve'"}},
        {"validate": {"json": {"if": [False, True, "Solo Field a breve"]}}},
        {"validate": {"pattern": "^.$", "patternMessage": "Solo Field a breve"}},
    ],
)
def test_the_authors_words_come_first(pool: EnginePool, own: dict) -> None:
    assert said(pool, field(**own), "xyz") == "Solo Field a breve"


def test_a_rule_without_words_gets_ours(pool: EnginePool) -> None:
    with override("it"):
        assert (
            said(pool, field(validate={"custom": "valid = false"}), "x")
            == "Controlla «Field a»: il valore non è accettato."
        )
