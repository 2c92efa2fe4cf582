"""One application with all that belongs to it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from scrivania.access.queries import Right, may
from scrivania.applications.models import (
    Application,
    ApplicationEvent,
    Attachment,
    IntegrationRequest,
    InternalNote,
)
from scrivania.conversations.models import Message
from scrivania.conversations.queries import about
from scrivania.core.actor import Actor
from scrivania.core.audit import kind_of
from scrivania.core.models import DeliveryStep
from scrivania.documents.models import Document
from scrivania.registry.models import Registration


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that belongs to an application, for its page on either side."""

    application: Application
    events: list[ApplicationEvent]
    attachments: list[Attachment]
    documents: list[Document]
    registrations: list[Registration]
    requests: list[IntegrationRequest]


def case_file(application: Application) -> CaseFile:
    """Five statements, whatever the application's length."""
    about_it: dict[str, object] = {"subject_kind": kind_of(application), "subject_id": application.pk}
    return CaseFile(
        application=application,
        events=list(application.events.order_by("pk")),
        attachments=list(application.attachments.select_related("stored").order_by("pk")),
        documents=list(Document.objects.filter(**about_it).select_related("stored").order_by("pk")),
        registrations=list(Registration.objects.filter(**about_it).order_by("pk")),
        requests=list(application.integration_requests.select_related("asked_by").order_by("pk")),
    )


@dataclass(frozen=True, slots=True)
class DeliveryProblem:
    """An outside effect given up: a registration (`registration`) or a mail (`message`)."""

    step: DeliveryStep
    registration: Registration | None
    message: Message | None


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """What only the office sees, beside the case file. Notes never leave this side."""

    notes: list[InternalNote]
    messages: list[Message]
    problems: list[DeliveryProblem]


def office_file(case: CaseFile) -> OfficeFile:
    """Three statements."""
    messages = about(case.application)
    return OfficeFile(
        notes=list(case.application.internal_notes.select_related("author").order_by("pk")),
        messages=messages,
        problems=_problems(case.registrations, messages),
    )


def _problems(registrations: list[Registration], messages: list[Message]) -> list[DeliveryProblem]:
    registration_of = {item.pk: item for item in registrations}
    message_of = {item.pk: item for item in messages}
    steps = DeliveryStep.objects.filter(
        state=DeliveryStep.State.EXHAUSTED, subject_id__in=[*registration_of, *message_of]
    )
    return [
        DeliveryProblem(step, registration_of.get(step.subject_id), message_of.get(step.subject_id))
        for step in steps.order_by("pk")
    ]


def seen_by(actor: Actor, application_id: uuid.UUID) -> Application | None:
    """The application, if this member of staff may see it."""
    application = (
        Application.objects.select_related("citizen", "service", "office", "assignee", "form_version")
        .defer("form_version__definition")
        .filter(pk=application_id)
        .first()
    )
    return application if application is not None and _sees(actor, application) else None


def file_seen_by(actor: Actor, stored_id: uuid.UUID) -> tuple[Application, Attachment | Document] | None:
    """What a stored file is to an application, if this member of staff may see that.

    Files of an answer being prepared are still the citizen's own.
    """
    found = _attached(stored_id) or _made(stored_id)
    return found if found is not None and _sees(actor, found[0]) else None


def _attached(stored_id: uuid.UUID) -> tuple[Application, Attachment] | None:
    rows = Attachment.objects.select_related("application", "stored", "integration_request")
    attachment = rows.defer("application__data").filter(stored_id=stored_id).first()
    if attachment is None:
        return None
    request = attachment.integration_request
    being_prepared = request is not None and not request.has_answer
    return None if being_prepared else (attachment.application, attachment)


def _made(stored_id: uuid.UUID) -> tuple[Application, Document] | None:
    document = (
        Document.objects.select_related("stored")
        .filter(stored_id=stored_id, subject_kind=kind_of(Application))
        .first()
    )
    if document is None:
        return None
    application = Application.objects.defer("data").filter(pk=document.subject_id).first()
    return None if application is None else (application, document)


def _sees(actor: Actor, application: Application) -> bool:
    return may(actor, Right.SEE, service_id=application.service_id, office_id=application.office_id)
