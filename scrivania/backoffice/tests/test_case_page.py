"""The page of a case: what it shows, and what it costs."""

from typing import Any

import pytest

from scrivania.access.models import Role
from scrivania.applications.models import Application, Attachment, IntegrationRequest, InternalNote
from scrivania.backoffice.tests.pages import address, take
from scrivania.conversations.models import Message
from scrivania.core import clock
from scrivania.core.models import StoredFile
from scrivania.tenants.models import StaffMember
from scrivania.testing.bodies import BodyClient, TestBody
from scrivania.testing.cases import RegistryInMemory
from scrivania.testing.worker import run_jobs


def test_the_page_shows_the_whole_case(
    desk: BodyClient, application: Application, registry: type[RegistryInMemory]
) -> None:
    run_jobs()
    take(desk, application)
    page = desk.get(address("application", application)).content.decode()
    number = Application.objects.get(pk=application.pk).registration_number
    assert number
    shown = ["Giulia Ferrari", "FRRGLI91E57A944N", number, "Presa in carico", "Andrea Colombo", "Sofia",
             "Domanda inviata", f"Protocollo {number}", "giulia.ferrari@posta.example"]  # fmt: skip
    for text in shown:
        assert text in page, text


def lengthen(application: Application, operator: StaffMember, times: int) -> None:
    for number in range(times):
        request = IntegrationRequest.objects.create(
            application=application, asked_by=operator, text="Manca.", due_on=clock.today(),
            answer="Ecco.", answered_at=clock.now(),
        )  # fmt: skip
        stored = StoredFile.objects.create(
            subject_kind="x", subject_id=request.pk, name=f"{number}.pdf", size=1, sha256="", state="clean"
        )
        Attachment.objects.create(
            application=application, stored=stored, integration_request=request, origin="integration"
        )
        InternalNote.objects.create(application=application, author=operator, text="Nota.")
        Message.objects.create(
            recipient_id=application.citizen.user_id, subject_kind="applications.application",
            subject_id=application.pk, title="Avviso", body="Testo",
        )  # fmt: skip


@pytest.mark.parametrize("times", [0, 10])
def test_statements_do_not_grow_with_the_case(
    times: int, body: TestBody, application: Application, operator: StaffMember,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    head = body.client(body.operator("Elena", role=Role.OFFICE_HEAD))
    lengthen(application, operator, times)
    with django_assert_max_num_queries(14):
        page = head.get(address("application", application))
    assert page.content.decode().count("Nota.") == times
