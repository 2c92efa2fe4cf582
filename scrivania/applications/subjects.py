"""What lower packages may ask about applications (settings.SUBJECTS)."""

import uuid

from django.urls import reverse


class ApplicationSubject:
    def url(self, pk: uuid.UUID) -> str:
        return reverse("portal:application", args=[pk])


class DraftSubject:
    def url(self, pk: uuid.UUID) -> str:
        return reverse("portal:draft", args=[pk])
