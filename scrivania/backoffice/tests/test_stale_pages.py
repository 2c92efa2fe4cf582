"""Pages that were left open, buttons pressed twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from scrivania.access.models import Role
from scrivania.applications.models import Application, ApplicationEvent, IntegrationRequest, InternalNote
from scrivania.applications.queries import Status
from scrivania.backoffice.tests.pages import address, fresh, take, token
from scrivania.testing.bodies import BodyClient, TestBody
from scrivania.testing.cases import sent_application


def test_accepting_twice_is_told_and_not_done_twice(desk: BodyClient, application: Application) -> None:
    take(desk, application)
    url = address("accept", application)
    assert desk.post(url, {"token": token(), "reasons": "Posto disponibile."}).status_code == 303
    again = desk.post(url, {"token": token(), "reasons": "Posto disponibile, di nuovo."})
    assert again.status_code == 409
    page = again.content.decode()
    assert "Accettazione" in page
    assert "Posto disponibile, di nuovo." in page
    assert ApplicationEvent.objects.filter(application=application, event="accept").count() == 1


@pytest.mark.parametrize("act", ["accept", "reject"])
def test_a_second_press_finds_the_decision_of_the_first(
    act: str, desk: BodyClient, application: Application
) -> None:
    take(desk, application)
    data = {"token": token(), "reasons": "Posto disponibile."}
    pressed = [desk.post(address(act, application), data) for _ in range(2)]
    assert [answer.status_code for answer in pressed] == [303, 303]
    assert pressed[0]["Location"] == pressed[1]["Location"]
    assert ApplicationEvent.objects.filter(application=application, event=act).count() == 1


def test_rejecting_what_was_accepted_changes_nothing(desk: BodyClient, application: Application) -> None:
    take(desk, application)
    desk.post(address("accept", application), {"token": token(), "reasons": "Sì."})
    assert desk.post(address("reject", application), {"token": token(), "reasons": "No."}).status_code == 409
    assert fresh(application).accepted is True


@pytest.mark.parametrize("page", ["accept", "reject", "request_integration"])
def test_the_form_of_an_action_that_has_no_place_shows_how_the_case_stands(
    page: str, desk: BodyClient, application: Application
) -> None:
    answer = desk.get(address(page, application))
    assert answer.status_code == 409
    assert application.number in answer.content.decode()


def test_a_case_taken_by_a_colleague_meanwhile_stays_theirs(
    body: TestBody, desk: BodyClient, application: Application
) -> None:
    colleague = body.operator("Beatrice")
    take(body.client(colleague), application)
    late = desk.post(address("take_charge", application))
    assert late.status_code == 409
    assert "Beatrice Colombo" in late.content.decode()
    assert fresh(application).assignee_id == colleague.pk


def test_a_case_given_to_another_is_no_longer_decided_here(
    body: TestBody, desk: BodyClient, application: Application
) -> None:
    take(desk, application)
    colleague = body.operator("Beatrice")
    head = body.client(body.operator("Elena", role=Role.OFFICE_HEAD))
    assert head.post(address("assign", application), {"member": str(colleague.pk)}).status_code == 303
    assert desk.post(address("accept", application), {"token": token(), "reasons": "Sì."}).status_code == 409
    assert fresh(application).status == Status.PENDING


def test_taking_in_charge_twice_is_one_change(desk: BodyClient, application: Application) -> None:
    take(desk, application)
    take(desk, application)
    assert ApplicationEvent.objects.filter(application=application, event="take_charge").count() == 1


def test_a_note_sent_twice_is_one_note(desk: BodyClient, application: Application) -> None:
    data = {"token": token(), "text": "Telefonato alla famiglia."}
    first, second = (desk.post(address("add_note", application), data) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert InternalNote.objects.count() == 1
    data["token"] = token()
    assert desk.post(address("add_note", application), data).status_code == 303
    assert InternalNote.objects.count() == 2


def test_a_request_for_integrations_sent_twice_is_one_request(
    desk: BodyClient, application: Application
) -> None:
    take(desk, application)
    data = {"token": token(), "text": "Manca l'ISEE.", "days": "10"}
    for _ in range(2):
        assert desk.post(address("request_integration", application), data).status_code == 303
    assert IntegrationRequest.objects.count() == 1
    data["token"] = token()
    assert desk.post(address("request_integration", application), data).status_code == 409


@pytest.mark.parametrize("action", ["take_charge", "resume", "assign", "add_note"])
def test_the_address_of_an_action_leads_back_to_the_case(
    action: str, desk: BodyClient, application: Application
) -> None:
    """Where one lands who had to sign in again in the middle of it."""
    answer = desk.get(address(action, application))
    assert answer.status_code == 303
    assert answer["Location"] == address("application", application)


def test_of_four_colleagues_taking_a_case_at_once_one_has_it(transactional_db: None, body: TestBody) -> None:
    application = sent_application(body)
    desks = [body.client(body.operator(name)) for name in ("Andrea", "Beatrice", "Carla", "Dario")]
    together = Barrier(len(desks))

    def press(desk: BodyClient) -> int:
        try:
            together.wait(timeout=10)
            answer: int = desk.post(address("take_charge", application)).status_code
            return answer
        finally:
            connection.close()

    with ThreadPoolExecutor(len(desks)) as pool:
        assert sorted(pool.map(press, desks)) == [303, 409, 409, 409]
    assert ApplicationEvent.objects.filter(application=application, event="take_charge").count() == 1
