"""The worker's part: documents, registration, warnings. Each job looks first whether its work is done."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from scrivania.applications import papers, texts
from scrivania.applications.change import change, locked
from scrivania.applications.models import Application, Attachment, Draft, IntegrationRequest
from scrivania.applications.telling import tell
from scrivania.applications.transitions import TRANSITIONS, By, Event
from scrivania.catalog.models import Service
from scrivania.conversations.actions import notify
from scrivania.core import clock
from scrivania.core.actor import NOBODY
from scrivania.core.audit import kind_of
from scrivania.core.jobs import Job, enqueue, job, periodic
from scrivania.core.models import StoredFile
from scrivania.core.tenancy import tenant_context
from scrivania.documents.actions import keep_document, plan_document
from scrivania.documents.models import Document
from scrivania.registry.actions import register
from scrivania.registry.models import Registration
from scrivania.ui.dates import end_in_words

REGISTERED = "applications.document_registered"
_WARNED_BEFORE = timedelta(days=7)
_MADE_WITHIN = timedelta(hours=1)
_BATCH = 500


def _rendered(document: Document, render: Callable[[Document], bytes]) -> bytes:
    """The PDF of a planned document, made outside transactions; nothing if an earlier run kept it."""
    return b"" if document.stored_id is not None else render(document)


def _issue(
    application: Application, document: Document, pdf: bytes, name: str, event: Event | None, **facts: object
) -> None:
    """Keep a document, make the change it allows if nobody has, put it on its way to the registry."""
    with transaction.atomic():
        stored = document.stored or keep_document(
            document, application, pdf, f"{name}-{application.number}.pdf"
        )
        current = locked(application.pk)
        if event is not None and current.status in TRANSITIONS[event].sources:
            change(current, event, actor=NOBODY, by=By.WORKER)
        _register(current, stored, **facts)


@job("applications.make_application_pdf")
def make_application_pdf(application_id: str) -> None:
    """The document of what was sent: once it is made, the application is acquired."""
    application = _application(application_id)
    document = plan_document(application, Document.Kind.APPLICATION)
    _issue(
        application,
        document,
        _rendered(document, lambda made: papers.application_pdf(application, made)),
        "domanda",
        Event.ACQUIRE,
        purpose="application",
        direction=Registration.Direction.INCOMING,
        title=f"{application.title} - {application.number}",
        occurred_at=application.submitted_at,
    )


@job("applications.make_first_receipt")
def make_first_receipt(application_id: str) -> None:
    """What the citizen could download from the first moment, kept with the same bytes."""
    application = _application(application_id)
    document = plan_document(application, Document.Kind.FIRST_RECEIPT)
    pdf = _rendered(document, lambda made: papers.receipt_pdf(application, made))
    if pdf:
        with transaction.atomic():
            keep_document(document, application, pdf, f"ricevuta-invio-{application.number}.pdf")


@job("applications.make_receipt")
def make_receipt(application_id: str) -> None:
    """The receipt's second edition, with the protocol number, mailed to the citizen."""
    application = _application(application_id)
    document = plan_document(application, Document.Kind.RECEIPT)
    if document.stored_id is not None:
        return
    pdf = papers.receipt_pdf(application, document)
    with transaction.atomic():
        stored = keep_document(document, application, pdf, f"ricevuta-{application.number}.pdf")
        tell(application, texts.registered, [stored])


@job("applications.make_integration_request_pdf")
def make_integration_request_pdf(request_id: str) -> None:
    """The act that asks for integrations: once it is made, the citizen is waited for."""
    request = _request(request_id)
    application = request.application
    document = plan_document(application, Document.Kind.INTEGRATION_REQUEST, request_id)
    _issue(
        application,
        document,
        _rendered(document, lambda made: papers.integration_request_pdf(request, made)),
        "richiesta-integrazioni",
        Event.NOTIFY_INTEGRATION,
        purpose=f"integration_request:{request.pk}",
        direction=Registration.Direction.OUTGOING,
        title=f"Richiesta di integrazioni - {application.number}",
        occurred_at=request.created_at,
    )


@job("applications.make_integration_answer_pdf")
def make_integration_answer_pdf(request_id: str) -> None:
    request = _request(request_id)
    application = request.application
    document = plan_document(application, Document.Kind.INTEGRATION_ANSWER, request_id)
    _issue(
        application,
        document,
        _rendered(document, lambda made: papers.integration_answer_pdf(request, made)),
        "risposta-integrazioni",
        None,
        purpose=f"integration_answer:{request.pk}",
        direction=Registration.Direction.INCOMING,
        title=f"Integrazioni - {application.number}",
        occurred_at=request.answered_at,
    )


@job("applications.make_outcome_pdf")
def make_outcome_pdf(application_id: str) -> None:
    """The act that decides: the case closes, and the citizen is told, when it is registered."""
    application = _application(application_id)
    document = plan_document(application, Document.Kind.OUTCOME)
    _issue(
        application,
        document,
        _rendered(document, lambda made: papers.outcome_pdf(application, made)),
        "esito",
        None,
        purpose="outcome",
        direction=Registration.Direction.OUTGOING,
        title=f"Esito - {application.title} - {application.number}",
        occurred_at=application.status_changed_at,
    )


def register_attachments(
    application: Application, parent: Registration, attachments: list[Attachment]
) -> None:
    """One step for each file, once the main document has its number."""
    for attachment in attachments:
        _register(
            application,
            attachment.stored,
            purpose=f"attachment:{attachment.pk}",
            direction=Registration.Direction(parent.direction),
            title=attachment.label or attachment.stored.name,
            occurred_at=parent.occurred_at,
            parent=parent,
        )


def _register(application: Application, stored: StoredFile, **facts: object) -> None:
    register(
        application,
        stored,
        correspondent_name=papers.full_name(application),
        correspondent_code=application.applicant["fiscal_code"],
        then=REGISTERED,
        **facts,  # type: ignore[arg-type]
    )


def _application(pk: str) -> Application:
    return Application.objects.select_related("citizen__user", "service", "office", "form_version").get(
        pk=uuid.UUID(pk)
    )


def _request(pk: str) -> IntegrationRequest:
    return IntegrationRequest.objects.select_related(
        "application__citizen__user", "application__service", "application__office", "asked_by"
    ).get(pk=uuid.UUID(pk))


@job("applications.warn_of_closing")
def warn_of_closing(service_id: str) -> None:
    """Tell who has a draft that its service is about to close, once for each closing."""
    service = Service.objects.get(pk=uuid.UUID(service_id))
    if service.closes_at is None:
        return
    drafts = (
        Draft.objects.filter(service=service, submitted_at=None)
        .exclude(closing_warned_for=service.closes_at)
        .select_related("citizen__user")
        .order_by("pk")[:_BATCH]
    )
    local = clock.local(service.closes_at)
    for draft in drafts:
        with transaction.atomic(), texts.in_language(draft.citizen.language):
            text = texts.closing_soon(str(service.title), end_in_words(local))
            notify(draft.citizen.user, draft, title=text.title, body=text.body, email=draft.citizen.email)
            Draft.objects.filter(pk=draft.pk).update(closing_warned_for=service.closes_at)


@periodic("applications.find_closings", cron="*/10 * * * *")
def find_closings() -> None:
    """Enqueue a warning for each service that closes within a week, nearest first, while a draft has none."""
    now = clock.now()
    to_warn = (
        Draft.unscoped.using("system")
        .filter(service=OuterRef("pk"), submitted_at=None)
        .filter(Q(closing_warned_for=None) | ~Q(closing_warned_for=OuterRef("closes_at")))
    )
    closing = Service.unscoped.using("system").filter(
        Exists(to_warn),
        state__in=[Service.State.PUBLISHED, Service.State.SCHEDULED],
        closes_at__gt=now,
        closes_at__lte=now + _WARNED_BEFORE,
    )
    for service in closing.order_by("closes_at", "pk")[:_BATCH]:
        with tenant_context(service.tenant_id):
            enqueue(warn_of_closing, once=f"warn:{service.pk}", service_id=service.pk)


_MAKERS: dict[str, tuple[Job, str]] = {
    Document.Kind.APPLICATION: (make_application_pdf, "application_id"),
    Document.Kind.FIRST_RECEIPT: (make_first_receipt, "application_id"),
    Document.Kind.RECEIPT: (make_receipt, "application_id"),
    Document.Kind.INTEGRATION_REQUEST: (make_integration_request_pdf, "request_id"),
    Document.Kind.INTEGRATION_ANSWER: (make_integration_answer_pdf, "request_id"),
    Document.Kind.OUTCOME: (make_outcome_pdf, "application_id"),
}


@periodic("applications.find_unmade_documents", cron="*/10 * * * *")
def find_unmade_documents() -> None:
    """Enqueue again the documents planned an hour ago and not made: their job may have given up."""
    unmade = Document.unscoped.using("system").filter(
        stored=None, subject_kind=kind_of(Application), created_at__lt=clock.now() - _MADE_WITHIN
    )
    # The newest first: old ones that nothing can make must not hold up the others.
    for document in unmade.order_by("-pk")[:_BATCH]:
        work, argument = _MAKERS[document.kind]
        subject = document.key if argument == "request_id" else document.subject_id
        with tenant_context(document.tenant_id):
            ids: dict[str, Any] = {argument: subject}
            enqueue(work, once=f"make:{document.pk}", **ids)
