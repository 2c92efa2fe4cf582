"""PostgreSQL back end that tells the database which body is at work."""

import uuid
from typing import Any

from django.db.backends.postgresql import base

from scrivania.core.tenancy import tenant_id_or_none

_UNKNOWN: Any = object()


class DatabaseWrapper(base.DatabaseWrapper):
    """Sends `scrivania.tenant` before a statement whenever the body differs from what was last sent.

    A rollback undoes a setting made in its transaction, so after one the last value counts as unknown.
    """

    _sent_tenant: uuid.UUID | None = _UNKNOWN

    def connect(self) -> None:
        self._sent_tenant = _UNKNOWN
        super().connect()

    def _cursor(self, name: str | None = None) -> Any:
        self.ensure_connection()
        if self._sent_tenant is _UNKNOWN or self._sent_tenant != tenant_id_or_none():
            self._send_tenant()
        return super()._cursor(name)  # type: ignore[misc]

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:  # noqa: FBT001 Django's signature
        # Sent before the transaction opens, the setting survives its rollback.
        if not autocommit and self.connection is not None and self._sent_tenant != tenant_id_or_none():
            self._send_tenant()
        super().set_autocommit(autocommit, *args, **kwargs)

    def _send_tenant(self) -> None:
        tenant = tenant_id_or_none()
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute("SELECT set_config('scrivania.tenant', %s, false)", [str(tenant or "")])
        self._sent_tenant = tenant

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._sent_tenant = _UNKNOWN

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._sent_tenant = _UNKNOWN
