"""Reads of applications used by several pages."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from scrivania.access.queries import Right, services_for
from scrivania.applications.models import Application, ApplicationEvent, Attachment, Draft, IntegrationRequest
from scrivania.citizens.models import Citizen
from scrivania.core.actor import Actor
from scrivania.core.audit import kind_of
from scrivania.documents.models import Document
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
