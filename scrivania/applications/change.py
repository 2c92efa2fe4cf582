"""The one way to change an application's state: lock, check the table, write, add to the history."""

from typing import Any

from scrivania.applications.models import Application, ApplicationEvent
from scrivania.applications.transitions import CLOSED, TRANSITIONS, By, Event, Status
from scrivania.core import audit, clock
from scrivania.core.actor import Actor


class WrongState(Exception):
    """The application has moved on: the event has no place in its present state."""


def locked(pk: Any) -> Application:
    """The application, locked until the transaction ends."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("citizen", "service", "office")
        .get(pk=pk)
    )


def change(
    application: Application, event: Event, *, actor: Actor, by: By, note: str = "", **fields: Any
) -> ApplicationEvent:
    """Apply `event` to a locked application and note it in history and audit. Raises WrongState.

    `fields` are other columns that change with it; `note` is shown to the citizen.
    """
    transition = TRANSITIONS[event]
    before = Status(application.status)
    if before not in transition.sources or by not in transition.by:
        raise WrongState(f"{event} from {before}")
    now = clock.now()
    after = before if transition.target is None else transition.target
    if after != before:
        application.status, application.status_changed_at = after, now
    if after in CLOSED:
        application.closed_at = now
    for name, value in fields.items():
        setattr(application, name, value)
    application.save(update_fields=["status", "status_changed_at", "closed_at", *fields])
    audit.record(f"applications.{event}", application, actor=actor, to=int(after))
    return ApplicationEvent.objects.create(
        application=application,
        event=event,
        from_status=before,
        to_status=after,
        user_id=actor.user_id,
        actor_name=str(actor.person) if actor.person else "",
        note=note,
    )
