"""Single logout, asked by either side. Levels 2 and 3 leave no session at the provider; level 1 may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from .bindings import Outgoing, decode_post, decode_redirect, outgoing, verify_query
from .errors import SamlError
from .instants import SKEW, format_instant, parse_instant
from .names import FORMAT_ENTITY, FORMAT_TRANSIENT, STATUS_SUCCESS, Binding, qualified
from .parties import IdentityProvider, ServiceProvider
from .signatures import verified
from .xml import Element, add, find, new_id, parse_untrusted, root_element, text_of

_FRESH = 5 * SKEW


@dataclass(frozen=True)
class LogoutSubject:
    """Whose session, in the provider's words: taken from the sign-in or from a verified LogoutRequest."""

    name_id: str
    name_qualifier: str
    session_index: str | None


@dataclass(frozen=True)
class IncomingLogout:
    """A logout message as it came: `issuer` is a claim until `verify_*` accepts it."""

    root: Element
    binding: Binding
    query: str
    issuer: str


@dataclass(frozen=True)
class LogoutRequest:
    id: str
    subject: LogoutSubject


def logout_request(
    provider: ServiceProvider,
    idp: IdentityProvider,
    subject: LogoutSubject,
    *,
    request_id: str,
    binding: Binding,
    relay_state: str,
    now: datetime,
) -> Outgoing:
    """`request_id` comes from `new_id`, so that the caller can seal it in `relay_state`."""
    message = _message("samlp:LogoutRequest", provider, idp, now)
    message.set("ID", request_id)
    add(
        message, "saml:NameID", subject.name_id, Format=FORMAT_TRANSIENT, NameQualifier=subject.name_qualifier
    )
    if subject.session_index:
        add(message, "samlp:SessionIndex", subject.session_index)
    return outgoing(
        message,
        parameter="SAMLRequest",
        binding=binding,
        location=_location(idp.slo, binding),
        relay_state=relay_state,
        key=provider.key,
    )


def logout_response(
    provider: ServiceProvider,
    idp: IdentityProvider,
    *,
    in_response_to: str,
    binding: Binding,
    relay_state: str,
    now: datetime,
) -> Outgoing:
    """Always of success: whatever was open is closed by now, and closing nothing is fine too."""
    message = _message("samlp:LogoutResponse", provider, idp, now)
    message.set("InResponseTo", in_response_to)
    add(add(message, "samlp:Status"), "samlp:StatusCode", Value=STATUS_SUCCESS)
    return outgoing(
        message,
        parameter="SAMLResponse",
        binding=binding,
        location=_location({**idp.slo, **idp.slo_response}, binding),
        relay_state=relay_state,
        key=provider.key,
    )


def read_logout(value: str, *, binding: Binding, query: str = "") -> IncomingLogout:
    """`value` is the SAMLRequest or SAMLResponse parameter; `query` the raw query string of a redirect."""
    root = parse_untrusted(decode_post(value) if binding is Binding.POST else decode_redirect(value))
    return IncomingLogout(root, binding, query, text_of(find(root, "saml:Issuer")))


def verify_logout_request(
    incoming: IncomingLogout, provider: ServiceProvider, idp: IdentityProvider, now: datetime
) -> LogoutRequest:
    root = _verified(incoming, "samlp:LogoutRequest", provider, idp, now)
    name_id = find(root, "saml:NameID")
    subject = LogoutSubject(
        name_id=text_of(name_id),
        name_qualifier="" if name_id is None else name_id.get("NameQualifier", ""),
        session_index=text_of(find(root, "samlp:SessionIndex")) or None,
    )
    if not subject.name_id:
        raise SamlError("LogoutRequest without NameID")
    return LogoutRequest(root.get("ID", ""), subject)


def verify_logout_response(
    incoming: IncomingLogout,
    provider: ServiceProvider,
    idp: IdentityProvider,
    *,
    request_id: str,
    now: datetime,
) -> bool:
    """True if the provider closed its session too."""
    root = _verified(incoming, "samlp:LogoutResponse", provider, idp, now)
    if root.get("InResponseTo") != request_id:
        raise SamlError("not the answer to this LogoutRequest")
    code = find(root, "samlp:Status/samlp:StatusCode")
    return code is not None and code.get("Value") == STATUS_SUCCESS


def _message(name: str, provider: ServiceProvider, idp: IdentityProvider, now: datetime) -> Element:
    message = root_element(
        name,
        ("samlp", "saml"),
        ID=new_id(),
        Version="2.0",
        IssueInstant=format_instant(now),
        Destination=idp.entity_id,
    )
    add(message, "saml:Issuer", provider.entity_id, Format=FORMAT_ENTITY, NameQualifier=provider.entity_id)
    return message


def _location(locations: Mapping[Binding, str], binding: Binding) -> str:
    try:
        return locations[binding]
    except KeyError:
        raise SamlError(f"the provider has no single logout by {binding}") from None


def _verified(
    incoming: IncomingLogout, name: str, provider: ServiceProvider, idp: IdentityProvider, now: datetime
) -> Element:
    root = incoming.root
    if root.tag != qualified(name):
        raise SamlError(f"not a {name}")
    if incoming.binding is Binding.POST:
        root = verified(root, idp.certificates)
    else:
        verify_query(incoming.query, idp.certificates)
    if not root.get("ID") or root.get("Version") != "2.0":
        raise SamlError("logout message without ID or not of version 2.0")
    if text_of(find(root, "saml:Issuer")) != idp.entity_id:
        raise SamlError("Issuer isn't the provider expected")
    if root.get("Destination") not in (provider.slo_url, provider.entity_id):
        raise SamlError("Destination isn't ours")
    if abs(parse_instant(root.get("IssueInstant"), check=14) - now) > _FRESH:
        raise SamlError("logout message too old or from the future")
    return root
