from io import BytesIO

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from scrivania.simulators.faults import Fault, arm, armed

from . import box, sink

_SHOWN = 100


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What was received, newest first."""
    context = {"mails": box.latest(_SHOWN), "faults": sink.FAULTS, "armed": armed(sink.SYSTEM)}
    return render(request, "mail/index.html", context)


@require_GET
def mail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "mail/mail.html", {"mail": _opened(name)})


@require_GET
def attachment(request: HttpRequest, name: str, position: int) -> FileResponse:
    """The attachment at a position, from 0."""
    attachments = _opened(name).attachments
    if position >= len(attachments):
        raise Http404
    found = attachments[position]
    return FileResponse(
        BytesIO(found.content),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


@require_POST
def set_fault(request: HttpRequest) -> HttpResponse:
    """`fault` (empty: none) and `times` (0: until taken away)."""
    name, times = request.POST.get("fault", ""), request.POST.get("times", "1")
    if name and (name not in sink.FAULTS or not times.isdigit()):
        return HttpResponseBadRequest("fault, times?")
    arm(sink.SYSTEM, Fault(name, int(times)) if name else None)
    return HttpResponseRedirect(reverse("mail-index"), status=303)


def _opened(name: str) -> box.Received:
    received = box.opened(name)
    if received is None:
        raise Http404
    return received
