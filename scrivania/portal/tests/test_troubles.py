"""Forms that break, engines that are busy, services that close, identities too weak."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from scrivania.applications.models import Application
from scrivania.catalog.models import FormVersion, Service
from scrivania.core import clock
from scrivania.formio import EngineBusy
from scrivania.portal.tests.browsing import APPLICANT, PAPERS, Citizen, text_of
from scrivania.testing.bodies import TestBody
from scrivania.testing.forms import panel, text, wizard
from scrivania.ui.dates import day_in_words


def _with_code(code: str) -> dict:
    return wizard(
        panel("one", "Dati", text("reason", "Motivo")),
        panel("two", "Altro", text("note", "Nota", validate={"custom": code})),
    )


@pytest.mark.parametrize(
    "code",
    [
        "valid = input === 'boom' ? missing.thing : true",
        "if (input === 'boom') { while (true) {} } valid = true",
    ],
    ids=["throws", "loops"],
)
def test_a_broken_form_keeps_the_draft(body: TestBody, code: str, caplog: pytest.LogCaptureFixture) -> None:
    citizen = Citizen(body, body.service("rotto", form=_with_code(code)))
    citizen.start()
    citizen.post(1, {"reason": "Mi serve"})
    response = citizen.post(2, {"note": "boom"})
    assert response.status_code == 503
    assert "Quello che hai scritto" in text_of(response)
    assert citizen.draft.data["note"] == "boom"
    assert any(record.levelname == "ERROR" and "form" in record.message for record in caplog.records)
    assert citizen.get(2).status_code == 200  # showing a page asks the engine nothing


def test_a_busy_engine_answers_503_and_when_to_retry(body: TestBody, monkeypatch: pytest.MonkeyPatch) -> None:
    citizen = Citizen(body)
    citizen.start()

    def busy(*args: object, **kwargs: object) -> None:
        raise EngineBusy("all at work")

    monkeypatch.setattr("scrivania.applications.forms.process", busy)
    response = citizen.post(1, {"email": "nuova@posta.example"})
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert citizen.draft.data["email"] == "nuova@posta.example"
    assert citizen.fetch(2, {"isee": "no"}).status_code == 303  # not reached: the way back
    assert citizen.fetch(1, {"email": "dopo@posta.example"}).status_code == 204


def _close(service: Service, **ago: int) -> None:
    Service.objects.filter(pk=service.pk).update(closes_at=clock.now() - timedelta(**ago))


def test_what_comes_late_stays_a_draft_and_says_so(body: TestBody) -> None:
    citizen = Citizen(body)
    citizen.start()
    citizen.fill_in()
    _close(citizen.service, seconds=1)
    response = citizen.send()
    assert response.status_code == 409
    assert "Il termine è scaduto il" in text_of(response)
    assert not Application.objects.exists()
    assert citizen.draft.submitted_at is None
    assert "non può più essere inviata" in text_of(citizen.client.get("/scrivania/"))
    assert citizen.post(3, PAPERS | {"notes": "ancora"}, do="save").status_code == 303


def test_the_instant_of_arrival_counts(body: TestBody) -> None:
    citizen = Citizen(body)
    citizen.start()
    citizen.fill_in()
    closing = clock.now() + timedelta(hours=1)
    Service.objects.filter(pk=citizen.service.pk).update(closes_at=closing)
    with clock.frozen(closing - timedelta(microseconds=1)):
        assert citizen.send().status_code == 303


def test_a_closed_service_starts_nothing_and_its_card_says_why(body: TestBody) -> None:
    service = body.service()
    _close(service, days=1)
    client = body.client(body.citizen())
    response = client.get(f"/servizi/{service.slug}/domanda/", follow=True)
    assert response.redirect_chain == [(f"/servizi/{service.slug}/", 303)]
    assert "Chiuso il" in text_of(response)
    assert "Fai domanda online" not in text_of(response)


def test_a_draft_found_wrong_at_sending_shows_where(body: TestBody) -> None:
    citizen = Citizen(body)
    citizen.start()
    citizen.fill_in()
    citizen.post(1, {"email": "sbagliata@"}, do="save")
    response = citizen.send()
    assert response.status_code == 422
    assert f'href="{citizen.address(1)}#f-email"'.encode() in response.content
    assert b'aria-invalid="true"' in citizen.get(1).content


def test_a_weak_identity_steps_up_and_finds_what_it_posted(body: TestBody) -> None:
    citizen = Citizen(body, body.service(access_level=Service.AccessLevel.CIE))
    start = f"/servizi/{citizen.service.slug}/domanda/"
    response = citizen.client.get(start)
    assert response.status_code == 303
    assert response["Location"] == f"/accedi/?next={start.replace('/', '%2F')}&livello=3"
    page = text_of(citizen.client.get(response["Location"]))
    assert "serve il livello 3" in page
    citizen.client.sign_in(citizen.citizen.user, level=3)
    citizen.start()
    citizen.client.sign_in(citizen.citizen.user, level=2)
    response = citizen.post(1, APPLICANT | {"email": "tienimi@posta.example"}, origin="http://localhost")
    assert "livello=3" in response["Location"]
    assert citizen.draft.data["email"] != "tienimi@posta.example"
    citizen.client.sign_in(citizen.citizen.user, level=3)
    assert "tienimi@posta.example" in citizen.get(1).content.decode()


def test_a_new_version_of_the_form_leaves_drafts_on_theirs(body: TestBody) -> None:
    citizen = Citizen(body)
    citizen.start()
    first = FormVersion.objects.get()
    body_form = wizard(panel("one", "Altro", text("other", "Altro")))
    with body.here():
        from scrivania.catalog.actions import publish_form
        from scrivania.core.actor import NOBODY

        publish_form(NOBODY, citizen.service, body_form)
    citizen.fill_in()
    assert citizen.send().status_code == 303
    assert Application.objects.get().form_version_id == first.pk


def test_a_database_that_is_down_answers_503(body: TestBody, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*args: object, **kwargs: object) -> None:
        raise OperationalError("the connection is closed")

    client = body.client(body.citizen(), raise_request_exception=False)
    monkeypatch.setattr("scrivania.portal.views.desk.inbox", down)
    response = client.get("/scrivania/")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "Riprova" in response.content.decode()


def test_midnight_is_the_end_of_the_day_before(body: TestBody) -> None:
    body.service(closes_at=clock.end_of_day(clock.today() + timedelta(days=3)))
    page = text_of(body.client().get("/servizi/iscrizione/"))
    assert f"Chiude il {day_in_words(clock.today() + timedelta(days=3))}, ore 24:00" in page
