"""Signing in and out, and the language."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from scrivania.citizens.actions import choose_language
from scrivania.core.guards import public
from scrivania.core.signin import close_session
from scrivania.portal.requests import PortalRequest, see_other
from scrivania.portal.ways_in import ways_in

_LANGUAGE_AGE_S = 365 * 24 * 3600
_LEVELS = {"1": 1, "2": 2, "3": 3}
_LONGEST_PATH = 500


@public
@never_cache
@require_safe
def sign_in(request: PortalRequest) -> HttpResponse:
    """`next`: the path to go on to; `livello`: the level it asks for; `scaduta`: the session had ended."""
    target = _own_path(request, request.GET.get("next", ""))
    level = _LEVELS.get(request.GET.get("livello", ""), 0)
    if request.actor.is_citizen and request.actor.level >= level:
        return HttpResponseRedirect(target or see_other("desk").url, status=303)
    context = {
        "ways": ways_in(request.tenant, target or see_other("desk").url, level),
        "expired": "scaduta" in request.GET,
        "level": level if request.actor.is_citizen else 0,
        "own_level": request.actor.level,
    }
    return render(request, "portal/sign_in.html", context)


@public
@never_cache
def sign_out(request: PortalRequest) -> HttpResponse:
    if request.method == "POST":
        close_session(request)
    return see_other("home", query="uscita=1" if request.method == "POST" else "")


@public
def set_language(request: PortalRequest) -> HttpResponse:
    """Keep the language chosen: in this browser, and for the mail to who is signed in."""
    target = _own_path(request, request.POST.get("next", ""))
    response = HttpResponseRedirect(target or see_other("home").url, status=303)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        if request.actor.is_citizen:
            choose_language(request.actor.person, code)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=_LANGUAGE_AGE_S,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _own_path(request: PortalRequest, path: str) -> str:
    """`path` if it stays on this host, else nothing."""
    own = path.startswith("/") and url_has_allowed_host_and_scheme(path, {request.get_host()})
    return path if own and len(path) <= _LONGEST_PATH else ""
