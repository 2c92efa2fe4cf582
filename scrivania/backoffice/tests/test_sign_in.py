"""Signing in, out and changing the password."""

import re

import pytest
from django.core.cache import cache

from scrivania.core.models import AuditEntry, ParkedPost
from scrivania.tenants.models import StaffMember
from scrivania.testing.bodies import PASSWORD, BodyClient, TestBody

SIGN_IN = "/operatori/accedi/"


@pytest.fixture(autouse=True)
def _no_tries_yet(body: TestBody) -> None:
    cache.clear()


def post(client: BodyClient, email: str, password: str, **more: str) -> object:
    return client.post(SIGN_IN, {"email": email, "password": password, **more})


def test_the_right_password_opens_the_inbox(body: TestBody, operator: StaffMember) -> None:
    client = body.client()
    answer = post(client, f" {operator.email.upper()} ", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (303, "/operatori/")
    assert operator.full_name in client.get("/operatori/").content.decode()
    assert client.get(SIGN_IN).status_code == 303
    assert client.post("/esci/").status_code in (302, 303)
    assert client.get("/operatori/").status_code == 303


@pytest.mark.parametrize(
    "target",
    ["https://altrove.example/", "//altrove.example/", "/pratiche/", "/operatori/accedi/",
     "javascript:alert(1)", "/operatori/\\\\altrove.example", ""],
)  # fmt: skip
def test_the_way_on_stays_in_the_back_office(target: str, body: TestBody, operator: StaffMember) -> None:
    answer = post(body.client(), operator.email, PASSWORD, next=target)
    assert answer.status_code == 303
    assert answer["Location"].startswith("/operatori/")
    assert "accedi" not in answer["Location"]


def test_the_page_asked_for_is_opened_after_signing_in(body: TestBody, operator: StaffMember) -> None:
    answer = post(body.client(), operator.email, PASSWORD, next="/operatori/servizi/?a=1")
    assert answer["Location"] == "/operatori/servizi/?a=1"


def test_a_wrong_password_and_an_unknown_account_read_the_same(body: TestBody, operator: StaffMember) -> None:
    client = body.client()
    pages = []
    for email in (operator.email, "nessuno@montelieto.example"):
        answer = post(client, email, "sbagliata")
        assert answer.status_code == 422
        page = answer.content.decode().replace(email, "")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page))
    assert "E-mail o password non corrette" in pages[0]
    assert pages[0] == pages[1]
    assert post(client, "non è una mail", "x").status_code == 422


def test_an_account_of_another_body_is_unknown_here(body: TestBody, other_body: TestBody) -> None:
    with other_body.here():
        there = other_body.operator("Marta")
    assert post(body.client(), there.email, PASSWORD).status_code == 422


def test_too_many_wrong_passwords_stop_the_account(body: TestBody, operator: StaffMember) -> None:
    client = body.client()
    for _ in range(10):
        assert post(client, operator.email, "sbagliata").status_code == 422
    stopped = post(client, operator.email, PASSWORD)
    assert stopped.status_code == 429
    assert "Troppi tentativi" in stopped.content.decode()
    assert int(stopped["Retry-After"]) > 0
    colleague = body.operator("Beatrice")
    assert post(client, colleague.email, PASSWORD).status_code == 303


def test_wrong_tries_from_elsewhere_lock_nobody_out(body: TestBody, operator: StaffMember) -> None:
    elsewhere = body.client(REMOTE_ADDR="203.0.113.7")
    for _ in range(10):
        assert post(elsewhere, operator.email, "sbagliata").status_code == 422
    assert post(elsewhere, operator.email, PASSWORD).status_code == 429
    assert post(body.client(), operator.email, PASSWORD).status_code == 303


def test_one_address_trying_many_accounts_is_stopped(body: TestBody, operator: StaffMember) -> None:
    client = body.client(REMOTE_ADDR="203.0.113.7")
    for number in range(60):
        assert post(client, f"a{number}@montelieto.example", "x").status_code == 422
    assert post(client, operator.email, PASSWORD).status_code == 429
    assert post(body.client(), operator.email, PASSWORD).status_code == 303


def test_signing_in_well_forgets_the_tries(body: TestBody, operator: StaffMember) -> None:
    for _ in range(3):
        for _ in range(8):
            assert post(body.client(), operator.email, "sbagliata").status_code == 422
        assert post(body.client(), operator.email, PASSWORD).status_code == 303
    assert AuditEntry.objects.filter(action="tenants.sign_in").count() == 3


def test_a_stale_sign_in_page_keeps_no_password(body: TestBody, operator: StaffMember) -> None:
    client = body.client(enforce_csrf_checks=True)
    answer = client.post(
        SIGN_IN, {"email": operator.email, "password": PASSWORD}, headers={"origin": "http://localhost"}
    )
    assert answer.status_code == 403
    assert not ParkedPost.objects.exists()


def test_the_password_is_changed_by_who_knows_it(body: TestBody, operator: StaffMember) -> None:
    desk, other_browser = body.client(operator), body.client(operator)
    new = "tre parole nuove"
    wrong = {"current": "non questa", "password": new, "repeated": new}
    assert desk.post("/operatori/account/", wrong).status_code == 422
    for bad in ("corta", "123456789012", "altre parole nuove"):
        answer = desk.post("/operatori/account/", {"current": PASSWORD, "password": bad, "repeated": new})
        assert answer.status_code == 422, bad
    answer = desk.post("/operatori/account/", {"current": PASSWORD, "password": new, "repeated": new})
    assert answer.status_code == 303
    assert desk.get("/operatori/account/").status_code == 200
    assert other_browser.get("/operatori/account/").status_code == 303
    assert post(body.client(), operator.email, PASSWORD).status_code == 422
    assert post(body.client(), operator.email, new).status_code == 303


def test_the_account_tells_roles_in_words(desk: BodyClient) -> None:
    assert "Operatore, Servizi educativi" in desk.get("/operatori/account/").content.decode()
