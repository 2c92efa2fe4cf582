"""What happens to an application while an office handles it."""

from django.db import models

from scrivania.applications.models.application import Application
from scrivania.core.fields import TenantForeignKey
from scrivania.core.models import StoredFile
from scrivania.core.models.base import TimestampedModel
from scrivania.tenants.models import StaffMember


class IntegrationRequest(TimestampedModel):
    """Richiesta di integrazioni: the first one lets the term of the procedure stand still (`terms`).

    `unanswered`: the day passed and the office went on; `answered_at` is then when it did.
    """

    application = TenantForeignKey(Application, related_name="integration_requests")
    asked_by = TenantForeignKey(StaffMember)
    text = models.TextField()
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    unanswered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "application"],
                condition=models.Q(answered_at=None),
                name="applications_one_open_integration",
            )
        ]

    @property
    def has_answer(self) -> bool:
        return self.answered_at is not None and not self.unanswered


class Attachment(TimestampedModel):
    """A file of an application: sent with the form, with an integration, or given with the outcome."""

    class Origin(models.TextChoices):
        FORM = "form", "form"
        INTEGRATION = "integration", "integration"
        OUTCOME = "outcome", "outcome"

    application = TenantForeignKey(Application, related_name="attachments")
    integration_request = TenantForeignKey(IntegrationRequest, null=True, related_name="attachments")
    stored = TenantForeignKey(StoredFile, related_name="attachments")
    origin = models.CharField(max_length=12, choices=Origin.choices)
    label = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "application", "id"], name="applications_files")]


class InternalNote(TimestampedModel):
    """A note between colleagues: no page, message or document of the citizen shows it."""

    application = TenantForeignKey(Application, related_name="internal_notes")
    author = TenantForeignKey(StaffMember)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "application", "id"], name="applications_notes")]
