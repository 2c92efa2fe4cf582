"""What the views of the back office share."""

import uuid

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse

from scrivania.applications.models import Application
from scrivania.applications.queries import seen_by
from scrivania.core.actor import Actor
from scrivania.core.tenant_cache import TenantInfo


class StaffRequest(HttpRequest):
    """A request as the middleware hands it to a view for staff."""

    actor: Actor
    tenant: TenantInfo


def see_other(name: str, *args: object) -> HttpResponseRedirect:
    """303 to one of our own pages: what follows every POST that went well."""
    return HttpResponseRedirect(reverse(f"backoffice:{name}", args=args), status=303)


def application_or_404(request: StaffRequest, pk: uuid.UUID) -> Application:
    """The application; a missing one and one of another office answer alike."""
    application = seen_by(request.actor, pk)
    if application is None:
        raise Http404
    return application
