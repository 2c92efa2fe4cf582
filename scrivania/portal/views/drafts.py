"""Starting, resuming and dropping a draft."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from scrivania.applications import actions
from scrivania.applications.models import Draft
from scrivania.applications.queries import open_form, sent_from
from scrivania.catalog.queries import visible_services
from scrivania.core.guards import citizen_only
from scrivania.portal.requests import PortalRequest, own_draft, see_other
from scrivania.portal.trouble import told


@citizen_only
@never_cache
@require_safe
@told
def start(request: PortalRequest, slug: str) -> HttpResponse:
    """From the card into the first step. A GET, so that signing in on the way leads here again (C.SE.1.1)."""
    service = visible_services().defer("card").filter(slug=slug).first()
    if service is None:
        raise Http404
    try:
        draft, _ = actions.start_draft(request.actor, service)
    except actions.NotOpen:
        return see_other("service", slug)  # the card says why, and until when
    return _resume(request, draft)


@citizen_only
@never_cache
@require_safe
def draft(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    return _resume(request, own_draft(request, pk))


def _resume(request: PortalRequest, draft: Draft) -> HttpResponse:
    """Where it was left: the furthest page, the summary after the last one, the receipt once sent."""
    if draft.submitted_at is not None:
        return see_other("confirmation", sent_from(draft))
    if draft.page >= len(open_form(draft, request.actor.person).definition.pages):
        return see_other("review", draft.pk)
    return see_other("step", draft.pk, draft.page + 1)


@citizen_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    found = own_draft(request, pk)
    if found.submitted_at is not None:
        raise Http404
    if request.method == "POST":
        actions.discard_draft(request.actor, found)
        return see_other("desk")
    return render(request, "portal/discard.html", {"draft": found})
