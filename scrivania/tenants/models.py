"""Offices of a body and the people who work there."""

from django.db import models

from scrivania.core.fields import TenantOneToOneField, TranslatedField
from scrivania.core.models import User
from scrivania.core.models.base import TimestampedModel


class Office(TimestampedModel):
    """Ufficio: the unit responsible for a procedure (L. 241/1990, art. 4)."""

    slug = models.SlugField()
    name = TranslatedField()
    address = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    pec = models.EmailField(blank=True)
    responsible = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="tenants_office_slug")]

    def __str__(self) -> str:
        return str(self.name)


class StaffMember(TimestampedModel):
    """Operatore: an employee with an account. What they may do stands in `access`."""

    user = TenantOneToOneField(User, related_name="staff_member")
    email = models.EmailField()
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "email"], name="tenants_staff_email")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()
