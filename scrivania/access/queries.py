"""What a member of staff may do. The one place that reads the matrix."""

import uuid
from enum import StrEnum

from django.db.models import Q

from scrivania.access.models import Role, RoleAssignment
from scrivania.catalog.models import Service
from scrivania.core.actor import Actor


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


def may_somewhere(actor: Actor, right: Right) -> bool:
    return any(right in MATRIX[row.role] for row in assignments(actor))


def services_for(actor: Actor, right: Right) -> list[uuid.UUID]:
    """Ids of the services over which `actor` has `right`: the filter of every list of applications."""
    rows = [row for row in assignments(actor) if right in MATRIX[row.role]]
    if not rows:
        return []
    wanted = Q()
    for row in rows:
        one = Q()
        if row.office_id:
            one &= Q(office_id=row.office_id)
        if row.service_id:
            one &= Q(pk=row.service_id)
        wanted |= one if one else Q(pk__isnull=False)
    return list(Service.objects.filter(wanted).values_list("pk", flat=True))
