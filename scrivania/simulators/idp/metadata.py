"""Metadata of the simulated provider, one per address it answers at."""

from collections.abc import Mapping
from pathlib import Path

from scrivania.saml import (
    FORMAT_TRANSIENT,
    NAMESPACES,
    XML_LANG,
    Binding,
    SigningKey,
    add,
    add_signing_certificate,
    new_id,
    root_element,
    serialize,
    sign,
)
from scrivania.simulators import places

from .keys import provider_key

NAME = "Identità di prova"


def metadata(base_url: str, key: SigningKey) -> bytes:
    """`base_url` is the simulators' own, without final slash; the entityID is `<base_url>/idp`."""
    entity_id = entity_id_at(base_url)
    root = root_element("md:EntityDescriptor", ("md", "ds"), entityID=entity_id, ID=new_id())
    role = add(
        root,
        "md:IDPSSODescriptor",
        protocolSupportEnumeration=NAMESPACES["samlp"],
        WantAuthnRequestsSigned="true",
    )
    add_signing_certificate(role, key.certificate)
    for binding in Binding:
        add(role, "md:SingleLogoutService", Binding=binding, Location=f"{entity_id}/slo")
    add(role, "md:NameIDFormat", FORMAT_TRANSIENT)
    for binding in Binding:
        add(role, "md:SingleSignOnService", Binding=binding, Location=f"{entity_id}/sso")
    organization = add(root, "md:Organization")
    for tag, text in (
        ("md:OrganizationName", NAME),
        ("md:OrganizationDisplayName", NAME),
        ("md:OrganizationURL", entity_id),
    ):
        add(organization, tag, text).set(XML_LANG, "it")
    return serialize(sign(root, key, position=0))


def entity_id_at(base_url: str) -> str:
    return f"{base_url}/idp"


def write_metadata(folder: Path, base_urls: Mapping[str, str]) -> None:
    """`<folder>/<slug>/simulator.xml` for each body: `base_urls` has the simulators' address on its host."""
    key = provider_key(places.folder())
    for slug, base_url in base_urls.items():
        target = folder / slug / "simulator.xml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(metadata(base_url, key))
