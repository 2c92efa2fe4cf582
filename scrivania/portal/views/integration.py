"""Answering a request for integrations: text and files, kept until the citizen closes it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from scrivania.applications import actions, queries
from scrivania.applications.models import Application, IntegrationRequest
from scrivania.core import parked
from scrivania.core.files import FileRefused
from scrivania.core.guards import citizen_only, keeps_posts
from scrivania.portal.area import area_tabs
from scrivania.portal.requests import PortalRequest, own_application, see_other

_LONGEST_ANSWER = 10_000


@citizen_only
@keeps_posts
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def integration(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """What was pressed is posted as `do`: upload, save, send; or `remove`, the id of a file."""
    application = own_application(request, pk)
    asked = queries.open_request(application)
    if asked is None:
        return see_other("application", pk)
    if request.method == "POST":
        try:
            return _post(request, application, asked)
        except actions.WrongState:  # answered from another tab: the application's page tells
            return see_other("application", pk, query="integrata=1")
    found = parked.peek(request)
    if found is None:
        return _page(request, application, asked)
    return _restored(request, application, asked, found)


def _restored(
    request: PortalRequest, application: Application, asked: IntegrationRequest, found: parked.Parked
) -> HttpResponse:
    actions.keep_answer(asked, _clean(found.fields.get("text") or ""))
    problem = ""
    for stored in found.files.get("file", []):
        try:
            actions.adopt_into_integration(asked, stored)
        except FileRefused as error:
            problem = str(error)
        except actions.WrongState:
            return see_other("application", application.pk, query="integrata=1")
    asked.refresh_from_db(fields=["answer"])
    response = _page(request, application, asked, problem=problem, on_file=bool(problem), restored=True)
    return parked.settle(request, response)


def _post(request: PortalRequest, application: Application, asked: IntegrationRequest) -> HttpResponse:
    text = _clean(request.POST.get("text", ""))
    asked.answer = text
    actions.keep_answer(asked, text)
    if request.POST.get("remove"):
        actions.remove_from_integration(asked, request.POST["remove"])
        return see_other("integration", application.pk)
    problem = _attach(request, asked)
    sends = request.POST.get("do") == "send"
    if problem:
        return _page(request, application, asked, problem=problem, on_file=True, status=422)
    if not sends:
        return see_other("integration", application.pk)
    try:
        actions.answer_integration(request.actor, application, text=text)
    except actions.EmptyAnswer:
        problem = _("Write an answer or attach a file before you send.")
        return _page(request, application, asked, problem=problem, status=422)
    return see_other("application", application.pk, query="integrata=1")


def _clean(text: str) -> str:
    """Without NUL, which no column holds, and within the length that the page states."""
    return text.replace("\x00", "").strip()[:_LONGEST_ANSWER]


def _attach(request: PortalRequest, asked: IntegrationRequest) -> str:
    """Keep the files chosen; the reason why one can't be taken, the others kept."""
    problem = ""
    for upload in request.FILES.getlist("file"):
        try:
            actions.attach_to_integration(asked, upload)
        except FileRefused as error:
            problem = str(error)
    return problem


def _page(
    request: PortalRequest,
    application: Application,
    asked: IntegrationRequest,
    *,
    problem: str = "",
    on_file: bool = False,
    restored: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "tabs": area_tabs("applications"),
        "application": application,
        "asked": asked,
        "attachments": queries.prepared_files(asked),
        "problem": problem,
        "problem_on_file": on_file,
        "restored": restored,
        "longest": _LONGEST_ANSWER,
    }
    return render(request, "portal/integration.html", context, status=status)
