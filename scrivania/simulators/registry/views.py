"""The registry's interface for programs: JSON, and a KO may hide in a 200."""

import json
import time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_http_methods

from scrivania.simulators import journal
from scrivania.simulators.faults import Fault, take

from . import faults
from .archive import Entry, archive_of
from .documents import Refused, read


@require_GET
def status(request: HttpRequest, aoo: str) -> HttpResponse:
    return _hindered(take(faults.system(aoo), faults.READING)) or JsonResponse({"result": "OK", "aoo": aoo})


@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, aoo: str) -> HttpResponse:
    if request.method == "POST":
        return _register(request, aoo)
    return JsonResponse({"result": "OK", "documents": [_answer(e) for e in archive_of(aoo).entries()]})


@require_GET
def document(request: HttpRequest, aoo: str, reference: UUID) -> HttpResponse:
    """The registration of a reference of the sender's."""
    hindrance = _hindered(take(faults.system(aoo), faults.READING))
    if hindrance is not None:
        return hindrance
    entry = archive_of(aoo).by_reference(str(reference))
    if entry is None:
        return _ko("NOT_FOUND", "no document of this reference", status=404)
    return JsonResponse(_answer(entry))


def _register(request: HttpRequest, aoo: str) -> HttpResponse:
    fault = take(faults.system(aoo), faults.FAULTS)
    hindrance = _hindered(fault)
    if hindrance is not None:
        return hindrance
    archive = archive_of(aoo)
    try:
        received, content = read(json.loads(request.body), lambda number: bool(archive.by_number(number)))
    except (Refused, ValueError) as error:
        journal.note("registry", "richiesta rifiutata", aoo=aoo, motivo=str(error))
        return _ko("INVALID", str(error), status=422)
    entry = archive.register(received, content)
    journal.note("registry", "protocollato", aoo=aoo, numero=entry.number, oggetto=received.title)
    return _spoiled(fault, entry) or JsonResponse(_answer(entry), status=201)


def _hindered(fault: Fault | None) -> HttpResponse | None:
    """What a fault answers before anything is registered."""
    match fault:
        case Fault(faults.DOWN):
            return _page(503, "Servizio in manutenzione")
        case Fault(faults.KO_UNAVAILABLE):
            return _ko("UNAVAILABLE", "archive busy, try again later", status=200)
        case Fault(faults.KO_REFUSED):
            return _ko("REFUSED", "the operator has no rights on this register", status=200)
        case Fault(faults.SLOW | faults.LATE_COMMIT, _, seconds):
            time.sleep(seconds)
    return None


def _spoiled(fault: Fault | None, entry: Entry) -> HttpResponse | None:
    """What a fault answers though the document is registered."""
    match fault:
        case Fault(faults.TIMEOUT_AFTER_COMMIT, _, seconds):
            time.sleep(seconds)
        case Fault(faults.BAD_GATEWAY):
            return _page(502, "Bad Gateway")
        case Fault(faults.DUPLICATE):
            return _ko("DUPLICATE", f"already registered as {entry.number}", status=200)
    return None


def _answer(entry: Entry) -> dict[str, Any]:
    return {
        "result": "OK",
        "number": entry.number,
        "register": "Protocollo generale",
        "registered_at": entry.registered_at,
        "document": entry.document.as_dict(),
    }


def _ko(code: str, message: str, *, status: int) -> HttpResponse:
    return JsonResponse({"result": "KO", "code": code, "message": message}, status=status)


def _page(status: int, title: str) -> HttpResponse:
    return HttpResponse(f"<html><title>{title}</title><h1>{title}</h1></html>", status=status)
