"""Notes between colleagues stay between colleagues."""

from scrivania.applications.models import Application
from scrivania.applications.queries import Status
from scrivania.backoffice.tests.pages import address, fresh, take, token
from scrivania.conversations.models import Message
from scrivania.core import files
from scrivania.core.models import StoredFile
from scrivania.testing.bodies import BodyClient, TestBody
from scrivania.testing.cases import RegistryInMemory
from scrivania.testing.worker import run_jobs

SECRET = "Chiamare l'assistente sociale prima di decidere"


def test_no_page_message_or_document_of_the_citizen_shows_a_note(
    body: TestBody, desk: BodyClient, application: Application, registry: type[RegistryInMemory]
) -> None:
    run_jobs()
    take(desk, application)
    assert desk.post(address("add_note", application), {"token": token(), "text": SECRET}).status_code == 303
    office = desk.get(address("application", application)).content.decode()
    assert "assistente sociale" in office
    assert "Il cittadino non le vede." in office
    desk.post(address("accept", application), {"token": token(), "reasons": "Posto disponibile."})
    run_jobs()
    assert fresh(application).status == Status.COMPLETE
    citizen = body.client(application.citizen)
    for path in ("/scrivania/", "/pratiche/", f"/pratiche/{application.pk}/", "/messaggi/"):
        page = citizen.get(path, follow=True)
        assert "assistente sociale" not in page.content.decode()
    assert application.number in citizen.get(f"/pratiche/{application.pk}/").content.decode()
    assert not Message.objects.filter(body__contains="assistente sociale").exists()
    made = StoredFile.objects.filter(subject_id=application.pk)
    assert made.count() >= 2
    assert not any(b"assistente sociale" in files.read(stored) for stored in made)


def test_a_note_needs_words_and_its_form_comes_back(desk: BodyClient, application: Application) -> None:
    answer = desk.post(address("add_note", application), {"token": token(), "text": "  "})
    assert answer.status_code == 422
    assert application.number in answer.content.decode()
    without_token = desk.post(address("add_note", application), {"text": "Nota"})
    assert without_token.status_code == 422


def test_what_is_written_is_shown_and_not_run(desk: BodyClient, application: Application) -> None:
    text = "<script>alert(1)</script> & così via \N{SLIGHTLY SMILING FACE}"
    desk.post(address("add_note", application), {"token": token(), "text": text})
    page = desk.get(address("application", application)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; così via" in page
    assert desk.post(address("add_note", application), {"token": token(), "text": "a\0b"}).status_code == 422
