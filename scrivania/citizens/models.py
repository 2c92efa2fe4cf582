"""Citizens and the record of their sign-ins."""

from django.db import models

from scrivania.core import clock
from scrivania.core.fields import TenantForeignKey, TenantOneToOneField
from scrivania.core.models import User
from scrivania.core.models.base import TenantModel, TimestampedModel


class Citizen(TimestampedModel):
    """A person known by fiscal code, with what their identity provider last told of them.

    `fiscal_code` may be the provisional one of 11 digits. Names are kept as given: a word or ninety letters.
    """

    user = TenantOneToOneField(User, related_name="citizen")
    fiscal_code = models.CharField(max_length=16)
    given_name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200)
    birth_date = models.DateField(null=True)
    birth_place = models.CharField(max_length=100, blank=True, help_text="Belfiore code, as SPID gives it")
    birth_county = models.CharField(max_length=2, blank=True)
    gender = models.CharField(max_length=1, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    digital_address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=2, default="it")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "fiscal_code"], name="citizens_fiscal_code")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class SignInRequest(TenantModel):
    """A sign-in under way at an identity provider: single use, bound to one browser by a cookie."""

    method = models.CharField(max_length=10)
    request_id = models.CharField(max_length=80)
    browser_hash = models.CharField(max_length=64)
    relay_hash = models.CharField(max_length=64)
    provider = models.CharField(max_length=300)
    level = models.PositiveSmallIntegerField()
    next_path = models.CharField(max_length=500)
    issued_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    message = models.BinaryField(help_text="The request as sent; kept in SignInLog with its response")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "request_id"], name="citizens_signin_request"),
            models.UniqueConstraint(fields=["tenant", "relay_hash"], name="citizens_signin_relay"),
        ]


class SignInLog(TimestampedModel):
    """Request and response of one sign-in, encrypted, kept 24 months (SPID technical rules, log)."""

    append_only = True
    retention_ends = True

    method = models.CharField(max_length=10)
    provider = models.CharField(max_length=300)
    request_id = models.CharField(max_length=80)
    response_id = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=200)
    citizen = TenantForeignKey(Citizen, null=True)
    exchange = models.BinaryField(help_text="Request and response, encrypted with SCRIVANIA_KEYS")

    class Meta:
        indexes = [models.Index(fields=["tenant", "created_at"], name="citizens_signin_time")]
