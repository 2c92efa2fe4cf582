"""Services as cards of a list, and the sentence that says whether they can be asked for now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from scrivania.catalog.models import Service
from scrivania.catalog.queries import Opening, opening_at
from scrivania.portal.words import closing_words, opening_words

# A closing within this many days is worth a warning on the card.
_NEAR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    url: str
    text: str
    category: str
    category_url: str
    notice: str


def card_of(service: Service, now: datetime) -> Card:
    return Card(
        title=str(service.title),
        url=reverse("portal:service", args=[service.slug]),
        text=str(service.summary),
        category=str(service.category.title),
        category_url=f"{reverse('portal:services')}?categoria={service.category.slug}",
        notice=notice_of(service, now),
    )


def notice_of(service: Service, now: datetime) -> str:
    """When it opens or closes, or that it is stopped; empty for a service that is simply open."""
    match opening_at(service, now):
        case Opening.NOT_YET:
            return _("Opens on %(when)s") % {"when": opening_words(service.opens_at)}
        case Opening.CLOSED:
            return _("Closed on %(when)s") % {"when": closing_words(service.closes_at)}
        case Opening.SUSPENDED:
            return _("Suspended")
    if service.closes_at and service.closes_at <= now + _NEAR:
        return _("Closes on %(when)s") % {"when": closing_words(service.closes_at)}
    return ""
