"""What an outside system refused is seen, and sent again."""

from scrivania.applications.models import Application
from scrivania.applications.queries import Status
from scrivania.backoffice.tests.pages import address, fresh
from scrivania.core.models import AuditEntry, DeliveryStep
from scrivania.testing.bodies import BodyClient, TestBody
from scrivania.testing.cases import RegistryInMemory
from scrivania.testing.worker import run_jobs


def test_a_registration_given_up_is_told_and_tried_again(
    desk: BodyClient, application: Application, registry: type[RegistryInMemory]
) -> None:
    registry.refusal = "mittente sconosciuto"
    run_jobs()
    assert fresh(application).registration_number == ""
    page = desk.get(address("application", application)).content.decode()
    assert "Qualcosa non è stato consegnato" in page
    assert "mittente sconosciuto" in page
    step = DeliveryStep.objects.get(state=DeliveryStep.State.EXHAUSTED)
    registry.refusal = ""
    for _ in range(2):
        assert desk.post(address("retry_delivery", application, step.pk)).status_code == 303
    run_jobs()
    assert fresh(application).registration_number
    assert fresh(application).status == Status.REGISTERED
    assert "Qualcosa non" not in desk.get(address("application", application)).content.decode()
    assert AuditEntry.objects.filter(action="applications.retry_delivery").count() == 1


def test_a_step_of_another_case_is_left_alone(
    body: TestBody, desk: BodyClient, application: Application, registry: type[RegistryInMemory]
) -> None:
    registry.refusal = "no"
    run_jobs()
    step = DeliveryStep.objects.get(state=DeliveryStep.State.EXHAUSTED)
    DeliveryStep.objects.filter(pk=step.pk).update(subject_id=application.draft_id)
    assert desk.post(address("retry_delivery", application, step.pk)).status_code == 303
    assert DeliveryStep.objects.get(pk=step.pk).state == DeliveryStep.State.EXHAUSTED
