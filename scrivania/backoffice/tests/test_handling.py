"""From arrival to decision, at the operator's desk."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from scrivania.access.models import Role
from scrivania.applications import actions
from scrivania.applications.models import Application, ApplicationEvent, Attachment, IntegrationRequest
from scrivania.applications.queries import Status
from scrivania.backoffice.tests.pages import address, downloaded, fresh, take, token
from scrivania.core import clock
from scrivania.core.actor import NOBODY
from scrivania.documents.models import Document
from scrivania.registry.models import Registration
from scrivania.tenants.actions import create_office
from scrivania.tenants.models import StaffMember
from scrivania.testing.bodies import BodyClient, TestBody
from scrivania.testing.cases import RegistryInMemory
from scrivania.testing.worker import run_jobs


def text_file(name: str = "graduatoria.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"Graduatoria del nido\n")


def ask(desk: BodyClient, application: Application, text: str = "Manca l'attestazione ISEE.") -> None:
    data = {"token": token(), "text": text, "days": "10"}
    assert desk.post(address("request_integration", application), data).status_code == 303


def test_a_case_is_taken_in_charge(desk: BodyClient, operator: StaffMember, application: Application) -> None:
    assert "Prendi in carico" in desk.get(address("application", application)).content.decode()
    take(desk, application)
    taken = fresh(application)
    assert (taken.status, taken.assignee_id) == (Status.PENDING, operator.pk)
    page = desk.get(address("application", application)).content.decode()
    assert "Prendi in carico" not in page
    assert "Andrea Colombo" in page


@pytest.mark.parametrize(("act", "status"), [("accept", Status.COMPLETE), ("reject", Status.CANCELLED)])
def test_a_decision_is_registered_with_its_files_and_closes_the_case(
    act: str,
    status: Status,
    desk: BodyClient,
    application: Application,
    registry: type[RegistryInMemory],
) -> None:
    run_jobs()
    take(desk, application)
    sent = desk.post(
        address(act, application),
        {"token": token(), "reasons": "Così dice il regolamento.", "uploads": [text_file()]},
    )
    assert sent.status_code == 303
    run_jobs()
    closed = fresh(application)
    assert closed.status == status
    assert closed.closed_at is not None
    decision = Document.objects.get(subject_id=application.pk, kind=Document.Kind.OUTCOME)
    assert decision.stored is not None
    registered = Registration.objects.filter(subject_id=application.pk).exclude(number="")
    assert {item.purpose.partition(":")[0] for item in registered} == {"application", "outcome", "attachment"}
    page = desk.get(address("application", application)).content.decode()
    assert "Così dice il regolamento." in page
    assert "graduatoria.txt" in page
    assert f"Protocollo {registered.get(purpose='outcome').number}" in page


def test_a_decision_needs_reasons_and_files_we_can_keep(desk: BodyClient, application: Application) -> None:
    take(desk, application)
    nothing = desk.post(address("accept", application), {"token": token(), "reasons": " "})
    assert nothing.status_code == 422
    program = desk.post(
        address("accept", application),
        {
            "token": token(),
            "reasons": "Va bene.",
            "uploads": [SimpleUploadedFile("virus.exe", b"MZ\x90\x00")],
        },
    )
    assert program.status_code == 422
    assert "virus.exe" in program.content.decode()
    assert "Va bene." in program.content.decode()
    assert fresh(application).status == Status.PENDING
    assert not Attachment.objects.filter(origin=Attachment.Origin.OUTCOME).exists()


def test_an_integration_is_asked_answered_and_the_case_taken_up_again(
    body: TestBody, desk: BodyClient, application: Application, registry: type[RegistryInMemory]
) -> None:
    run_jobs()
    take(desk, application)
    ask(desk, application)
    run_jobs()
    request = IntegrationRequest.objects.get(application=application)
    assert request.due_on == clock.today() + timedelta(days=10)
    assert fresh(application).status == Status.WAITING_INTEGRATION
    waiting = desk.get(address("application", application)).content.decode()
    assert "Termine sospeso" in waiting
    upload = SimpleUploadedFile("isee.txt", b"ISEE 8420,50\n")
    kept = actions.attach_to_integration(request, upload).stored
    assert "isee.txt" not in desk.get(address("application", application)).content.decode()
    assert desk.get(f"/operatori/documenti/{kept.pk}/").status_code == 404
    actions.answer_integration(
        body.actor(application.citizen), fresh(application), text="Ecco l'attestazione."
    )
    # The registry is slow: the operator need not wait for it.
    assert desk.post(address("resume", application)).status_code == 303
    run_jobs()
    assert fresh(application).status == Status.PENDING
    page = desk.get(address("application", application)).content.decode()
    assert "Ecco l&#x27;attestazione." in page
    assert "isee.txt" in page
    assert downloaded(body, desk.get(f"/operatori/documenti/{kept.pk}/")) == b"ISEE 8420,50\n"


def test_a_head_of_office_gives_the_case_to_who_may_handle_it(
    body: TestBody, operator: StaffMember, application: Application
) -> None:
    head = body.client(body.operator("Elena", role=Role.OFFICE_HEAD))
    stranger = body.operator("Silvia", office=create_office(NOBODY, slug="anagrafe", name={"it": "Anagrafe"}))
    assert "Assegna" in head.get(address("application", application)).content.decode()
    url = address("assign", application)
    assert head.post(url, {"member": str(stranger.pk)}).status_code == 422
    for _ in range(2):
        assert head.post(url, {"member": str(operator.pk)}).status_code == 303
    assert fresh(application).assignee_id == operator.pk
    assert ApplicationEvent.objects.filter(application=application, event="take_charge").count() == 1
