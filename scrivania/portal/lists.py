"""Applications and drafts as rows of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from scrivania.applications.models import Application, Draft
from scrivania.catalog.queries import Opening, opening_at
from scrivania.portal.labels import DRAFT_CODE, status_label
from scrivania.portal.words import closing_words, opening_words

# A closing this near makes a draft something to do now.
_PRESSING = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ApplicationCard:
    title: str
    url: str
    state_code: int
    state_label: str
    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DraftCard:
    """`is_pressing`: it closes within days, or has just closed."""

    title: str
    url: str
    discard_url: str
    state_code: int
    state_label: str
    at: datetime
    text: str
    is_pressing: bool


def application_cards(applications: Iterable[Application]) -> list[ApplicationCard]:
    return [
        ApplicationCard(
            title=application.title,
            url=reverse("portal:application", args=[application.pk]),
            state_code=application.status,
            state_label=status_label(application.status),
            number=application.number,
            at=application.submitted_at,
        )
        for application in applications
    ]


def draft_cards(drafts: Iterable[Draft], now: datetime) -> list[DraftCard]:
    return [_draft_card(draft, now) for draft in drafts]


def _draft_card(draft: Draft, now: datetime) -> DraftCard:
    text = draft_notice(draft, now)
    return DraftCard(
        title=str(draft.service.title),
        url=reverse("portal:draft", args=[draft.pk]),
        discard_url=reverse("portal:discard", args=[draft.pk]),
        state_code=DRAFT_CODE,
        state_label=_("Draft"),
        at=draft.updated_at,
        text=text,
        is_pressing=bool(text) and opening_at(draft.service, now) == Opening.OPEN,
    )


def draft_notice(draft: Draft, now: datetime) -> str:
    """Until when it can be sent, if that is near; why it can't, if it can't. Empty when there is time."""
    service = draft.service
    match opening_at(service, now):
        case Opening.OPEN:
            if service.closes_at and service.closes_at <= now + _PRESSING:
                return _("You can send it until %(when)s.") % {"when": closing_words(service.closes_at)}
            return ""
        case Opening.NOT_YET:
            return _("It can be sent from %(when)s.") % {"when": opening_words(service.opens_at)}
        case Opening.CLOSED:
            return _("The term ended on %(when)s: the draft stays here, but can't be sent.") % {
                "when": closing_words(service.closes_at)
            }
    return _("The service is suspended: the draft stays here and can be sent when it starts again.")
