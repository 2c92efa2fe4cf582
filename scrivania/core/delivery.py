"""Outside effects that are neither lost nor done twice (design, "Delivery").

A step is planned in the transaction that causes it, marked SENDING before the call, and after an unknown
outcome read back from the other side before anything is sent again.
"""

import logging
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils.module_loading import import_string

from scrivania.core import audit, clock
from scrivania.core.actor import NOBODY
from scrivania.core.jobs import enqueue, job
from scrivania.core.models import DeliveryStep


class TemporaryFailure(Exception):
    """Nothing happened on the other side: try again later."""


class PermanentFailure(Exception):
    """The other side refuses this for good: a person must look."""


class OutcomeUnknown(Exception):
    """The call broke off: it may have happened. Read back before sending again."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What the other side answered: its own key of the effect, and facts for `then`."""

    external_key: str
    result: dict[str, Any] = field(default_factory=dict)


class Handler(Protocol):
    """Performs one kind of outside effect. Called by the worker, outside transactions."""

    def send(self, step: DeliveryStep) -> Delivered:
        """SHALL raise TemporaryFailure, PermanentFailure or OutcomeUnknown, nothing else, on failure."""

    def find(self, step: DeliveryStep) -> Delivered | None:
        """The effect as the other side has it, or None if it never happened. SHALL raise as `send`."""


Outcome = Callable[[DeliveryStep], None]

logger = logging.getLogger(__name__)

_LONGEST_WAIT = timedelta(minutes=30)
_FIRST_WAIT = timedelta(seconds=10)
# A registry may be down for a long week-end: with half-hour steps this is about ten days.
_MOST_ATTEMPTS = 500


def plan(kind: str, subject: Model, key: str, *, then: str = "", **params: Any) -> DeliveryStep:
    """Plan an outside effect in the current transaction. Planning the same key twice gives the first step."""
    step, created = DeliveryStep.objects.get_or_create(
        kind=kind,
        subject_kind=audit.kind_of(subject),
        subject_id=subject.pk,
        key=key,
        defaults={"params": params, "then": then},
    )
    if created:
        enqueue(deliver, step_id=step.pk)
    return step


@transaction.atomic
def retry(step: DeliveryStep) -> None:
    """Take up an exhausted step again, at a person's request: it is read back before it is sent."""
    taken = DeliveryStep.objects.filter(pk=step.pk, state=DeliveryStep.State.EXHAUSTED).update(
        state=DeliveryStep.State.SENDING, sending_since=None, attempt=0, next_at=clock.now()
    )
    if taken:
        enqueue(deliver, step_id=step.pk)


def handler_for(kind: str) -> Handler:
    handler: Handler = import_string(settings.DELIVERY_HANDLERS[kind])()
    return handler


@job("core.deliver")
def deliver(step_id: str) -> None:
    """Carry out one step, or leave it planned for later."""
    claimed = _claim(uuid.UUID(step_id))
    if claimed is not None:
        _carry_out(*claimed)


def _carry_out(step: DeliveryStep, unsure: bool) -> None:  # noqa: FBT001
    """Perform a claimed step. `unsure`: an earlier attempt may have had its effect, so read back first."""
    try:
        handler = handler_for(step.kind)
        delivered = handler.find(step) if unsure else None
        if delivered is None:
            unsure = False
            delivered = handler.send(step)
        close(step, delivered)
    except PermanentFailure as failure:
        _give_up(step, str(failure))
    except TemporaryFailure as failure:
        # A registry that can't be asked now leaves open whether the last attempt got there.
        _postpone(step, str(failure), unsure=unsure)
    except OutcomeUnknown as failure:
        _postpone(step, str(failure), unsure=True)
    except Exception as error:
        logger.exception("delivery step %s failed unforeseen", step.pk)
        _postpone(step, f"{type(error).__name__}: {error}", unsure=True)


def _claim(step_id: uuid.UUID) -> tuple[DeliveryStep, bool] | None:
    """Mark the step SENDING, and tell whether it was already. None if closed, not due, or under way."""
    now = clock.now()
    with transaction.atomic():
        step = DeliveryStep.objects.select_for_update().filter(pk=step_id).first()
        if step is None or step.state not in (DeliveryStep.State.PENDING, DeliveryStep.State.SENDING):
            return None
        if step.next_at > now:
            return None
        was_sending = step.state == DeliveryStep.State.SENDING
        if was_sending and step.sending_since and now - step.sending_since < _patience():
            return None
        step.state = DeliveryStep.State.SENDING
        step.sending_since = now
        step.attempt += 1
        step.save(update_fields=["state", "sending_since", "attempt"])
    return step, was_sending


def _patience() -> timedelta:
    """How long an attempt may take before its worker is taken for dead."""
    return timedelta(seconds=settings.DELIVERY_TIMEOUT_S)


def close(step: DeliveryStep, delivered: Delivered) -> None:
    """Note the effect as done and run what follows, in one transaction. Closing twice does nothing."""
    with transaction.atomic():
        locked = DeliveryStep.objects.select_for_update().get(pk=step.pk)
        if locked.state == DeliveryStep.State.DONE:
            return
        locked.state = DeliveryStep.State.DONE
        locked.external_key = delivered.external_key
        locked.result = delivered.result
        locked.last_error = ""
        locked.done_at = clock.now()
        locked.save()
        if locked.then:
            outcome: Outcome = import_string(settings.DELIVERY_OUTCOMES[locked.then])
            outcome(locked)


def _give_up(step: DeliveryStep, error: str) -> None:
    with transaction.atomic():
        if _leave(step, state=DeliveryStep.State.EXHAUSTED, last_error=error[:500]):
            audit.record("core.delivery_exhausted", step, actor=NOBODY, kind=step.kind)


def _postpone(step: DeliveryStep, error: str, *, unsure: bool) -> None:
    if step.attempt >= _MOST_ATTEMPTS:
        _give_up(step, error)
        return
    next_at = clock.now() + _wait(step.attempt, unsure=unsure)
    state = DeliveryStep.State.SENDING if unsure else DeliveryStep.State.PENDING
    with transaction.atomic():
        if _leave(step, state=state, next_at=next_at, sending_since=None, last_error=error[:500]):
            enqueue(deliver, at=next_at, step_id=step.pk)


def _wait(attempt: int, *, unsure: bool) -> timedelta:
    # What broke off may still be under way over there: reading back too soon would miss it.
    first = _patience() if unsure else _FIRST_WAIT
    jitter = random.uniform(1, 1.5)  # noqa: S311 no secret
    return min(first * float(2 ** min(attempt - 1, 20)), _LONGEST_WAIT) * jitter


def _leave(step: DeliveryStep, **changes: Any) -> bool:
    """Write how an attempt ended, unless another worker took the step over in the meantime."""
    mine = DeliveryStep.objects.filter(
        pk=step.pk, state=DeliveryStep.State.SENDING, sending_since=step.sending_since
    )
    return mine.update(**changes) == 1
