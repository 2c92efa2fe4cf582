"""What follows when the registry has answered: run in the transaction that closes the delivery step."""

import uuid
from collections.abc import Callable

from scrivania.applications import tasks, texts
from scrivania.applications.change import change, locked
from scrivania.applications.models import Application, Attachment
from scrivania.applications.telling import tell
from scrivania.applications.transitions import By, Event, Status
from scrivania.core.actor import NOBODY
from scrivania.core.jobs import enqueue
from scrivania.core.models import DeliveryStep
from scrivania.registry.actions import record_answer
from scrivania.registry.models import Registration


def document_registered(step: DeliveryStep) -> None:
    """Carry the registration to the application it is about."""
    registration = record_answer(step)
    application = locked(registration.subject_id)
    purpose, _, key = registration.purpose.partition(":")
    follow_up = _FOLLOW_UPS.get(purpose)
    if follow_up is not None:
        follow_up(application, registration, key)


def _application(application: Application, registration: Registration, key: str) -> None:
    application.registration_number = registration.number
    application.registered_at = registration.registered_at
    application.save(update_fields=["registration_number", "registered_at"])
    if application.status == Status.SUBMITTED:  # an office may have started already
        change(application, Event.REGISTER, actor=NOBODY, by=By.WORKER)
    enqueue(tasks.make_receipt, application_id=application.pk)
    _attachments(application, registration, origin=Attachment.Origin.FORM)


def _integration_answer(application: Application, registration: Registration, key: str) -> None:
    if application.status == Status.INTEGRATED:
        change(application, Event.REGISTER_INTEGRATION, actor=NOBODY, by=By.WORKER)
        change(application, Event.RESUME, actor=NOBODY, by=By.WORKER)
    _attachments(
        application, registration, origin=Attachment.Origin.INTEGRATION, integration_request_id=uuid.UUID(key)
    )


def _outcome(application: Application, registration: Registration, key: str) -> None:
    event = Event.CLOSE_ACCEPTED if application.accepted else Event.CLOSE_REJECTED
    change(application, event, actor=NOBODY, by=By.WORKER, note=application.reasons)
    _attachments(application, registration, origin=Attachment.Origin.OUTCOME)
    tell(application, texts.closed, [registration.document])


def _attachments(application: Application, registration: Registration, **which: object) -> None:
    attachments = Attachment.objects.select_related("stored").filter(application=application, **which)
    tasks.register_attachments(application, registration, list(attachments))


_FOLLOW_UPS: dict[str, Callable[[Application, Registration, str], None]] = {
    "application": _application,
    "integration_answer": _integration_answer,
    "outcome": _outcome,
}
