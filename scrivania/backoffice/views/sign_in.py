"""Signing in with e-mail and password."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from scrivania.backoffice.forms.account import SignInForm
from scrivania.core import guards
from scrivania.core.remote import client_address
from scrivania.core.signin import open_session
from scrivania.tenants.actions import TooManyTries, try_password

_WAIT_S = 900


@guards.public
def sign_in(request: HttpRequest) -> HttpResponse:
    target = _own_path(request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        if request.actor.is_staff:  # type: ignore[attr-defined]
            return HttpResponseRedirect(target, status=303)
        return _page(request, SignInForm(), target)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form, target, status=422)
    return _try(request, form, target)


def _try(request: HttpRequest, form: SignInForm, target: str) -> HttpResponse:
    address = client_address(request)
    try:
        user = try_password(form.cleaned_data["email"], form.cleaned_data["password"], address=address)
    except TooManyTries:
        form.add_error(None, _("Too many attempts: for safety, wait fifteen minutes and try again."))
        response = _page(request, form, target, status=429)
        response["Retry-After"] = str(_WAIT_S)
        return response
    if user is None:
        form.add_error(None, _("E-mail or password not right. Check them and try again."))
        return _page(request, form, target, status=422)
    open_session(request, user, method="password", level=0)
    return HttpResponseRedirect(target, status=303)


def _page(request: HttpRequest, form: SignInForm, target: str, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": target, "expired": "next" in request.GET and target != _home()}
    return render(request, "backoffice/sign_in.html", context, status=status)


def _own_path(target: str) -> str:
    """`target` if it is a page of the back office, else its first page: never another site."""
    own = target.startswith(_home()) and not target.startswith(settings.STAFF_LOGIN_URL)
    return target if own and url_has_allowed_host_and_scheme(target, allowed_hosts=None) else _home()


def _home() -> str:
    return reverse("backoffice:inbox")
