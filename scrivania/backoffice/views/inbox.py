"""The operator's inbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from scrivania.access.queries import Right, services_under
from scrivania.applications.models import Application
from scrivania.applications.queries import (
    MOST_COUNTED,
    Cursor,
    Tab,
    count,
    filtered,
    in_tab,
    of_services,
    page_of,
    suspended_since,
)
from scrivania.backoffice.forms.inbox import InboxForm
from scrivania.backoffice.terms import DueChip, due_chip
from scrivania.backoffice.views.common import StaffRequest
from scrivania.core import guards


@dataclass(frozen=True, slots=True)
class Row:
    application: Application
    applicant: str
    fiscal_code: str
    due: DueChip | None


@guards.staff_only
def inbox(request: StaffRequest) -> HttpResponse:
    services = list(services_under(request.actor, Right.SEE))
    form = InboxForm(request.GET, services)
    form.is_valid()
    tab, order = form.tab_or_default(), form.order_or_default()
    found = filtered(of_services([service.pk for service in services]), form.wanted())
    page = page_of(
        in_tab(found, tab, request.actor), Cursor.parse(request.GET.get("after", ""), order), order
    )
    counts = {each: count(in_tab(found, each, request.actor)) for each in Tab}
    since = suspended_since(page.rows)
    context = {
        "section": "applications",
        "form": form,
        "rows": [_row(application, since) for application in page.rows],
        "tabs": [_tab(request.GET, each, counts[each], current=each == tab) for each in Tab],
        "empty_text": _empty(tab),
        "reset_url": _address(QueryDict(), tab=tab),
        "next_url": _address(request.GET, after=str(page.following)) if page.following else "",
    }
    return render(request, "backoffice/inbox.html", context)


def _row(application: Application, since: Mapping[UUID, date]) -> Row:
    applicant = application.applicant
    return Row(
        application=application,
        applicant=f"{applicant['family_name']} {applicant['given_name']}".strip(),
        fiscal_code=applicant["fiscal_code"],
        due=due_chip(application, since),
    )


def _tab(query: QueryDict, tab: Tab, number: int, *, current: bool) -> dict[str, object]:
    return {
        "label": _label(tab),
        "url": _address(query, tab=tab, after=""),
        "count": _("over %(most)s") % {"most": number_format(MOST_COUNTED)}
        if number > MOST_COUNTED
        else number,
        "current": current,
    }


def _label(tab: Tab) -> str:
    return {
        Tab.MINE: pgettext("cases", "Mine"),
        Tab.TO_ASSIGN: pgettext("cases", "To assign"),
        Tab.CLOSED: pgettext("cases", "Closed"),
        Tab.ALL: pgettext("cases", "All"),
    }[tab]


def _empty(tab: Tab) -> str:
    return {
        Tab.MINE: _("You have no open case. Those nobody has taken yet are under “To assign”."),
        Tab.TO_ASSIGN: _("Every case has somebody who handles it."),
        Tab.CLOSED: _("No case is closed yet."),
        Tab.ALL: _("No application has arrived yet."),
    }[tab]


def _address(query: QueryDict, **changed: str) -> str:
    """This page with some parameters changed; an empty one is left out."""
    parameters = {name: str(query[name]) for name in query} | changed
    kept = {name: value for name, value in parameters.items() if value}
    return f"{reverse('backoffice:inbox')}?{urlencode(kept)}"
