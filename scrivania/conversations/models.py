"""What the body tells a citizen, in their area and by mail."""

from django.db import models

from scrivania.core.fields import TenantForeignKey
from scrivania.core.models import User
from scrivania.core.models.base import TimestampedModel


class Message(TimestampedModel):
    """A message in the citizen's area. `email` is where it was mailed too; empty if it was not."""

    recipient = TenantForeignKey(User, related_name="messages_received")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    title = models.CharField(max_length=200)
    body = models.TextField()
    email = models.EmailField(blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "recipient", "-created_at", "id"], name="conversations_inbox"),
            models.Index(fields=["tenant", "subject_id", "created_at"], name="conversations_subject"),
        ]

    def __str__(self) -> str:
        return self.title
