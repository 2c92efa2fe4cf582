"""The summary, immediately before sending (criterion C.SE.1.4), and sending."""

import uuid
from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from scrivania.applications import actions
from scrivania.applications.models import Draft
from scrivania.applications.queries import OpenForm, open_form, sent_from
from scrivania.catalog.queries import Opening
from scrivania.core import clock
from scrivania.core.guards import citizen_only
from scrivania.formio import FieldError, Result
from scrivania.portal.lists import draft_notice
from scrivania.portal.posted import version_of
from scrivania.portal.requests import PortalRequest, own_draft, see_other
from scrivania.portal.stepper import page_before, stepper
from scrivania.portal.trouble import told
from scrivania.ui.steps import build_summary
from scrivania.ui.steps.names import control_id


@citizen_only
@never_cache
@require_safe
@told
def review(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    draft = own_draft(request, pk)
    if draft.submitted_at is not None:
        return see_other("confirmation", sent_from(draft))
    actions.check_level(request.actor, draft.service)
    form = open_form(draft, request.actor.person)
    if draft.page < len(form.definition.pages):
        return see_other("draft", draft.pk)
    return _summary_page(request, draft, form)


@citizen_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@told
def submit(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    received_at = clock.now()
    draft = own_draft(request, pk)
    if request.method != "POST":
        return see_other("review", draft.pk)  # back from signing in again: the summary asks once more
    if draft.submitted_at is not None:
        return see_other("confirmation", sent_from(draft))
    if draft.version != version_of(request.POST.get("version", "")):
        return _changed(request, draft)
    try:
        application = actions.submit(request.actor, draft, received_at=received_at)
    except actions.DraftInvalid as error:
        return _invalid(request, draft, error.result)
    except actions.NotOpen as error:
        return _not_open(request, draft, error.opening)
    except actions.StaleDraft:
        return _changed(request, own_draft(request, pk))
    except actions.LevelTooLow as error:
        return see_other(
            "sign_in", query=f"next={reverse('portal:review', args=[pk])}&livello={error.needed}"
        )
    return see_other("confirmation", application.pk)


def _invalid(request: PortalRequest, draft: Draft, result: Result) -> HttpResponse:
    try:
        actions.save_draft(draft, data=draft.data, result=result, page=draft.page)
    except actions.StaleDraft:
        return _changed(request, own_draft(request, draft.pk))
    return _summary_page(request, draft, open_form(draft, request.actor.person), status=422)


def _changed(request: PortalRequest, draft: Draft) -> HttpResponse:
    """The summary that was sent isn't the draft any more: show what is saved, to be read before sending."""
    if draft.submitted_at is not None:
        return see_other("confirmation", sent_from(draft))
    form = open_form(draft, request.actor.person)
    return _summary_page(request, draft, form, status=409)


def _not_open(request: PortalRequest, draft: Draft, opening: Opening) -> HttpResponse:
    context = {
        "draft": draft,
        "service": draft.service,
        "closed": opening == Opening.CLOSED,
        "notice": draft_notice(draft, clock.now()),
        "received_late": opening == Opening.CLOSED,
    }
    return render(request, "portal/not_open.html", context, status=409)


def _summary_page(request: PortalRequest, draft: Draft, form: OpenForm, status: int = 200) -> HttpResponse:
    edit_urls = {
        page.index: reverse("portal:step", args=[draft.pk, page.index + 1]) for page in form.definition.pages
    }
    last = page_before(form, len(form.definition.pages))
    context = {
        "draft": draft,
        "sections": build_summary(form.definition, draft.data, form.hidden, files=form.files),
        "edit_urls": edit_urls,
        "back_url": edit_urls[last] if last is not None else "",
        "problems": list(_problems(form, form.errors, edit_urls)),
        "changed": status == 409,
        "notice": draft_notice(draft, clock.now()),
        **stepper(draft, form, None),
    }
    return render(request, "portal/review.html", context, status=status)


def _problems(
    form: OpenForm, errors: Iterable[FieldError], edit_urls: dict[int, str]
) -> Iterable[dict[str, str]]:
    """What is missing or wrong, each with the address of its field."""
    for error in errors:
        page = form.definition.page_of(error.path)
        component = form.definition.find(error.path)
        url = f"{edit_urls[page]}#{control_id(error.path)}" if page is not None else ""
        yield {"url": url, "label": component.label if component else "", "message": error.message}
