"""Addresses and small readings of pages."""

import uuid
from typing import Any

from django.urls import reverse

from scrivania.applications.models import Application
from scrivania.testing.bodies import TestBody


def address(name: str, application: Application, *args: Any) -> str:
    return reverse(f"backoffice:{name}", args=[application.pk, *args])


def take(desk: Any, application: Application) -> None:
    assert desk.post(address("take_charge", application)).status_code == 303


def fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def token() -> str:
    return str(uuid.uuid4())


def downloaded(body: TestBody, answer: Any) -> bytes:
    """The bytes of a streamed answer; its end is the end of the request, which forgets the body at work."""
    with body.here():
        return b"".join(answer.streaming_content)
