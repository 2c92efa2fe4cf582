"""The catalogue and its cards."""

from itertools import dropwhile, islice
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from scrivania.catalog import queries
from scrivania.catalog.models import Service
from scrivania.core import clock
from scrivania.core.guards import public
from scrivania.portal.card_page import card_page
from scrivania.portal.cards import card_of
from scrivania.portal.filters import ServiceFilters
from scrivania.portal.requests import PortalRequest

_PAGE = 24


@public
@require_safe
def services(request: PortalRequest) -> HttpResponse:
    """`q` words, `categoria` and `argomento` slugs, `dopo` the slug that the page before ended with."""
    filters = ServiceFilters(request.GET, categories=queries.categories(), topics=queries.topics())
    wanted = filters.cleaned_data if filters.is_valid() else {}
    found = queries.find(
        wanted.get("q", ""), category=wanted.get("categoria", ""), topic=wanted.get("argomento", "")
    )
    shown = _page(found, request.GET.get("dopo", ""))
    now = clock.now()
    context = {
        "filters": filters,
        "is_filtered": any(wanted.values()),
        "cards": [card_of(service, now) for service in shown[:_PAGE]],
        "total": len(found),
        "next_url": _next_url(wanted, shown),
        "categories": filters.categories,
    }
    return render(request, "portal/services.html", context)


def _page(found: list[Service], after: str) -> list[Service]:
    """One more than a page, to know whether there are others. An unknown place is the beginning."""
    if after in {service.slug for service in found}:
        found = list(dropwhile(lambda service: service.slug != after, found))[1:]
    return list(islice(found, _PAGE + 1))


def _next_url(wanted: dict[str, str], shown: list[Service]) -> str:
    if len(shown) <= _PAGE:
        return ""
    kept = {name: value for name, value in wanted.items() if value}
    return f"{reverse('portal:services')}?{urlencode(kept | {'dopo': shown[_PAGE - 1].slug})}"


@public
@require_safe
def service(request: PortalRequest, slug: str) -> HttpResponse:
    found = queries.visible_services().filter(slug=slug).first()
    if found is None:
        raise Http404
    return render(request, "portal/service.html", card_page(request.tenant, found, clock.now()))
