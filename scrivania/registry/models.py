"""Protocol registrations (DPR 445/2000, art. 53)."""

from django.db import models

from scrivania.core.fields import TenantForeignKey
from scrivania.core.models import StoredFile
from scrivania.core.models.base import TimestampedModel


class Registration(TimestampedModel):
    """Protocollo of one document: asked for when the row is made, given when `number` is filled.

    `occurred_at` is when the document came or went out: terms run from it, whatever day the registry answers.
    """

    class Direction(models.TextChoices):
        INCOMING = "E", "incoming"
        OUTGOING = "U", "outgoing"

    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    purpose = models.CharField(max_length=60)
    direction = models.CharField(max_length=1, choices=Direction.choices)
    title = models.CharField(max_length=300)
    correspondent_name = models.CharField(max_length=400)
    correspondent_code = models.CharField(max_length=16)
    occurred_at = models.DateTimeField()
    document = TenantForeignKey(StoredFile, related_name="registrations")
    sha256 = models.CharField(max_length=64)
    parent = TenantForeignKey("self", null=True, related_name="attachments")
    number = models.CharField(max_length=40, blank=True)
    register = models.CharField(max_length=80, blank=True)
    registered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "subject_kind", "subject_id", "purpose"], name="registry_once"
            )
        ]

    def __str__(self) -> str:
        return self.number or "(to be registered)"
