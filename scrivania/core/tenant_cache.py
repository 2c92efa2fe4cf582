"""Bodies by host name, kept in the process: they change once a month and are needed at every request."""

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scrivania.core.models import TenantHost

_LIFETIME_S = 60.0
_by_host: dict[str, tuple[float, "TenantInfo | None"]] = {}
_MOST_HOSTS = 5000


@dataclass(frozen=True, slots=True)
class TenantInfo:
    """What pages need of a body. `profile` holds addresses and contacts, empty ones absent."""

    id: uuid.UUID
    slug: str
    name: str
    ipa_code: str
    host: str
    base_url: str
    profile: Mapping[str, Any] = field(default_factory=dict)


def for_host(host: str) -> TenantInfo | None:
    """The active body that answers at `host` (no port), or None. At most a minute old."""
    known = _by_host.get(host)
    if known is not None and known[0] > time.monotonic():
        return known[1]
    row = TenantHost.objects.select_related("tenant").filter(host=host, tenant__is_active=True).first()
    info = _info(row) if row else None
    if len(_by_host) > _MOST_HOSTS:  # names a stranger makes up must not fill the memory
        _by_host.clear()
    _by_host[host] = (time.monotonic() + _LIFETIME_S, info)
    return info


def active() -> list[TenantInfo]:
    """Every active body, once, as its first host knows it. For checks and sweeps, not for pages."""
    hosts = (
        TenantHost.objects.select_related("tenant").filter(tenant__is_active=True).order_by("tenant", "host")
    )
    return [_info(row) for row in hosts.distinct("tenant")]


def forget() -> None:
    """Read the bodies anew: after a change, and between tests."""
    _by_host.clear()


def _info(row: TenantHost) -> TenantInfo:
    tenant = row.tenant
    return TenantInfo(
        id=tenant.pk,
        slug=tenant.slug,
        name=tenant.name,
        ipa_code=tenant.ipa_code,
        host=row.host,
        base_url=row.base_url,
        profile={key: value for key, value in tenant.profile.items() if value},
    )
