"""Pratiche and their history."""

from django.db import models

from scrivania.applications.transitions import Status
from scrivania.catalog.models import FormVersion, Service
from scrivania.citizens.models import Citizen
from scrivania.core.fields import TenantForeignKey
from scrivania.core.models.base import TenantModel, TimestampedModel
from scrivania.tenants.models import Office, StaffMember


class NumberCounter(TenantModel):
    """Last application number of a body and year; its row lock puts submissions in order."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "year"], name="applications_counter_year")]


class Application(TimestampedModel):
    """Pratica: what was sent, frozen with its form version, and where it stands.

    `draft_id` makes a repeated submission find the first one. `procedure` is what the receipt promises
    (office, responsible person, term, silence), frozen at submission like the data.
    """

    draft_id = models.UUIDField()
    number = models.CharField(max_length=20)
    citizen = TenantForeignKey(Citizen, related_name="applications")
    service = TenantForeignKey(Service, related_name="applications")
    form_version = TenantForeignKey(FormVersion, related_name="applications")
    office = TenantForeignKey(Office, related_name="applications")
    title = models.CharField(max_length=200)
    data = models.JSONField()
    hidden = models.JSONField(default=list)
    applicant = models.JSONField()
    procedure = models.JSONField()
    identified_by = models.JSONField()
    status = models.PositiveIntegerField(choices=Status.choices)
    status_changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField()
    due_on = models.DateField()
    assignee = TenantForeignKey(StaffMember, null=True, related_name="applications")
    taken_at = models.DateTimeField(null=True)
    registration_number = models.CharField(max_length=40, blank=True)
    registered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    reasons = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="applications_number"),
            models.UniqueConstraint(fields=["tenant", "draft_id"], name="applications_once_per_draft"),
        ]
        indexes = [
            models.Index(fields=["tenant", "citizen", "-submitted_at", "-id"], name="applications_mine"),
            models.Index(
                fields=["tenant", "service", "-submitted_at", "-id"], name="applications_by_service"
            ),
            models.Index(fields=["tenant", "-submitted_at", "-id"], name="applications_all"),
            models.Index(fields=["tenant", "due_on", "id"], name="applications_by_term"),
            models.Index(
                fields=["tenant", "assignee", "-submitted_at", "-id"],
                condition=models.Q(closed_at=None),
                name="applications_assigned",
            ),
            models.Index(
                fields=["tenant", "-submitted_at", "-id"],
                condition=models.Q(closed_at__isnull=False),
                name="applications_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ApplicationEvent(TimestampedModel):
    """One change of state. Append-only; `id` grows, so two in one second keep their order."""

    append_only = True

    application = TenantForeignKey(Application, related_name="events")
    event = models.CharField(max_length=40)
    from_status = models.PositiveIntegerField(null=True)
    to_status = models.PositiveIntegerField()
    user_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=400, blank=True)
    note = models.TextField(blank=True, help_text="Shown to the citizen")

    class Meta:
        indexes = [models.Index(fields=["tenant", "application", "id"], name="applications_history")]
