"""The two halves of a sign-in: the request that leaves and the response that comes back."""

from dataclasses import dataclass

from django.conf import settings

from scrivania.citizens import actions
from scrivania.citizens.models import Citizen, SignInRequest
from scrivania.core import clock, ids
from scrivania.saml import (
    Binding,
    IdentityProvider,
    LogoutSubject,
    Outgoing,
    PendingRequest,
    SamlError,
    ServiceProvider,
    VerifiedIdentity,
    authn_request,
    decode_post,
    verify_response,
)

from .person import person_from

METHOD = "spid"


@dataclass(frozen=True)
class SignedIn:
    citizen: Citizen
    level: int
    # None when the provider keeps no session of its own: always so above level 1.
    subject: LogoutSubject | None


def begin(
    provider: ServiceProvider,
    idp: IdentityProvider,
    *,
    level: int,
    next_path: str,
    browser: str,
) -> Outgoing:
    """`browser` is the code in the cookie of the browser that begins."""
    relay_state = ids.access_code()
    message = authn_request(
        provider,
        idp,
        level=level,
        attribute_set=0,
        binding=_binding(idp),
        relay_state=relay_state,
        now=clock.now(),
    )
    request = SignInRequest(
        method=METHOD,
        request_id=message.id,
        provider=idp.entity_id,
        level=level,
        next_path=next_path,
        issued_at=message.issued_at,
    )
    actions.begin_sign_in(request, relay_state=relay_state, browser=browser, message=message.xml)
    return message


def _binding(idp: IdentityProvider) -> Binding:
    """The one of settings, if the provider takes it. Redirect leaves from a GET, as our CSP wants."""
    wanted = Binding[settings.SPID_BINDING]
    return wanted if wanted in idp.sso else next(iter(idp.sso))


def finish(
    provider: ServiceProvider, idp: IdentityProvider | None, request: SignInRequest, encoded: str
) -> SignedIn:
    """Verify, log and make the citizen. Raises SamlError, logged too. `request` was just taken."""
    document = b""
    try:
        document = decode_post(encoded)
        if idp is None:
            raise SamlError("the provider asked isn't offered any more")
        identity = verify_response(
            document,
            provider=provider,
            idp=idp,
            pending=PendingRequest(request.request_id, request.issued_at, request.level),
            now=clock.now(),
        )
        person = person_from(identity.assertion.attributes)
    except SamlError as error:
        actions.log_sign_in(request, response=document, response_id="", outcome=_outcome(error), citizen=None)
        raise
    assertion = identity.assertion
    citizen = actions.sign_in(person, method=METHOD, level=assertion.level, provider=request.provider)
    _log_success(request, document, identity, citizen)
    subject = LogoutSubject(assertion.name_id, assertion.name_qualifier, assertion.session_index)
    return SignedIn(citizen, assertion.level, subject if assertion.session_index else None)


def _outcome(error: SamlError) -> str:
    return f"nr{error.error_code}" if error.error_code else f"refused: {error.reason}"


def _log_success(
    request: SignInRequest, document: bytes, identity: VerifiedIdentity, citizen: Citizen
) -> None:
    actions.log_sign_in(
        request,
        response=document,
        response_id=identity.response_id,
        outcome="signed in",
        citizen=citizen,
        assertion_id=identity.assertion.id,
        assertion_subject=identity.assertion.name_id,
        name_qualifier=identity.assertion.name_qualifier,
    )
