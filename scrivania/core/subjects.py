"""What a message or a delivery is about: resolved by name, since it lies in a higher package."""

import uuid
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Subject(Protocol):
    """What lower packages may ask of a kind of thing."""

    def url(self, pk: uuid.UUID) -> str:
        """Where its citizen sees it."""


def subject_of(kind: str) -> Subject:
    subject: Subject = import_string(settings.SUBJECTS[kind])()
    return subject
