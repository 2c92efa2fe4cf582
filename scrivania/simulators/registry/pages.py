"""The registry's pages for people: what it received, and what goes wrong next."""

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

from scrivania.simulators.faults import arm, armed

from . import faults
from .archive import archive_of, known, number_of
from .documents import DIRECTIONS

_SHOWN = 100


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "registry/index.html", {"areas": known()})


@never_cache
@require_GET
def register(request: HttpRequest, aoo: str) -> HttpResponse:
    """The register of an area, newest first."""
    entries = archive_of(aoo).entries()
    context = {
        "aoo": aoo,
        "count": len(entries),
        "entries": [(e, DIRECTIONS[e.document.direction]) for e in entries[:_SHOWN]],
        "faults": {name: label for name, (label, _) in faults.FAULTS.items()},
        "armed": armed(faults.system(aoo)),
    }
    return render(request, "registry/register.html", context)


@require_GET
def content(request: HttpRequest, aoo: str, year: int, serial: int) -> FileResponse:
    """The bytes as they were received."""
    archive = archive_of(aoo)
    entry = archive.by_number(number_of(year, serial))
    if entry is None:
        raise Http404
    return FileResponse(
        BytesIO(archive.content(entry)),
        as_attachment=True,
        filename=entry.document.file_name,
        content_type=entry.document.media_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


@require_POST
def set_fault(request: HttpRequest, aoo: str) -> HttpResponse:
    """`fault` (empty: none), `times` (0: until taken away), `seconds`."""
    fields = [request.POST.get(name, "") for name in ("fault", "times", "seconds")]
    try:
        arm(faults.system(aoo), faults.from_form(*fields))
    except (KeyError, ValueError):
        return HttpResponseBadRequest("fault, times, seconds?")
    return HttpResponseRedirect(reverse("registry-register", args=[aoo]), status=303)
