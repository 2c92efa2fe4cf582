"""Files: the row here, the bytes in a Django storage under `<tenant>/<id>`."""

from django.db import models

from scrivania.core.models.base import TimestampedModel


class StoredFile(TimestampedModel):
    """What was uploaded or made. Name, size and type are what we found, never what a browser said."""

    class State(models.TextChoices):
        QUARANTINED = "quarantined", "quarantined"
        CLEAN = "clean", "clean"

    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=127)
    puid = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CLEAN)

    class Meta:
        indexes = [models.Index(fields=["tenant", "subject_kind", "subject_id"], name="core_file_subject")]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Name of the bytes in the storage."""
        return f"{self.tenant_id}/{self.pk}"
