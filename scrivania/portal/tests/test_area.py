"""The personal area: desk, applications and their pages, messages, files."""

from datetime import timedelta

import pytest

from scrivania.applications import actions
from scrivania.applications.models import Application, Attachment, Status
from scrivania.conversations.models import Message
from scrivania.core import clock, ids
from scrivania.documents.models import Document
from scrivania.portal.tests.browsing import PAPERS, Citizen, pdf, text_of
from scrivania.portal.tests.test_journey import counted
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import registry_in_memory, sent_application
from scrivania.testing.worker import run_jobs

BIANCHI = {"fiscal_code": "BNCMRA85A41C933X", "given_name": "Maria", "family_name": "Bianchi"}


def _ask(body: TestBody, application: Application, text: str = "Serve lo stato di famiglia.") -> None:
    actor = body.actor(body.operator())
    actions.take_charge(actor, application.pk)
    due_on = clock.today() + timedelta(days=10)
    actions.request_integration(actor, application.pk, text=text, due_on=due_on)


@pytest.fixture
def sent(body: TestBody) -> Application:
    return sent_application(body)


def test_an_empty_desk_shows_the_way(body: TestBody) -> None:
    page = text_of(body.client(body.citizen()).get("/scrivania/"))
    assert "Giulia Ferrari" in page
    assert "Nessuna pratica aperta" in page


def test_the_desk_puts_first_what_waits_for_the_citizen(body: TestBody, sent: Application) -> None:
    _ask(body, sent)
    closing = body.service("bando", closes_at=clock.now() + timedelta(days=2))
    citizen = Citizen(body, closing)
    citizen.start()
    with counted(6, []):
        page = text_of(citizen.client.get("/scrivania/"))
    for told in (
        "Da fare adesso",
        "rispondi entro il",
        "Puoi inviarla fino al",
        sent.number,
        "Ultimi messaggi",
    ):
        assert told in page
    assert (
        page.index("rispondi entro il") < page.index("Puoi inviarla fino al") < page.index("Pratiche aperte")
    )


def test_what_the_page_of_an_application_tells(body: TestBody, sent: Application) -> None:
    client = body.client(sent.citizen)
    page = text_of(client.get(f"/pratiche/{sent.pk}/"))
    for told in (
        sent.number, "Inviata", "Elena Bertoni", "Servizi educativi", "In corso di protocollazione",
        "Termine entro cui la pratica verrà conclusa", "Sofia", "Il silenzio non vale come risposta",
    ):  # fmt: skip
        assert told in page
    with registry_in_memory():
        run_jobs()
    sent.refresh_from_db()
    assert sent.registration_number
    for address in (f"/pratiche/{sent.pk}/", f"/pratiche/{sent.pk}/conferma/"):
        assert sent.registration_number in text_of(client.get(address))


def test_term_and_dates_within_the_maximum_of_the_card(body: TestBody, sent: Application) -> None:
    actions.take_charge(body.actor(body.operator()), sent.pk)
    page = text_of(body.client(sent.citizen).get(f"/pratiche/{sent.pk}/"))
    assert "Presa in carico Non ancora" not in page
    assert sent.due_on <= clock.local(sent.submitted_at).date() + timedelta(days=sent.service.max_days)


@pytest.mark.parametrize("status", list(Status))
def test_every_state_has_a_label_and_stages(body: TestBody, sent: Application, status: Status) -> None:
    Application.objects.filter(pk=sent.pk).update(status=status)
    response = body.client(sent.citizen).get(f"/pratiche/{sent.pk}/")
    assert f"{sent.number} " in text_of(response)
    assert b"timeline-list" in response.content
    assert b'class="status status-' in response.content


def test_a_decision_is_not_told_before_its_act_is_registered(body: TestBody, sent: Application) -> None:
    actor = body.actor(body.operator())
    with registry_in_memory():
        run_jobs()
        actions.take_charge(actor, sent.pk)
        actions.reject(actor, sent.pk, reasons="Manca un requisito.", uploads=[pdf("motivi.pdf")])
        attached = Attachment.objects.get(origin=Attachment.Origin.OUTCOME).stored_id
        client = body.client(sent.citizen)
        page = text_of(client.get(f"/pratiche/{sent.pk}/"))
        assert "Decisione in corso di protocollazione" in page
        assert "Manca un requisito" not in page
        assert client.get(f"/documenti/{attached}/").status_code == 404
        run_jobs()
    page = text_of(client.get(f"/pratiche/{sent.pk}/"))
    assert "non è stata accolta" in page
    assert "Manca un requisito" in page
    assert client.get(f"/documenti/{attached}/").status_code == 200
    outcome = Document.objects.get(kind=Document.Kind.OUTCOME).stored_id
    assert client.get(f"/documenti/{outcome}/").status_code == 200
    assert sent.number in text_of(client.get("/pratiche/?stato=concluse"))
    assert sent.number not in text_of(client.get("/pratiche/"))


def test_notes_of_colleagues_stay_inside(body: TestBody, sent: Application) -> None:
    actions.add_note(body.actor(body.operator()), sent.pk, "Sentire la maestra")
    assert "Sentire la maestra" not in text_of(body.client(sent.citizen).get(f"/pratiche/{sent.pk}/"))


def test_another_citizen_finds_nothing(body: TestBody, sent: Application) -> None:
    other = body.client(body.citizen(**BIANCHI))
    message = Message.objects.get()
    for address in (
        f"/pratiche/{sent.pk}/", f"/pratiche/{sent.pk}/conferma/", f"/pratiche/{sent.pk}/ricevuta.pdf",
        f"/pratiche/{sent.pk}/integrazione/", f"/messaggi/{message.pk}/",
    ):  # fmt: skip
        assert other.get(address).status_code == 404


def test_an_integration_is_answered_in_several_goes(body: TestBody, sent: Application) -> None:
    _ask(body, sent)
    client = body.client(sent.citizen)
    address = f"/pratiche/{sent.pk}/integrazione/"
    assert "Serve lo stato di famiglia." in text_of(client.get(address))
    assert client.post(address, {"text": "Ecco", "file": pdf("stato.pdf"), "do": "upload"}).status_code == 303
    client.post(address, {"text": "Ecco", "file": pdf("doppio.pdf"), "do": "upload"})
    double = Attachment.objects.get(stored__name="doppio.pdf")
    client.post(address, {"text": "Ecco i documenti", "remove": str(double.pk)})
    page = client.get(address).content.decode()
    assert "stato.pdf" in page
    assert "doppio.pdf" not in page
    assert "Ecco i documenti" in page
    response = client.post(address, {"text": "Ecco i documenti", "do": "send"})
    assert response["Location"] == f"/pratiche/{sent.pk}/?integrata=1"
    sent.refresh_from_db()
    assert sent.status == Status.INTEGRATED
    page = text_of(client.get(f"/pratiche/{sent.pk}/"))
    assert "stato.pdf" in page
    assert "Ecco i documenti" in page
    assert client.post(address, {"text": "Ancora", "do": "send"})["Location"] == f"/pratiche/{sent.pk}/"


def test_an_empty_answer_and_a_refused_file_are_told(body: TestBody, sent: Application) -> None:
    _ask(body, sent)
    client = body.client(sent.citizen)
    address = f"/pratiche/{sent.pk}/integrazione/"
    response = client.post(address, {"text": " ", "do": "send"})
    assert response.status_code == 422
    assert "Scrivi una risposta" in text_of(response)
    response = client.post(address, {"text": "Ecco\x00", "file": pdf("virus.exe"), "do": "send"})
    assert response.status_code == 422
    assert "virus.exe" in text_of(response)
    assert "Ecco" in response.content.decode()
    sent.refresh_from_db()
    assert sent.status == Status.REQUEST_INTEGRATION


def test_an_answer_to_an_expired_session_is_found_again(body: TestBody, sent: Application) -> None:
    _ask(body, sent)
    client = body.client()
    address = f"/pratiche/{sent.pk}/integrazione/"
    values = {"text": "Scritta con calma", "file": pdf("stato.pdf"), "do": "send"}
    response = client.post(address, values, headers={"origin": "http://localhost"})
    assert "scaduta=1" in response["Location"]
    client.sign_in(sent.citizen.user)
    page = client.get(address)
    assert "Abbiamo ritrovato" in text_of(page)
    assert "Scritta con calma" in page.content.decode()
    assert "stato.pdf" in page.content.decode()


def _many(body: TestBody, model: Application, count: int) -> None:
    """Copies of an application, each a second older."""
    copies = []
    for number in range(2, count + 1):
        copy = Application.objects.get(pk=model.pk)
        copy.pk, copy.draft_id, copy.number = ids.uuid7(), ids.uuid7(), f"2020-{number:06d}"
        copy.submitted_at = model.submitted_at - timedelta(seconds=number)
        copies.append(copy)
    Application.objects.bulk_create(copies)


def test_a_thousand_applications_cost_six_statements(body: TestBody, sent: Application) -> None:
    _many(body, sent, 1002)
    client = body.client(sent.citizen)
    with counted(6, []):
        response = client.get("/pratiche/")
    assert "oltre 1.000" in text_of(response)
    seen: list[str] = []
    address = "/pratiche/?stato=tutte"
    for _ in range(3):
        response = client.get(address)
        seen += [card.number for card in response.context["cards"]]
        address = response.context["next_url"]
    assert seen == sorted(seen, reverse=True, key=lambda n: (n.startswith("2020") is False, -int(n[5:])))
    assert len(set(seen)) == 60


def test_search_finds_by_number_and_by_word(body: TestBody, sent: Application) -> None:
    client = body.client(sent.citizen)
    for wanted in (sent.number, "nido", "iscrizioni"):
        assert sent.number in text_of(client.get("/pratiche/", {"q": wanted}))
    assert "Nessun risultato" in text_of(client.get("/pratiche/", {"q": "passaporto"}))
    for odd in ({"dopo": "sciocchezze", "stato": "xx"}, {"q": "\x00"}, {"q": "x" * 5000}):
        assert client.get("/pratiche/", odd).status_code == 200


def test_opening_a_message_reads_it(body: TestBody, sent: Application) -> None:
    client = body.client(sent.citizen)
    message = Message.objects.get()
    assert "1 messaggio da leggere" in text_of(client.get("/messaggi/"))
    page = text_of(client.get(f"/messaggi/{message.pk}/"))
    assert message.title in page
    assert "inviato anche a giulia.ferrari@posta.example" in page
    assert "Hai letto tutti i messaggi" in text_of(client.get("/messaggi/"))


def test_messages_beyond_a_page(body: TestBody, sent: Application) -> None:
    first = Message.objects.get()
    for number in range(45):
        Message.objects.create(
            recipient_id=first.recipient_id, subject_kind=first.subject_kind, subject_id=first.subject_id,
            title=f"Avviso {number}", body="…", created_at=first.created_at,
        )  # fmt: skip
    client = body.client(sent.citizen)
    seen: list[str] = []
    address = "/messaggi/"
    while address:
        response = client.get(address)
        seen += [message.title for message in response.context["messages_received"]]
        address = response.context["next_url"]
    assert len(seen) == len(set(seen)) == 46


def test_files_are_the_citizens_own(body: TestBody) -> None:
    citizen = Citizen(body)
    citizen.start()
    citizen.fill_in(2)
    citizen.post(3, PAPERS | {"paper": pdf(), "_shown": ["paper", "truth"]})
    (file_id,) = citizen.draft.data["paper"]
    address = f"/documenti/{file_id}/"
    response = citizen.client.get(address)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert body.client(body.citizen(**BIANCHI)).get(address).status_code == 404
    assert body.client().get(address).status_code == 303  # a visitor is asked to sign in, whatever exists
    citizen.send()
    assert citizen.client.get(address).status_code == 200
    with registry_in_memory():
        run_jobs()
    for document in Document.objects.filter(stored__isnull=False):
        own = citizen.client.get(f"/documenti/{document.stored_id}/")
        assert own["Content-Type"] == "application/pdf"
        assert (
            body.client(body.citizen(**BIANCHI)).get(f"/documenti/{document.stored_id}/").status_code == 404
        )


def test_the_second_edition_of_the_receipt_is_given_once_made(body: TestBody, sent: Application) -> None:
    client = body.client(sent.citizen)
    first = client.get(f"/pratiche/{sent.pk}/ricevuta.pdf").content
    with registry_in_memory():
        run_jobs()
    response = client.get(f"/pratiche/{sent.pk}/ricevuta.pdf")
    second = b"".join(response.streaming_content)
    assert second.startswith(b"%PDF")
    assert second != first


def test_pages_of_an_application_cost_few_statements(body: TestBody, sent: Application) -> None:
    client = body.client(sent.citizen)
    client.get("/")  # a process looks a host up once a minute
    with counted(9, []):
        client.get(f"/pratiche/{sent.pk}/")
