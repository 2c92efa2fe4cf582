"""A POST that met an expired session, kept until its owner signs in again."""

from django.db import models

from scrivania.core.models.base import TimestampedModel


class ParkedPost(TimestampedModel):
    """Fields encrypted, files in quarantine.

    `code_hash` binds it to a browser, `path` to the one citizen who can open that address.
    """

    code_hash = models.CharField(max_length=64, unique=True)
    path = models.CharField(max_length=500)
    body = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True)
