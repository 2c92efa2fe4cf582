"""The term of the procedure: it runs from submission and stands still while the office waits."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest

from scrivania.applications import actions, papers, terms
from scrivania.applications.models import Application, IntegrationRequest
from scrivania.conversations.models import Message
from scrivania.core import clock
from scrivania.documents.actions import plan_document
from scrivania.documents.models import Document
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import sent_application

SENT = datetime(2026, 2, 10, 23, 59, 30, tzinfo=clock.ROME)


def waiting_since(body: TestBody, asked: datetime) -> Application:
    with clock.frozen(SENT):
        application = sent_application(body)
    operator = body.actor(body.operator("Andrea"))
    with clock.frozen(asked):
        actions.take_charge(operator, application.pk)
        due_on = clock.today() + timedelta(days=10)
        actions.request_integration(operator, application.pk, text="Manca un documento.", due_on=due_on)
    return application


def test_the_day_of_sending_is_the_italian_one(body: TestBody) -> None:
    with clock.frozen(SENT):
        application = sent_application(body)
    assert application.due_on == SENT.date() + timedelta(days=application.service.max_days)


@pytest.mark.parametrize(("waited", "added"), [(0, 0), (1, 1), (12, 12), (30, 30), (200, 30)])
def test_days_of_waiting_are_added_up_to_thirty(body: TestBody, waited: int, added: int) -> None:
    asked = SENT + timedelta(days=3)
    application = waiting_since(body, asked)
    before = application.due_on
    with clock.frozen(asked + timedelta(days=waited)):
        actions.answer_integration(body.actor(application.citizen), application, text="Eccolo.")
    application.refresh_from_db()
    assert application.due_on == before + timedelta(days=added)


def test_only_the_first_request_stops_the_term(body: TestBody) -> None:
    asked = SENT + timedelta(days=3)
    application = waiting_since(body, asked)
    citizen, before = body.actor(application.citizen), application.due_on
    operator = body.actor(Application.objects.get(pk=application.pk).assignee)
    with clock.frozen(asked + timedelta(days=5)):
        actions.answer_integration(citizen, application, text="Eccolo.")
        actions.resume(operator, application.pk)
        actions.request_integration(operator, application.pk, text="Ancora uno.", due_on=clock.today())
        second = IntegrationRequest.objects.get(application=application, answered_at=None)
        assert "continua a decorrere" in Message.objects.latest("pk").body
        application.refresh_from_db()
        assert terms.suspended_since([application]) == {}
    with clock.frozen(asked + timedelta(days=15)):
        actions.answer_integration(citizen, application, text="Ecco l'altro.")
    application.refresh_from_db()
    assert application.due_on == before + timedelta(days=5)
    first = IntegrationRequest.objects.exclude(pk=second.pk).get()
    assert [_stated(request) for request in (first, second)] == [True, False]


def _stated(request: IntegrationRequest) -> bool:
    """Whether the act that asks says that the term stands still."""
    document = plan_document(request.application, Document.Kind.INTEGRATION_REQUEST, str(request.pk))
    with patch.object(papers, "render_integration_request") as render:
        papers.integration_request_pdf(request, document)
    stated: bool = render.call_args.args[0].suspends_term
    return stated


@pytest.mark.parametrize(("waited", "added"), [(0, None), (29, None), (30, 30), (45, 30)])
def test_the_term_runs_again_after_thirty_days_without_answer(
    body: TestBody, waited: int, added: int | None
) -> None:
    asked = SENT + timedelta(days=3)
    application = waiting_since(body, asked)
    application.refresh_from_db()
    with clock.frozen(asked + timedelta(days=waited)):
        since = terms.suspended_since([application])[application.pk]
        due_on = terms.term_today(application, since)
        every = Application.objects.all()
        if added is None:
            assert due_on is None
            assert not terms.running(every, None, date.max - timedelta(days=400)).exists()
            return
        assert due_on == application.due_on + timedelta(days=added)
        assert terms.running(every, due_on, due_on).exists()
        assert terms.running(every, None, due_on).exists()
        assert not terms.running(every, None, due_on - timedelta(days=1)).exists()
        assert not terms.running(every, due_on + timedelta(days=1), due_on + timedelta(days=7)).exists()


def test_an_answer_sent_twice_is_one(body: TestBody) -> None:
    application = waiting_since(body, SENT + timedelta(days=3))
    citizen = body.actor(application.citizen)
    first = actions.answer_integration(citizen, application, text="Eccolo.")
    assert actions.answer_integration(citizen, application, text="Eccolo.").pk == first.pk
    with pytest.raises(actions.WrongState):
        actions.answer_integration(citizen, application, text="Un'altra cosa.")
