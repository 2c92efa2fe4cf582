"""The demo's bodies and the outside systems they use."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from scrivania.connectors.identity.spid import config as spid
from scrivania.core import connectors, tenant_cache
from scrivania.core.tenancy import tenant_context
from scrivania.core.tenant_cache import TenantInfo
from scrivania.simulators.idp.metadata import write_metadata
from scrivania.tenants.actions import create_tenant, move_host
from scrivania.tenants.profile import from_mapping


def create(content: dict[str, Any], port: int) -> None:
    """Make a body at its hosts on the demo's port."""
    create_tenant(
        slug=content["slug"],
        name=content["name"],
        ipa_code=content["ipa_code"],
        base_urls=_base_urls(content, port),
        profile=from_mapping(content["profile"]),
    )


def connect(content: dict[str, Any], port: int) -> TenantInfo:
    """Point a body at this run's port and simulators, through its own host: sign-in stays on one site."""
    for host, base_url in _base_urls(content, port).items():
        move_host(host, base_url)
    info = tenant_cache.for_host(content["hosts"][0])
    if info is None:
        raise LookupError(f"{content['slug']} answers at no host")
    simulators = f"http://{info.host}:{urlsplit(settings.SIMULATORS_URL).port}"
    with tenant_context(info.id):
        spid.provision(info, locality=content["name"].removeprefix("Comune di "))
        connectors.save_config(
            "registry", "simulated", {"url": f"{simulators}/registry", "aoo": info.ipa_code}
        )
    write_metadata(Path(settings.SPID_IDP_METADATA), {info.slug: simulators})
    return info


def _base_urls(content: dict[str, Any], port: int) -> dict[str, str]:
    return {host: f"http://{host}:{port}" for host in content["hosts"]}
