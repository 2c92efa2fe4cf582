"""The operator's inbox: which applications an office sees, in which tab, by which filter."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from scrivania.applications.models import Application
from scrivania.applications.queries.lists import light, matching
from scrivania.applications.terms import running
from scrivania.core import clock
from scrivania.core.actor import Actor

SOON = timedelta(days=7)


class Tab(StrEnum):
    MINE = "mine"
    TO_ASSIGN = "to_assign"
    CLOSED = "closed"
    ALL = "all"


class Due(StrEnum):
    OVERDUE = "overdue"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What an operator looks for. Days are Italian calendar days, both included."""

    service_id: uuid.UUID | None = None
    office_id: uuid.UUID | None = None
    status: int | None = None
    sent_from: date | None = None
    sent_to: date | None = None
    due: Due | None = None
    text: str = ""


def of_services(service_ids: Collection[uuid.UUID]) -> QuerySet[Application]:
    return light().filter(service_id__in=service_ids)


def in_tab(applications: QuerySet[Application], tab: Tab, actor: Actor) -> QuerySet[Application]:
    if tab == Tab.CLOSED:
        return applications.filter(closed_at__isnull=False)
    if tab == Tab.MINE:
        return applications.filter(closed_at=None, assignee_id=actor.person.pk)
    if tab == Tab.TO_ASSIGN:
        return applications.filter(closed_at=None, assignee_id=None)
    return applications


def filtered(applications: QuerySet[Application], wanted: InboxFilter) -> QuerySet[Application]:
    exact = {"service_id": wanted.service_id, "office_id": wanted.office_id, "status": wanted.status}
    applications = applications.filter(**{name: value for name, value in exact.items() if value is not None})
    if wanted.sent_from:
        applications = applications.filter(
            submitted_at__gte=clock.end_of_day(wanted.sent_from - timedelta(days=1))
        )
    if wanted.sent_to:
        applications = applications.filter(submitted_at__lt=clock.end_of_day(wanted.sent_to))
    if wanted.due:
        applications = _due(applications, wanted.due)
    return matching(applications, wanted.text)


def _due(applications: QuerySet[Application], due: Due) -> QuerySet[Application]:
    today = clock.today()
    if due == Due.OVERDUE:
        return running(applications, None, today - timedelta(days=1))
    return running(applications, today, today + SOON)
