"""The ways to sign in that this body offers, from the identity connectors of the settings."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.module_loading import import_string

from scrivania.citizens.contracts import IdentityConnector
from scrivania.core.tenant_cache import TenantInfo


@dataclass(frozen=True, slots=True)
class Provider:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class WayIn:
    """`code` is the connector's name in the settings; its help stands in `portal/ways_in/<code>.html`."""

    code: str
    label: str
    providers: tuple[Provider, ...]


def ways_in(tenant: TenantInfo, target: str, level: int) -> list[WayIn]:
    """Each way with its providers, in its connector's order; one without providers isn't offered."""
    more = {"next": target} | ({"level": str(level)} if level else {})
    ways = []
    for code, dotted_path in settings.IDENTITY_CONNECTORS.items():
        connector: IdentityConnector = import_string(dotted_path)()
        providers = tuple(
            Provider(choice.label, f"{choice.url}&{urlencode(more)}") for choice in connector.choices(tenant)
        )
        if providers:
            ways.append(WayIn(code, code.upper(), providers))
    return ways
