"""Asking for registrations."""

from datetime import datetime

from django.db.models import Model
from django.utils.dateparse import parse_datetime

from scrivania.core import audit, delivery
from scrivania.core.models import DeliveryStep, StoredFile
from scrivania.registry.models import Registration


def register(
    subject: Model,
    document: StoredFile,
    *,
    purpose: str,
    direction: Registration.Direction,
    title: str,
    correspondent_name: str,
    correspondent_code: str,
    occurred_at: datetime,
    then: str,
    parent: Registration | None = None,
) -> Registration:
    """Plan the registration of a document, once per subject and purpose. Needs a transaction.

    `then` is run with the closed step when the registry has answered (settings.DELIVERY_OUTCOMES).
    """
    registration, created = Registration.objects.get_or_create(
        subject_kind=audit.kind_of(subject),
        subject_id=subject.pk,
        purpose=purpose,
        defaults={
            "direction": direction,
            "title": title[:300],
            "correspondent_name": correspondent_name[:400],
            "correspondent_code": correspondent_code,
            "occurred_at": occurred_at,
            "document": document,
            "sha256": document.sha256,
            "parent": parent,
        },
    )
    if created:
        delivery.plan("registry", registration, "register", then=then)
    return registration


def record_answer(step: DeliveryStep) -> Registration:
    """Write the registry's answer on its registration. Run by `then`, in the transaction closing the step."""
    registration = Registration.objects.select_for_update().get(pk=step.subject_id)
    registration.number = step.external_key
    registration.register = step.result["register"]
    registration.registered_at = parse_datetime(step.result["registered_at"])
    registration.save(update_fields=["number", "register", "registered_at"])
    return registration
