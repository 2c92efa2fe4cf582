"""How much time a case has left, in one chip."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scrivania.applications.models import Application
from scrivania.applications.queries import SUSPENDED
from scrivania.core import clock

_SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class DueChip:
    """`tone` is one of the status tones of `ui`, "" for the neutral one."""

    tone: str
    label: str


def due_chip(application: Application) -> DueChip | None:
    """None once the case is closed: its term has no more meaning."""
    if application.closed_at is not None:
        return None
    if application.status in SUSPENDED:
        return DueChip("info", _("Term suspended"))
    days = (application.due_on - clock.today()).days
    if days < 0:
        return DueChip(
            "danger", ngettext("Late by %(days)d day", "Late by %(days)d days", -days) % {"days": -days}
        )
    if days == 0:
        return DueChip("warning", _("Due today"))
    label = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return DueChip("warning" if days <= _SOON_DAYS else "", label)
