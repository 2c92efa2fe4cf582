"""Closing a session on both sides. Only level 1 leaves one at the provider."""

from dataclasses import asdict

from django.contrib.sessions.backends.base import SessionBase
from django.core import signing

from scrivania.core import clock
from scrivania.saml import (
    Binding,
    LogoutRequest,
    LogoutSubject,
    Outgoing,
    SamlError,
    ServiceProvider,
    logout_request,
    logout_response,
    new_id,
    read_logout,
    verify_logout_request,
    verify_logout_response,
)

from .providers import providers_for

_SUBJECT, _GOODBYE = "spid_subject", "spid_goodbye"
_REQUEST_SALT, _TICKET_SALT = "spid.logout.request", "spid.logout.ticket"
_ANSWER_WITHIN_S, _TICKET_S = 900, 60


def remember(session: SessionBase, entity_id: str, subject: LogoutSubject | None) -> None:
    """Keep what a later logout has to name; None when the provider keeps no session."""
    if subject is not None:
        session[_SUBJECT] = {"provider": entity_id, **asdict(subject)}


def goodbye(session: SessionBase, provider: ServiceProvider | None, slug: str) -> dict[str, str] | None:
    """`name` of the provider where a session may stay open, and `url` that closes it."""
    kept = dict(session.get(_SUBJECT, {}))
    idp = providers_for(slug).get(kept.pop("provider", ""))
    if provider is None or idp is None or Binding.REDIRECT not in idp.slo:
        return None
    request_id = new_id()
    message = logout_request(
        provider,
        idp,
        LogoutSubject(**kept),
        request_id=request_id,
        binding=Binding.REDIRECT,
        # The answer may be a POST from the provider's site, without our session: it brings this instead.
        relay_state=signing.dumps(request_id, salt=_REQUEST_SALT),
        now=clock.now(),
    )
    return {"name": idp.name, "url": message.url}


def keep_goodbye(session: SessionBase, values: dict[str, str] | None) -> None:
    """In the browser's new session, once the citizen's is closed."""
    if values is not None:
        session[_GOODBYE] = values


def take_goodbye(session: SessionBase) -> dict[str, str] | None:
    values: dict[str, str] | None = session.pop(_GOODBYE, None)
    return values


def ticket_for_request(
    provider: ServiceProvider, slug: str, *, value: str, binding: Binding, query: str, relay_state: str
) -> str:
    """Verify a provider's LogoutRequest; the ticket opens `answer`, for a minute. Raises SamlError.

    Two steps, because a POST from another site comes without our session cookie and a GET of ours with it.
    """
    incoming = read_logout(value, binding=binding, query=query)
    idp = providers_for(slug).get(incoming.issuer)
    if idp is None:
        raise SamlError("LogoutRequest of an unknown provider")
    request = verify_logout_request(incoming, provider, idp, clock.now())
    ticket = [idp.entity_id, binding.value, relay_state, request.id, asdict(request.subject)]
    return signing.dumps(ticket, salt=_TICKET_SALT)


def read_ticket(ticket: str) -> tuple[str, Binding, str, LogoutRequest]:
    """Provider, binding, relay state and request. Raises SamlError."""
    try:
        entity_id, binding, relay_state, request_id, subject = signing.loads(
            ticket, salt=_TICKET_SALT, max_age=_TICKET_S
        )
    except signing.BadSignature as error:
        raise SamlError("logout ticket not valid") from error
    return entity_id, Binding(binding), relay_state, LogoutRequest(request_id, LogoutSubject(**subject))


def is_of(session: SessionBase, entity_id: str, subject: LogoutSubject) -> bool:
    """Whether the session is the one that the provider asks to close."""
    kept = session.get(_SUBJECT, {})
    return bool(kept) and (kept["provider"], kept["name_id"]) == (entity_id, subject.name_id)


def answer(
    provider: ServiceProvider, slug: str, entity_id: str, binding: Binding, relay_state: str, request_id: str
) -> tuple[Outgoing, str]:
    """The LogoutResponse and the provider's name. Raises SamlError."""
    idp = providers_for(slug).get(entity_id)
    if idp is None:
        raise SamlError("LogoutRequest of an unknown provider")
    message = logout_response(
        provider, idp, in_response_to=request_id, binding=binding, relay_state=relay_state, now=clock.now()
    )
    return message, idp.name


def check_response(
    provider: ServiceProvider, slug: str, *, value: str, binding: Binding, query: str, relay_state: str
) -> None:
    """A provider's answer to our LogoutRequest. Raises SamlError."""
    try:
        request_id = signing.loads(relay_state, salt=_REQUEST_SALT, max_age=_ANSWER_WITHIN_S)
    except signing.BadSignature as error:
        raise SamlError("not the answer to a logout of ours") from error
    incoming = read_logout(value, binding=binding, query=query)
    idp = providers_for(slug).get(incoming.issuer)
    if idp is None or not verify_logout_response(
        incoming, provider, idp, request_id=request_id, now=clock.now()
    ):
        raise SamlError("the provider didn't close its session")
