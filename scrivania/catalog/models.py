"""The catalogue: service cards, when a service is open, and its form's versions."""

from __future__ import annotations

from django.db import models

from scrivania.core.fields import TenantForeignKey, TranslatedField
from scrivania.core.models.base import TimestampedModel
from scrivania.tenants.models import Office, StaffMember


class Category(TimestampedModel):
    """Categoria di servizio of the Modello Comuni."""

    slug = models.SlugField()
    title = TranslatedField()
    description = TranslatedField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="catalog_category_slug")]

    def __str__(self) -> str:
        return str(self.title)


class Topic(TimestampedModel):
    """Argomento of the Modello Comuni."""

    slug = models.SlugField()
    title = TranslatedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="catalog_topic_slug")]

    def __str__(self) -> str:
        return str(self.title)


class Service(TimestampedModel):
    """Servizio: its card, its rules of access and term, and whether it takes applications now."""

    class State(models.IntegerChoices):
        """Codes of the original system."""

        DRAFT = 0, "draft"
        PUBLISHED = 1, "published"
        SUSPENDED = 2, "suspended"
        SCHEDULED = 4, "scheduled"

    class AccessLevel(models.IntegerChoices):
        """Codes of the original system."""

        ANONYMOUS = 0, "anonymous"
        SOCIAL = 1000, "social"
        SPID_1 = 2000, "SPID 1"
        SPID_2 = 3000, "SPID 2"
        CIE = 4000, "CIE"

    class Silence(models.TextChoices):
        """What it means when the body does not answer in time (L. 241/1990, art. 20)."""

        CONSENT = "consent", "consent"
        REFUSAL = "refusal", "refusal"
        NONE = "none", "none"

    slug = models.SlugField()
    category = TenantForeignKey(Category, related_name="services")
    office = TenantForeignKey(Office, related_name="services")
    title = TranslatedField()
    summary = TranslatedField()
    card = models.JSONField(default=dict, help_text="Section code to Translated Markdown (catalog.sections)")
    state = models.PositiveSmallIntegerField(choices=State.choices, default=State.DRAFT)
    state_reason = TranslatedField(blank=True)
    access_level = models.PositiveSmallIntegerField(choices=AccessLevel.choices, default=AccessLevel.SPID_2)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    max_days = models.PositiveSmallIntegerField(default=30)
    silence = models.CharField(max_length=8, choices=Silence.choices, default=Silence.NONE)
    responsible = models.CharField(max_length=120, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="catalog_service_slug")]
        indexes = [models.Index(fields=["tenant", "category"], name="catalog_service_category")]

    def __str__(self) -> str:
        return str(self.title)


class ServiceTopic(TimestampedModel):
    """A topic of a service."""

    service = TenantForeignKey(Service, models.CASCADE, related_name="topic_links")
    topic = TenantForeignKey(Topic, related_name="service_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "service", "topic"], name="catalog_service_topic_once")
        ]


class ServiceExtension(TimestampedModel):
    """Proroga: a closing moved, with its reason."""

    append_only = True

    service = TenantForeignKey(Service, related_name="extensions")
    closed_at = models.DateTimeField(help_text="Closing before the extension")
    closes_at = models.DateTimeField()
    reason = models.TextField()
    decided_by = TenantForeignKey(StaffMember, null=True)


class FormVersion(TimestampedModel):
    """A form.io definition of a service. Immutable once published: the database refuses a change."""

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        PUBLISHED = "published", "published"
        SUPERSEDED = "superseded", "superseded"

    service = TenantForeignKey(Service, related_name="form_versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "service", "number"], name="catalog_form_number"),
            models.UniqueConstraint(
                fields=["tenant", "service"],
                condition=models.Q(state="published"),
                name="catalog_one_published_form",
            ),
        ]
