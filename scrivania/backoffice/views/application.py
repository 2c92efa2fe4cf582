"""The page of a case, and its notes."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from scrivania.applications import actions
from scrivania.applications.models import Application
from scrivania.applications.queries import (
    allowed_events,
    case_file,
    colleagues,
    may_assign,
    may_retry,
    office_file,
    summary_of,
)
from scrivania.backoffice.case_page import CasePage
from scrivania.backoffice.forms.handling import AssignForm, NoteForm
from scrivania.backoffice.terms import due_chip
from scrivania.backoffice.views.common import StaffRequest, application_or_404, see_other
from scrivania.core import guards
from scrivania.core.once import once


@guards.staff_only
def application(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    return application_page(request, application_or_404(request, pk))


def application_page(
    request: StaffRequest,
    shown: Application,
    *,
    note_form: NoteForm | None = None,
    assign_form: AssignForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with a form of it as it was posted when something in it is wrong."""
    case = case_file(shown)
    if assign_form is None and may_assign(shown, request.actor):
        assign_form = AssignForm(members=colleagues(shown))
    context = {
        "section": "applications",
        "application": shown,
        "due": due_chip(shown),
        "allowed": allowed_events(shown, request.actor),
        "may_retry": may_retry(shown, request.actor),
        "page": CasePage(case, office_file(case)),
        "sections": summary_of(shown),
        "assign_form": assign_form,
        "note_form": note_form or NoteForm(),
    }
    return render(request, "backoffice/application.html", context, status=status)


@guards.staff_only
def add_note(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    if request.method != "POST":
        return see_other("application", pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return application_page(request, application_or_404(request, pk), note_form=form, status=422)
    application_or_404(request, pk)
    try:
        path = once(request.actor, form.cleaned_data["token"], lambda: _note(request, pk, form))
    except actions.NotAllowed:
        raise Http404 from None
    messages.success(request, _("Note added. The citizen can't see it."))
    return HttpResponseRedirect(path, status=303)


def _note(request: StaffRequest, pk: uuid.UUID, form: NoteForm) -> str:
    note = actions.add_note(request.actor, pk, form.cleaned_data["text"])
    return f"{reverse('backoffice:application', args=[pk])}#note-{note.pk}"
