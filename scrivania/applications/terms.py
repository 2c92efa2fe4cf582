"""The term of a procedure: when it runs, and for how long it stands still (L. 241/1990, art. 2, c. 7).

It stands still once, from the first request for integrations to its end, for at most thirty days.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from scrivania.applications.models import Application, IntegrationRequest
from scrivania.applications.transitions import SUSPENDED
from scrivania.core import clock

LONGEST_SUSPENSION = timedelta(days=30)


def suspends(request: IntegrationRequest) -> bool:
    """Whether the term stands still for this request: the first of its application alone."""
    earlier = IntegrationRequest.objects.filter(application_id=request.application_id, pk__lt=request.pk)
    return not earlier.exists()


def suspended_for(request: IntegrationRequest, until: datetime) -> timedelta:
    """Calendar days between asking and `until` that the term is to be extended by."""
    if not suspends(request):
        return timedelta(0)
    return min(clock.local(until).date() - clock.local(request.created_at).date(), LONGEST_SUSPENSION)


def suspended_since(applications: Iterable[Application]) -> Mapping[uuid.UUID, date]:
    """The day of the open first request, by application that has one. One statement at most."""
    waiting = [application.pk for application in applications if application.status in SUSPENDED]
    if not waiting:
        return {}
    rows = _open_first_requests().filter(application_id__in=waiting)
    return {row.application_id: clock.local(row.created_at).date() for row in rows}


def term_today(application: Application, asked_on: date | None) -> date | None:
    """The last day of the term as it stands today; None while it stands still.

    `asked_on` is what `suspended_since` says of the application.
    """
    if asked_on is None:
        return application.due_on
    if clock.today() - asked_on < LONGEST_SUSPENSION:
        return None
    return application.due_on + LONGEST_SUSPENSION


def running(applications: QuerySet[Application], first: date | None, last: date) -> QuerySet[Application]:
    """Open ones whose term runs and ends between two days: one that stands still is nobody's delay."""
    used_up = clock.end_of_day(clock.today() - LONGEST_SUSPENSION)
    of_row = _open_first_requests().filter(application=OuterRef("pk"))
    suspended = Q(status__in=SUSPENDED) & Exists(of_row)
    longest_suspended = Q(status__in=SUSPENDED) & Exists(of_row.filter(created_at__lt=used_up))
    ends = (~suspended & _ends(first, last)) | (
        longest_suspended & _ends(first and first - LONGEST_SUSPENSION, last - LONGEST_SUSPENSION)
    )
    # The last condition says nothing new; it is what an index range can start from.
    return applications.filter(ends, closed_at=None, due_on__lte=last)


def _ends(first: date | None, last: date) -> Q:
    return Q(due_on__lte=last) if first is None else Q(due_on__gte=first, due_on__lte=last)


def _open_first_requests() -> QuerySet[IntegrationRequest]:
    earlier = IntegrationRequest.objects.filter(application=OuterRef("application"), pk__lt=OuterRef("pk"))
    return IntegrationRequest.objects.filter(~Exists(earlier), answered_at=None)
