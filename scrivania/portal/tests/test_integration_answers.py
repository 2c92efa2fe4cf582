"""The answer to a request for integrations: what is sent stays, what is refused is said."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from scrivania.applications import actions
from scrivania.applications.models import Application, Attachment, IntegrationRequest
from scrivania.core.files import FileRefused
from scrivania.core.models import StoredFile
from scrivania.portal.tests.browsing import PDF, pdf, text_of
from scrivania.portal.tests.test_area import _ask
from scrivania.testing.bodies import BodyClient, TestBody
from scrivania.testing.cases import sent_application

OWN_PAGE = {"origin": "http://localhost"}


def _asked(body: TestBody) -> tuple[Application, IntegrationRequest]:
    application = sent_application(body)
    _ask(body, application)
    return application, IntegrationRequest.objects.get()


def _address(application: Application) -> str:
    return f"/pratiche/{application.pk}/integrazione/"


def _after_sign_in(body: TestBody, application: Application, **posted: object) -> BodyClient:
    """A browser whose session was over when it posted, and whose citizen signs in again."""
    client = body.client()
    client.post(_address(application), posted, headers=OWN_PAGE)
    client.sign_in(application.citizen.user)
    return client


def test_a_file_is_not_removed_while_its_answer_is_being_sent(transactional_db: None, body: TestBody) -> None:
    application, request = _asked(body)
    attachment = actions.attach_to_integration(request, pdf("stato.pdf"))
    actor = body.actor(application.citizen)
    answered = Event()

    def answer() -> None:
        with body.here(), transaction.atomic():
            actions.answer_integration(actor, application, text="Ecco")
            answered.set()
            sleep(0.5)
        connection.close()

    def remove() -> None:
        answered.wait(10)
        with body.here(), pytest.raises(actions.WrongState):
            actions.remove_from_integration(request, str(attachment.pk))
        connection.close()

    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(answer), pool.submit(remove)]:
            done.result()
    assert Attachment.objects.get().pk == attachment.pk
    assert StoredFile.objects.filter(pk=attachment.stored_id).exists()


def _quarantined(request: IntegrationRequest) -> StoredFile:
    stored = actions.attach_to_integration(request, pdf("tardi.pdf")).stored
    Attachment.objects.all().delete()
    return stored


def test_a_file_that_waited_is_not_added_to_an_answer_already_sent(body: TestBody) -> None:
    application, request = _asked(body)
    stored = _quarantined(request)
    actions.answer_integration(body.actor(application.citizen), application, text="Ecco")
    with pytest.raises(actions.WrongState):
        actions.adopt_into_integration(request, stored)
    assert not Attachment.objects.exists()


def test_a_file_that_waited_is_adopted_once(body: TestBody) -> None:
    _, request = _asked(body)
    stored = _quarantined(request)
    for _ in range(2):
        actions.adopt_into_integration(request, stored)
    assert Attachment.objects.count() == 1


def test_a_file_that_waited_may_not_be_too_large(body: TestBody) -> None:
    _, request = _asked(body)
    stored = _quarantined(request)
    stored.size = 10_000_001
    with pytest.raises(FileRefused, match="10 MB"):
        actions.adopt_into_integration(request, stored)


def test_a_large_file_posted_to_a_session_that_is_over_is_refused_and_its_text_kept(body: TestBody) -> None:
    application, request = _asked(body)
    large = SimpleUploadedFile("grande.pdf", PDF.replace(b"trailer", b"%" + b" " * 10_000_000 + b"\ntrailer"))
    client = _after_sign_in(body, application, text="Ecco", file=large)
    page = client.get(_address(application))
    assert "grande.pdf" in text_of(page)
    assert "il limite è 10 MB" in text_of(page)
    assert not Attachment.objects.exists()
    request.refresh_from_db()
    assert request.answer == "Ecco"


def test_an_answer_needs_a_text_or_a_file(body: TestBody) -> None:
    application, request = _asked(body)
    actor = body.actor(application.citizen)
    with pytest.raises(actions.EmptyAnswer):
        actions.answer_integration(actor, application, text="")
    actions.attach_to_integration(request, pdf())
    assert actions.answer_integration(actor, application, text="").answered_at


def test_a_file_sent_after_the_answer_leads_to_the_application(
    body: TestBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    application, _ = _asked(body)

    def answered(*args: object) -> None:
        raise actions.WrongState("answered already")

    monkeypatch.setattr(actions, "attach_to_integration", answered)
    values = {"text": "Ecco", "file": pdf(), "do": "upload"}
    response = body.client(application.citizen).post(_address(application), values)
    assert response.status_code == 303
    assert response["Location"].startswith(f"/pratiche/{application.pk}/")
