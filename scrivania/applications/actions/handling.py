"""What an office does with an application. Each raises NotAllowed, and WrongState where the case moved on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from scrivania.access.queries import Right
from scrivania.applications import tasks, texts
from scrivania.applications.change import WrongState, change, locked
from scrivania.applications.models import Application, Attachment, IntegrationRequest, InternalNote
from scrivania.applications.rights import has_right, stands_as
from scrivania.applications.telling import tell
from scrivania.applications.terms import suspended_for, suspends
from scrivania.applications.transitions import SUSPENDED, By, Event
from scrivania.core import audit, clock, files
from scrivania.core.actor import Actor
from scrivania.core.jobs import enqueue
from scrivania.documents.actions import plan_document
from scrivania.documents.models import Document
from scrivania.tenants.models import StaffMember

_MOST_BYTES = 30_000_000


class NotAllowed(Exception):
    """The member of staff has no right to this."""


class DayPassed(ValueError):
    """The day to answer by is over already."""


class StillAwaited(Exception):
    """The citizen may still answer: until the end of `due_on`."""

    def __init__(self, due_on: date) -> None:
        super().__init__(due_on)
        self.due_on = due_on


def _handled_by(actor: Actor, application_id: uuid.UUID) -> Application:
    """The application, locked, if `actor` may handle it and has it. Raises NotAllowed, WrongState."""
    application = locked(application_id)
    roles = stands_as(actor, application)
    if By.HANDLER not in roles:
        raise NotAllowed
    if By.ASSIGNEE not in roles:
        raise WrongState("not in the actor's charge")
    return application


@transaction.atomic
def take_charge(actor: Actor, application_id: uuid.UUID) -> Application:
    """Presa in carico by the actor. Raises NotAllowed, WrongState."""
    application = locked(application_id)
    if By.HANDLER not in stands_as(actor, application):
        raise NotAllowed
    if application.assignee_id == actor.person.pk and application.taken_at is not None:
        return application
    if application.assignee_id not in (None, actor.person.pk):
        raise WrongState("in a colleague's charge")
    return _take(actor, application, actor.person, By.HANDLER)


@transaction.atomic
def assign(actor: Actor, application_id: uuid.UUID, member: StaffMember) -> Application:
    """Give the application to a colleague who may handle it. Raises NotAllowed, WrongState."""
    application = locked(application_id)
    colleague = Actor(kind="staff", user_id=member.user_id, person=member)
    if not has_right(actor, Right.ASSIGN, application):
        raise NotAllowed
    if not has_right(colleague, Right.HANDLE, application):
        raise NotAllowed
    if application.taken_at is None:
        return _take(actor, application, member, By.ASSIGNER)
    if application.assignee_id != member.pk:
        change(application, Event.REASSIGN, actor=actor, by=By.ASSIGNER, assignee=member)
    return application


def _take(actor: Actor, application: Application, member: StaffMember, by: By) -> Application:
    change(application, Event.TAKE_CHARGE, actor=actor, by=by, assignee=member, taken_at=clock.now())
    tell(application, texts.taken_in_charge)
    return application


@transaction.atomic
def request_integration(
    actor: Actor, application_id: uuid.UUID, *, text: str, due_on: date
) -> IntegrationRequest:
    """Ask the citizen for something more, by a day. Raises NotAllowed, WrongState, DayPassed."""
    if due_on < clock.today():
        raise DayPassed(due_on)
    application = _handled_by(actor, application_id)
    change(application, Event.REQUEST_INTEGRATION, actor=actor, by=By.ASSIGNEE, note=text)
    request = IntegrationRequest.objects.create(
        application=application, asked_by=actor.person, text=text, due_on=due_on
    )
    plan_document(application, Document.Kind.INTEGRATION_REQUEST, str(request.pk))
    enqueue(tasks.make_integration_request_pdf, request_id=request.pk)
    first = suspends(request)
    tell(application, lambda asked: texts.integration_requested(asked, text, due_on, suspends=first))
    return request


@transaction.atomic
def resume(actor: Actor, application_id: uuid.UUID) -> Application:
    """Take up the case after an answer without waiting for its registration, or after the day to answer by.

    Raises NotAllowed, WrongState, StillAwaited.
    """
    application = _handled_by(actor, application_id)
    if application.status in SUSPENDED:
        return _resume_unanswered(actor, application)
    change(application, Event.RESUME, actor=actor, by=By.ASSIGNEE)
    return application


def _resume_unanswered(actor: Actor, application: Application) -> Application:
    request = IntegrationRequest.objects.select_for_update().get(application=application, answered_at=None)
    if clock.today() <= request.due_on:
        raise StillAwaited(request.due_on)
    request.answer, request.answered_at, request.unanswered = "", clock.now(), True
    request.save(update_fields=["answer", "answered_at", "unanswered"])
    # What was prepared and never sent isn't the office's to read.
    for attachment in request.attachments.select_related("stored"):
        attachment.delete()
        files.remove(attachment.stored)
    due_on = application.due_on + suspended_for(request, request.answered_at)
    change(application, Event.RESUME_UNANSWERED, actor=actor, by=By.ASSIGNEE, due_on=due_on)
    tell(application, lambda resumed: texts.integration_unanswered(resumed, request.due_on))
    return application


def accept(
    actor: Actor, application_id: uuid.UUID, *, reasons: str, uploads: Iterable[File[Any]] = ()
) -> Application:
    """Accept, with reasons and files. The citizen is told when the act is registered."""
    return _decide(actor, application_id, Event.ACCEPT, reasons=reasons, uploads=uploads)


def reject(
    actor: Actor, application_id: uuid.UUID, *, reasons: str, uploads: Iterable[File[Any]] = ()
) -> Application:
    """Reject, with reasons and files. The citizen is told when the act is registered."""
    return _decide(actor, application_id, Event.REJECT, reasons=reasons, uploads=uploads)


@transaction.atomic
def _decide(
    actor: Actor, application_id: uuid.UUID, event: Event, *, reasons: str, uploads: Iterable[File[Any]]
) -> Application:
    """Raises NotAllowed, WrongState, core.files.FileRefused."""
    application = _handled_by(actor, application_id)
    change(application, event, actor=actor, by=By.ASSIGNEE, accepted=event == Event.ACCEPT, reasons=reasons)
    for upload in uploads:
        stored = files.store(upload, name=upload.name or "file", subject=application, max_size=_MOST_BYTES)
        Attachment.objects.create(application=application, stored=stored, origin=Attachment.Origin.OUTCOME)
    plan_document(application, Document.Kind.OUTCOME)
    enqueue(tasks.make_outcome_pdf, application_id=application.pk)
    return application


@transaction.atomic
def add_note(actor: Actor, application_id: uuid.UUID, text: str) -> InternalNote:
    """A note for colleagues only. Raises NotAllowed."""
    application = Application.objects.get(pk=application_id)
    if not has_right(actor, Right.SEE, application):
        raise NotAllowed
    note = InternalNote.objects.create(application=application, author=actor.person, text=text)
    audit.record("applications.add_note", application, actor=actor, note=note.pk)
    return note
