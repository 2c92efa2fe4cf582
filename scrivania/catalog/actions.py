"""Writes about services and their forms."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from scrivania.catalog.models import FormVersion, Service, ServiceExtension, ServiceTopic, Topic
from scrivania.catalog.openings import can_schedule
from scrivania.core import audit, clock
from scrivania.core.actor import Actor
from scrivania.core.fields import Translated
from scrivania.formio import Problem, publish, shared_pool


class BadExtension(ValueError):
    """An extension that extends nothing, or gives no reason."""


class BadSchedule(ValueError):
    """A closing that does not come after its opening, or is past."""


class ClosingPassed(BadSchedule):
    """A closing before now: it would shut out at once those who are filling in the form."""


class ClosingAnnounced(BadSchedule):
    """A closing that citizens rely on already: an extension moves it."""


class BadForm(ValueError):
    """A definition that can't be published: `problems` say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@transaction.atomic
def create_service(actor: Actor, *, topics: list[Topic], **fields: Any) -> Service:
    service = Service.objects.create(**fields)
    for topic in topics:
        ServiceTopic.objects.create(service=service, topic=topic)
    audit.record("catalog.create_service", service, actor=actor)
    return service


@transaction.atomic
def change_state(actor: Actor, service: Service, state: Service.State, reason: str = "") -> None:
    """Publish, schedule, suspend or withdraw a service. `reason` stands on its card."""
    service.state = state
    service.state_reason = Translated(it=reason) if reason else Translated()
    if state != Service.State.DRAFT and service.published_at is None:
        service.published_at = clock.now()
    service.save(update_fields=["state", "state_reason", "published_at"])
    audit.record("catalog.change_state", service, actor=actor, state=int(state))


@transaction.atomic
def schedule(actor: Actor, service: Service, opens_at: datetime | None, closes_at: datetime | None) -> None:
    """Set when a service takes applications, before it starts to. Raises BadSchedule."""
    locked = Service.objects.select_for_update().get(pk=service.pk)
    if opens_at and closes_at and closes_at <= opens_at:
        raise BadSchedule("the closing must come after the opening")
    now = clock.now()
    if closes_at and closes_at <= now:
        raise ClosingPassed("the closing must be still to come")
    if not can_schedule(locked, now):
        raise ClosingAnnounced("a closing already announced is moved by an extension")
    locked.opens_at, locked.closes_at, locked.state = opens_at, closes_at, Service.State.SCHEDULED
    if locked.published_at is None:
        locked.published_at = clock.now()
    locked.save(update_fields=["opens_at", "closes_at", "state", "published_at"])
    audit.record("catalog.schedule", locked, actor=actor, opens_at=opens_at, closes_at=closes_at)


@transaction.atomic
def extend(actor: Actor, service: Service, closes_at: datetime, reason: str) -> ServiceExtension:
    """Move a closing forward. Raises BadExtension."""
    locked = Service.objects.select_for_update().get(pk=service.pk)
    if locked.closes_at is None or closes_at <= locked.closes_at:
        raise BadExtension("the new closing must come after the present one")
    if not reason.strip():
        raise BadExtension("an extension needs a reason")
    extension = ServiceExtension.objects.create(
        service=locked,
        closed_at=locked.closes_at,
        closes_at=closes_at,
        reason=reason.strip(),
        decided_by=actor.person if actor.is_staff else None,
    )
    locked.closes_at = closes_at
    locked.save(update_fields=["closes_at"])
    audit.record("catalog.extend", locked, actor=actor, extension=extension.pk)
    return extension


def publish_form(actor: Actor, service: Service, definition: dict[str, Any]) -> FormVersion:
    """Check a definition and publish it as the next version; the one before is superseded.

    The same definition twice gives the version that is published already. Raises BadForm, formio.EngineBusy.
    """
    checked = publish(shared_pool(), definition)
    if checked.problems:
        raise BadForm(checked.problems)
    return _publish(actor, service, checked.definition)


@transaction.atomic
def _publish(actor: Actor, service: Service, definition: dict[str, Any]) -> FormVersion:
    Service.objects.select_for_update().get(pk=service.pk)
    text = json.dumps(definition, sort_keys=True, ensure_ascii=False)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    same = service.form_versions.filter(state=FormVersion.State.PUBLISHED, sha256=sha256).first()
    if same is not None:
        return same
    now = clock.now()
    last = service.form_versions.aggregate(last=Max("number"))["last"] or 0
    service.form_versions.filter(state=FormVersion.State.PUBLISHED).update(state=FormVersion.State.SUPERSEDED)
    version = FormVersion.objects.create(
        service=service,
        number=last + 1,
        state=FormVersion.State.PUBLISHED,
        definition=definition,
        sha256=sha256,
        published_at=now,
    )
    audit.record("catalog.publish_form", version, actor=actor, number=version.number)
    return version
