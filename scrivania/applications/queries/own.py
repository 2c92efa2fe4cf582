"""What belongs to a citizen: another's is as missing as what never was."""

from __future__ import annotations

import uuid

from django.db.models import Exists, Q, QuerySet

from scrivania.applications.models import Application, Attachment, Draft, IntegrationRequest
from scrivania.citizens.models import Citizen
from scrivania.core.audit import kind_of
from scrivania.core.db.prepared import Prepared
from scrivania.core.models import StoredFile
from scrivania.documents.models import Document


def _draft(citizen_id: uuid.UUID, pk: uuid.UUID) -> QuerySet[Draft]:
    return (
        Draft.objects.filter(pk=pk, citizen_id=citizen_id)
        .select_related("service__office", "form_version")
        .defer("service__card", "form_version__definition")
    )


def _application(citizen_id: uuid.UUID, pk: uuid.UUID) -> QuerySet[Application]:
    return (
        Application.objects.filter(pk=pk, citizen_id=citizen_id)
        .select_related("service", "assignee", "form_version")
        .defer("service__card", "form_version__definition")
    )


_SAMPLES = {"tenant": uuid.UUID(int=1), "citizen_id": uuid.UUID(int=2), "pk": uuid.UUID(int=3)}
_DRAFT = Prepared(_draft, **_SAMPLES)
_APPLICATION = Prepared(_application, **_SAMPLES)


def draft_of(citizen: Citizen, pk: uuid.UUID) -> Draft | None:
    """A draft, sent or not, with its service and form version: one statement."""
    return _DRAFT.first(citizen_id=citizen.pk, pk=pk)


def application_of(citizen: Citizen, pk: uuid.UUID) -> Application | None:
    """An application with all that its pages show of it: one statement."""
    return _APPLICATION.first(citizen_id=citizen.pk, pk=pk)


def sent_from(draft: Draft) -> uuid.UUID:
    """The application that a submitted draft became."""
    pk: uuid.UUID = Application.objects.values_list("pk", flat=True).get(draft_id=draft.pk)
    return pk


def open_request(application: Application) -> IntegrationRequest | None:
    """What an office asks about an application now."""
    return IntegrationRequest.objects.filter(application=application, answered_at=None).first()


def prepared_files(request: IntegrationRequest) -> list[Attachment]:
    """Files of an answer, sent or being prepared."""
    return list(request.attachments.select_related("stored").order_by("pk"))


def file_of(citizen: Citizen, pk: uuid.UUID) -> StoredFile | None:
    """A file of an own draft or application; those of an outcome once it is told."""
    own = Application.objects.filter(citizen=citizen)
    told = own.filter(closed_at__isnull=False)
    attached = Attachment.objects.filter(
        ~Q(origin=Attachment.Origin.OUTCOME) | Q(application__in=told), application__in=own, stored_id=pk
    )
    made = Document.objects.filter(
        ~Q(kind=Document.Kind.OUTCOME) | Q(subject_id__in=told.values("pk")),
        subject_kind=kind_of(Application),
        subject_id__in=own.values("pk"),
        stored_id=pk,
    )
    drafts = Draft.objects.filter(citizen=citizen).values("pk")
    return (
        StoredFile.objects.filter(pk=pk, state=StoredFile.State.CLEAN)
        .filter(Q(subject_kind=kind_of(Draft), subject_id__in=drafts) | Exists(attached) | Exists(made))
        .first()
    )
