"""Forms that create: a repeat of the same one finds the first result."""

import uuid
from collections.abc import Callable

from django.db import transaction

from scrivania.core.actor import Actor
from scrivania.core.models import SubmittedForm


def once(actor: Actor, token: uuid.UUID, create: Callable[[], str]) -> str:
    """Run `create` for the form that carries `token`, or find what it gave the first time.

    `create` returns the path that shows its result. Two at the same moment: the second waits for the first.
    """
    with transaction.atomic():
        form, is_new = SubmittedForm.objects.get_or_create(user_id=actor.user_id, token=token)
        if is_new:
            form.result_path = create()
            form.save(update_fields=["result_path"])
    return form.result_path
