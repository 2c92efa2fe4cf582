"""The citizen's desk: what needs them now comes first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from scrivania.applications import queries
from scrivania.conversations.queries import inbox
from scrivania.core import clock
from scrivania.core.guards import citizen_only
from scrivania.portal.area import area_tabs
from scrivania.portal.lists import application_cards, draft_cards
from scrivania.portal.requests import PortalRequest

_APPLICATIONS = 5
_MESSAGES = 3


@citizen_only
@never_cache
@require_safe
def desk(request: PortalRequest) -> HttpResponse:
    citizen = request.actor.person
    waiting = queries.waiting_for(citizen)
    drafts = draft_cards(queries.open_drafts(citizen), clock.now())
    applications = list(queries.mine(citizen, closed=False).order_by("-submitted_at", "-pk")[:_APPLICATIONS])
    context = {
        "tabs": area_tabs("desk"),
        "citizen": citizen,
        "waiting": waiting,
        "closing": [draft for draft in drafts if draft.is_pressing],
        "drafts": [draft for draft in drafts if not draft.is_pressing],
        "applications": application_cards(applications),
        "messages_received": inbox(citizen.user_id)[:_MESSAGES],
    }
    return render(request, "portal/desk.html", context)
