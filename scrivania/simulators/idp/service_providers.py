"""Who asks: the request, verified against the metadata of the service provider it names."""

import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from scrivania.saml import (
    LEVELS,
    Binding,
    Element,
    IdentityProvider,
    SamlError,
    decode_post,
    decode_redirect,
    find,
    find_all,
    parse_untrusted,
    signing_certificates,
    text_of,
    verified,
    verify_query,
)

from .messages import Question

_LOOPBACK = {"localhost", "127.0.0.1"}
_TIMEOUT_S = 5.0


@dataclass(frozen=True)
class Asked:
    question: Question
    organization: str
    attribute_set: str


def read_request(value: str, *, binding: Binding, query: str) -> Asked:
    """A verified AuthnRequest. Raises SamlError."""
    request = parse_untrusted(decode_post(value) if binding is Binding.POST else decode_redirect(value))
    issuer = text_of(find(request, "saml:Issuer"))
    entity = fetch_metadata(issuer)
    role = find(entity, "md:SPSSODescriptor")
    if role is None:
        raise SamlError(f"{issuer} is no service provider")
    if binding is Binding.POST:
        request = verified(request, signing_certificates(role))
    else:
        verify_query(query, signing_certificates(role))
    level = text_of(find(request, "samlp:RequestedAuthnContext/saml:AuthnContextClassRef"))
    question = Question(
        request_id=request.get("ID", ""),
        service_provider=issuer,
        acs_url=_acs_url(role, request.get("AssertionConsumerServiceIndex", "")),
        level=next((number for number, uri in LEVELS.items() if uri == level), 2),
    )
    return Asked(
        question,
        organization=text_of(find(entity, "md:Organization/md:OrganizationDisplayName")),
        attribute_set=request.get("AttributeConsumingServiceIndex", ""),
    )


def fetch_metadata(issuer: str) -> Element:
    """An entityID here is the address of its metadata; only this machine is asked."""
    try:
        if urlsplit(issuer).hostname not in _LOOPBACK:
            raise SamlError(f"{issuer} isn't on this machine")
        # The system's own trust, which SSL_CERT_FILE may widen; no proxy on the way to loopback.
        trust = ssl.create_default_context()
        answer = httpx.get(issuer, timeout=_TIMEOUT_S, verify=trust, trust_env=False)
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise SamlError(f"metadata of {issuer} not readable: {error}") from error
    entity = parse_untrusted(answer.content)
    if entity.get("entityID") != issuer:
        raise SamlError(f"metadata of {issuer} is of {entity.get('entityID')}")
    return entity


def as_identity_provider(entity: Element) -> IdentityProvider:
    """For logout both sides are alike: `saml` takes the service provider as the other side."""
    role = find(entity, "md:SPSSODescriptor")
    if role is None:
        raise SamlError("no service provider")
    slo = {
        Binding(node.get("Binding", "")): node.get("Location", "")
        for node in find_all(role, "md:SingleLogoutService")
    }
    return IdentityProvider(entity.get("entityID", ""), "", signing_certificates(role), sso={}, slo=slo)


def _acs_url(role: Element, index: str) -> str:
    for node in find_all(role, "md:AssertionConsumerService"):
        if node.get("index") == index:
            return node.get("Location", "")
    raise SamlError(f"no AssertionConsumerService of index {index!r}")
