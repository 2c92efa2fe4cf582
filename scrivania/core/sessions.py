"""Sessions that know their body and user, read together with the person in one statement."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet

from scrivania.core import clock
from scrivania.core.db.prepared import Prepared
from scrivania.core.models import Session, User
from scrivania.core.tenancy import current_tenant_id

# How stale `last_seen_at` may get: a write per request would cost more than it tells.
_SEEN_EVERY = timedelta(minutes=5)


def _live_session(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.select_related("user", *settings.SESSION_USER_RELATED).filter(
        session_key=key, expire_date__gt=now
    )


_LIVE_SESSION = Prepared(
    _live_session, tenant=UUID(int=1), key="a session key", now=datetime(2000, 1, 1, tzinfo=UTC)
)


class SessionStore(DatabaseStore):
    """Django's database store over `core.Session`."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    @property
    def user(self) -> User | None:
        """The signed-in user with citizen or staff loaded; None for a visitor."""
        self._get_session()  # type: ignore[attr-defined]
        return self.row.user if self.row else None

    def _get_session_from_db(self) -> Session | None:
        self.row = _LIVE_SESSION.first(key=self.session_key, now=clock.now())
        if self.row is None:
            self._session_key = None
        elif clock.now() - self.row.last_seen_at > _SEEN_EVERY:
            self.modified = True
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        now = clock.now()
        user_id = data.get("_auth_user_id")
        return Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            tenant_id=current_tenant_id(),
            user_id=user_id,
            created_at=self.row.created_at if self.row else now,
            last_seen_at=now,
        )
