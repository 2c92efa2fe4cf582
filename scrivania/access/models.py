"""Roles of staff: role × office × service."""

from django.db import models

from scrivania.catalog.models import Service
from scrivania.core.fields import TenantForeignKey
from scrivania.core.models.base import TimestampedModel
from scrivania.tenants.models import Office, StaffMember


class Role(models.TextChoices):
    OPERATOR = "operator", "operator"
    OFFICE_HEAD = "office_head", "office head"
    BODY_ADMINISTRATOR = "body_administrator", "body administrator"


class RoleAssignment(TimestampedModel):
    """A role over an office's services, over one service, or (both empty) over the whole body."""

    staff_member = TenantForeignKey(StaffMember, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    office = TenantForeignKey(Office, null=True)
    service = TenantForeignKey(Service, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "staff_member", "role", "office", "service"],
                nulls_distinct=False,
                name="access_role_once",
            )
        ]
