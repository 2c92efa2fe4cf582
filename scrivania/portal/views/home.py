"""First page: what one can ask for, what opens and closes soon."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scrivania.catalog.queries import categories, visible_services
from scrivania.core import clock
from scrivania.core.guards import public
from scrivania.portal.cards import card_of
from scrivania.portal.requests import PortalRequest

_SOON = timedelta(days=30)
_SHOWN = 6


@public
@require_safe
def home(request: PortalRequest) -> HttpResponse:
    now = clock.now()
    services = list(visible_services().defer("card"))
    opening = [s for s in services if s.opens_at and now < s.opens_at <= now + _SOON]
    closing = [s for s in services if s.closes_at and now < s.closes_at <= now + _SOON and s not in opening]
    context = {
        "categories": categories(),
        "opening": [card_of(s, now) for s in sorted(opening, key=lambda s: s.opens_at)[:_SHOWN]],
        "closing": [card_of(s, now) for s in sorted(closing, key=lambda s: s.closes_at)[:_SHOWN]],
        "signed_out": "uscita" in request.GET,
    }
    return render(request, "portal/home.html", context)
