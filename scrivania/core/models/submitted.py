"""Forms sent once, however often their button was pressed."""

from django.db import models

from scrivania.core.models.base import TimestampedModel


class SubmittedForm(TimestampedModel):
    """A form that made something: its token, who sent it, and where its result is shown."""

    user_id = models.UUIDField()
    token = models.UUIDField()
    result_path = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "user_id", "token"], name="core_submitted_once")
        ]
