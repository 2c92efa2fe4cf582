"""Writes about rights."""

from django.db import transaction

from scrivania.access.models import Role, RoleAssignment
from scrivania.catalog.models import Service
from scrivania.core import audit
from scrivania.core.actor import Actor
from scrivania.tenants.models import Office, StaffMember


@transaction.atomic
def grant(
    actor: Actor,
    member: StaffMember,
    role: Role,
    *,
    office: Office | None = None,
    service: Service | None = None,
) -> RoleAssignment:
    row, created = RoleAssignment.objects.get_or_create(
        staff_member=member, role=role, office=office, service=service
    )
    if created:
        audit.record("access.grant", row, actor=actor, member=member.pk, role=role)
    return row
