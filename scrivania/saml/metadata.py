"""Metadata of a public service provider (SPID technical rules, avvisi 29 and 42)."""

import hashlib

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from .names import FORMAT_TRANSIENT, NAMESPACES, XML_LANG, Binding
from .parties import AttributeSet, Contact, Organization, ServiceProvider
from .signatures import sign
from .xml import Element, add, root_element, serialize

_LANGUAGES = ("it", "en")


def signed_metadata(provider: ServiceProvider) -> bytes:
    """The same bytes for the same provider, in every process: worth caching, it costs a signature."""
    root = root_element(
        "md:EntityDescriptor",
        ("md", "ds", "spid"),
        entityID=provider.entity_id,
        ID="_" + hashlib.sha256(provider.entity_id.encode()).hexdigest()[:40],
    )
    _add_role(root, provider)
    _add_organization(root, provider.organization)
    _add_contact(root, provider.contact)
    return serialize(sign(root, provider.key, position=0))


def add_signing_certificate(role: Element, certificate: x509.Certificate) -> None:
    descriptor = add(role, "md:KeyDescriptor", use="signing")
    holder = add(add(descriptor, "ds:KeyInfo"), "ds:X509Data")
    pem = certificate.public_bytes(Encoding.PEM).decode()
    add(holder, "ds:X509Certificate", "".join(pem.splitlines()[1:-1]))


def _add_role(root: Element, provider: ServiceProvider) -> None:
    role = add(
        root,
        "md:SPSSODescriptor",
        protocolSupportEnumeration=NAMESPACES["samlp"],
        AuthnRequestsSigned="true",
        WantAssertionsSigned="true",
    )
    add_signing_certificate(role, provider.key.certificate)
    for binding in (Binding.POST, Binding.REDIRECT):
        add(role, "md:SingleLogoutService", Binding=binding, Location=provider.slo_url)
    add(role, "md:NameIDFormat", FORMAT_TRANSIENT)
    add(
        role,
        "md:AssertionConsumerService",
        Binding=Binding.POST,
        Location=provider.acs_url,
        index="0",
        isDefault="true",
    )
    for attribute_set in provider.attribute_sets:
        _add_attribute_set(role, attribute_set)


def _add_attribute_set(role: Element, attribute_set: AttributeSet) -> None:
    service = add(role, "md:AttributeConsumingService", index=str(attribute_set.index))
    add(service, "md:ServiceName", attribute_set.name).set(XML_LANG, "it")
    for name in attribute_set.attributes:
        add(service, "md:RequestedAttribute", Name=name)


def _add_organization(root: Element, organization: Organization) -> None:
    holder = add(root, "md:Organization")
    for name, value in (
        ("md:OrganizationName", organization.name),
        ("md:OrganizationDisplayName", organization.display_name),
        ("md:OrganizationURL", organization.url),
    ):
        for language in _LANGUAGES:
            add(holder, name, value).set(XML_LANG, language)


def _add_contact(root: Element, contact: Contact) -> None:
    person = add(root, "md:ContactPerson", contactType="other")
    extensions = add(person, "md:Extensions")
    add(extensions, "spid:IPACode", contact.ipa_code)
    add(extensions, "spid:Public")
    add(person, "md:EmailAddress", contact.email)
    add(person, "md:TelephoneNumber", contact.telephone)
