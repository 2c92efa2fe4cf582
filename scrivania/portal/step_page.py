"""A page of a form, as the citizen sees it."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from scrivania.applications.models import Draft
from scrivania.applications.queries import OpenForm, open_form
from scrivania.core import clock
from scrivania.formio import FieldError
from scrivania.portal.lists import draft_notice
from scrivania.portal.requests import PortalRequest
from scrivania.portal.stepper import page_before, stepper
from scrivania.ui.steps import StepView, build_step


def step_view(
    draft: Draft, form: OpenForm, index: int, refused: Sequence[FieldError] = (), *, checked: bool
) -> StepView:
    """`checked`: show what is wrong, as for a page that was passed or that is being passed."""
    told = {error.path for error in refused}
    errors = [*refused, *(e for e in form.errors_on(index) if checked and e.path not in told)]
    return build_step(
        form.definition,
        index,
        draft.data,
        errors=errors,
        hidden=form.hidden,
        locked=form.locked,
        files=form.files,
    )


def step_page(
    request: PortalRequest,
    draft: Draft,
    index: int,
    *,
    refused: Sequence[FieldError] = (),
    checked: bool | None = None,
    restored: bool = False,
    status: int = 200,
) -> HttpResponse:
    """`checked` when not told: the pages already passed are. `restored`: it holds what had been parked."""
    form = open_form(draft, request.actor.person)
    checked = index < draft.page if checked is None else checked
    address = reverse("portal:step", args=[draft.pk, index + 1])
    context = {
        "draft": draft,
        "step": step_view(draft, form, index, refused, checked=checked),
        "address": address,
        "can_go_back": page_before(form, index) is not None,
        "restored": restored,
        "notice": draft_notice(draft, clock.now()),
        **stepper(draft, form, index),
    }
    return render(request, "portal/step.html", context, status=status)
