"""First page: what one can ask for, what opens and closes soon."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scrivania.catalog.models import Service
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
    opening = _soonest(services, now, lambda service: service.opens_at)
    closing = _soonest([s for s in services if s not in opening], now, lambda service: service.closes_at)
    context = {
        "categories": categories(),
        "opening": [card_of(service, now) for service in opening],
        "closing": [card_of(service, now) for service in closing],
        "signed_out": "uscita" in request.GET,
    }
    return render(request, "portal/home.html", context)


def _soonest(
    services: list[Service], now: datetime, instant_of: Callable[[Service], datetime | None]
) -> list[Service]:
    """The first services whose instant comes soon."""
    dated = [(at, service) for service in services if (at := instant_of(service)) and now < at <= now + _SOON]
    return [service for _, service in sorted(dated, key=lambda pair: pair[0])[:_SHOWN]]
