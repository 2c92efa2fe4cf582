"""What the body wrote to the citizen."""

import uuid
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from scrivania.conversations import queries
from scrivania.conversations.actions import mark_read
from scrivania.core.guards import citizen_only
from scrivania.core.subjects import subject_of
from scrivania.portal.area import area_tabs
from scrivania.portal.requests import PortalRequest


@citizen_only
@never_cache
@require_safe
def messages(request: PortalRequest) -> HttpResponse:
    citizen = request.actor.person
    page = queries.page_of(queries.inbox(citizen.user_id), request.GET.get("dopo", ""))
    following = f"{reverse('portal:messages')}?{urlencode({'dopo': page.following})}"
    context = {
        "tabs": area_tabs("messages"),
        "messages_received": page.rows,
        "next_url": following if page.following else "",
        "unread": queries.unread(citizen.user_id),
    }
    return render(request, "portal/messages.html", context)


@citizen_only
@never_cache
@require_safe
def message(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Opening a message is reading it."""
    citizen = request.actor.person
    found = queries.inbox(citizen.user_id).filter(pk=pk).first()
    if found is None:
        raise Http404
    if found.read_at is None:
        mark_read(citizen.user, found)
    context = {
        "tabs": area_tabs("messages"),
        "message": found,
        "subject_url": subject_of(found.subject_kind).url(found.subject_id),
    }
    return render(request, "portal/message.html", context)
