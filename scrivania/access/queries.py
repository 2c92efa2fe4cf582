"""What a member of staff may do. The one place that reads the matrix."""

import uuid
from enum import StrEnum

from django.db.models import Q, QuerySet

from scrivania.access.models import Role, RoleAssignment
from scrivania.catalog.models import Service
from scrivania.core.actor import Actor
from scrivania.tenants.models import StaffMember


class Right(StrEnum):
    """What can be asked about a service's applications, or about the body."""

    SEE = "see"
    HANDLE = "handle"
    ASSIGN = "assign"
    CONFIGURE = "configure"


MATRIX: dict[str, frozenset[Right]] = {
    Role.OPERATOR: frozenset({Right.SEE, Right.HANDLE}),
    Role.OFFICE_HEAD: frozenset({Right.SEE, Right.HANDLE, Right.ASSIGN}),
    Role.BODY_ADMINISTRATOR: frozenset({Right.SEE, Right.ASSIGN, Right.CONFIGURE}),
}


def assignments(actor: Actor) -> list[RoleAssignment]:
    """Roles of a member of staff, read once a request; none for anybody else."""
    if not actor.is_staff:
        return []
    known: list[RoleAssignment] | None = getattr(actor.person, "_assignments", None)
    if known is None:
        known = list(RoleAssignment.objects.filter(staff_member_id=actor.person.pk))
        actor.person._assignments = known
    return known


def may(actor: Actor, right: Right, *, service_id: uuid.UUID, office_id: uuid.UUID) -> bool:
    """Whether `actor` has `right` over a service run by an office."""
    return any(
        right in MATRIX[row.role]
        and row.service_id in (None, service_id)
        and row.office_id in (None, office_id)
        for row in assignments(actor)
    )


def services_under(actor: Actor, right: Right) -> QuerySet[Service]:
    """The services over which `actor` has `right`, with their offices, by Italian title."""
    rows = [row for row in assignments(actor) if right in MATRIX[row.role]]
    services = Service.objects.select_related("office").order_by("title__it", "pk")
    if not rows:
        return services.none()
    wanted = Q()
    for row in rows:
        one = Q()
        if row.office_id:
            one &= Q(office_id=row.office_id)
        if row.service_id:
            one &= Q(pk=row.service_id)
        wanted |= one if one else Q(pk__isnull=False)
    return services.filter(wanted)


def roles_of(actor: Actor) -> list[RoleAssignment]:
    """An actor's own roles, with the names of what they cover."""
    rows = RoleAssignment.objects.filter(staff_member_id=actor.person.pk)
    return list(rows.select_related("office", "service").order_by("role", "pk"))


def staff_who_may(right: Right, *, service_id: uuid.UUID, office_id: uuid.UUID) -> list[StaffMember]:
    """Everyone with `right` over a service run by an office, by name."""
    roles = [role for role, rights in MATRIX.items() if right in rights]
    rows = RoleAssignment.objects.filter(
        Q(service_id=None) | Q(service_id=service_id),
        Q(office_id=None) | Q(office_id=office_id),
        role__in=roles,
    )
    members = StaffMember.objects.filter(pk__in=rows.values("staff_member_id"), user__is_active=True)
    return list(members.order_by("sort_key", "pk"))
