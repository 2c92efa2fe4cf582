"""Lists of applications: keyset pages, search, counts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from scrivania.applications.models import Application
from scrivania.citizens.models import Citizen

PAGE_SIZE = 20
MOST_COUNTED = 1000


class Order(StrEnum):
    """Each has an index of its own; ties are broken by id in the same direction."""

    NEWEST = "newest"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Place in a list: instant of submission (NEWEST) or term (DUE), and id."""

    place: datetime | date
    pk: uuid.UUID

    def __str__(self) -> str:
        return f"{self.place.isoformat()}~{self.pk}"

    @classmethod
    def parse(cls, text: str, order: Order = Order.NEWEST) -> Cursor | None:
        """None for anything that is not a cursor of ours: the list starts at its beginning."""
        place, _, pk = text.partition("~")
        read = datetime.fromisoformat if order == Order.NEWEST else date.fromisoformat
        try:
            return cls(read(place), uuid.UUID(pk))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    rows: list[Application]
    following: Cursor | None


def page_of(
    applications: QuerySet[Application], after: Cursor | None, order: Order = Order.NEWEST
) -> ApplicationPage:
    """The next rows after a cursor: one statement, as fast on the last page as on the first."""
    field, sign, side = ("submitted_at", "-", "lt") if order == Order.NEWEST else ("due_on", "", "gt")
    if after is not None:
        beyond = Q(**{f"{field}__{side}": after.place}) | Q(**{field: after.place, f"pk__{side}": after.pk})
        # The second condition says nothing new; it is what an index range can start from.
        applications = applications.filter(beyond, **{f"{field}__{side}e": after.place})
    rows = list(applications.order_by(f"{sign}{field}", f"{sign}pk")[: PAGE_SIZE + 1])
    if len(rows) <= PAGE_SIZE:
        return ApplicationPage(rows, None)
    last = rows[PAGE_SIZE - 1]
    return ApplicationPage(rows[:PAGE_SIZE], Cursor(getattr(last, field), last.pk))


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
    return matching(found, text, citizen)


def matching(
    applications: QuerySet[Application], text: str, citizen: Citizen | None = None
) -> QuerySet[Application]:
    """Those whose words, number, registration number or fiscal code match, among all or a citizen's."""
    if not text.strip():
        return applications
    return applications.filter(
        pk__in=RawSQL("SELECT applications_search(%s, %s)", [text.strip()[:200], citizen and citizen.pk])
    )


def count(applications: QuerySet[Application]) -> int:
    """How many, counted up to MOST_COUNTED + 1: beyond that a list says "more than"."""
    return applications.order_by()[: MOST_COUNTED + 1].count()
