import json
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scrivania.citizens.models import Citizen, SignInLog, SignInRequest
from scrivania.core import clock, crypto
from scrivania.core.models import Session
from scrivania.core.tenancy import tenant_context

from .conftest import IDP, PERSON

pytestmark = pytest.mark.django_db


def the_citizen(body) -> Citizen:
    with tenant_context(body.id):
        return Citizen.objects.get()


def test_a_sign_in_leads_back_to_where_it_began(browser, body) -> None:
    response = browser.sign_in(next_path="/pratiche/nuova?servizio=nido")
    assert (response.status_code, response["Location"]) == (303, "/pratiche/nuova?servizio=nido")
    citizen = the_citizen(body)
    assert (citizen.fiscal_code, citizen.given_name, citizen.email) == (
        "FRRGLI91E57A944N",
        "Giulia",
        "giulia@posta.example",
    )
    with tenant_context(body.id):
        session = Session.objects.get()
        assert session.user_id == citizen.user_id
        assert session.get_decoded()["level"] == 2
        assert session.get_decoded()["provider"] == IDP


def test_only_the_request_s_cookie_crosses_sites(browser, settings) -> None:
    settings.SPID_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-spid", True
    begun = browser.begin()
    cookie = browser.client.cookies[site.SPID_COOKIE_NAME]
    assert cookie.key == "__Host-spid"
    assert (cookie["samesite"], cookie["secure"], cookie["httponly"], cookie["path"]) == (
        "None",
        True,
        True,
        "/",
    )
    assert int(cookie["max-age"]) == 900
    browser.deliver(begun, browser.good_answer(begun))
    assert browser.client.cookies[site.SPID_COOKIE_NAME].value == ""
    assert browser.client.cookies[site.SESSION_COOKIE_NAME]["samesite"] == "Lax"


def test_an_answer_works_once(browser) -> None:
    begun = browser.begin()
    document = browser.good_answer(begun)
    cookie = browser.client.cookies[site.SPID_COOKIE_NAME].value
    assert browser.deliver(begun, document).status_code == 303
    browser.client.cookies[site.SPID_COOKIE_NAME] = cookie
    replay = browser.deliver(begun, document)
    assert replay.status_code == 403


def test_another_browser_can_t_use_the_answer(browser, browser_at, body) -> None:
    begun = browser.begin()
    thief = browser_at(body)
    document = browser.good_answer(begun)
    assert thief.deliver(begun, document).status_code == 403
    thief.begin()
    assert thief.deliver(begun, document).status_code == 403
    assert browser.deliver(begun, document).status_code == 303


def test_another_body_can_t_use_the_answer(browser, browser_at, other_body) -> None:
    begun = browser.begin()
    document = browser.good_answer(begun)
    elsewhere = browser_at(other_body)
    elsewhere.client.cookies = browser.client.cookies
    assert elsewhere.deliver(begun, document).status_code == 403


def test_an_answer_after_15_minutes_is_refused(browser) -> None:
    begun = browser.begin()
    document = browser.good_answer(begun)
    with clock.frozen(clock.now() + timedelta(minutes=15, seconds=1)):
        assert browser.deliver(begun, document).status_code == 403


def test_two_tabs_can_both_sign_in(browser) -> None:
    first, second = browser.begin(next="/a"), browser.begin(next="/b")
    answers = {"/a": browser.good_answer(first), "/b": browser.good_answer(second)}
    assert browser.deliver(second, answers["/b"])["Location"] == "/b"
    assert browser.client.cookies[site.SPID_COOKIE_NAME].value == ""


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/" + "x" * 600,
        "/a\x00b",
        "",
    ],
)
def test_the_way_back_stays_here(browser, path: str) -> None:
    assert browser.sign_in(next_path=path)["Location"] == "/"


def test_the_level_reached_must_be_the_one_asked(browser) -> None:
    begun = browser.begin(level="3")
    assert browser.deliver(begun, browser.good_answer(begun, level=2)).status_code == 403


@pytest.mark.parametrize(
    "changes",
    [
        {"email": None, "digitalAddress": None, "mobilePhone": None},
        {"name": "Suharto", "familyName": ""},
        {"name": "Wulandari", "familyName": "-"},
        {"name": "Anna" + " Maria" * 15, "familyName": "de la " * 14 + "Cruz"},
        {"fiscalNumber": "TINIT-KHNMMD85C02Z249X", "placeOfBirth": "Z249", "countyOfBirth": None},
        {"fiscalNumber": "TINIT-97654321098", "dateOfBirth": None, "placeOfBirth": None, "gender": None},
        {"fiscalNumber": "tinit-frrgli91e57a944n"},
        {"email": "not an address", "dateOfBirth": "17/05/1991", "gender": "X"},
        {"name": "Ğülşen", "familyName": "علي 🙂"},
        {"address": "Via Lunghissima " * 40},
    ],
    ids=[
        "no-email",
        "one-word",
        "dash",
        "90-letters",
        "foreign",
        "provisional",
        "lower-case",
        "odd",
        "letters",
        "long",
    ],
)
def test_people_as_they_are(browser, body, changes: dict[str, str | None]) -> None:
    assert browser.sign_in(**changes).status_code == 303
    citizen = the_citizen(body)
    wanted = {**PERSON, **changes}
    assert citizen.fiscal_code == wanted["fiscalNumber"].upper().removeprefix("TINIT-")
    assert (citizen.given_name, citizen.family_name) == (wanted["name"], wanted["familyName"].strip("-"))


def test_what_isn_t_told_stays_and_what_is_told_changes(browser, body) -> None:
    browser.sign_in()
    browser.sign_in(email=None, address="Via Nuova 1")
    citizen = the_citizen(body)
    assert (citizen.email, citizen.address) == ("giulia@posta.example", "Via Nuova 1")


@pytest.mark.parametrize(
    "changes", [{"fiscalNumber": None}, {"fiscalNumber": "TINDE-12345"}, {"name": "", "familyName": "-"}]
)
def test_nobody_enters_without_a_name_or_an_italian_code(browser, body, changes) -> None:
    assert browser.sign_in(**changes).status_code == 403
    with tenant_context(body.id):
        assert not Citizen.objects.exists()


def test_bodies_have_their_own_citizens(browser, browser_at, body, other_body) -> None:
    browser.sign_in()
    browser_at(other_body).sign_in(name="Giuliana")
    assert the_citizen(body).given_name == "Giulia"
    assert the_citizen(other_body).given_name == "Giuliana"


def test_the_register_keeps_both_messages_sealed(browser, body) -> None:
    begun = browser.begin()
    document = browser.good_answer(begun)
    browser.deliver(begun, document)
    with tenant_context(body.id):
        row = SignInLog.objects.get()
        assert row.outcome == "signed in"
        assert row.request_id == SignInRequest.objects.get().request_id == begun.question.request_id
    assert b"FRRGLI91E57A944N" not in bytes(row.exchange)
    exchange = json.loads(crypto.decrypt(row.exchange))
    assert exchange["response"] == document.decode()
    assert begun.question.request_id in exchange["request"]
    assert exchange["name_qualifier"] == IDP
    assert row.response_id in exchange["response"]
    assert exchange["assertion_id"] in exchange["response"]


def test_the_register_keeps_what_was_refused(browser, body) -> None:
    browser.refuse(browser.begin(), 22)
    begun = browser.begin()
    browser.deliver(begun, b"<nonsense/>")
    with tenant_context(body.id):
        outcomes = list(SignInLog.objects.order_by("created_at").values_list("outcome", flat=True))
    assert outcomes == ["nr22", "refused: not a Response"]


@pytest.mark.parametrize("field", ["SAMLResponse", "RelayState"])
def test_missing_and_broken_fields_are_refused_in_words(browser, field: str) -> None:
    begun = browser.begin()
    for value in ("", "%%%", "\x00", "é" * 5000):
        fields = {"SAMLResponse": "AAAA", "RelayState": begun.relay_state, field: value}
        response = browser.client.post("/spid/acs", fields, secure=True)
        assert response.status_code == 403
        assert b"Traceback" not in response.content


def test_the_acs_takes_posts_only(browser) -> None:
    assert browser.get("/spid/acs").status_code == 405


def test_statements_of_a_sign_in(browser) -> None:
    """With a session open already, which is closed first."""
    browser.sign_in()
    with CaptureQueriesContext(connection) as asking:
        begun = browser.begin()
    document = browser.good_answer(begun)
    with CaptureQueriesContext(connection) as answering:
        browser.deliver(begun, document)
    assert [len(statements(queries)) for queries in (asking, answering)] == [3, 14]


def statements(queries: CaptureQueriesContext) -> list[str]:
    administrative = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT set_config")
    return [query["sql"] for query in queries if not query["sql"].startswith(administrative)]
