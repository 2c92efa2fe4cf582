"""Numbers that pages post back are written for machines: Italian groups thousands with a dot."""

from lxml import html

from scrivania.applications.actions import request_integration, take_charge
from scrivania.applications.models import Draft
from scrivania.core import clock
from scrivania.portal.tests.browsing import APPLICANT, Citizen, fields_of
from scrivania.testing.bodies import TestBody


def test_a_draft_saved_a_thousand_times_goes_on(body: TestBody) -> None:
    citizen = Citizen(body)
    citizen.start()
    Draft.objects.filter(pk=citizen.draft_id).update(version=1234)
    assert fields_of(citizen.get(1))["version"] == ["1234"]
    assert citizen.post(1, dict(APPLICANT)).status_code == 303
    citizen.fill_in()
    assert fields_of(citizen.get("riepilogo"))["version"] == [str(citizen.draft.version)]


def test_the_answer_to_an_office_may_be_long(body: TestBody) -> None:
    citizen = Citizen(body)
    application = citizen.sent()
    operator = body.actor(body.operator())
    take_charge(operator, application.pk)
    request_integration(operator, application.pk, text="Manca l’attestazione.", due_on=clock.today())
    page = citizen.client.get(f"/pratiche/{application.pk}/integrazione/")
    assert html.fromstring(page.content.decode()).get_element_by_id("text").get("maxlength") == "10000"
