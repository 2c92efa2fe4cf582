"""A case never hangs on one person: neither on a citizen who doesn't answer nor on a colleague who left."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from scrivania.access.models import Role
from scrivania.applications import actions, papers
from scrivania.applications.models import Application, Attachment, IntegrationRequest
from scrivania.applications.queries import Status
from scrivania.conversations.models import Message
from scrivania.core import clock
from scrivania.core.actor import Actor
from scrivania.documents.actions import plan_document
from scrivania.documents.models import Document
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import sent_application


@pytest.fixture
def application(body: TestBody) -> Application:
    return sent_application(body)


@pytest.fixture
def operator(body: TestBody) -> Actor:
    return body.actor(body.operator("Andrea"))


def asked(operator: Actor, application: Application) -> IntegrationRequest:
    actions.take_charge(operator, application.pk)
    due_on = clock.today() + timedelta(days=10)
    return actions.request_integration(operator, application.pk, text="Manca un foglio.", due_on=due_on)


def test_nobody_is_asked_to_answer_by_a_day_that_is_over(operator: Actor, application: Application) -> None:
    actions.take_charge(operator, application.pk)
    yesterday = clock.today() - timedelta(days=1)
    with pytest.raises(actions.DayPassed):
        actions.request_integration(operator, application.pk, text="Manca un foglio.", due_on=yesterday)
    assert not IntegrationRequest.objects.exists()


@pytest.mark.parametrize("status", [Status.REQUEST_INTEGRATION, Status.WAITING_INTEGRATION])
def test_the_office_goes_on_after_the_day_has_passed(
    status: Status, body: TestBody, operator: Actor, application: Application
) -> None:
    request = asked(operator, application)
    Application.objects.update(status=status)
    actions.keep_answer(request, "Quasi pronto")
    kept = actions.attach_to_integration(request, SimpleUploadedFile("isee.txt", b"ISEE 8420,50\n")).stored
    with clock.frozen(clock.now() + timedelta(days=10)), pytest.raises(actions.StillAwaited):
        actions.resume(operator, application.pk)
    before = Application.objects.get(pk=application.pk)
    assert before.status == status
    with clock.frozen(clock.now() + timedelta(days=11)):
        actions.resume(operator, application.pk)
    after = Application.objects.get(pk=application.pk)
    assert (after.status, after.due_on) == (Status.PENDING, before.due_on + timedelta(days=11))
    request.refresh_from_db()
    assert (request.answer, request.unanswered, request.has_answer) == ("", True, False)
    assert not Attachment.objects.filter(stored_id=kept.pk).exists()
    assert after.events.order_by("pk").last().event == "resume_unanswered"  # type: ignore[union-attr]
    assert "senza integrazioni" in Message.objects.latest("pk").title
    with pytest.raises(actions.WrongState):
        actions.answer_integration(body.actor(application.citizen), after, text="")
    page = body.client(operator.person).get(f"/operatori/pratiche/{application.pk}/").content.decode()
    assert "Senza risposta entro" in page
    assert "Ripresa in carico senza risposta" in page
    own = body.client(application.citizen).get(f"/area-personale/pratiche/{application.pk}/")
    assert "La tua risposta" not in own.content.decode()


def test_the_page_offers_it_from_the_day_after(
    body: TestBody, operator: Actor, application: Application
) -> None:
    asked(operator, application)
    desk, url = body.client(operator.person), f"/operatori/pratiche/{application.pk}/"
    assert "Riprendi la pratica" not in desk.get(url).content.decode()
    refused = desk.post(f"{url}riprendi/", follow=True).content.decode()
    assert "Il cittadino può rispondere fino al" in refused
    IntegrationRequest.objects.update(due_on=clock.today() - timedelta(days=1))
    assert "Riprendi la pratica" in desk.get(url).content.decode()
    assert desk.post(f"{url}riprendi/").status_code == 303
    assert Application.objects.get(pk=application.pk).status == Status.PENDING


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.COMPLETE, Status.CANCELLED}))
def test_an_open_case_changes_hands_in_every_state(
    status: Status, body: TestBody, operator: Actor, application: Application
) -> None:
    head = body.actor(body.operator("Elena", role=Role.OFFICE_HEAD))
    actions.take_charge(operator, application.pk)
    Application.objects.update(status=status)
    before = Application.objects.get(pk=application.pk)
    colleague = body.operator("Marta")
    for _ in range(2):
        actions.assign(head, application.pk, colleague)
    after = Application.objects.get(pk=application.pk)
    assert (after.status, after.status_changed_at) == (status, before.status_changed_at)
    assert after.assignee_id == colleague.pk
    assert list(after.events.order_by("pk").values_list("event", flat=True))[-2:] == [
        "take_charge",
        "reassign",
    ]


def test_a_closed_case_stays_with_who_decided(
    body: TestBody, operator: Actor, application: Application
) -> None:
    head = body.actor(body.operator("Elena", role=Role.OFFICE_HEAD))
    actions.take_charge(operator, application.pk)
    Application.objects.update(status=Status.COMPLETE, closed_at=clock.now())
    with pytest.raises(actions.WrongState):
        actions.assign(head, application.pk, body.operator("Marta"))


def test_the_act_names_who_decided(body: TestBody, operator: Actor, application: Application) -> None:
    head = body.actor(body.operator("Elena", role=Role.OFFICE_HEAD))
    actions.take_charge(operator, application.pk)
    actions.accept(operator, application.pk, reasons="Va bene.")
    actions.assign(head, application.pk, body.operator("Marta"))
    decided = Application.objects.get(pk=application.pk)
    with patch.object(papers, "render_outcome") as render:
        papers.outcome_pdf(decided, plan_document(decided, Document.Kind.OUTCOME))
    assert render.call_args.args[0].official.name == str(operator.person)
