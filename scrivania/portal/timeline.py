"""What happened to an application and what comes next, as informative stages (criterion C.SE.1.9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scrivania.applications.models import Application, ApplicationEvent, Event, Status
from scrivania.applications.queries import CaseFile


@dataclass(frozen=True, slots=True)
class Stage:
    """An entry of ui/components/timeline.html."""

    title: str
    at: datetime | None = None
    day: date | None = None
    text: str = ""
    done: bool = False
    current: bool = False


# What the worker does between two of these tells a citizen nothing.
_TOLD: dict[str, Promise] = {
    "submit": gettext_lazy("Sent"),
    Event.TAKE_CHARGE: gettext_lazy("Taken in charge"),
    Event.REQUEST_INTEGRATION: gettext_lazy("We asked you for something more"),
    Event.ANSWER_INTEGRATION: gettext_lazy("You sent the integrations"),
    Event.RESUME_UNANSWERED: gettext_lazy("We went on without your answer"),
    Event.CLOSE_ACCEPTED: gettext_lazy("Accepted"),
    Event.CLOSE_REJECTED: gettext_lazy("Rejected"),
}
# Notes of other events are for the registry's follow-up and repeat what these say.
_WITH_NOTE = frozenset({Event.REQUEST_INTEGRATION, Event.CLOSE_ACCEPTED, Event.CLOSE_REJECTED})


def stages(case: CaseFile) -> list[Stage]:
    """Past stages in order of time, then those to come, the term last."""
    application = case.application
    past = [*_past(case.events), *_registered(application)]
    past.sort(key=lambda stage: stage.at or application.submitted_at)
    if past and application.closed_at is None:
        last = past.pop()
        past.append(Stage(last.title, at=last.at, text=last.text, done=True, current=True))
    return [*past, *_to_come(application)]


def _past(events: list[ApplicationEvent]) -> Iterator[Stage]:
    taken = False
    for event in events:
        # A case given to a colleague is still the same one taken in charge.
        if event.event not in _TOLD or (event.event == Event.TAKE_CHARGE and taken):
            continue
        taken = taken or event.event == Event.TAKE_CHARGE
        text = event.note if event.event in _WITH_NOTE else ""
        yield Stage(str(_TOLD[event.event]), at=event.created_at, text=text, done=True)


def _registered(application: Application) -> Iterator[Stage]:
    if application.registered_at is not None:
        text = _("Protocol number %(number)s") % {"number": application.registration_number}
        yield Stage(_("Registered"), at=application.registered_at, text=text, done=True)


def _to_come(application: Application) -> Iterator[Stage]:
    if application.closed_at is not None:
        return
    if application.registered_at is None:
        yield Stage(_("Registration in the protocol"))
    if application.taken_at is None:
        yield Stage(_("Taking in charge by the office"))
    if application.status in (Status.REQUEST_INTEGRATION, Status.WAITING_INTEGRATION):
        yield Stage(_("Your answer to the request for integrations"))
    if application.status in (Status.ACCEPTING, Status.REJECTING):
        yield Stage(_("Registration of the decision"))
    yield Stage(_("Latest day for the answer"), day=application.due_on)
