"""Outside effects that were given up, and opening files: what an office does around a case."""

from __future__ import annotations

import uuid

from django.db import transaction

from scrivania.applications.actions.handling import NotAllowed
from scrivania.applications.models import Application
from scrivania.applications.queries.case import case_file, file_seen_by, office_file
from scrivania.applications.rights import may_retry
from scrivania.core import audit, delivery
from scrivania.core.actor import Actor
from scrivania.core.models import StoredFile


@transaction.atomic
def retry_delivery(actor: Actor, application_id: uuid.UUID, step_id: uuid.UUID) -> None:
    """Send again what an outside system refused; a step under way again is left alone. Raises NotAllowed."""
    application = Application.objects.get(pk=application_id)
    if not may_retry(application, actor):
        raise NotAllowed
    problems = office_file(case_file(application)).problems
    step = next((problem.step for problem in problems if problem.step.pk == step_id), None)
    if step is not None:
        delivery.retry(step)
        audit.record("applications.retry_delivery", application, actor=actor, step=step.pk)


@transaction.atomic
def open_file(actor: Actor, stored_id: uuid.UUID) -> StoredFile | None:
    """A file of a case, its opening noted; None for one that is not this member of staff's to see."""
    found = file_seen_by(actor, stored_id)
    if found is None:
        return None
    application, holder = found
    audit.record("applications.open_file", application, actor=actor, file=stored_id)
    stored: StoredFile | None = holder.stored
    return stored
