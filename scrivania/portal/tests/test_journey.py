"""From the card to the receipt, without a script, and what it costs the database."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scrivania.applications.models import Application
from scrivania.conversations.models import Message
from scrivania.portal.tests.browsing import PAGES, Citizen, text_of
from scrivania.testing.bodies import TestBody

# Not work of ours: transactions, and telling the database which body it is (design, "Numbers to hold").
_NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT set_config")


@contextmanager
def counted(most: int, total: list[int]) -> Iterator[None]:
    with CaptureQueriesContext(connection) as captured:
        yield
    statements = [q["sql"] for q in captured if not q["sql"].startswith(_NOT_COUNTED)]
    total.append(len(statements))
    assert len(statements) <= most, "\n".join(statements)


@pytest.fixture
def citizen(body: TestBody) -> Citizen:
    return Citizen(body)


def test_the_whole_journey_and_its_statements(citizen: Citizen) -> None:
    citizen.start()  # a process reads a form's definition once
    citizen.draft.delete()
    total: list[int] = []
    with counted(5, total):
        response = citizen.client.get(f"/servizi/{citizen.service.slug}/domanda/")
    citizen.start()
    assert response.status_code == 303
    for number, values in enumerate(PAGES, 1):
        with counted(2, total):
            assert citizen.get(number).status_code == 200
        version = citizen.draft.version
        with counted(3, total):
            response = citizen.post(number, values | {"version": version})
        assert response.status_code == 303, text_of(response)
    with counted(2, total):
        review = citizen.get("riepilogo")
    for value in ("Giulia", "Ferrari", "Sofia", "8.420,50", "Nessuna", "valore di dichiarazione"):
        assert value in text_of(review)
    version = citizen.draft.version
    with counted(20, total):
        response = citizen.client.post(citizen.address("invia"), {"version": version})
    assert response.status_code == 303
    with counted(2, total):
        receipt = citizen.client.get(response["Location"])
    application = Application.objects.get()
    assert application.number in text_of(receipt)
    assert "Elena Bertoni" in text_of(receipt)
    assert sum(total) <= 45, total


def test_from_a_card_through_sign_in_into_the_first_step(body: TestBody) -> None:
    service = body.service()
    stranger = body.client()
    response = stranger.get(f"/servizi/{service.slug}/domanda/")
    assert response.status_code == 303
    assert response["Location"] == "/accedi/?next=%2Fservizi%2Fiscrizione%2Fdomanda%2F"
    citizen = Citizen(body, service)
    assert citizen.start()["Location"] == citizen.address(1)


def test_told_in_the_area_and_by_mail(citizen: Citizen) -> None:
    application = citizen.sent()
    message = Message.objects.get(subject_id=application.pk)
    assert message.email == "giulia.ferrari@posta.example"
    assert application.number in text_of(citizen.client.get("/messaggi/"))


def test_two_presses_of_send_give_one_application(citizen: Citizen) -> None:
    citizen.start()
    citizen.fill_in()
    first, second = citizen.send(), citizen.send()
    assert first["Location"] == second["Location"]
    assert Application.objects.count() == 1


def test_what_is_not_reached_yet_leads_back(citizen: Citizen) -> None:
    citizen.start()
    assert citizen.get(3)["Location"] == citizen.address("")[:-1]
    assert citizen.get("riepilogo")["Location"] == citizen.address("")[:-1]
    citizen.fill_in(1)
    assert citizen.client.get(citizen.address("")[:-1])["Location"] == citizen.address(2)


def test_a_draft_sent_leads_to_its_receipt(citizen: Citizen) -> None:
    application = citizen.sent()
    for page in ("riepilogo", "invia"):
        response = citizen.client.get(citizen.address(page), follow=True)
        assert response.redirect_chain[-1][0] == f"/pratiche/{application.pk}/conferma/"
    assert citizen.client.get(citizen.address(2), follow=True).status_code == 200


def test_receipt_is_a_pdf_at_once_and_always_the_same(citizen: Citizen) -> None:
    application = citizen.sent()
    first = citizen.client.get(f"/pratiche/{application.pk}/ricevuta.pdf")
    again = citizen.client.get(f"/pratiche/{application.pk}/ricevuta.pdf")
    assert first["Content-Type"] == "application/pdf"
    assert first.content == again.content
