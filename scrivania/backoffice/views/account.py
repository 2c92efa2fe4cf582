"""The operator's own account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from scrivania.access.queries import roles_of
from scrivania.backoffice.forms.account import PasswordForm
from scrivania.backoffice.views.common import StaffRequest, see_other
from scrivania.backoffice.words import role_in_words
from scrivania.core import guards
from scrivania.core.remote import client_address
from scrivania.core.signin import open_session
from scrivania.tenants.actions import TooManyTries, change_password, try_password


@guards.staff_only
def account(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, PasswordForm())
    form = PasswordForm(request.POST)
    if not form.is_valid() or not _is_own(request, form):
        return _page(request, form, status=422)
    user = change_password(request.actor, form.cleaned_data["password"])
    # The change ended this session with the others: this browser goes on with a new one.
    open_session(request, user, method=request.actor.method, level=request.actor.level)
    messages.success(request, _("Your password is changed. On other devices you have to sign in again."))
    return see_other("account")


def _is_own(request: StaffRequest, form: PasswordForm) -> bool:
    """Whether the present password is right: whoever finds a session open must not guess it here."""
    address = client_address(request)
    try:
        user = try_password(request.actor.person.email, form.cleaned_data["current"], address=address)
    except TooManyTries:
        form.add_error("current", _("Too many attempts: for safety, wait fifteen minutes and try again."))
        return False
    if user is None:
        form.add_error("current", _("This isn't your present password."))
    return user is not None


def _page(request: StaffRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "member": request.actor.person,
        "roles": [role_in_words(role) for role in roles_of(request.actor)],
    }
    return render(request, "backoffice/account.html", context, status=status)
