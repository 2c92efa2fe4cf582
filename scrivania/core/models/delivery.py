"""Effects on outside systems, each a row that outlives every crash."""

from django.db import models

from scrivania.core import clock
from scrivania.core.models.base import TimestampedModel


class DeliveryStep(TimestampedModel):
    """One outside effect: a document to register, a mail to send.

    `key` names the effect within its subject, so that planning twice makes one step. `then` is a name in
    settings.DELIVERY_OUTCOMES, run in the transaction that closes the step.
    """

    class State(models.TextChoices):
        PENDING = "pending", "pending"
        SENDING = "sending", "sending"
        DONE = "done", "done"
        EXHAUSTED = "exhausted", "exhausted"

    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    key = models.CharField(max_length=80)
    params = models.JSONField(default=dict)
    then = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempt = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=clock.now)
    sending_since = models.DateTimeField(null=True)
    external_key = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    last_error = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "subject_kind", "subject_id", "key"], name="core_delivery_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(state__in=["pending", "sending"]),
                name="core_delivery_due",
            ),
            models.Index(
                fields=["tenant", "created_at"],
                condition=models.Q(state="exhausted"),
                name="core_delivery_failed",
            ),
        ]
