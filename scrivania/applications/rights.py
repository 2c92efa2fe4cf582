"""What a member of staff may do with an application: asked by actions, and by pages before they offer it."""

from scrivania.access.queries import Right, may, staff_who_may
from scrivania.applications.models import Application
from scrivania.applications.transitions import TRANSITIONS, By, Event
from scrivania.core.actor import Actor
from scrivania.tenants.models import StaffMember


def has_right(actor: Actor, right: Right, application: Application) -> bool:
    return may(actor, right, service_id=application.service_id, office_id=application.office_id)


def stands_as(actor: Actor, application: Application) -> frozenset[By]:
    """In which roles of the transition table a member of staff stands before an application."""
    if not has_right(actor, Right.HANDLE, application):
        return frozenset()
    if application.assignee_id == actor.person.pk:
        return frozenset({By.HANDLER, By.ASSIGNEE})
    return frozenset({By.HANDLER})


def allowed_events(application: Application, actor: Actor) -> frozenset[Event]:
    """The events that `actor` may cause now, giving it to somebody aside (`may_assign`).

    A colleague's case is not taken, it is reassigned.
    """
    roles = stands_as(actor, application)
    allowed = {
        event
        for event, transition in TRANSITIONS.items()
        if application.status in transition.sources and transition.by & roles
    }
    if application.assignee_id is not None:
        allowed.discard(Event.TAKE_CHARGE)
    return frozenset(allowed)


def may_handle(application: Application, actor: Actor) -> bool:
    return has_right(actor, Right.HANDLE, application)


def may_assign(application: Application, actor: Actor) -> bool:
    """Whether `actor` may give the application to somebody, as it stands now."""
    movable = application.status in TRANSITIONS[Event.REASSIGN].sources
    return movable and has_right(actor, Right.ASSIGN, application)


def may_retry(application: Application, actor: Actor) -> bool:
    """Whether `actor` may ask that what an outside system refused be sent again."""
    return has_right(actor, Right.HANDLE, application) or has_right(actor, Right.ASSIGN, application)


def colleagues(application: Application) -> list[StaffMember]:
    """Those to whom the application may be given, by name."""
    return staff_who_may(Right.HANDLE, service_id=application.service_id, office_id=application.office_id)
