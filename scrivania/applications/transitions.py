"""The lifecycle of an application, on one screen.

Codes and Italian labels are those of the original system, so that integrations made for it keep working.
1000 (draft) is a Draft here and never a state of an Application.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.IntegerChoices):
    PRE_SUBMIT = 1900, _("Sent")
    SUBMITTED = 2000, _("Acquired")
    REGISTERED = 3000, _("Registered")
    PENDING = 4000, _("Taken in charge")
    REQUEST_INTEGRATION = 4100, _("Integration requested")
    WAITING_INTEGRATION = 4200, _("Waiting for integrations")
    INTEGRATED = 4300, _("Integrations sent")
    INTEGRATION_REGISTERED = 4400, _("Integrations registered")
    ACCEPTING = 6000, _("Acceptance being registered")
    COMPLETE = 7000, _("Accepted")
    REJECTING = 8000, _("Refusal being registered")
    CANCELLED = 9000, _("Rejected")


CLOSED = frozenset({Status.COMPLETE, Status.CANCELLED})
# The citizen owes an answer: the term of the procedure stands still.
SUSPENDED = frozenset({Status.REQUEST_INTEGRATION, Status.WAITING_INTEGRATION})


class By(StrEnum):
    """Who makes a change of state."""

    CITIZEN = "citizen"
    HANDLER = "handler"  # staff with the right to handle the service
    ASSIGNEE = "assignee"  # the one who took the case in charge
    ASSIGNER = "assigner"  # staff with the right to give the case to somebody
    WORKER = "worker"


class Event(StrEnum):
    ACQUIRE = "acquire"
    REGISTER = "register"
    TAKE_CHARGE = "take_charge"
    REASSIGN = "reassign"
    REQUEST_INTEGRATION = "request_integration"
    NOTIFY_INTEGRATION = "notify_integration"
    ANSWER_INTEGRATION = "answer_integration"
    REGISTER_INTEGRATION = "register_integration"
    RESUME = "resume"
    RESUME_UNANSWERED = "resume_unanswered"
    ACCEPT = "accept"
    REJECT = "reject"
    CLOSE_ACCEPTED = "close_accepted"
    CLOSE_REJECTED = "close_rejected"


@dataclass(frozen=True, slots=True)
class Transition:
    sources: frozenset[Status]
    target: Status | None  # None: the state stays
    by: frozenset[By]


def _t(by: By | frozenset[By], target: Status | None, *sources: Status) -> Transition:
    return Transition(frozenset(sources), target, frozenset({by}) if isinstance(by, By) else by)


S = Status
TRANSITIONS: dict[Event, Transition] = {
    Event.ACQUIRE: _t(By.WORKER, S.SUBMITTED, S.PRE_SUBMIT),
    Event.REGISTER: _t(By.WORKER, S.REGISTERED, S.SUBMITTED),
    # An office may start while the registry is down: the number comes later.
    Event.TAKE_CHARGE: _t(
        frozenset({By.HANDLER, By.ASSIGNER}), S.PENDING, S.PRE_SUBMIT, S.SUBMITTED, S.REGISTERED
    ),
    # A colleague may leave at any moment of a case.
    Event.REASSIGN: _t(By.ASSIGNER, None, *(set(Status) - CLOSED)),
    Event.REQUEST_INTEGRATION: _t(By.ASSIGNEE, S.REQUEST_INTEGRATION, S.PENDING),
    Event.NOTIFY_INTEGRATION: _t(By.WORKER, S.WAITING_INTEGRATION, S.REQUEST_INTEGRATION),
    Event.ANSWER_INTEGRATION: _t(By.CITIZEN, S.INTEGRATED, S.REQUEST_INTEGRATION, S.WAITING_INTEGRATION),
    Event.REGISTER_INTEGRATION: _t(By.WORKER, S.INTEGRATION_REGISTERED, S.INTEGRATED),
    # The worker resumes when the answer is registered; the assignee need not wait for a registry.
    Event.RESUME: _t(frozenset({By.WORKER, By.ASSIGNEE}), S.PENDING, S.INTEGRATED, S.INTEGRATION_REGISTERED),
    # Only once the day to answer by has passed: a case must not hang on an answer that never comes.
    Event.RESUME_UNANSWERED: _t(By.ASSIGNEE, S.PENDING, S.REQUEST_INTEGRATION, S.WAITING_INTEGRATION),
    Event.ACCEPT: _t(By.ASSIGNEE, S.ACCEPTING, S.PENDING),
    Event.REJECT: _t(By.ASSIGNEE, S.REJECTING, S.PENDING),
    # The outcome is communicated when its document is registered.
    Event.CLOSE_ACCEPTED: _t(By.WORKER, S.COMPLETE, S.ACCEPTING),
    Event.CLOSE_REJECTED: _t(By.WORKER, S.CANCELLED, S.REJECTING),
}
