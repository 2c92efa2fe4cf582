"""Reads of applications used by several pages."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.db.models.expressions import RawSQL

from scrivania.access.queries import Right, services_for
from scrivania.applications import forms
from scrivania.applications.models import Application, ApplicationEvent, Attachment, Draft, IntegrationRequest
from scrivania.applications.papers import receipt_pdf as receipt_pdf
from scrivania.applications.papers import summary_of as summary_of
from scrivania.applications.prefill import locked_values
from scrivania.citizens.models import Citizen
from scrivania.core.actor import Actor
from scrivania.core.audit import kind_of
from scrivania.core.models import StoredFile
from scrivania.documents.models import Document
from scrivania.formio import FieldError, FileLookup, FormDefinition, Result
from scrivania.registry.models import Registration

PAGE_SIZE = 20
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Cursor:
    """Place in a list ordered by newest submission."""

    submitted_at: datetime
    pk: uuid.UUID

    def __str__(self) -> str:
        return f"{self.submitted_at.isoformat()}~{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """None for anything that is not a cursor of ours: the list starts at its beginning."""
        instant, _, pk = text.partition("~")
        try:
            return cls(datetime.fromisoformat(instant), uuid.UUID(pk))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    rows: list[Application]
    following: Cursor | None


def page_of(applications: QuerySet[Application], after: Cursor | None) -> ApplicationPage:
    """The next rows after a cursor, newest first: one statement, as fast on the last page as on the first."""
    if after is not None:
        applications = applications.filter(
            Q(submitted_at__lt=after.submitted_at) | Q(submitted_at=after.submitted_at, pk__lt=after.pk),
            submitted_at__lte=after.submitted_at,
        )
    rows = list(applications.order_by("-submitted_at", "-pk")[: PAGE_SIZE + 1])
    if len(rows) <= PAGE_SIZE:
        return ApplicationPage(rows, None)
    last = rows[PAGE_SIZE - 1]
    return ApplicationPage(rows[:PAGE_SIZE], Cursor(last.submitted_at, last.pk))


def light() -> QuerySet[Application]:
    """Applications for lists: without the frozen data, with the titles that rows show."""
    return Application.objects.defer("data", "hidden", "procedure", "identified_by").select_related(
        "assignee"
    )


def mine(citizen: Citizen, *, closed: bool | None = None, text: str = "") -> QuerySet[Application]:
    """A citizen's applications; `closed` picks the archive (True) or what is open (False)."""
    found = light().filter(citizen=citizen)
    if closed is not None:
        found = found.filter(closed_at__isnull=not closed)
    return matching(found, text)


def matching(applications: QuerySet[Application], text: str) -> QuerySet[Application]:
    """Those whose words, number, registration number or fiscal code match."""
    if not text.strip():
        return applications
    return applications.filter(pk__in=RawSQL("SELECT applications_search(%s)", [text.strip()[:200]]))


def visible_to(actor: Actor) -> QuerySet[Application]:
    """Applications that a member of staff may see."""
    return light().filter(service_id__in=services_for(actor, Right.SEE))


def count(applications: QuerySet[Application]) -> int:
    """How many, counted up to MOST_COUNTED + 1: beyond that a list says "more than"."""
    return applications.order_by()[: MOST_COUNTED + 1].count()


def draft_of(citizen: Citizen, pk: uuid.UUID) -> Draft | None:
    """A draft of the citizen's own, sent or not, with its service and form version: one statement."""
    return (
        Draft.objects.filter(pk=pk, citizen=citizen)
        .select_related("service__office", "form_version")
        .defer("service__card", "form_version__definition")
        .first()
    )


def application_of(citizen: Citizen, pk: uuid.UUID) -> Application | None:
    """An application of the citizen's own, with all that its pages show of it: one statement."""
    return (
        Application.objects.filter(pk=pk, citizen=citizen)
        .select_related("service", "assignee", "form_version")
        .defer("service__card", "form_version__definition")
        .first()
    )


def sent_from(draft: Draft) -> uuid.UUID:
    """The application that a submitted draft became."""
    pk: uuid.UUID = Application.objects.values_list("pk", flat=True).get(draft_id=draft.pk)
    return pk


def file_of(citizen: Citizen, pk: uuid.UUID) -> StoredFile | None:
    """A file that the citizen may have: of an own draft or application. Those of an outcome once it is told."""
    told = Q(application__closed_at__isnull=False)
    attached = Attachment.objects.filter(
        ~Q(origin=Attachment.Origin.OUTCOME) | told, application__citizen=citizen, stored_id=pk
    )
    made = Document.objects.filter(
        ~Q(kind=Document.Kind.OUTCOME) | Q(subject_id__in=_told(citizen)),
        subject_kind=kind_of(Application),
        subject_id__in=Application.objects.filter(citizen=citizen).values("pk"),
        stored_id=pk,
    )
    own_drafts = Draft.objects.filter(citizen=citizen).values("pk")
    return (
        StoredFile.objects.filter(pk=pk, state=StoredFile.State.CLEAN)
        .filter(
            Q(subject_kind=kind_of(Draft), subject_id__in=own_drafts)
            | Exists(attached.values("pk"))
            | Exists(made.values("pk"))
        )
        .first()
    )


def _told(citizen: Citizen) -> QuerySet[Application, Any]:
    return Application.objects.filter(citizen=citizen, closed_at__isnull=False).values("pk")


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A draft's form as its pages need it; nothing here asks the engine (`hidden`, `errors`: its last word)."""

    definition: FormDefinition
    hidden: frozenset[str]
    errors: tuple[FieldError, ...]
    locked: Mapping[str, Any]
    files: FileLookup


def open_form(draft: Draft, citizen: Citizen) -> OpenForm:
    definition = forms.definition_of(draft.form_version)
    said = forms.Outcome.of(draft.outcome)
    return OpenForm(
        definition, said.hidden, said.errors, locked_values(definition, citizen), forms.DraftFiles(draft)
    )


def answers_of(draft: Draft, citizen: Citizen, data: Mapping[str, Any]) -> Result:
    """What the engine says of `data`, saving nothing. Raises FormBroken, EngineBusy."""
    return forms.check(draft.form_version, citizen, data, draft)


def open_drafts(citizen: Citizen) -> list[Draft]:
    return list(
        Draft.objects.filter(citizen=citizen, submitted_at=None)
        .select_related("service")
        .defer("data", "outcome")
        .order_by("-updated_at")
    )


def waiting_for(citizen: Citizen) -> list[IntegrationRequest]:
    """What offices ask of a citizen now, nearest day first."""
    return list(
        IntegrationRequest.objects.filter(application__citizen=citizen, answered_at=None)
        .select_related("application")
        .defer("application__data")
        .order_by("due_on")
    )


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
    about: dict[str, object] = {"subject_kind": kind_of(application), "subject_id": application.pk}
    return CaseFile(
        application=application,
        events=list(application.events.order_by("pk")),
        attachments=list(application.attachments.select_related("stored").order_by("pk")),
        documents=list(Document.objects.filter(**about).select_related("stored").order_by("pk")),
        registrations=list(Registration.objects.filter(**about).order_by("pk")),
        requests=list(application.integration_requests.select_related("asked_by").order_by("pk")),
    )
