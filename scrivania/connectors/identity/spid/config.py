"""What SPID needs of a body: its key, and how it presents itself to the providers."""

from functools import lru_cache

from scrivania.core import clock, connectors
from scrivania.core.tenant_cache import TenantInfo
from scrivania.saml import (
    AttributeSet,
    Contact,
    Organization,
    ServiceProvider,
    SigningKey,
    new_spid_key,
    signed_metadata,
)

KIND, CONNECTOR = "identity", "spid"

# Indexes are known to AgID: never renumber, only append.
ATTRIBUTE_SETS = (
    AttributeSet(
        0,
        "Area personale",
        (
            "spidCode",
            "name",
            "familyName",
            "fiscalNumber",
            "dateOfBirth",
            "placeOfBirth",
            "countyOfBirth",
            "gender",
            "email",
            "mobilePhone",
            "address",
            "digitalAddress",
        ),
    ),
    AttributeSet(1, "Accesso essenziale", ("spidCode", "name", "familyName", "fiscalNumber")),
)


def provision(tenant: TenantInfo, *, locality: str) -> None:
    """Make the body's key unless it has one for its present address. `tenant` is the body at work."""
    config = connectors.config_of(KIND, CONNECTOR)
    if config is not None and config["base_url"] == tenant.base_url:
        return
    key = new_spid_key(
        entity_id=entity_id_of(tenant.base_url),
        organization=tenant.name,
        ipa_code=tenant.ipa_code,
        locality=locality,
        now=clock.now(),
    )
    connectors.save_config(KIND, CONNECTOR, {"base_url": tenant.base_url, "key": key.to_pem().decode()})


def service_provider(tenant: TenantInfo) -> ServiceProvider | None:
    """The body at work as SPID knows it; None when it has no key."""
    config = connectors.config_of(KIND, CONNECTOR)
    if config is None:
        return None
    profile = tenant.profile
    return ServiceProvider(
        entity_id=entity_id_of(config["base_url"]),
        acs_url=f"{config['base_url']}/spid/acs",
        slo_url=f"{config['base_url']}/spid/slo",
        key=_loaded(config["key"]),
        organization=Organization(
            tenant.name, tenant.name, profile.get("institutional_url", tenant.base_url)
        ),
        contact=Contact(tenant.ipa_code, profile.get("email", ""), "".join(profile.get("phone", "").split())),
        attribute_sets=ATTRIBUTE_SETS,
    )


@lru_cache(maxsize=1024)
def metadata(provider: ServiceProvider) -> bytes:
    return signed_metadata(provider)


def entity_id_of(base_url: str) -> str:
    return f"{base_url}/spid/metadata"


@lru_cache(maxsize=1024)
def _loaded(pem: str) -> SigningKey:
    """Reading a key costs 100 ms of CPU: once for each process."""
    return SigningKey.from_pem(pem.encode())
