"""Services: when they take applications, and the versions of their forms."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from scrivania.access.queries import Right, may, services_under
from scrivania.backoffice.forms.services import ExtendForm, ScheduleForm, SuspendForm, UploadForm
from scrivania.backoffice.openings import opening_chip
from scrivania.backoffice.views.common import StaffRequest, see_other
from scrivania.catalog import actions
from scrivania.catalog.models import Service
from scrivania.catalog.queries import can_schedule, form_versions
from scrivania.core import clock, guards
from scrivania.formio import EngineBusy, Problem


@guards.staff_only
def services(request: StaffRequest) -> HttpResponse:
    now = clock.now()
    found = services_under(request.actor, Right.CONFIGURE)
    rows = [{"service": service, "opening": opening_chip(service, now)} for service in found]
    return render(request, "backoffice/services.html", {"section": "services", "rows": rows})


@guards.staff_only
def service(request: StaffRequest, slug: str) -> HttpResponse:
    return _page(request, _configurable(request, slug))


@guards.staff_only
def publish(request: StaffRequest, slug: str) -> HttpResponse:
    found = _configurable(request, slug)
    if request.method == "POST":
        actions.change_state(request.actor, found, Service.State.PUBLISHED)
        messages.success(request, _("The service is published."))
    return see_other("service", slug)


@guards.staff_only
def suspend(request: StaffRequest, slug: str) -> HttpResponse:
    found = _configurable(request, slug)
    if request.method != "POST":
        return see_other("service", slug)
    form = SuspendForm(request.POST)
    if not form.is_valid():
        return _page(request, found, suspend_form=form, status=422)
    actions.change_state(request.actor, found, Service.State.SUSPENDED, form.cleaned_data["reason"])
    messages.success(
        request, _("The service is suspended. Drafts stay, and can be sent when it is published again.")
    )
    return see_other("service", slug)


@guards.staff_only
def schedule(request: StaffRequest, slug: str) -> HttpResponse:
    found = _configurable(request, slug)
    if request.method != "POST":
        return see_other("service", slug)
    form = ScheduleForm(request.POST)
    if form.is_valid():
        try:
            actions.schedule(
                request.actor, found, form.cleaned_data["opens_at"], form.cleaned_data["closes_at"]
            )
        except actions.ClosingAnnounced:
            form.add_error(None, _("The closing is announced already: move it with an extension."))
        except actions.ClosingPassed:
            form.add_error("closes_at", _("This closing is past: choose one still to come."))
        except actions.BadSchedule:
            form.add_error("closes_at", _("The closing must come after the opening."))
        else:
            messages.success(request, _("Opening and closing are set."))
            return see_other("service", slug)
    return _page(request, found, schedule_form=form, status=422)


@guards.staff_only
def extend(request: StaffRequest, slug: str) -> HttpResponse:
    found = _configurable(request, slug)
    if request.method != "POST":
        return see_other("service", slug)
    form = ExtendForm(request.POST)
    if form.is_valid():
        try:
            actions.extend(request.actor, found, form.cleaned_data["closes_at"], form.cleaned_data["reason"])
        except actions.BadExtension:
            form.add_error("closes_at", _("The new closing must come after the present one."))
        else:
            messages.success(request, _("The closing is extended."))
            return see_other("service", slug)
    return _page(request, found, extend_form=form, status=422)


@guards.staff_only
def upload_form(request: StaffRequest, slug: str) -> HttpResponse:
    found = _configurable(request, slug)
    if request.method != "POST":
        return see_other("service", slug)
    form = UploadForm(request.POST, request.FILES)
    problems: tuple[Problem, ...] = ()
    if form.is_valid():
        try:
            version = actions.publish_form(request.actor, found, form.cleaned_data["definition"])
        except actions.BadForm as bad:
            problems = bad.problems
        except EngineBusy:
            form.add_error(None, _("The checks are busy: try again in a minute."))
            return _page(request, found, upload=form, status=503)
        else:
            messages.success(
                request, _("Version %(number)s of the form is published.") % {"number": version.number}
            )
            return see_other("service", slug)
    return _page(request, found, upload=form, problems=problems, status=422)


def _configurable(request: StaffRequest, slug: str) -> Service:
    found = Service.objects.select_related("office", "category").filter(slug=slug).first()
    if found is None or not may(
        request.actor, Right.CONFIGURE, service_id=found.pk, office_id=found.office_id
    ):
        raise Http404
    return found


def _page(
    request: StaffRequest,
    found: Service,
    *,
    suspend_form: Form | None = None,
    schedule_form: Form | None = None,
    extend_form: Form | None = None,
    upload: Form | None = None,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of a service, with a form of it as it was posted when something in it is wrong."""
    now = clock.now()
    dates = {"opens_at": found.opens_at, "closes_at": found.closes_at}
    context = {
        "section": "services",
        "service": found,
        "opening": opening_chip(found, now),
        "is_published": found.state in (Service.State.PUBLISHED, Service.State.SCHEDULED),
        "can_schedule": can_schedule(found, now),
        "extensions": found.extensions.select_related("decided_by").order_by("pk"),
        "versions": form_versions(found),
        "suspend_form": suspend_form or SuspendForm(auto_id="suspend_%s"),
        "schedule_form": schedule_form or ScheduleForm(initial=dates, auto_id="schedule_%s"),
        "extend_form": extend_form or ExtendForm(auto_id="extend_%s"),
        "upload_form": upload or UploadForm(),
        "problems": problems,
    }
    return render(request, "backoffice/service.html", context, status=status)
