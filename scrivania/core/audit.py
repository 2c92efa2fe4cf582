"""Writing the audit trail."""

import uuid
from typing import Any

from django.db.models import Model

from scrivania.core.actor import Actor
from scrivania.core.models import AuditEntry


def kind_of(model: Model | type[Model]) -> str:
    """Name of a subject's kind, as stored in `subject_kind`: `applications.application`."""
    return model._meta.label_lower


def record(action: str, subject: Model | None, *, actor: Actor, **details: Any) -> None:
    """Note an act in the transaction that does it. Details are ids, codes and numbers, never prose."""
    subject_id: uuid.UUID | None = subject.pk if subject is not None else None
    AuditEntry.objects.create(
        action=action,
        subject_kind=kind_of(subject) if subject is not None else "",
        subject_id=subject_id,
        user_id=actor.user_id,
        details={
            key: value if isinstance(value, int | bool | None) else str(value)
            for key, value in details.items()
        },
    )
