"""Which connectors a body uses, and with which settings."""

import json
from typing import Any

from scrivania.core import crypto
from scrivania.core.models import ConnectorSetting


def config_of(kind: str, connector: str) -> dict[str, Any] | None:
    """Settings of the body at work for a connector, or None where it does not use it."""
    row = ConnectorSetting.objects.filter(kind=kind, connector=connector).first()
    return None if row is None else _open(row)


def in_use(kind: str) -> tuple[str, dict[str, Any]] | None:
    """The connector of a kind that the body uses, with its settings; the oldest when there are several."""
    row = ConnectorSetting.objects.filter(kind=kind).order_by("created_at").first()
    return None if row is None else (row.connector, _open(row))


def save_config(kind: str, connector: str, config: dict[str, Any]) -> None:
    ConnectorSetting.objects.update_or_create(
        kind=kind, connector=connector, defaults={"config": crypto.encrypt(json.dumps(config).encode())}
    )


def _open(row: ConnectorSetting) -> dict[str, Any]:
    config: dict[str, Any] = json.loads(crypto.decrypt(row.config))
    return config
