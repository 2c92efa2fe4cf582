"""Settings of the connectors a body uses."""

from django.db import models

from scrivania.core.models.base import TimestampedModel


class ConnectorSetting(TimestampedModel):
    """Typed settings of one connector for one body, encrypted whole: keys and passwords are among them."""

    kind = models.CharField(max_length=20)
    connector = models.CharField(max_length=40)
    config = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kind", "connector"], name="core_connector_once")
        ]
