"""The citizen's applications: the list, one of them, its receipt."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from scrivania.applications import queries
from scrivania.applications.models import Application
from scrivania.conversations.queries import about
from scrivania.core import files
from scrivania.core.guards import citizen_only
from scrivania.documents.models import Document
from scrivania.portal.area import area_tabs
from scrivania.portal.case import case_page, receipt_of
from scrivania.portal.filters import ApplicationSearch
from scrivania.portal.lists import application_cards
from scrivania.portal.requests import PortalRequest, own_application

# Value of `stato` in the address: whether closed ones are wanted.
_TABS: dict[str, bool | None] = {"aperte": False, "concluse": True, "tutte": None}


@citizen_only
@never_cache
@require_safe
def applications(request: PortalRequest) -> HttpResponse:
    """`stato` aperte, concluse or tutte; `q` words or a number; `dopo` the place a page ended at."""
    state = request.GET.get("stato", "aperte")
    state = state if state in _TABS else "aperte"
    search = ApplicationSearch(request.GET, auto_id="%s")
    text = search.cleaned_data["q"] if search.is_valid() else ""
    citizen = request.actor.person
    page = queries.page_of(
        queries.mine(citizen, closed=_TABS[state], text=text),
        queries.Cursor.parse(request.GET.get("dopo", "")),
    )
    context = {
        "tabs": area_tabs("applications"),
        "states": [_tab(citizen, name, state, text) for name in _TABS],
        "search": search,
        "is_filtered": bool(text),
        "reset_url": _address(state, ""),
        "cards": application_cards(page.rows),
        "next_url": _address(state, text, dopo=str(page.following)) if page.following else "",
        "state": state,
    }
    return render(request, "portal/applications.html", context)


def _tab(citizen: Any, name: str, state: str, text: str) -> dict[str, object]:
    labels = {
        "aperte": pgettext("cases", "Open"),
        "concluse": pgettext("cases", "Archive"),
        "tutte": pgettext("cases", "All"),
    }
    count = queries.count(queries.mine(citizen, closed=_TABS[name], text=text))
    shown = _("over 1,000") if count > queries.MOST_COUNTED else str(count)
    return {"label": labels[name], "url": _address(name, text), "current": name == state, "count": shown}


def _address(state: str, text: str, **more: str) -> str:
    query = {"stato": state} | ({"q": text} if text else {}) | more
    return f"{reverse('portal:applications')}?{urlencode(query)}"


@citizen_only
@never_cache
@require_safe
def application(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    found = own_application(request, pk)
    case = queries.case_file(found)
    context = case_page(case) | {
        "tabs": area_tabs("applications"),
        "messages_received": about(found, recipient_id=request.actor.person.user_id),
        "sections": queries.summary_of(found),
    }
    return render(request, "portal/application.html", context)


@citizen_only
@never_cache
@require_safe
def confirmation(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The receipt of L. 241/1990, art. 18-bis, from the instant the application is in."""
    found = own_application(request, pk)
    return render(request, "portal/confirmation.html", {"application": found, "procedure": found.procedure})


@citizen_only
@never_cache
@require_safe
def receipt(request: PortalRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The second edition where it is made, else the first, which the same rows always make the same."""
    found = own_application(request, pk)
    document = receipt_of(found)
    return files.download(document.stored) if document.stored else _first_edition(found, document)


def _first_edition(application: Application, document: Document) -> HttpResponse:
    response = HttpResponse(queries.receipt_pdf(application, document), content_type=files.PDF)
    response["Content-Disposition"] = f'attachment; filename="ricevuta-invio-{application.number}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
