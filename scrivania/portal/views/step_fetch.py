"""What scripts of a step ask for: saving while typing, and fields that depend on answers."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render

from scrivania.applications import actions, queries
from scrivania.applications.models import Draft
from scrivania.formio import EngineBusy, FormBroken
from scrivania.portal.conflict import is_same
from scrivania.portal.posted import Posted, read_post
from scrivania.portal.requests import PortalRequest, own_draft
from scrivania.portal.step_page import step_view

VERSION_HEADER = "X-Draft-Version"


def fetched(request: PortalRequest, draft: Draft, index: int) -> HttpResponse:
    """`?campi=1` asks for the fields as they would be; otherwise the draft is saved."""
    posted = read_post(request, draft, index)
    return (
        _fields(request, draft, index, posted)
        if "campi" in request.GET
        else _saved(request, draft, index, posted)
    )


def _saved(request: PortalRequest, draft: Draft, index: int, posted: Posted) -> HttpResponse:
    draft.version = posted.version
    try:
        _save(request, draft, index, posted)
    except actions.StaleDraft:
        draft = own_draft(request, draft.pk)
        if not is_same(request, draft, index, posted):
            return HttpResponse(status=409)
    response = HttpResponse(status=204)
    response[VERSION_HEADER] = str(draft.version)
    return response


def _save(request: PortalRequest, draft: Draft, index: int, posted: Posted) -> None:
    """The engine is asked only where answers change what else is shown; if it can't tell, data is kept."""
    citizen = request.actor.person
    if not queries.open_form(draft, citizen).definition.dynamic:
        actions.save_draft(draft, data=posted.data, result=None, page=index)
        return
    try:
        actions.write_page(draft, citizen, data=posted.data, page=index)
    except (FormBroken, EngineBusy):
        return


def _fields(request: PortalRequest, draft: Draft, index: int, posted: Posted) -> HttpResponse:
    """The inside of the step as the answers just typed make it. Saves nothing, shows no error."""
    citizen = request.actor.person
    draft.data, result = queries.answers_of(draft, citizen, posted.data)
    form = replace(queries.open_form(draft, citizen), hidden=result.hidden, errors=())
    step = step_view(draft, form, index, checked=False)
    return render(request, "portal/step_fields.html", {"nodes": step.nodes})
