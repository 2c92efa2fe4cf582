"""When a service takes applications: to the second, by the server's clock."""

from datetime import datetime
from enum import StrEnum

from scrivania.catalog.models import Service


class Opening(StrEnum):
    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    HIDDEN = "hidden"


def opening_at(service: Service, instant: datetime) -> Opening:
    """Whether `service` takes what arrives at `instant`. The closing instant itself is already late."""
    if service.state == Service.State.DRAFT:
        return Opening.HIDDEN
    if service.state == Service.State.SUSPENDED:
        return Opening.SUSPENDED
    if service.opens_at and instant < service.opens_at:
        return Opening.NOT_YET
    if service.closes_at and instant >= service.closes_at:
        return Opening.CLOSED
    return Opening.OPEN


def can_schedule(service: Service, instant: datetime) -> bool:
    """Whether its dates may still be set freely: what was announced and has begun is only extended."""
    if service.state == Service.State.DRAFT or service.closes_at is None:
        return True
    return service.opens_at is not None and instant < service.opens_at
