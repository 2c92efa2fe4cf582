"""Addresses and small readings of pages."""

import uuid
from typing import Any

from django.urls import reverse

from scrivania.applications.models import Application


def address(name: str, application: Application, *args: Any) -> str:
    return reverse(f"backoffice:{name}", args=[application.pk, *args])


def take(desk: Any, application: Application) -> None:
    assert desk.post(address("take_charge", application)).status_code == 303


def fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def token() -> str:
    return str(uuid.uuid4())
