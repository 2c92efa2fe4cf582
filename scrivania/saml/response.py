"""Verification of a Response, outer message first (order and numbers of the SPID checks)."""

import re
from dataclasses import dataclass
from datetime import datetime

from .assertion import Expected, VerifiedAssertion, read_assertion
from .authn_request import PendingRequest
from .errors import SamlError
from .instants import SKEW, parse_instant
from .names import FORMAT_ENTITY, NAMESPACES, STATUS_SUCCESS, qualified
from .parties import IdentityProvider, ServiceProvider
from .signatures import verified
from .xml import Element, find, find_all, parse_untrusted, text_of

_ALLOWED_CHILDREN = {
    qualified(name)
    for name in ("saml:Issuer", "ds:Signature", "samlp:Extensions", "samlp:Status", "saml:Assertion")
}
_ERROR_CODE = re.compile(r"ErrorCode nr(\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class VerifiedIdentity:
    """Signed content only; attributes are as the provider wrote them (`TINIT-` prefix included)."""

    response_id: str
    assertion: VerifiedAssertion


def verify_response(
    document: bytes,
    *,
    provider: ServiceProvider,
    idp: IdentityProvider,
    pending: PendingRequest,
    now: datetime,
) -> VerifiedIdentity:
    """Raises SamlError. That `pending` is used once, by the browser that began it, is the caller's part."""
    response = parse_untrusted(document)
    if response.tag != qualified("samlp:Response"):
        raise SamlError("not a Response")
    _check_envelope(response, provider, pending, now)
    _check_issuer(response, idp)
    if find(response, "ds:Signature") is not None:
        response = verified(response, idp.certificates)
    _check_status(response)
    assertion = verified(_only_assertion(response), idp.certificates)
    expected = Expected(provider.entity_id, provider.acs_url, idp.entity_id, pending, now)
    return VerifiedIdentity(response.get("ID", ""), read_assertion(assertion, expected))


def _check_envelope(
    response: Element, provider: ServiceProvider, pending: PendingRequest, now: datetime
) -> None:
    if not response.get("ID"):
        raise SamlError("Response without ID", check=8)
    if response.get("Version") != "2.0":
        raise SamlError("Version isn't 2.0", check=10)
    issued_at = parse_instant(response.get("IssueInstant"), check=11)
    if issued_at < pending.issued_at - SKEW:
        raise SamlError("issued before the request", check=14)
    if issued_at > now + SKEW:
        raise SamlError("issued in the future", check=15)
    if response.get("InResponseTo") != pending.id:
        raise SamlError("not the answer to this request", check=16)
    if response.get("Destination") != provider.acs_url:
        raise SamlError("Destination isn't ours", check=19)


def _check_issuer(response: Element, idp: IdentityProvider) -> None:
    issuers = find_all(response, "saml:Issuer")
    if [text_of(issuer) for issuer in issuers] != [idp.entity_id]:
        raise SamlError("Issuer isn't the provider asked", check=27)
    if issuers[0].get("Format", FORMAT_ENTITY) != FORMAT_ENTITY:
        raise SamlError("Format of Issuer isn't entity", check=30)


def _check_status(response: Element) -> None:
    """A refusal may come unsigned: nothing but its number is read."""
    codes = [code.get("Value") for code in find_all(response, "samlp:Status/samlp:StatusCode")]
    if len(find_all(response, "samlp:Status")) != 1 or len(codes) != 1 or not codes[0]:
        raise SamlError("not one Status with its code", check=22)
    if codes[0] != STATUS_SUCCESS:
        match = _ERROR_CODE.fullmatch(text_of(find(response, "samlp:Status/samlp:StatusMessage")))
        raise SamlError(f"refused: {codes[0]}", check=24, error_code=int(match[1]) if match else None)


def _only_assertion(response: Element) -> Element:
    """The one assertion, direct child; a second one anywhere, plain or encrypted, is an attack."""
    if any(child.tag not in _ALLOWED_CHILDREN for child in response):
        raise SamlError("unexpected element in Response", check=32)
    assertions = find_all(response, "saml:Assertion")
    everywhere = response.xpath("count(//saml:Assertion | //saml:EncryptedAssertion)", namespaces=NAMESPACES)
    if len(assertions) != 1 or everywhere != 1:
        raise SamlError("not exactly one Assertion", check=32)
    return assertions[0]
