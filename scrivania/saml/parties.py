"""The two sides of a sign-in, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography import x509

from .keys import SigningKey
from .names import Binding


@dataclass(frozen=True)
class AttributeSet:
    """What is asked of the citizen; `index` is fixed for ever once the metadata is at AgID."""

    index: int
    name: str
    attributes: tuple[str, ...]


@dataclass(frozen=True)
class Organization:
    """`name` is the one in the certificate, accents included (avviso 29)."""

    name: str
    display_name: str
    url: str


@dataclass(frozen=True)
class Contact:
    """Contact of a public body: an office's address, never a person's; telephone as +39 and digits only."""

    ipa_code: str
    email: str
    telephone: str


@dataclass(frozen=True)
class ServiceProvider:
    entity_id: str
    acs_url: str
    slo_url: str
    key: SigningKey
    organization: Organization
    contact: Contact
    attribute_sets: tuple[AttributeSet, ...]


@dataclass(frozen=True)
class IdentityProvider:
    """`certificates` may be several while the provider changes its key."""

    entity_id: str
    name: str
    certificates: tuple[x509.Certificate, ...]
    sso: Mapping[Binding, str]
    slo: Mapping[Binding, str] = field(default_factory=dict)
    slo_response: Mapping[Binding, str] = field(default_factory=dict)
