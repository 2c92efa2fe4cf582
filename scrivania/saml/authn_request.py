from dataclasses import dataclass
from datetime import datetime

from .bindings import Outgoing, outgoing
from .errors import SamlError
from .instants import format_instant
from .names import FORMAT_ENTITY, FORMAT_TRANSIENT, LEVELS, Binding
from .parties import IdentityProvider, ServiceProvider
from .xml import Element, add, new_id, root_element


@dataclass(frozen=True)
class PendingRequest:
    """What the service provider remembers of a request until its one response comes."""

    id: str
    issued_at: datetime
    level: int


def authn_request(
    provider: ServiceProvider,
    idp: IdentityProvider,
    *,
    level: int,
    attribute_set: int,
    binding: Binding,
    relay_state: str,
    now: datetime,
) -> Outgoing:
    """Ask for a citizen at `level` (1-3) or better; `relay_state` must be opaque, the provider sees it."""
    if binding not in idp.sso:
        raise SamlError(f"{idp.entity_id} doesn't offer {binding}")
    message = _request(provider, idp, level=level, attribute_set=attribute_set, now=now)
    return outgoing(
        message,
        parameter="SAMLRequest",
        binding=binding,
        location=idp.sso[binding],
        relay_state=relay_state,
        key=provider.key,
    )


def _request(
    provider: ServiceProvider, idp: IdentityProvider, *, level: int, attribute_set: int, now: datetime
) -> Element:
    request = root_element(
        "samlp:AuthnRequest",
        ("samlp", "saml"),
        ID=new_id(),
        Version="2.0",
        IssueInstant=format_instant(now),
        # The provider's name rather than its address: avviso 11 allows both, all providers accept this one.
        Destination=idp.entity_id,
        AssertionConsumerServiceIndex="0",
        AttributeConsumingServiceIndex=str(attribute_set),
    )
    if level > 1:
        request.set("ForceAuthn", "true")
    add(request, "saml:Issuer", provider.entity_id, Format=FORMAT_ENTITY, NameQualifier=provider.entity_id)
    add(request, "samlp:NameIDPolicy", Format=FORMAT_TRANSIENT)
    context = add(request, "samlp:RequestedAuthnContext", Comparison="minimum")
    add(context, "saml:AuthnContextClassRef", LEVELS[level])
    return request
