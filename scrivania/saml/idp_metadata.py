"""Metadata of identity providers, one or an aggregate as AgID's registry gives it."""

import base64
import binascii

from cryptography import x509

from .errors import SamlError
from .names import XML_LANG, Binding, qualified
from .parties import IdentityProvider
from .xml import Element, find, find_all, parse_untrusted, text_of


def identity_providers(document: bytes) -> list[IdentityProvider]:
    """Whoever names the file vouches for it: its signature isn't checked here. Raises SamlError."""
    root = parse_untrusted(document)
    entities = (
        [root] if root.tag == qualified("md:EntityDescriptor") else find_all(root, "md:EntityDescriptor")
    )
    providers = [
        _provider(entity, role)
        for entity in entities
        if (role := find(entity, "md:IDPSSODescriptor")) is not None
    ]
    if not providers:
        raise SamlError("no identity provider in this metadata")
    return providers


def signing_certificates(role: Element) -> tuple[x509.Certificate, ...]:
    return tuple(
        _certificate(text_of(node))
        for descriptor in find_all(role, "md:KeyDescriptor")
        if descriptor.get("use", "signing") == "signing"
        for node in find_all(descriptor, "ds:KeyInfo/ds:X509Data/ds:X509Certificate")
    )


def _provider(entity: Element, role: Element) -> IdentityProvider:
    entity_id = entity.get("entityID", "")
    provider = IdentityProvider(
        entity_id=entity_id,
        name=_display_name(entity) or entity_id,
        certificates=signing_certificates(role),
        sso=_locations(role, "md:SingleSignOnService", "Location"),
        slo=_locations(role, "md:SingleLogoutService", "Location"),
        slo_response=_locations(role, "md:SingleLogoutService", "ResponseLocation"),
    )
    if not (provider.entity_id and provider.certificates and provider.sso):
        raise SamlError(
            f"metadata of {entity_id or 'an unnamed provider'} without certificate or sign-in address"
        )
    return provider


def _display_name(entity: Element) -> str:
    """Italian when there is a choice."""
    names = find_all(entity, "md:Organization/md:OrganizationDisplayName") or find_all(
        entity, "md:Organization/md:OrganizationName"
    )
    names.sort(key=lambda name: name.get(XML_LANG) != "it")
    return text_of(names[0]) if names else ""


def _locations(role: Element, service: str, attribute: str) -> dict[Binding, str]:
    known = {binding.value: binding for binding in Binding}
    return {
        known[node.get("Binding", "")]: location
        for node in find_all(role, service)
        if node.get("Binding") in known and (location := node.get(attribute))
    }


def _certificate(text: str) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError) as error:
        raise SamlError("certificate not readable") from error
