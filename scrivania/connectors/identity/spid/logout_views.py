from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scrivania.core.guards import public
from scrivania.core.signin import close_session
from scrivania.saml import Binding, SamlError

from . import logout
from .config import service_provider
from .pages import leave, refused
from .refusals import LOGOUT
from .views import own_provider


@public
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the session here; where the provider may keep one, the next page offers to close it too."""
    provider = service_provider(request.tenant)  # type: ignore[attr-defined]
    goodbye = logout.goodbye(request.session, provider, request.tenant.slug)  # type: ignore[attr-defined]
    close_session(request)
    logout.keep_goodbye(request.session, goodbye)
    return HttpResponseRedirect(reverse("spid:signed-out"), status=303)


@public
@never_cache
@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "spid/signed_out.html", {"at_provider": logout.take_goodbye(request.session)})


@public
@never_cache
@csrf_exempt  # posted by the provider's page, and signed
@require_http_methods(["GET", "POST"])
def slo(request: HttpRequest) -> HttpResponse:
    """A provider's LogoutRequest, or its answer to ours, by either binding."""
    provider, slug = own_provider(request), request.tenant.slug  # type: ignore[attr-defined]
    binding = Binding.POST if request.method == "POST" else Binding.REDIRECT
    parameters = request.POST if binding is Binding.POST else request.GET
    query = request.META.get("QUERY_STRING", "")
    relay_state = parameters.get("RelayState", "")
    try:
        if "SAMLRequest" in parameters:
            ticket = logout.ticket_for_request(
                provider,
                slug,
                value=parameters["SAMLRequest"],
                binding=binding,
                query=query,
                relay_state=relay_state,
            )
            finish_url = f"{reverse('spid:slo-finish')}?{urlencode({'ticket': ticket})}"
            return HttpResponseRedirect(finish_url, status=303)
        logout.check_response(
            provider,
            slug,
            value=parameters.get("SAMLResponse", ""),
            binding=binding,
            query=query,
            relay_state=relay_state,
        )
    except SamlError:
        return refused(request, LOGOUT, "/")
    return HttpResponseRedirect(reverse("spid:signed-out"), status=303)


@public
@never_cache
@require_GET
def finish(request: HttpRequest) -> HttpResponse:
    """Close the session named in the ticket, if it is this browser's, and tell the provider."""
    provider = own_provider(request)
    try:
        entity_id, binding, relay_state, asked = logout.read_ticket(request.GET.get("ticket", ""))
        if logout.is_of(request.session, entity_id, asked.subject):
            close_session(request)
        message, name = logout.answer(
            provider,
            request.tenant.slug,  # type: ignore[attr-defined]
            entity_id,
            binding,
            relay_state,
            asked.id,
        )
    except SamlError:
        return refused(request, LOGOUT, "/")
    return leave(request, message, name)
