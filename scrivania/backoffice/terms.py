"""How much time a case has left, in one chip."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scrivania.applications.models import Application
from scrivania.applications.queries import suspended_since, term_today
from scrivania.core import clock

_SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class DueChip:
    """`tone` is one of the status tones of `ui`, "" for the neutral one."""

    tone: str
    label: str


def due_chip(application: Application, since: Mapping[UUID, date] | None = None) -> DueChip | None:
    """None once the case is closed: its term has no more meaning.

    `since` is what `suspended_since` says of many at once, for a list.
    """
    if application.closed_at is not None:
        return None
    since = suspended_since([application]) if since is None else since
    due_on = term_today(application, since.get(application.pk))
    if due_on is None:
        return DueChip("info", _("Term suspended"))
    days = (due_on - clock.today()).days
    if days < 0:
        return DueChip(
            "danger", ngettext("Late by %(days)d day", "Late by %(days)d days", -days) % {"days": -days}
        )
    if days == 0:
        return DueChip("warning", _("Due today"))
    label = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return DueChip("warning" if days <= _SOON_DAYS else "", label)
