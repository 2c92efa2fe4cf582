"""Whether a paper is one that the body made: for whoever holds its code. Nothing personal is told."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from scrivania.applications.models import Application
from scrivania.core.guards import public
from scrivania.core.limits import Limit
from scrivania.core.remote import client_address
from scrivania.documents.models import Document
from scrivania.documents.queries import by_code
from scrivania.portal.labels import DOCUMENTS
from scrivania.portal.requests import PortalRequest
from scrivania.ui.views import error_page

# Codes that opened nothing, per address: whoever reads a printed code may mistype it a few times.
_MISSES = Limit("verify", most=20, seconds=3600)
_LONGEST_CODE = 64


@public
@never_cache
@require_safe
def verify(request: PortalRequest, code: str) -> HttpResponse:
    slot = _MISSES.take(client_address(request))
    if slot is None:
        return error_page(request, 429, retry_after_s=_MISSES.seconds)
    document = by_code(code) if len(code) <= _LONGEST_CODE else None
    if document is None:
        return render(request, "portal/verify_unknown.html", status=404)
    _MISSES.give_back(slot)
    return render(request, "portal/verify.html", _facts(document))


def _facts(document: Document) -> dict[str, object]:
    application = Application.objects.only("number", "submitted_at").get(pk=document.subject_id)
    return {
        "document": document,
        "kind": DOCUMENTS[document.kind],
        "number": application.number,
        "submitted_at": application.submitted_at,
        "stored": document.stored,
    }
