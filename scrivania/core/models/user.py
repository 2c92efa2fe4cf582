"""Who is signed in, and their browser sessions. Nothing personal is kept here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from scrivania.core.fields import TenantForeignKey
from scrivania.core.managers import TenantManager, UnscopedManager
from scrivania.core.models.base import TimestampedModel


class User(AbstractBaseUser, TimestampedModel):
    """A sign-in at one body: one person at two bodies, or employee and citizen, has several."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen", "citizen"
        STAFF = "staff", "staff"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return str(self.pk)


class SessionManager(TenantManager["Session"], BaseSessionManager["Session"]):
    """Sessions of the body at work: the same cookie at another host finds nothing."""


class Session(AbstractBaseSession):
    """A browser session. `session_key` is stored as given by Django: random, single purpose."""

    tenant = models.ForeignKey("core.Tenant", models.CASCADE, related_name="+", db_index=False)
    user = TenantForeignKey(User, models.CASCADE, null=True, related_name="sessions", db_index=True)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    objects: ClassVar[SessionManager] = SessionManager()
    unscoped = UnscopedManager()

    @classmethod
    def get_session_store_class(cls) -> Any:
        from scrivania.core.sessions import SessionStore

        return SessionStore
