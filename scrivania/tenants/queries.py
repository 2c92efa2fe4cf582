"""Reads about bodies used by pages and checks."""

from scrivania.core.models import Tenant
from scrivania.tenants.profile import REQUIRED


def missing_addresses() -> dict[str, list[str]]:
    """For each active body (slug), the footer addresses that are empty. For `scrivania check`."""
    return {
        tenant.slug: missing
        for tenant in Tenant.objects.using("system").filter(is_active=True).order_by("slug")
        if (missing := [key for key in REQUIRED if not tenant.profile.get(key)])
    }
