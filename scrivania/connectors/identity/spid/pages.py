"""What the browser gets: the way to the provider, and the courtesy pages."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from scrivania.saml import Outgoing

from .refusals import Refusal


def leave(request: HttpRequest, message: Outgoing, provider_name: str) -> HttpResponse:
    """To the provider: by address, or by a page whose form a script sends (and a button, without script)."""
    if not message.fields:
        return HttpResponseRedirect(message.url)
    page = render(request, "spid/leave.html", {"message": message, "provider_name": provider_name})
    target = urlsplit(message.url)
    # As django-csp's csp_update decorator does, with a value known only now.
    page._csp_update = {"form-action": f"{target.scheme}://{target.netloc}"}  # type: ignore[attr-defined]
    return page


def refused(request: HttpRequest, refusal: Refusal, next_path: str, *, status: int = 403) -> HttpResponse:
    """The courtesy page: the reason, and the way back to what the citizen was doing."""
    again = f"{settings.LOGIN_URL}?{urlencode({'next': next_path})}"
    context = {"refusal": refusal, "again": again, "next_path": next_path, "status": status}
    return render(request, "spid/refused.html", context, status=status)
