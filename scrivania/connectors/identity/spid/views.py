from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from scrivania.citizens import actions
from scrivania.core.guards import public
from scrivania.core.ids import access_code
from scrivania.core.signin import open_session
from scrivania.saml import SamlError, ServiceProvider

from . import sign_in
from .config import metadata as metadata_of
from .config import service_provider
from .logout import remember
from .pages import leave, refused
from .providers import providers_for
from .refusals import NOT_STARTED_HERE, UNKNOWN_PROVIDER, refusal_for

_LONGEST_PATH = 500
_LEVELS = {"1": 1, "2": 2, "3": 3}


@public
@require_GET
def metadata(request: HttpRequest) -> HttpResponse:
    return HttpResponse(metadata_of(own_provider(request)), content_type="application/samlmetadata+xml")


@public
@never_cache
@require_GET
def login(request: HttpRequest) -> HttpResponse:
    """`idp` is the provider's entityID, `next` a path of ours, `level` 1, 2 (if absent) or 3."""
    provider = own_provider(request)
    idp = providers_for(request.tenant.slug).get(request.GET.get("idp", ""))  # type: ignore[attr-defined]
    next_path = own_path(request, request.GET.get("next", ""))
    if idp is None:
        return refused(request, UNKNOWN_PROVIDER, next_path, status=404)
    # A browser with two sign-ins under way keeps one code, so that both can end.
    browser = request.COOKIES.get(settings.SPID_COOKIE_NAME) or access_code()
    message = sign_in.begin(
        provider,
        idp,
        level=_LEVELS.get(request.GET.get("level", ""), 2),
        next_path=next_path,
        browser=browser,
    )
    response = leave(request, message, idp.name)
    response.set_cookie(
        settings.SPID_COOKIE_NAME,
        browser,
        max_age=actions.REQUEST_LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        # The response is a POST from the provider's site: only a None cookie comes along, and that one
        # must be Secure. On plain http all is on one loopback site, where Lax comes along too.
        samesite="None" if settings.SESSION_COOKIE_SECURE else "Lax",
    )
    return response


@public
@never_cache
@csrf_exempt  # posted by the provider's page: bound to this browser by its own cookie, and signed
@require_POST
def acs(request: HttpRequest) -> HttpResponse:
    provider = own_provider(request)
    waiting = actions.take_sign_in(
        relay_state=_posted(request, "RelayState"), browser=request.COOKIES.get(settings.SPID_COOKIE_NAME, "")
    )
    if waiting is None:
        return refused(request, NOT_STARTED_HERE, "/")
    idp = providers_for(request.tenant.slug).get(waiting.provider)  # type: ignore[attr-defined]
    try:
        signed_in = sign_in.finish(provider, idp, waiting, _posted(request, "SAMLResponse"))
    except SamlError as error:
        return refused(request, refusal_for(error.error_code), waiting.next_path)
    open_session(
        request,
        signed_in.citizen.user,
        method=sign_in.METHOD,
        level=signed_in.level,
        provider=waiting.provider,
    )
    remember(request.session, waiting.provider, signed_in.subject)
    response = HttpResponseRedirect(waiting.next_path, status=303)
    response.delete_cookie(
        settings.SPID_COOKIE_NAME, samesite="None" if settings.SESSION_COOKIE_SECURE else "Lax"
    )
    return response


def own_provider(request: HttpRequest) -> ServiceProvider:
    """The body of this host; a body without a SPID key has none of these pages."""
    provider = service_provider(request.tenant)  # type: ignore[attr-defined]
    if provider is None:
        raise Http404
    return provider


def own_path(request: HttpRequest, path: str) -> str:
    """`path` if it stays on this host, else the first page."""
    allowed = {request.get_host()}
    if (
        path.startswith("/")
        and path.isprintable()
        and url_has_allowed_host_and_scheme(path, allowed)
        and len(path) <= _LONGEST_PATH
    ):
        return path
    return "/"


def _posted(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, ""))
