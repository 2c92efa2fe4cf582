"""One page of a form: shown, saved, passed."""

import uuid

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from scrivania.applications import actions
from scrivania.applications.models import Draft
from scrivania.applications.queries import open_form
from scrivania.core import parked
from scrivania.core.guards import citizen_only, keeps_posts
from scrivania.portal.conflict import conflict_page, is_same
from scrivania.portal.posted import Posted, read_post
from scrivania.portal.requests import PortalRequest, own_draft, see_other
from scrivania.portal.restoring import restore
from scrivania.portal.step_page import step_page
from scrivania.portal.stepper import page_before, page_from
from scrivania.portal.trouble import told
from scrivania.portal.uploads import drop_unused
from scrivania.portal.views.step_fetch import fetched
from scrivania.ui.steps import has_action
from scrivania.ui.steps.names import control_id


@citizen_only
@keeps_posts
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@told
def step(request: PortalRequest, pk: uuid.UUID, page: int) -> HttpResponse:
    """`page` from 1. What was pressed is posted as `do`: next, back, save or, in a conflict, keep or drop."""
    draft = own_draft(request, pk)
    index = page - 1
    elsewhere = _elsewhere(request, draft, index)
    if elsewhere is not None:
        return elsewhere
    actions.check_level(request.actor, draft.service)
    if request.method == "POST":
        return _post(request, draft, index)
    found = parked.peek(request)
    if found is None:
        return step_page(request, draft, index)
    return restore(request, draft, index, found)


def _elsewhere(request: PortalRequest, draft: Draft, index: int) -> HttpResponse | None:
    """Where to go instead: the draft was sent, or this page isn't reached yet or has nothing to ask."""
    if draft.submitted_at is not None:
        return see_other("draft", draft.pk)
    form = open_form(draft, request.actor.person)
    if index > draft.page:
        return see_other("draft", draft.pk)
    shown = page_from(form, index)
    if shown == index:
        return None
    return see_other("review", draft.pk) if shown is None else see_other("step", draft.pk, shown + 1)


def _post(request: PortalRequest, draft: Draft, index: int) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "fetch":
        return fetched(request, draft, index)
    if request.POST.get("do") == "drop":
        return parked.settle(request, see_other("step", draft.pk, index + 1))
    posted = read_post(request, draft, index)
    before = draft.data
    draft.version = posted.version
    try:
        actions.write_page(draft, request.actor.person, data=posted.data, page=index, advance=posted.goes_on)
    except actions.StaleDraft:
        draft = own_draft(request, draft.pk)
        elsewhere = _elsewhere(request, draft, index)
        if elsewhere is not None:
            return elsewhere
        if not is_same(request, draft, index, posted):
            return conflict_page(request, draft, index, posted)
    else:
        drop_unused(draft, open_form(draft, request.actor.person).definition, before)
    response = _answer(request, draft, index, posted)
    return parked.settle(request, response) if posted.pressed == "keep" else response


def _answer(request: PortalRequest, draft: Draft, index: int, posted: Posted) -> HttpResponse:
    """The draft is saved: show what is wrong, or go where the button leads."""
    form = open_form(draft, request.actor.person)
    if posted.refused or (posted.goes_on and form.errors_on(index)):
        return step_page(request, draft, index, refused=posted.refused, checked=posted.goes_on, status=422)
    if has_action(request.POST):
        target = request.POST["_action"].split(":")[1] if ":" in request.POST["_action"] else ""
        return see_other("step", draft.pk, index + 1, fragment=control_id(target))
    match posted.pressed:
        case "next":
            following = page_from(form, index + 1)
            return (
                see_other("review", draft.pk)
                if following is None
                else see_other("step", draft.pk, following + 1)
            )
        case "back":
            earlier = page_before(form, index)
            return see_other("step", draft.pk, (index if earlier is None else earlier) + 1)
        case "save":
            return see_other("desk", query="salvata=1")
    return see_other("step", draft.pk, index + 1)
