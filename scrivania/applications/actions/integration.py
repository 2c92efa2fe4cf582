"""The citizen's answer to a request for integrations."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.db import transaction

from scrivania.applications import tasks, texts
from scrivania.applications.change import WrongState, change, locked
from scrivania.applications.models import Application, Attachment, IntegrationRequest
from scrivania.applications.queries.own import open_request
from scrivania.applications.telling import tell
from scrivania.applications.terms import suspended_for
from scrivania.applications.transitions import By, Event
from scrivania.core import audit, clock, files
from scrivania.core.actor import Actor
from scrivania.core.jobs import enqueue
from scrivania.core.models import StoredFile
from scrivania.documents.actions import plan_document
from scrivania.documents.models import Document

MOST_BYTES = 10_000_000


class EmptyAnswer(Exception):
    """An answer needs a text or a file."""


@transaction.atomic
def attach_to_integration(request: IntegrationRequest, upload: File[Any]) -> Attachment:
    """Keep a file of the answer being prepared. Raises core.files.FileRefused, WrongState."""
    _lock_unanswered(request)
    stored = files.store(upload, name=upload.name or "file", subject=request, max_size=MOST_BYTES)
    return _attach(request, stored)


@transaction.atomic
def adopt_into_integration(request: IntegrationRequest, stored: StoredFile) -> None:
    """Take a file that waited in quarantine while its owner signed in again; a repeat changes nothing.

    Raises core.files.FileRefused, WrongState.
    """
    _lock_unanswered(request)
    files.check_size(stored.name, stored.size, MOST_BYTES)
    if Attachment.objects.filter(integration_request=request, stored=stored).exists():
        return
    stored.subject_kind, stored.subject_id = audit.kind_of(request), request.pk
    stored.state = StoredFile.State.CLEAN
    stored.save(update_fields=["subject_kind", "subject_id", "state"])
    _attach(request, stored)


def _lock_unanswered(request: IntegrationRequest) -> None:
    """No answer is sent until this transaction ends: its files stay as they were read."""
    if not IntegrationRequest.objects.select_for_update().filter(pk=request.pk, answered_at=None).exists():
        raise WrongState("answered already")


def _attach(request: IntegrationRequest, stored: StoredFile) -> Attachment:
    return Attachment.objects.create(
        application_id=request.application_id,
        integration_request=request,
        stored=stored,
        origin=Attachment.Origin.INTEGRATION,
    )


def keep_answer(request: IntegrationRequest, text: str) -> None:
    """Keep the text of an answer not sent yet: it survives the upload of a file and another device."""
    IntegrationRequest.objects.filter(pk=request.pk, answered_at=None).update(answer=text)


@transaction.atomic
def remove_from_integration(request: IntegrationRequest, attachment_id: str) -> None:
    """Forget a file of an answer not yet sent; a foreign id removes nothing. Raises WrongState."""
    _lock_unanswered(request)
    for attachment in Attachment.objects.select_related("stored").filter(integration_request=request):
        if str(attachment.pk) == attachment_id:
            attachment.delete()
            files.remove(attachment.stored)


@transaction.atomic
def answer_integration(actor: Actor, application: Application, *, text: str) -> IntegrationRequest:
    """Close the request with an answer: from here the office works again. A repeat finds the first answer.

    Raises WrongState when nothing is asked, EmptyAnswer.
    """
    application = locked(application.pk)
    request = open_request(application)
    if request is None:
        answered = IntegrationRequest.objects.filter(application=application, unanswered=False)
        last = answered.order_by("-answered_at").first()
        if last is not None and last.answer == text:
            return last
        raise WrongState("no open request")
    if not text and not Attachment.objects.filter(integration_request=request).exists():
        raise EmptyAnswer
    now = clock.now()
    request.answer, request.answered_at = text, now
    request.save(update_fields=["answer", "answered_at"])
    due_on = application.due_on + suspended_for(request, now)
    change(application, Event.ANSWER_INTEGRATION, actor=actor, by=By.CITIZEN, due_on=due_on)
    plan_document(application, Document.Kind.INTEGRATION_ANSWER, str(request.pk))
    enqueue(tasks.make_integration_answer_pdf, request_id=request.pk)
    audit.record("applications.answer_integration", request, actor=actor)
    tell(application, texts.integration_answered)
    return request
