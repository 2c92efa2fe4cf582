"""A body and the host names it answers at."""

from django.db import models

from scrivania.core.ids import uuid7


class Tenant(models.Model):
    """Ente: a municipality, union, province or health authority served by this deployment.

    `profile` holds its addresses and contacts (keys: `tenants.profile.BodyProfile`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    ipa_code = models.CharField(max_length=20, blank=True)
    profile = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class TenantHost(models.Model):
    """A host name, without port, that leads to a body. Read before the body is known: no policy."""

    host = models.CharField(primary_key=True, max_length=253)
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="hosts")
    base_url = models.URLField(help_text="Public address of the body's area, without trailing slash")

    def __str__(self) -> str:
        return self.host
