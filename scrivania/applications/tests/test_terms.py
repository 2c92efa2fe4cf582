"""The term of the procedure: it runs from submission and stands still while the office waits."""

from datetime import datetime, timedelta

import pytest

from scrivania.applications import actions
from scrivania.applications.models import Application
from scrivania.core import clock
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
    with clock.frozen(asked + timedelta(days=15)):
        actions.answer_integration(citizen, application, text="Ecco l'altro.")
    application.refresh_from_db()
    assert application.due_on == before + timedelta(days=5)


def test_an_answer_sent_twice_is_one(body: TestBody) -> None:
    application = waiting_since(body, SENT + timedelta(days=3))
    citizen = body.actor(application.citizen)
    first = actions.answer_integration(citizen, application, text="Eccolo.")
    assert actions.answer_integration(citizen, application, text="Eccolo.").pk == first.pk
    with pytest.raises(actions.WrongState):
        actions.answer_integration(citizen, application, text="Un'altra cosa.")
