"""What the middleware puts on a request, and the way from one page to another."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse

from scrivania.applications.models import Application, Draft
from scrivania.applications.queries import application_of, draft_of
from scrivania.core.actor import Actor
from scrivania.core.tenant_cache import TenantInfo


class PortalRequest(HttpRequest):
    """A request after `core.middleware`; `actor.person` of a signed-in citizen is their Citizen."""

    actor: Actor
    tenant: TenantInfo


def see_other(name: str, *args: Any, query: str = "", fragment: str = "") -> HttpResponseRedirect:
    """303: what follows a successful POST, and each page that is only a way to another."""
    address = reverse(f"portal:{name}", args=args)
    if query:
        address += f"?{query}"
    if fragment:
        address += f"#{fragment}"
    return HttpResponseRedirect(address, status=303)


def own_draft(request: PortalRequest, pk: uuid.UUID) -> Draft:
    """The citizen's draft, sent or not; another's is as missing as one that never was."""
    draft = draft_of(request.actor.person, pk)
    if draft is None:
        raise Http404
    return draft


def own_application(request: PortalRequest, pk: uuid.UUID) -> Application:
    application = application_of(request.actor.person, pk)
    if application is None:
        raise Http404
    return application
