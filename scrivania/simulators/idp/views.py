from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scrivania.saml import Binding, SamlError, SigningKey
from scrivania.simulators import journal
from scrivania.simulators.places import folder

from . import answers, logout
from .keys import provider_key
from .metadata import entity_id_at
from .metadata import metadata as metadata_at
from .people import people
from .service_providers import read_request


@require_GET
def metadata(request: HttpRequest) -> HttpResponse:
    return HttpResponse(metadata_at(_base_url(request), _key()), content_type="application/samlmetadata+xml")


@never_cache
@require_http_methods(["GET", "POST"])
def sso(request: HttpRequest) -> HttpResponse:
    """The sign-in page, if the AuthnRequest stands up to verification."""
    binding, parameters = _binding(request)
    query = request.META.get("QUERY_STRING", "")
    try:
        asked = read_request(parameters.get("SAMLRequest", ""), binding=binding, query=query)
    except SamlError as error:
        return _fault(request, error)
    journal.note("idp", "richiesta di accesso", ente=asked.organization, livello=str(asked.question.level))
    context = {
        "asked": asked,
        "state": answers.seal(asked.question, parameters.get("RelayState", "")),
        "people": people().values(),
        "refusals": answers.REFUSALS,
        "faults": answers.FAULTS,
    }
    return render(request, "idp/sign_in.html", context)


@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """`person` signs in (perhaps with a `fault`), or `refuse` is the number of an error."""
    issuer = entity_id_at(_base_url(request))
    try:
        question, relay_state = answers.unseal(request.POST.get("state", ""))
    except SamlError as error:
        return _fault(request, error)
    refused, person = request.POST.get("refuse", ""), request.POST.get("person", "")
    if refused.isdigit():
        delivery = answers.refuse(issuer, question, relay_state, int(refused), _key())
    elif person in people():
        fault = request.POST.get("fault", "")
        delivery = answers.sign_in(issuer, question, relay_state, person, _key(), fault)
    else:
        return HttpResponseBadRequest("person?")
    journal.note("idp", "risposta", ente=question.service_provider, esito=delivery.outcome, persona=person)
    return render(request, "idp/deliver.html", {"delivery": delivery})


@never_cache
@require_http_methods(["GET", "POST"])
def slo(request: HttpRequest) -> HttpResponse:
    binding, parameters = _binding(request)
    try:
        message = logout.answer(
            entity_id_at(_base_url(request)),
            _key(),
            value=parameters.get("SAMLRequest", ""),
            binding=binding,
            query=request.META.get("QUERY_STRING", ""),
            relay_state=parameters.get("RelayState", ""),
        )
    except SamlError as error:
        return _fault(request, error)
    journal.note("idp", "uscita", risposta=message.id)
    if not message.fields:
        return HttpResponseRedirect(message.url)
    return render(request, "idp/deliver.html", {"delivery": message})


def _binding(request: HttpRequest) -> tuple[Binding, dict[str, str]]:
    if request.method == "POST":
        return Binding.POST, request.POST.dict()
    return Binding.REDIRECT, request.GET.dict()


def _base_url(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _key() -> SigningKey:
    return provider_key(folder())


def _fault(request: HttpRequest, error: SamlError) -> HttpResponse:
    journal.note("idp", "messaggio rifiutato", motivo=error.reason)
    return HttpResponseBadRequest(render_to_string("idp/fault.html", {"reason": error.reason}, request))
