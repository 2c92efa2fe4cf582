"""What every row of a body has."""

from typing import Any

from django.db import models

from scrivania.core import clock
from scrivania.core.ids import uuid7
from scrivania.core.managers import TenantManager, UnscopedManager
from scrivania.core.tenancy import current_tenant_id


class TenantModel(models.Model):
    """A row of one body. `tenant` is filled from the body at work and never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(
        "core.Tenant", models.PROTECT, related_name="+", db_index=False, editable=False
    )

    objects = TenantManager()
    unscoped = UnscopedManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.tenant_id is None:
            self.tenant_id = current_tenant_id()
        super().save(*args, **kwargs)


class TimestampedModel(TenantModel):
    """A row that knows when it was made."""

    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True
