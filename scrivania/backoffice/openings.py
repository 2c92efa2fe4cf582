"""Whether a service takes applications, in the words and colours of the pages."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from scrivania.catalog.models import Service
from scrivania.catalog.queries import Opening, opening_at


@dataclass(frozen=True, slots=True)
class OpeningChip:
    tone: str
    icon: str
    label: object


_CHIPS = {
    Opening.OPEN: OpeningChip("success", "check-circle", _("Open")),
    Opening.NOT_YET: OpeningChip("info", "clock", _("Not open yet")),
    Opening.CLOSED: OpeningChip("", "lock", _("Closed to applications")),
    Opening.SUSPENDED: OpeningChip("warning", "warning-circle", _("Suspended")),
    Opening.HIDDEN: OpeningChip("", "pencil", _("Draft, not visible")),
}


def opening_chip(service: Service, instant: datetime) -> OpeningChip:
    return _CHIPS[opening_at(service, instant)]
