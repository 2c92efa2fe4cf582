"""Who may see and do what: what is not theirs is as missing as what never was."""

import uuid

import pytest

from scrivania.access.models import Role
from scrivania.applications.models import Application, InternalNote
from scrivania.backoffice.tests.pages import address, downloaded, fresh, take, token
from scrivania.catalog.models import Service
from scrivania.core.actor import NOBODY
from scrivania.core.models import AuditEntry, StoredFile
from scrivania.tenants.actions import create_office, create_staff_member
from scrivania.tenants.models import StaffMember
from scrivania.testing.bodies import PASSWORD, BodyClient, TestBody
from scrivania.testing.cases import RegistryInMemory
from scrivania.testing.worker import run_jobs

ACTIONS = {
    "take_charge": {},
    "assign": {"member": "x"},
    "request_integration": {"token": str(uuid.uuid4()), "text": "Manca tutto.", "days": "10"},
    "resume": {},
    "accept": {"token": token(), "reasons": "Sì."},
    "reject": {"token": token(), "reasons": "No."},
    "add_note": {"token": str(uuid.uuid4()), "text": "Nota."},
}


def of_another_office(body: TestBody) -> StaffMember:
    return body.operator("Silvia", office=create_office(NOBODY, slug="anagrafe", name={"it": "Anagrafe"}))


def without_roles(body: TestBody) -> StaffMember:
    return create_staff_member(
        NOBODY, email="nuovo@montelieto.example", given_name="Ugo", family_name="Neri", password=PASSWORD
    )


@pytest.fixture(params=[of_another_office, without_roles])
def stranger(request: pytest.FixtureRequest, body: TestBody) -> BodyClient:
    return body.client(request.param(body))


def test_who_is_not_enabled_can_do_nothing(stranger: BodyClient, application: Application) -> None:
    before = fresh(application).status
    for action, data in ACTIONS.items():
        assert stranger.post(address(action, application), data).status_code == 404, action
    assert fresh(application).status == before
    assert not InternalNote.objects.exists()


def test_who_is_not_enabled_sees_neither_case_nor_files(
    stranger: BodyClient, application: Application, registry: type[RegistryInMemory]
) -> None:
    run_jobs()
    assert stranger.get(address("application", application)).status_code == 404
    assert stranger.get(address("accept", application)).status_code == 404
    for stored in StoredFile.objects.all():
        assert stranger.get(f"/operatori/documenti/{stored.pk}/").status_code == 404
    assert application.number not in stranger.get("/operatori/?tab=all").content.decode()


def test_another_body_sees_nothing(body: TestBody, other_body: TestBody, application: Application) -> None:
    with other_body.here():
        there = other_body.client(other_body.operator("Marta"))
    assert there.get(address("application", application)).status_code == 404
    assert there.post(address("take_charge", application)).status_code == 404
    assert application.number not in there.get("/operatori/?tab=all").content.decode()


def test_a_session_of_one_body_is_nobody_at_another(
    body: TestBody, other_body: TestBody, desk: BodyClient, application: Application
) -> None:
    elsewhere = other_body.client()
    elsewhere.cookies = desk.cookies
    answer = elsewhere.get(address("application", application))
    assert answer.status_code == 303
    assert answer["Location"].startswith("/operatori/accedi/")


def test_an_enabled_operator_opens_files_and_leaves_a_trace(
    body: TestBody, desk: BodyClient, application: Application, registry: type[RegistryInMemory]
) -> None:
    run_jobs()
    stored = StoredFile.objects.filter(subject_id=application.pk).first()
    assert stored is not None
    answer = desk.get(f"/operatori/documenti/{stored.pk}/")
    assert answer.status_code == 200
    assert downloaded(body, answer).startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    trace = AuditEntry.objects.get(action="applications.open_file")
    assert (trace.subject_id, trace.details) == (application.pk, {"file": str(stored.pk)})


def test_an_administrator_sees_and_assigns_but_does_not_decide(
    body: TestBody, operator: StaffMember, application: Application
) -> None:
    admin = body.client(body.operator("Laura", role=Role.BODY_ADMINISTRATOR))
    page = admin.get(address("application", application)).content.decode()
    assert "Assegna" in page
    assert "Prendi in carico" not in page
    assert admin.post(address("take_charge", application)).status_code == 404
    assert admin.get(address("accept", application)).status_code == 404
    assert admin.post(address("assign", application), {"member": str(operator.pk)}).status_code == 303


def test_an_operator_may_not_assign(
    desk: BodyClient, operator: StaffMember, application: Application
) -> None:
    take(desk, application)
    assert (
        'action="' + address("assign", application)
        not in desk.get(address("application", application)).content.decode()
    )
    assert desk.post(address("assign", application), {"member": str(operator.pk)}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/operatori/", "/operatori/servizi/", "/operatori/account/", "/operatori/non-esiste/"]
)
def test_nobody_signed_in_is_asked_to(body: TestBody, path: str) -> None:
    answer = body.client().get(path)
    assert answer.status_code == 303
    assert answer["Location"].startswith("/operatori/accedi/?next=")


def test_a_citizen_finds_no_back_office(body: TestBody, application: Application) -> None:
    citizen = body.client(application.citizen)
    assert citizen.get("/operatori/").status_code == 404
    assert citizen.get(address("application", application)).status_code == 404


def test_services_are_configured_by_who_may(body: TestBody, desk: BodyClient) -> None:
    service = body.service()
    assert desk.get("/operatori/servizi/").status_code == 200
    for path in ("", "pubblica/", "sospendi/", "programma/", "proroga/", "modulo/"):
        assert desk.get(f"/operatori/servizi/{service.slug}/{path}").status_code == 404
        assert desk.post(f"/operatori/servizi/{service.slug}/{path}", {"reason": "x"}).status_code == 404
    assert Service.objects.get(pk=service.pk).state == Service.State.PUBLISHED
