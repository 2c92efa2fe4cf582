"""A case file made ready for its page: titles in words, each file with its registration number."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from scrivania.applications.models import Attachment, IntegrationRequest
from scrivania.applications.queries import CaseFile, OfficeFile
from scrivania.backoffice.words import document_title, event_title
from scrivania.core import clock
from scrivania.core.models import StoredFile


class CasePage:
    """Lists for the components of `ui`."""

    def __init__(self, case: CaseFile, office: OfficeFile) -> None:
        self.case = case
        self.office = office

    @cached_property
    def _numbers(self) -> dict[object, str]:
        return {item.document_id: item.number for item in self.case.registrations}

    @property
    def timeline(self) -> list[dict[str, Any]]:
        entries = [
            {
                "title": event_title(event),
                "at": event.created_at,
                "text": "\n".join(filter(None, [event.actor_name, event.note])),
                "done": True,
            }
            for event in self.case.events
        ]
        if entries and self.case.application.closed_at is None:
            entries[-1]["current"] = True
            entries.append({"title": _("Term of the procedure"), "day": self.case.application.due_on})
        return entries

    @property
    def documents(self) -> list[dict[str, Any]]:
        return [self._file(document_title(item), item.stored) for item in self.case.documents]

    @property
    def sent_files(self) -> list[dict[str, Any]]:
        return list(self._attached(Attachment.Origin.FORM))

    @property
    def outcome_files(self) -> list[dict[str, Any]]:
        return list(self._attached(Attachment.Origin.OUTCOME))

    @property
    def requests(self) -> list[dict[str, Any]]:
        """Each request with the files of its answer, once the citizen has sent it."""
        return [{"request": item, "files": self._answer_files(item)} for item in self.case.requests]

    @property
    def may_go_on_unanswered(self) -> bool:
        """Whether the day to answer an open request by has passed."""
        today = clock.today()
        return any(item.answered_at is None and item.due_on < today for item in self.case.requests)

    def _answer_files(self, request: IntegrationRequest) -> list[dict[str, Any]]:
        if not request.has_answer:
            return []
        return list(self._attached(Attachment.Origin.INTEGRATION, request))

    def _attached(self, origin: str, request: IntegrationRequest | None = None) -> Iterator[dict[str, Any]]:
        for item in self.case.attachments:
            if item.origin == origin and item.integration_request_id == (request and request.pk):
                name = f"{item.label}: {item.stored.name}" if item.label else item.stored.name
                yield self._file(name, item.stored)

    def _file(self, name: str, stored: StoredFile | None) -> dict[str, Any]:
        """An entry of ui/components/documents.html; without `url` it is still being made."""
        if stored is None:
            return {"name": name}
        number = self._numbers.get(stored.pk)
        note = ""
        if number is not None:
            note = (
                _("Protocol %(number)s") % {"number": number}
                if number
                else _("waiting for its protocol number")
            )
        return {
            "name": name,
            "url": reverse("backoffice:file", args=[stored.pk]),
            "size": stored.size,
            "format": stored.name.rpartition(".")[2].upper(),
            "note": note,
        }
