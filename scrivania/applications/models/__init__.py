"""Drafts, applications and their history."""

from scrivania.applications.models.application import Application, ApplicationEvent, NumberCounter
from scrivania.applications.models.draft import Draft
from scrivania.applications.models.handling import Attachment, IntegrationRequest, InternalNote
from scrivania.applications.transitions import Event, Status

__all__ = [
    "Application",
    "ApplicationEvent",
    "Attachment",
    "Draft",
    "Event",
    "IntegrationRequest",
    "InternalNote",
    "NumberCounter",
    "Status",
]
