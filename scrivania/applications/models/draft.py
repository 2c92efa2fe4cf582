"""Bozze: what a citizen is filling in."""

from django.db import models

from scrivania.catalog.models import FormVersion, Service
from scrivania.citizens.models import Citizen
from scrivania.core import clock
from scrivania.core.fields import TenantForeignKey
from scrivania.core.models.base import TimestampedModel


class Draft(TimestampedModel):
    """A form being filled in, kept at every step, invalid values too.

    `data` is form.io submission data, `outcome` what the engine last said of it ({"hidden": [...],
    "errors": [...]}), so that showing a step asks the engine nothing. `version` grows at each save.
    """

    citizen = TenantForeignKey(Citizen, related_name="drafts")
    service = TenantForeignKey(Service, related_name="drafts")
    form_version = TenantForeignKey(FormVersion, related_name="drafts")
    data = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    page = models.PositiveSmallIntegerField(default=0, help_text="Furthest page reached")
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=clock.now)
    closing_warned_for = models.DateTimeField(null=True, help_text="The closing last warned of")
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "citizen", "service"],
                condition=models.Q(submitted_at=None),
                name="applications_one_open_draft",
            )
        ]
        indexes = [
            models.Index(
                fields=["tenant", "service"],
                condition=models.Q(submitted_at=None),
                name="applications_open_drafts",
            )
        ]
