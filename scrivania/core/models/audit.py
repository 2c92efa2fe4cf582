"""The audit trail. The application's database role may insert and read, never change."""

from django.db import models

from scrivania.core.models.base import TimestampedModel


class AuditEntry(TimestampedModel):
    """One act: what (`applications.submit`), on what, by whom. Details hold ids and codes, no prose."""

    append_only = True

    action = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    user_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant", "subject_kind", "subject_id", "created_at"], name="core_audit_subject"
            ),
            models.Index(fields=["tenant", "created_at"], name="core_audit_time"),
        ]
