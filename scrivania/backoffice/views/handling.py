"""What an operator does with a case. Without POST an action's address leads back to the case."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from scrivania.applications import actions
from scrivania.applications.queries import Event, allowed_events, colleagues, may_handle
from scrivania.backoffice.forms.handling import AssignForm, DecisionForm, IntegrationForm
from scrivania.backoffice.terms import due_chip
from scrivania.backoffice.views.application import application_page
from scrivania.backoffice.views.common import StaffRequest, application_or_404, see_other
from scrivania.core import clock, guards
from scrivania.core.actor import Actor
from scrivania.core.files import FileRefused
from scrivania.core.once import once
from scrivania.ui.dates import day_in_words


@guards.staff_only
def take_charge(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    return _act(request, pk, actions.take_charge, _("The case is yours."))


@guards.staff_only
def resume(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    try:
        return _act(request, pk, actions.resume, _("You can decide now, or ask for something more."))
    except actions.StillAwaited as awaited:
        messages.error(
            request,
            _("The citizen may answer until %(day)s: you can take the case up again from the day after.")
            % {"day": day_in_words(awaited.due_on)},
        )
        return see_other("application", pk)


@guards.staff_only
def retry_delivery(request: StaffRequest, pk: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    def retry(actor: Actor, application_id: uuid.UUID) -> None:
        actions.retry_delivery(actor, application_id, step_id)

    return _act(request, pk, retry, _("It is being sent again: look back here in a few minutes."))


@guards.staff_only
def assign(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    if request.method != "POST":
        return see_other("application", pk)
    application = application_or_404(request, pk)
    form = AssignForm(request.POST, members=colleagues(application))
    if not form.is_valid():
        return application_page(request, application, assign_form=form, status=422)
    member = form.chosen()
    done = _("The case is now with %(name)s.") % {"name": member}
    return _act(request, pk, lambda actor, case: actions.assign(actor, case, member), done)


@guards.staff_only
def request_integration(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, pk, Event.REQUEST_INTEGRATION, IntegrationForm())
    form = IntegrationForm(request.POST)
    if not form.is_valid():
        return _form_page(request, pk, Event.REQUEST_INTEGRATION, form, status=422)
    values = form.cleaned_data

    def create() -> str:
        due_on = clock.today() + timedelta(days=values["days"])
        actions.request_integration(request.actor, pk, text=values["text"], due_on=due_on)
        return reverse("backoffice:application", args=[pk])

    return _guarded(
        request,
        pk,
        lambda: once(request.actor, values["token"], create),
        _("Request sent to the citizen."),
        written=values["text"],
    )


@guards.staff_only
def accept(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    return _decide(request, pk, Event.ACCEPT, actions.accept)


@guards.staff_only
def reject(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    return _decide(request, pk, Event.REJECT, actions.reject)


def _decide(
    request: StaffRequest, pk: uuid.UUID, event: Event, decide: Callable[..., object]
) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, pk, event, DecisionForm())
    form = DecisionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, pk, event, form, status=422)
    reasons, uploads = form.cleaned_data["reasons"], form.cleaned_data["uploads"]

    def create() -> str:
        decide(request.actor, pk, reasons=reasons, uploads=uploads)
        return reverse("backoffice:application", args=[pk])

    try:
        return _guarded(
            request,
            pk,
            lambda: once(request.actor, form.cleaned_data["token"], create),
            _("Decision taken. It goes to the registry, then the citizen is told."),
            written=reasons,
        )
    except FileRefused as refused:
        form.add_error("uploads", str(refused))
        return _form_page(request, pk, event, form, status=422)


def _form_page(
    request: StaffRequest, pk: uuid.UUID, event: Event, form: object, status: int = 200
) -> HttpResponse:
    application = application_or_404(request, pk)
    if not may_handle(application, request.actor):
        raise Http404
    if event not in allowed_events(application, request.actor):
        return _moved_on(request, pk)
    context = {
        "section": "applications",
        "application": application,
        "form": form,
        "due": due_chip(application),
    }
    return render(request, f"backoffice/{event}.html", context, status=status)


def _act(
    request: StaffRequest, pk: uuid.UUID, action: Callable[[Actor, uuid.UUID], object], done: str
) -> HttpResponse:
    if request.method != "POST":
        return see_other("application", pk)
    return _guarded(request, pk, lambda: action(request.actor, pk), done)


def _guarded(
    request: StaffRequest, pk: uuid.UUID, act: Callable[[], object], done: str, written: str = ""
) -> HttpResponse:
    """Act and go back to the case. Who may not see it learns nothing; who comes late sees how it stands."""
    application_or_404(request, pk)
    try:
        act()
    except actions.NotAllowed:
        raise Http404 from None
    except actions.WrongState:
        return _moved_on(request, pk, written)
    messages.success(request, done)
    return see_other("application", pk)


def _moved_on(request: StaffRequest, pk: uuid.UUID, written: str = "") -> HttpResponse:
    """409: the case as it stands now, and what the operator had written, not to be lost."""
    application = application_or_404(request, pk)
    context = {
        "section": "applications",
        "application": application,
        "last": application.events.order_by("pk").last(),
        "due": due_chip(application),
        "written": written,
    }
    return render(request, "backoffice/moved_on.html", context, status=409)
