"""Sending an application: one transaction, however often it is asked for."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from scrivania.applications import forms, tasks, texts
from scrivania.applications.actions.drafts import NotOpen, StaleDraft, check_level
from scrivania.applications.models import Application, ApplicationEvent, Attachment, Draft
from scrivania.applications.telling import tell
from scrivania.applications.transitions import Status
from scrivania.catalog.openings import Opening, opening_at
from scrivania.citizens.models import Citizen
from scrivania.core import audit, clock
from scrivania.core.actor import Actor
from scrivania.core.ids import uuid7
from scrivania.core.jobs import enqueue
from scrivania.core.tenancy import current_tenant_id
from scrivania.documents.actions import plan_document
from scrivania.documents.models import Document
from scrivania.formio import Component, FormDefinition, Result

_NEXT_NUMBER = """
INSERT INTO applications_numbercounter (id, tenant_id, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (tenant_id, year) DO UPDATE SET last = applications_numbercounter.last + 1
RETURNING last
"""


class DraftInvalid(Exception):
    """Something in the form is missing or wrong; `result` says what."""

    def __init__(self, result: Result) -> None:
        super().__init__("draft invalid")
        self.result = result


def submit(actor: Actor, draft: Draft, *, received_at: datetime) -> Application:
    """Send a draft. A repeat finds the first application. `received_at` is when the POST arrived.

    Raises DraftInvalid, NotOpen, LevelTooLow, StaleDraft, FormBroken, EngineBusy.
    """
    if draft.submitted_at is not None:
        return Application.objects.get(draft_id=draft.pk)
    check_level(actor, draft.service)
    opening = opening_at(draft.service, received_at)
    if opening != Opening.OPEN:
        raise NotOpen(opening)
    citizen: Citizen = actor.person
    result = forms.check(draft.form_version, citizen, draft.data, draft)
    if result.errors:
        raise DraftInvalid(result)
    return _submit(actor, draft, citizen, result)


@transaction.atomic
def _submit(actor: Actor, draft: Draft, citizen: Citizen, result: Result) -> Application:
    locked = Draft.objects.select_for_update().get(pk=draft.pk)
    if locked.submitted_at is not None:
        return Application.objects.get(draft_id=draft.pk)
    if locked.version != draft.version:
        raise StaleDraft
    application = _frozen(actor, draft, citizen, result)
    attachments = list(_attachments(application, forms.definition_of(draft.form_version), result.data))
    plan_document(application, Document.Kind.APPLICATION)
    plan_document(application, Document.Kind.FIRST_RECEIPT)
    enqueue(tasks.make_application_pdf, application_id=application.pk)
    enqueue(tasks.make_first_receipt, application_id=application.pk)
    # Last: from the counter on, every other submission of this body waits.
    application.number, application.submitted_at = _take_number()
    application.status_changed_at = application.submitted_at
    application.due_on = clock.local(application.submitted_at).date() + timedelta(days=draft.service.max_days)
    application.save(force_insert=True)
    Attachment.objects.bulk_create(attachments)
    Draft.objects.filter(pk=draft.pk).update(submitted_at=application.submitted_at)
    _note(actor, application)
    tell(application, texts.submitted)
    return application


def _frozen(actor: Actor, draft: Draft, citizen: Citizen, result: Result) -> Application:
    service, office = draft.service, draft.service.office
    return Application(
        id=uuid7(),
        tenant_id=current_tenant_id(),
        draft_id=draft.pk,
        citizen=citizen,
        service=service,
        form_version=draft.form_version,
        office=office,
        title=service.title["it"][:200],
        data=result.data,
        hidden=sorted(result.hidden),
        applicant={
            "given_name": citizen.given_name,
            "family_name": citizen.family_name,
            "fiscal_code": citizen.fiscal_code,
            "email": contact_of(draft.form_version, result.data) or citizen.email,
        },
        procedure={
            "office": office.name["it"],
            "office_address": office.address,
            "office_hours": office.hours,
            "office_phone": office.phone,
            "office_email": office.email,
            "office_pec": office.pec,
            "responsible": service.responsible or office.responsible,
            "max_days": service.max_days,
            "silence": service.silence,
            "legal_basis": service.legal_basis,
        },
        identified_by={"method": actor.method, "level": actor.level, "provider": actor.provider},
        status=Status.PRE_SUBMIT,
    )


def contact_of(version: Any, data: dict[str, Any]) -> str:
    """The e-mail address given in the form itself, if it has such a field at its top level."""
    for component in forms.definition_of(version).inputs:
        if component.type == "email" and isinstance(data.get(component.key), str):
            return str(data[component.key])
    return ""


def _attachments(
    application: Application, definition: FormDefinition, data: dict[str, Any]
) -> list[Attachment]:
    return [
        Attachment(
            application=application,
            tenant_id=application.tenant_id,
            stored_id=uuid.UUID(item["id"]),
            origin=Attachment.Origin.FORM,
            label=component.label[:200],
        )
        for component, value in _file_values(definition.pages, data)
        for item in value
    ]


def _file_values(pages: Any, data: dict[str, Any]) -> list[tuple[Component, list[dict[str, Any]]]]:
    found: list[tuple[Component, list[dict[str, Any]]]] = []
    for page in pages:
        for component in page.components:
            found += _files_below(component, data)
    return found


def _files_below(component: Component, data: dict[str, Any]) -> list[tuple[Component, list[dict[str, Any]]]]:
    value = data.get(component.key)
    if component.type == "file":
        return [(component, value)] if isinstance(value, list) else []
    rows = value if component.has_rows and isinstance(value, list) else [data]
    return [pair for row in rows for child in component.children for pair in _files_below(child, row)]


def _take_number() -> tuple[str, datetime]:
    """The next number, and the instant read once its lock is held: instants are ordered as numbers."""
    year = clock.today().year
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT_NUMBER, [uuid7(), current_tenant_id(), year])
            last = cursor.fetchone()[0]
        instant = clock.now()
        if clock.local(instant).year == year:
            return f"{year}-{last:06d}", instant
        year = clock.local(instant).year  # midnight of 31 December passed while waiting: once at most


def _note(actor: Actor, application: Application) -> None:
    ApplicationEvent.objects.create(
        application=application,
        event="submit",
        from_status=None,
        to_status=application.status,
        user_id=actor.user_id,
        actor_name=str(actor.person),
    )
    audit.record("applications.submit", application, actor=actor, number=application.number)
