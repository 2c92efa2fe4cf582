"""PDFs that the body made, each with a code that lets anyone verify it."""

from django.db import models

from scrivania.core.fields import TenantForeignKey
from scrivania.core.models import StoredFile
from scrivania.core.models.base import TimestampedModel


class Document(TimestampedModel):
    """A document made or being made (`stored` still empty). Its bytes never change.

    The verification code is printed in it: kept hashed to be found, encrypted to be printed again.
    """

    class Kind(models.TextChoices):
        APPLICATION = "application", "application"
        FIRST_RECEIPT = "first_receipt", "receipt without protocol number"
        RECEIPT = "receipt", "receipt"
        INTEGRATION_REQUEST = "integration_request", "integration request"
        INTEGRATION_ANSWER = "integration_answer", "integration answer"
        OUTCOME = "outcome", "outcome"

    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=60, help_text="Tells documents of one kind and subject apart")
    stored = TenantForeignKey(StoredFile, null=True, related_name="documents")
    code_hash = models.CharField(max_length=64)
    code = models.BinaryField(help_text="Encrypted with SCRIVANIA_KEYS")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code_hash"], name="documents_code"),
            models.UniqueConstraint(
                fields=["tenant", "subject_kind", "subject_id", "kind", "key"], name="documents_once"
            ),
        ]
