"""Body, person and right of each request."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.core.exceptions import PermissionDenied
from django.core.signals import request_finished
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.crypto import constant_time_compare

from scrivania.core import parked, tenant_cache
from scrivania.core.actor import NOBODY, Actor
from scrivania.core.guards import Audience
from scrivania.core.models import User
from scrivania.core.tenancy import set_tenant, tenant_id_or_none

GetResponse = Callable[[HttpRequest], HttpResponse]

# Session keys written at sign-in (`core.signin`).
METHOD_KEY, LEVEL_KEY, PROVIDER_KEY = "method", "level", "provider"


# Asked by supervisors and load balancers, by whatever name they reach this process.
_OF_NO_BODY = frozenset({"/health/live", "/health/ready"})


def _forget_tenant(**kwargs: Any) -> None:
    set_tenant(None)


# At the end of the request and not of the middleware: a streamed body still reads rows.
request_finished.connect(_forget_tenant)


class TenantMiddleware:
    """Finds the body by host name. A host nobody answers at gets 404 and touches no session."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in _OF_NO_BODY:
            return self.get_response(request)
        info = tenant_cache.for_host(request.get_host().rpartition(":")[0] or request.get_host())
        if info is None:
            return HttpResponse("No body answers at this address.", status=404, content_type="text/plain")
        request.tenant = info  # type: ignore[attr-defined]
        set_tenant(info.id)
        return self.get_response(request)


class ActorMiddleware:
    """Tells who acts, and turns away who may not. Needs the session."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        # A stranger must not learn what exists: every unknown address asks them to sign in first.
        is_stranger = request.actor.is_anonymous and not getattr(request, "is_public", False)  # type: ignore[attr-defined]
        if is_stranger and response.status_code == 404:
            return to_sign_in(request)
        if not getattr(request, "is_public", False) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"  # a shared browser keeps nobody's case
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        audience = getattr(view, "audience", None)
        request.is_public = audience in (Audience.PUBLIC, Audience.SYSTEM)  # type: ignore[attr-defined]
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if request.is_public:  # type: ignore[attr-defined]
            return None
        if audience is None:
            raise PermissionDenied("view without audience")
        if actor.is_anonymous:
            keep = request.method == "POST" and parked.keeps(request)
            return parked.park_and_sign_in(request) if keep else to_sign_in(request)
        if actor.kind != audience:
            raise Http404
        return None


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the session, checked: the user is active and has not changed password since."""
    if tenant_id_or_none() is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return NOBODY
    session = request.session
    user: User | None = session.user  # type: ignore[attr-defined]
    if user is None or not user.is_active:
        return NOBODY
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return NOBODY
    person = getattr(user, "citizen" if user.kind == User.Kind.CITIZEN else "staff_member")
    return Actor(
        kind=user.kind,
        user_id=user.pk,
        person=person,
        method=session.get(METHOD_KEY, ""),
        level=session.get(LEVEL_KEY, 0),
        provider=session.get(PROVIDER_KEY, ""),
    )


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back here afterwards."""
    page = settings.STAFF_LOGIN_URL if _is_staff_area(request) else settings.LOGIN_URL
    return HttpResponseRedirect(f"{page}?{urlencode({'next': request.get_full_path()})}", status=303)


def _is_staff_area(request: HttpRequest) -> bool:
    return request.path.startswith("/operatori/")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A stale page posted: keep what it held and show the form again, if it came from our own page."""
    if parked.is_own_page(request) and not _is_staff_area(request):
        return parked.park_and_return(request)
    return render(request, "403_csrf.html", status=403)
