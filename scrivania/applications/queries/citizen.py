"""What a citizen has under way."""

from __future__ import annotations

from scrivania.applications.models import Draft, IntegrationRequest
from scrivania.citizens.models import Citizen


def open_drafts(citizen: Citizen) -> list[Draft]:
    return list(
        Draft.objects.filter(citizen=citizen, submitted_at=None)
        .select_related("service")
        .defer("data", "outcome")
        .order_by("-updated_at")
    )


def waiting_for(citizen: Citizen) -> list[IntegrationRequest]:
    """What offices ask of a citizen now, nearest day first."""
    return list(
        IntegrationRequest.objects.filter(application__citizen=citizen, answered_at=None)
        .select_related("application")
        .defer("application__data")
        .order_by("due_on")
    )
